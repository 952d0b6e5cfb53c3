//! JSON representations of types against their declarations, and against the tables of their pages.

mod samples;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, listing};
use crate::input::page::{Page, Property as Row, Resource};
use crate::model::json::{Json, Member, Value};
use crate::model::{Fact, Index, Property, TypeId};
use crate::source::Span;
use crate::spelling::nearest;
use samples::Problem;

/// Checks the JSON representation of every resource page.
pub fn check(diagnostics: &mut Diagnostics, index: &Index<'_>, pages: &[Page]) {
    for page in pages.iter().filter(|it| it.operation.is_none()) {
        let namespace = page.namespace.as_ref().map_or(index.model.namespaces.root(), |it| &it.value);
        for resource in &page.resources {
            let Some(json) = &resource.json else { continue };
            let (Value::Object(members), Some(ty)) = (&json.value, index.find_from(namespace, &resource.name.value))
            else {
                continue;
            };
            for member in members {
                diagnostics.report_all(differing(index, ty, resource, member));
            }
            diagnostics.report_all(incomplete(index, ty, resource, json, members));
        }
    }
}

/// A sample value that does not fit the declared type.
fn differing(index: &Index<'_>, ty: TypeId, resource: &Resource, (name, sample): &Member) -> Option<Diagnostic> {
    let property = index.member(ty, &name.value).or_else(|| index.member_folded(ty, &name.value))?;
    let problem = samples::problem(index, sample, &property.ty)?;
    // The row is reported if its type is not the declared one.
    if rows(resource).any(|row| is_named(row, &name.value) && samples::is_as_listed(sample, row, &property.ty)) {
        return None;
    }
    let symbol = format!("{}.{}", index.short_name(ty), name.value);
    let listed = rows(resource).find(|it| is_named(it, &name.value)).and_then(|it| it.ty.as_ref());
    if let Some(listed) = listed.filter(|_| property.declared().is_none()) {
        return Some(misread(&name.value, &problem, listed.span).symbol(symbol));
    }
    let message = format!(
        "`{}` is declared as {}, but the JSON representation has {}",
        name.value, problem.declared, problem.shown
    );
    let report = Diagnostic::new(Code::SampleDiffers, problem.span, message)
        .symbol(symbol)
        .label(format!("expected {}", problem.declared));
    Some(report.also(place(property), "declared here"))
}

/// A finding at a row whose type only the page states: the row is wrong more often than the sample.
fn misread(name: &str, problem: &Problem, listed: Span) -> Diagnostic {
    let message =
        format!("`{name}` is listed as {}, but the JSON representation has {}", problem.declared, problem.shown);
    Diagnostic::new(Code::SampleDiffers, listed, message)
        .label(format!("listed as {}", problem.declared))
        .also(problem.span, "JSON representation")
        .help("correct the type in the row, or the JSON representation")
}

fn place(property: &Property<TypeId>) -> Span {
    property.declared().unwrap_or(property.name.span)
}

/// A table with few rows that the JSON representation lacks. If many are missing, it is an extract.
fn incomplete(
    index: &Index<'_>,
    ty: TypeId,
    resource: &Resource,
    json: &Json,
    members: &[Member],
) -> Option<Diagnostic> {
    let unlisted =
        || members.iter().map(|(it, _)| &*it.value).filter(|it| !rows(resource).any(|row| is_named(row, it)));
    // A row with a wrong name is reported itself.
    let is_wrong = |row: &Row| {
        let declared = index.member_folded(ty, &row.name.value).and_then(|it| it.declared());
        let is_undeclared = declared.is_none() && index.model.sources.declare(Fact::Members);
        is_undeclared || nearest(&row.name.value, unlisted()).is_some()
    };
    let is_shown =
        |row: &Row| members.iter().any(|(it, _)| is_named(row, it.value.trim_end_matches('?'))) || is_wrong(row);
    let all = || resource.properties.iter().filter(|it| !it.name.value.contains('@'));
    // Many representations omit inherited members.
    let own = few_missing(all().filter(|it| it.inherited_from.is_none()).collect(), is_shown);
    let inherited = few_missing(all().filter(|it| it.inherited_from.is_some()).collect(), is_shown);
    let missing: Vec<&Row> = own?.into_iter().chain(inherited.unwrap_or_default()).collect();
    let first = missing.first()?;
    let names: Vec<&str> = missing.iter().map(|it| &*it.name.value).collect();
    let name = resource.name.value.rsplit('.').next().unwrap_or_default();
    let message = format!("the JSON representation of `{name}` lacks {}", listing(&names));
    let report = Diagnostic::new(Code::SampleMissing, json.span.part(0..1), message)
        .symbol(format!("{name}.{}", first.name.value))
        .also(first.name.span, "listed here")
        .help("add the member, or remove the row");
    Some(report)
}

/// The rows that are not shown. `None` if they are many.
fn few_missing(rows: Vec<&Row>, is_shown: impl Fn(&Row) -> bool) -> Option<Vec<&Row>> {
    let missing: Vec<&Row> = rows.iter().filter(|it| !is_shown(it) && !it.is_deprecated).copied().collect();
    let is_only = missing.len() == 1 && rows.len() > 1;
    (is_only || missing.len() * FEW <= rows.len()).then_some(missing)
}

/// One of so many rows may be missing, and one of fewer.
const FEW: usize = 4;

fn rows(resource: &Resource) -> impl Iterator<Item = &Row> {
    resource.properties.iter().chain(&resource.relationships)
}

fn is_named(row: &Row, name: &str) -> bool {
    row.name.value.eq_ignore_ascii_case(name)
}

//! Properties and relationships: rows of pages against declarations.

use super::{Ctx, Documented, value_types};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::input::page::{Page, Property as Row, Resource};
use crate::model::{Property, TypeId};
use std::collections::BTreeSet;

pub(super) fn check(ctx: &mut Ctx<'_>, documented: &Documented<'_>) {
    for (id, resources) in documented {
        if ctx.def(*id).declared().is_none() || ctx.def(*id).structure().is_none() {
            continue;
        }
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (page, resource) in resources {
            for (row, is_relationship) in rows(resource) {
                seen.insert(row.name.value.to_lowercase());
                check_row(ctx, *id, page, row, is_relationship);
            }
        }
        undocumented(ctx, *id, resources, &seen);
    }
}

fn rows(resource: &Resource) -> impl Iterator<Item = (&Row, bool)> {
    let properties = resource.properties.iter().map(|it| (it, false));
    properties.chain(resource.relationships.iter().map(|it| (it, true)))
}

fn check_row(ctx: &mut Ctx<'_>, id: TypeId, page: &Page, row: &Row, is_relationship: bool) {
    let name = &row.name.value;
    // Control information may stand on any object (OData JSON Format, 4.6), and is declared nowhere.
    if name.contains('@') {
        return;
    }
    let declared = ctx.model.find_property(id, name).and_then(|it| ctx.model.property(it));
    let Some(declared) = declared.filter(|it| it.declared().is_some()) else {
        undeclared(ctx, id, row);
        return;
    };
    let Some(place) = declared.declared() else { return };
    if declared.name.value != *name {
        let message = format!("the metadata spells `{name}` as `{}`", declared.name.value);
        let report = Diagnostic::new(Code::MemberCase, row.name.span, message)
            .symbol(symbol(ctx, id, name))
            .also(place, "declared here")
            .note("the name of the metadata is used: JSON is case-sensitive")
            .help(format!("write `{}`", declared.name.value))
            .patch([Edit::replace(row.name.span, &declared.name.value)]);
        ctx.diagnostics.report(report);
    }
    section(ctx, id, row, declared, is_relationship);
    value_types::check(ctx, page, row, &declared.ty, place, ctx.short(id));
    nullability(ctx, id, row, declared);
}

/// `user.displayName`.
fn symbol(ctx: &Ctx<'_>, id: TypeId, member: &str) -> String {
    format!("{}.{member}", ctx.short(id))
}

/// A row that names no declared member.
fn undeclared(ctx: &mut Ctx<'_>, id: TypeId, row: &Row) {
    let name = &row.name.value;
    let types = ctx.model.lineage(id);
    let is_open = types.iter().any(|it| ctx.def(*it).structure().is_some_and(|it| it.is_open));
    let code = if is_open { Code::MemberDynamic } else { Code::MemberUndeclared };
    let message = format!("the metadata declares no `{name}` on `{}`", ctx.short(id));
    let mut report = Diagnostic::new(code, row.name.span, message)
        .symbol(symbol(ctx, id, name))
        .note("the model has it as it is documented");
    if let Some(place) = ctx.def(id).declared() {
        report =
            report.also(place, if is_open { "the type is open: it may have other members" } else { "declared here" });
    }
    if let Some(near) = nearest(ctx, id, name) {
        report = report.help(format!("a member with a similar name is declared: `{near}`"));
    }
    ctx.diagnostics.report(report);
}

/// The declared member whose name differs in one place, or that a derived type has.
fn nearest(ctx: &Ctx<'_>, id: TypeId, name: &str) -> Option<String> {
    let members =
        ctx.model.lineage(id).into_iter().filter_map(|it| ctx.def(it).structure()).flat_map(|it| &it.properties);
    let mut names = members.filter(|it| it.declared().is_some()).map(|it| &it.name.value);
    names.find(|it| is_near(it, name)).cloned()
}

/// Whether two names differ in at most two letters at one place: `colour`, `color`; `sets`, `set`.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let start = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - start;
    let end = a.bytes().rev().zip(b.bytes().rev()).take_while(|(a, b)| a == b).count().min(rest);
    a.len().max(b.len()) - start - end <= 2 && start + end >= 4
}

/// A navigation property under *Properties*, or a property under *Relationships*.
fn section(ctx: &mut Ctx<'_>, id: TypeId, row: &Row, declared: &Property<TypeId>, is_relationship: bool) {
    if declared.kind.is_navigation() == is_relationship {
        return;
    }
    let (is, heading) =
        if is_relationship { ("a property", "Properties") } else { ("a navigation property", "Relationships") };
    let message = format!("the metadata declares `{}` as {is}", row.name.value);
    let report = Diagnostic::new(Code::MemberSection, row.name.span, message)
        .symbol(symbol(ctx, id, &row.name.value))
        .also(declared.declared().unwrap_or(row.name.span), "declared here")
        .note("the model follows the metadata")
        .help(format!("move the row to the {heading} table"));
    ctx.diagnostics.report(report);
}

fn nullability(ctx: &mut Ctx<'_>, id: TypeId, row: &Row, declared: &Property<TypeId>) {
    let (Some(documented), Some(actual)) = (row.is_nullable, declared.ty.is_nullable) else { return };
    if documented == actual {
        return;
    }
    let word = |it: bool| if it { "nullable" } else { "not nullable" };
    let message = format!("`{}` is called {}, and declared as {}", row.name.value, word(documented), word(actual));
    let report = Diagnostic::new(Code::MemberNullable, row.name.span, message)
        .symbol(symbol(ctx, id, &row.name.value))
        .also(declared.declared().unwrap_or(row.name.span), "declared here")
        .note("the model follows the metadata");
    ctx.diagnostics.report(report);
}

/// Members that no row of any page of the type names, reported at the page that lists most. Where a page has no tables at all,
/// that is reported elsewhere.
fn undocumented(ctx: &mut Ctx<'_>, id: TypeId, resources: &[(&Page, &Resource)], seen: &BTreeSet<String>) {
    let fullest = resources.iter().rev().max_by_key(|(_, it)| rows(it).count());
    let Some((_, resource)) = fullest.filter(|(_, it)| rows(it).next().is_some()) else { return };
    let Some(structure) = ctx.def(id).structure() else { return };
    for property in &structure.properties {
        let Some(place) = property.declared().filter(|_| !seen.contains(&property.name.value.to_lowercase())) else {
            continue;
        };
        let (what, table) =
            if property.kind.is_navigation() { ("relationship", "Relationships") } else { ("property", "Properties") };
        let message = format!("the page of `{}` does not list the {what} `{}`", ctx.short(id), property.name.value);
        let report = Diagnostic::new(Code::MemberUndocumented, resource.name.span, message)
            .symbol(symbol(ctx, id, &property.name.value))
            .also(place, "declared here")
            .note("the model has it without a description")
            .help(format!("add a row to the {table} table"));
        ctx.diagnostics.report(report);
    }
}

//! Members of enums: tables, and lists of values in descriptions.

use super::Ctx;
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::input::page::{EnumTable, Page, Property as Row};
use crate::model::{Enumeration, ItemType, TypeDef, TypeId, TypeKind};
use crate::source::{Span, Spanned};
use std::collections::BTreeSet;

/// The member that stands for those of later versions.
const SENTINEL: &str = "unknownFutureValue";

pub(super) fn check(ctx: &mut Ctx<'_>) {
    let mut listed: BTreeSet<TypeId> = BTreeSet::new();
    for page in ctx.pages {
        for table in &page.enums {
            listed.extend(check_table(ctx, page, table));
        }
        for resource in &page.resources {
            let Some(owner) = ctx.find(page, &resource.name.value) else { continue };
            for row in resource.properties.iter().filter(|it| !it.values.is_empty()) {
                listed.extend(check_list(ctx, owner, row));
            }
        }
    }
    undocumented(ctx, &listed);
}

/// An enum of the metadata.
fn declared(ctx: &Ctx<'_>, id: TypeId) -> Option<(&'static str, Span)> {
    ctx.def(id).declared().map(|it| ("declared here", it))
}

fn enumeration(def: &TypeDef<TypeId>) -> Option<&Enumeration> {
    match &def.kind {
        TypeKind::Enum(it) if def.declared().is_some() => Some(it),
        _ => None,
    }
}

fn check_table(ctx: &mut Ctx<'_>, page: &Page, table: &EnumTable) -> Option<TypeId> {
    let id = ctx.find(page, &table.name.value)?;
    let Some(actual) = enumeration(ctx.def(id)) else {
        if ctx.def(id).declared().is_none() {
            let message = format!("the metadata declares no enum `{}`", ctx.def(id).name.value);
            ctx.diagnostics.report(
                Diagnostic::new(Code::EnumUndeclared, table.name.span, message)
                    .symbol(ctx.short(id))
                    .label("documented here")
                    .note("the model has it as it is documented"),
            );
        }
        return None;
    };
    let names: Vec<Spanned<String>> = table.members.iter().map(|it| it.name.clone()).collect();
    members(ctx, id, actual, &names, table.name.span);
    for member in &table.members {
        let same = actual.members.iter().find(|it| it.name.value == member.name.value);
        let (Some(documented), Some(value)) = (member.value, same.and_then(|it| it.value)) else { continue };
        if documented != value {
            let message = format!("`{}` is documented as {documented}, and declared as {value}", member.name.value);
            let report = Diagnostic::new(Code::EnumValue, member.name.span, message)
                .symbol(format!("{}.{}", ctx.short(id), member.name.value))
                .also(same.and_then(|it| it.declared()).unwrap_or(member.name.span), "declared here")
                .note("JSON holds names: the model does not need the number")
                .help(format!("write {value}"));
            ctx.diagnostics.report(report);
        }
    }
    Some(id)
}

/// A list of values in the description of a property whose type is an enum. Lists for strings are no enums.
fn check_list(ctx: &mut Ctx<'_>, owner: TypeId, row: &Row) -> Option<TypeId> {
    let property = ctx.model.find_property(owner, &row.name.value).and_then(|it| ctx.model.property(it))?;
    let ItemType::Named(id) = property.ty.item else { return None };
    let actual = enumeration(ctx.def(id)).filter(|_| property.declared().is_some())?;
    members(ctx, id, actual, &row.values, row.name.span);
    Some(id)
}

/// Names on both sides.
fn members(ctx: &mut Ctx<'_>, id: TypeId, actual: &Enumeration, documented: &[Spanned<String>], place: Span) {
    let find =
        |name: &Spanned<String>| actual.members.iter().find(|it| it.name.value.eq_ignore_ascii_case(&name.value));
    for name in documented {
        if let Some(spelled) = find(name).filter(|it| it.name.value != name.value) {
            other_case(ctx, id, name, &spelled.name.value);
        }
    }
    let unknown: Vec<&Spanned<String>> = documented.iter().filter(|it| find(it).is_none()).collect();
    report_unknown(ctx, id, &unknown);
    undocumented_members(ctx, id, actual, documented, place);
}

fn undocumented_members(
    ctx: &mut Ctx<'_>,
    id: TypeId,
    actual: &Enumeration,
    documented: &[Spanned<String>],
    place: Span,
) {
    let is_listed = |name: &str| documented.iter().any(|it| it.value.eq_ignore_ascii_case(name));
    let missing: Vec<&str> = actual.members.iter().map(|it| &*it.name.value).filter(|it| !is_listed(it)).collect();
    if missing.is_empty() {
        return;
    }
    let is_sentinel = missing == [SENTINEL];
    let code = if is_sentinel { Code::EnumSentinel } else { Code::EnumMemberUndocumented };
    let message = format!("members of `{}` are missing: `{}`", ctx.short(id), missing.join("`, `"));
    let report = Diagnostic::new(code, place, message).note("the model has them without a description");
    let report = declared(ctx, id).into_iter().fold(report, |it, (text, span)| it.also(span, text));
    ctx.diagnostics.report(report.symbol(ctx.short(id)).help("list them"));
}

fn other_case(ctx: &mut Ctx<'_>, id: TypeId, name: &Spanned<String>, spelled: &str) {
    let message = format!("the metadata spells the member `{}` as `{spelled}`", name.value);
    let report = Diagnostic::new(Code::EnumMemberCase, name.span, message)
        .symbol(format!("{}.{}", ctx.short(id), name.value))
        .help(format!("write `{spelled}`"))
        .patch([Edit::replace(name.span, spelled)]);
    let report = declared(ctx, id).into_iter().fold(report, |it, (text, span)| it.also(span, text));
    ctx.diagnostics.report(report);
}

/// More names than this that are no members are one finding: the list is that of something else.
const MANY: usize = 5;

/// Names that are no members.
fn report_unknown(ctx: &mut Ctx<'_>, id: TypeId, names: &[&Spanned<String>]) {
    let shown = if names.len() > MANY { &names[..1] } else { names };
    for name in shown {
        let others = names.len() - 1;
        let message = if names.len() > MANY {
            format!("`{}` and {others} others of this list are no members of `{}`", name.value, ctx.short(id))
        } else {
            format!("`{}` is no member of `{}`", name.value, ctx.short(id))
        };
        let report = Diagnostic::new(Code::EnumMemberUndeclared, name.span, message)
            .symbol(format!("{}.{}", ctx.short(id), name.value))
            .label("not declared")
            .note("the model has the members of the metadata; others are kept as they come");
        let report = declared(ctx, id).into_iter().fold(report, |it, (text, span)| it.also(span, text));
        ctx.diagnostics.report(report);
    }
}

/// Enums of the metadata that neither a table nor a list describes.
fn undocumented(ctx: &mut Ctx<'_>, listed: &BTreeSet<TypeId>) {
    for (idx, def) in ctx.model.types.iter().enumerate() {
        if enumeration(def).is_none() || listed.contains(&TypeId(idx as u32)) || def.docs.page.is_some() {
            continue;
        }
        let Some(span) = def.declared() else { continue };
        let message = format!("no page lists the members of `{}`", def.name.value);
        ctx.diagnostics.report(Diagnostic::new(Code::TypeUndocumented, span, message).symbol(&def.name.value.name));
    }
}

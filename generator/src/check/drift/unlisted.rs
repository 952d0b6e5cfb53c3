//! Declared members that no page lists.

use super::Ctx;
use super::sides::{Described, Sides};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{ItemType, Property, TypeId, TypeStatement, Unresolved};
use std::collections::{BTreeMap, BTreeSet};

/// The members that pages of derived types list, by base type, in lower case.
pub(super) fn of_derived(ctx: &Ctx<'_>, described: &Described<'_>) -> BTreeMap<TypeId, BTreeSet<String>> {
    let mut res: BTreeMap<TypeId, BTreeSet<String>> = BTreeMap::new();
    for (id, statements) in described {
        for base in ctx.types.bases(*id).filter(|it| described.contains_key(it)) {
            let members = statements.iter().flat_map(|it| &it.members);
            res.entry(base).or_default().extend(members.map(|it| it.name.value.to_lowercase()));
        }
    }
    res
}

/// Reports the members that are not seen, at the place that lists most members. If no place lists any, the whole type is
/// reported elsewhere.
pub(super) fn check(
    ctx: &mut Ctx<'_>,
    sides: &Sides<'_>,
    id: TypeId,
    statements: &[&TypeStatement],
    seen: &BTreeSet<String>,
) {
    let fullest = statements.iter().rev().max_by_key(|it| it.members.len());
    let Some(statement) = fullest.filter(|it| !it.members.is_empty()) else { return };
    let is_seen = |it: &Property<Unresolved>| seen.contains(&it.name.value.to_lowercase());
    let properties = || sides.structure(id).into_iter().flat_map(|it| &it.properties);
    for property in properties().filter(|it| !is_seen(it) && it.docs.deprecated.is_none()) {
        if !properties().any(|it| is_seen(it) && replaces(ctx, it, property)) {
            report(ctx, id, statement, property);
        }
    }
}

/// Whether a member is another form of one with a longer name: `orientations` of `supportedOrientations`. A common
/// primitive type is not enough to relate two members.
fn replaces(ctx: &Ctx<'_>, member: &Property<Unresolved>, other: &Property<Unresolved>) -> bool {
    let (ty, of_other) = (ctx.types.resolve(&member.ty), ctx.types.resolve(&other.ty));
    let is_alike = ty.item == of_other.item && ty.is_collection == of_other.is_collection;
    let is_specific = ty.is_collection || matches!(ty.item, ItemType::Named(_));
    is_alike
        && is_specific
        && !member.kind.is_navigation()
        && !other.kind.is_navigation()
        && ends_with_words(&other.name.value, &member.name.value)
}

/// Whether a name in camel case ends with the words of another one.
fn ends_with_words(name: &str, end: &str) -> bool {
    let at = name.len().saturating_sub(end.len());
    at > 0 && name.get(at..).is_some_and(|it| it.starts_with(char::is_uppercase) && it.eq_ignore_ascii_case(end))
}

fn report(ctx: &mut Ctx<'_>, id: TypeId, statement: &TypeStatement, property: &Property<Unresolved>) {
    let (what, table) =
        if property.kind.is_navigation() { ("relationship", "Relationships") } else { ("property", "Properties") };
    let message = format!("the page of `{}` does not list the {what} `{}`", ctx.types.short(id), property.name.value);
    // The place for the new row: the table of its kind, else the type.
    let last = statement.members.iter().rfind(|it| it.is_navigation == property.kind.is_navigation());
    let at = last.map_or(statement.name.span, |it| it.name.span);
    let report = Diagnostic::new(Code::MemberUndocumented, at, message)
        .symbol(ctx.types.symbol(id, &property.name.value))
        .also(property.name.span, "declared here")
        .note("kept without a description")
        .help(format!("add a row to the {table} table"));
    let report = if last.is_some() { report.label("last row of the table") } else { report };
    ctx.diagnostics.report(report);
}

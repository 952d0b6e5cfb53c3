//! Declared members that no page lists.

use super::Ctx;
use super::new_rows::{self, Place};
use super::sides::{Described, Sides};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::index::NameSet;
use crate::model::{ItemType, Property, TypeId, TypeStatement, Unresolved};
use std::collections::BTreeMap;

/// The members that pages of derived types list, by base type.
pub(super) fn of_derived<'a>(ctx: &Ctx<'_>, described: &Described<'a>) -> BTreeMap<TypeId, NameSet<'a>> {
    let mut res: BTreeMap<TypeId, NameSet<'a>> = BTreeMap::new();
    for (id, statements) in described {
        for base in ctx.types.bases(*id).filter(|it| described.contains_key(it)) {
            let members = statements.iter().flat_map(|it| &it.members);
            res.entry(base).or_default().extend(members.map(|it| &*it.name.value));
        }
    }
    res
}

/// Reports the members that are not seen. If no place lists any, the whole type is reported elsewhere.
pub(super) fn check(
    ctx: &mut Ctx<'_>,
    sides: &Sides<'_>,
    described: &Described<'_>,
    (id, statements): (TypeId, &[&TypeStatement]),
    is_seen: impl Fn(&str) -> bool,
) {
    if statements.iter().all(|it| it.members.is_empty()) {
        return;
    }
    let is_seen = |it: &Property<Unresolved>| is_seen(&it.name.value);
    let properties = || sides.structure(id).into_iter().flat_map(|it| &it.properties);
    for property in properties().filter(|it| !is_seen(it) && it.docs.deprecated.is_none()) {
        if !properties().any(|it| replaces(ctx, it, property) && is_seen(it)) {
            match new_rows::page(ctx, described, id, statements, property) {
                Some(it) => report(ctx, described, id, it, property),
                None => report_for_some_page(ctx, id, statements, property),
            }
        }
    }
}

/// Whether a member is another form of one with a longer name: `orientations` of `supportedOrientations`. A common
/// primitive type is not enough to relate two members.
fn replaces(ctx: &Ctx<'_>, member: &Property<Unresolved>, other: &Property<Unresolved>) -> bool {
    if !ends_with_words(&other.name.value, &member.name.value) {
        return false;
    }
    let (ty, of_other) = (ctx.types.resolve(&member.ty), ctx.types.resolve(&other.ty));
    let is_alike = ty.item == of_other.item && ty.is_collection == of_other.is_collection;
    let is_specific = ty.is_collection || matches!(ty.item, ItemType::Named(_));
    is_alike && is_specific && !member.kind.is_navigation() && !other.kind.is_navigation()
}

/// Whether a name in camel case ends with the words of another one.
fn ends_with_words(name: &str, end: &str) -> bool {
    let at = name.len().saturating_sub(end.len());
    at > 0 && name.get(at..).is_some_and(|it| it.starts_with(char::is_uppercase) && it.eq_ignore_ascii_case(end))
}

fn report(
    ctx: &mut Ctx<'_>,
    described: &Described<'_>,
    id: TypeId,
    statement: &TypeStatement,
    property: &Property<Unresolved>,
) {
    let (what, name) = (noun(property), &property.name.value);
    let message = format!("the page of `{}` does not list the {what} `{name}`", ctx.types.short(id));
    let place = Place::on(ctx, described, statement, property);
    let report = Diagnostic::new(Code::MemberUndocumented, place.span, message)
        .symbol(ctx.types.symbol(id, name))
        .also(property.name.span, "declared here")
        .note("kept without a description")
        .help(place.help);
    ctx.diagnostics.report(match place.label {
        Some(it) => report.label(it),
        None => report,
    });
}

/// Reports a member at its declaration if it belongs on one of several pages.
fn report_for_some_page(ctx: &mut Ctx<'_>, id: TypeId, statements: &[&TypeStatement], property: &Property<Unresolved>) {
    let (what, name, ty) = (noun(property), &property.name.value, ctx.types.short(id));
    let file = |it: &TypeStatement| it.name.span.file;
    let is_only = statements.windows(2).all(|it| file(it[0]) == file(it[1]));
    let (pages, help) = match is_only {
        true => ("the page of another part of the API", format!("add a page of `{ty}` for this part of the API")),
        false => ("one of the pages", format!("list it on the page of `{ty}` for this part of the API")),
    };
    let message = format!("none of the pages of `{ty}` lists the {what} `{name}`");
    let report = Diagnostic::new(Code::MemberUndocumented, property.name.span, message)
        .symbol(ctx.types.symbol(id, name))
        .label("declared here")
        .note("kept without a description")
        .help(help);
    ctx.diagnostics.report(match statements.first() {
        Some(it) => report.also(it.name.span, pages),
        None => report,
    });
}

fn noun(property: &Property<Unresolved>) -> &'static str {
    if property.kind.is_navigation() { "relationship" } else { "property" }
}

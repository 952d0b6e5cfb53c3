//! Documented properties and navigation properties against declarations.

use super::sides::{Described, Sides};
use super::{Ctx, deprecation, other_names, unlisted, value_types};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::model::index::NameSet;
use crate::model::{MemberStatement, Property, TypeId, Unresolved};
use crate::source::Span;
use crate::spelling;
use rayon::prelude::*;

pub(super) fn check(ctx: &mut Ctx<'_>, sides: &Sides<'_>, described: &Described<'_>) {
    let elsewhere = unlisted::of_derived(ctx, described);
    let structured = described.par_iter().filter(|(id, _)| sides.structure(**id).is_some());
    ctx.each(structured, |ctx, (id, statements)| {
        let members = || statements.iter().flat_map(|it| &it.members);
        let listed = Listed::new(members());
        let mut meant = NameSet::default();
        for member in members() {
            // A member that is listed under a misspelled name is not missing.
            meant.extend(check_member(ctx, sides, *id, member, &listed));
        }
        let elsewhere = elsewhere.get(id);
        let is_seen =
            |it: &str| listed.contains(it) || meant.contains(it) || elsewhere.is_some_and(|all| all.contains(it));
        unlisted::check(ctx, sides, described, (*id, statements), is_seen);
    });
}

/// The members that the pages of a type list.
pub(super) struct Listed<'a> {
    properties: NameSet<'a>,
    relationships: NameSet<'a>,
}

impl<'a> Listed<'a> {
    fn new(members: impl Iterator<Item = &'a MemberStatement>) -> Listed<'a> {
        let mut res = Listed { properties: NameSet::default(), relationships: NameSet::default() };
        for member in members {
            let list = if member.is_navigation { &mut res.relationships } else { &mut res.properties };
            list.insert(&member.name.value);
        }
        res
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.properties.contains(name) || self.relationships.contains(name)
    }

    /// Whether a name is listed both under Properties and under Relationships.
    fn is_in_both(&self, name: &str) -> bool {
        self.relationships.contains(name) && self.properties.contains(name)
    }
}

/// Compares a member with its declaration. The result is the member that a misspelled name means.
fn check_member<'a>(
    ctx: &mut Ctx<'_>,
    sides: &Sides<'a>,
    id: TypeId,
    member: &MemberStatement,
    listed: &Listed<'_>,
) -> Option<&'a str> {
    let name = &member.name.value;
    // Control information is allowed on any object (OData JSON Format, 4.6) and never declared.
    if name.contains('@') {
        return None;
    }
    let Some(declared) = sides.find_property(id, name) else { return undeclared(ctx, sides, id, member, listed) };
    if declared.name.value != *name {
        other_case(ctx, id, member, (&declared.name.value, declared.name.span));
    }
    if !listed.is_in_both(name) {
        section(ctx, id, member, declared);
    }
    let ty = ctx.types.resolve(&declared.ty);
    let example = |documented: TypeId| sides.example_of(&declared.name.value, documented);
    value_types::check(ctx, member, (&ty, declared.name.span), ctx.types.short(id), example);
    nullability(ctx, id, member, declared);
    let symbol = || ctx.types.symbol(id, name);
    ctx.diagnostics.report_all(deprecation::check(sides, symbol, member, declared));
    None
}

/// Reports a member in another case than in its declaration.
pub(super) fn other_case(ctx: &mut Ctx<'_>, id: TypeId, member: &MemberStatement, (declared, place): (&str, Span)) {
    let name = &member.name.value;
    let message = format!("the metadata spells `{name}` as `{declared}`");
    let mut report = Diagnostic::new(Code::MemberCase, member.name.span, message)
        .symbol(ctx.types.symbol(id, name))
        .also(place, "declared here")
        .note("the spelling in the metadata is kept: JSON is case-sensitive")
        .help(format!("write `{declared}`"));
    // The cell may contain markup.
    if let Some(written) = spelling::only_word(&ctx.sources[member.name.span], name) {
        report = report.patch([Edit::replace(member.name.span.part(written), declared)]);
    }
    ctx.diagnostics.report(report);
}

/// A member that is not declared. The result is the declared one with a similar name, unless it is listed.
fn undeclared<'a>(
    ctx: &mut Ctx<'_>,
    sides: &Sides<'a>,
    id: TypeId,
    member: &MemberStatement,
    listed: &Listed<'_>,
) -> Option<&'a str> {
    if sides.is_partial(id) {
        return None;
    }
    let name = &member.name.value;
    let is_open = sides.structures(id).any(|it| it.is_open);
    let code = if is_open { Code::MemberDynamic } else { Code::MemberUndeclared };
    let declared = sides.structures(id).flat_map(|it| &it.properties).map(|it| &*it.name.value);
    let near = spelling::nearest(name, declared.filter(|it| !listed.contains(it)));
    let is_listed = |name: &str| listed.contains(name);
    let other = if near.is_none() { other_names::of(ctx, sides, id, member, is_listed) } else { None };
    // Pages may document the dynamic members of an open type.
    if is_open && near.or(other).is_none() {
        return None;
    }
    let message = format!("the metadata does not declare `{name}` on `{}`", ctx.types.short(id));
    let mut report =
        Diagnostic::new(code, member.name.span, message).symbol(ctx.types.symbol(id, name)).note("kept as documented");
    if let Some(def) = sides.def(id) {
        let name = ctx.types.short(id);
        let open = if is_open { "; the type is open" } else { "" };
        let label = format!("`{name}` is declared here{open}");
        report = report.also(def.name.span, label);
    }
    if let Some(near) = near {
        report = report.help(format!("a member with a similar name is declared: `{near}`"));
    }
    if let Some(other) = other {
        report = report.help(format!("renamed? `{other}` has the same type, and the page does not list it"));
    }
    ctx.diagnostics.report(report);
    near.or(other)
}

/// A navigation property among properties, or a property among relationships.
fn section(ctx: &mut Ctx<'_>, id: TypeId, member: &MemberStatement, declared: &Property<Unresolved>) {
    if declared.kind.is_navigation() == member.is_navigation {
        return;
    }
    let (is, heading) =
        if member.is_navigation { ("property", "Properties") } else { ("navigation property", "Relationships") };
    let message = format!("`{}` is declared as a {is} but not listed under {heading}", member.name.value);
    let report = Diagnostic::new(Code::MemberSection, member.name.span, message)
        .symbol(ctx.types.symbol(id, &member.name.value))
        .also(declared.name.span, "declared here")
        .note("the declaration in the metadata is kept")
        .help(format!("list it in the section {heading}"));
    ctx.diagnostics.report(report);
}

fn nullability(ctx: &mut Ctx<'_>, id: TypeId, member: &MemberStatement, declared: &Property<Unresolved>) {
    let (Some(documented), Some(actual)) = (&member.is_nullable, declared.ty.is_nullable) else { return };
    if documented.value == actual {
        return;
    }
    let word = |it: bool| if it { "nullable" } else { "not nullable" };
    let message =
        format!("`{}` is documented as {} but declared as {}", member.name.value, word(documented.value), word(actual));
    let report = Diagnostic::new(Code::MemberNullable, documented.span, message)
        .symbol(ctx.types.symbol(id, &member.name.value))
        .also(declared.name.span, "declared here")
        .note("the declaration in the metadata is kept");
    ctx.diagnostics.report(report);
}

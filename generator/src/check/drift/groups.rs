//! Groups of rows in tables of members: below divider rows, or in several tables of one section.

use super::Ctx;
use super::pages;
use super::sides::Described;
use crate::model::{ItemStated, ItemType, MemberStatement, Property, TypeId, TypeStatement, Unresolved};
use crate::source::Span;

/// The place for a new row in a table with groups.
pub(super) enum Grouped<'a> {
    /// After the last row of a group.
    After(&'a MemberStatement),
    /// In one of the groups, of which this is the first.
    Unclear(Span),
}

/// The place for the row of a member below some rows of a page. `None` if the rows have no groups.
pub(super) fn place<'a>(
    ctx: &Ctx<'_>,
    described: &Described<'_>,
    page: &TypeStatement,
    rows: &[&'a MemberStatement],
    property: &Property<Unresolved>,
) -> Option<Grouped<'a>> {
    let first = rows.iter().find_map(|it| it.group)?;
    let group = with_area(ctx, described, page, rows, property);
    let last = group.and_then(|group| rows.iter().rfind(|it| it.group == group));
    Some(last.map_or(Grouped::Unclear(first), |it| Grouped::After(it)))
}

/// The only group with members whose types are described in the same area as the type of a member. The area of the page
/// itself is that of none of its groups. Names do not determine a group: members of several groups begin with the same words.
fn with_area(
    ctx: &Ctx<'_>,
    described: &Described<'_>,
    page: &TypeStatement,
    rows: &[&MemberStatement],
    property: &Property<Unresolved>,
) -> Option<Option<Span>> {
    let area_of = |id: TypeId| pages::area(ctx.sources, described.get(&id)?.first()?);
    let ItemType::Named(ty) = ctx.types.resolve(&property.ty).item else { return None };
    let area = area_of(ty).filter(|it| pages::area(ctx.sources, page) != Some(*it))?;
    let is_in_area = |it: &&MemberStatement| match it.ty.as_ref().map(|it| &it.value.item) {
        Some(ItemStated::Named(name)) => ctx.types.find(name).and_then(area_of) == Some(area),
        _ => false,
    };
    only(rows.iter().copied().filter(is_in_area))
}

/// The group of all members, if it is the same.
fn only<'a>(mut members: impl Iterator<Item = &'a MemberStatement>) -> Option<Option<Span>> {
    let group = members.next()?.group;
    members.all(|it| it.group == group).then_some(group)
}

//! Groups of rows in tables of members: below divider rows, or in several tables of one section.

use super::Ctx;
use super::other_names::words;
use super::pages::area;
use super::sides::Described;
use crate::model::{ItemStated, ItemType, MemberStatement, Property, TypeId, Unresolved};
use crate::source::Span;

/// The least number of words that a member has in common with others of its group.
const MIN_WORDS: usize = 2;

/// The least number of rows before the first divider or in the first table that are a group.
const MIN_ROWS: usize = 2;

/// The place for a new row in a table with groups.
pub(super) enum Grouped<'a> {
    /// After the last row of a group.
    After(&'a MemberStatement),
    /// In one of the groups, of which this is the first.
    Unclear(Span),
}

/// The place for the row of a member below some rows. `None` if the rows have no groups.
pub(super) fn place<'a>(
    ctx: &Ctx<'_>,
    described: &Described<'_>,
    rows: &[&'a MemberStatement],
    property: &Property<Unresolved>,
) -> Option<Grouped<'a>> {
    let first = rows.iter().find_map(|it| it.group)?;
    let has_general = rows.iter().filter(|it| it.group.is_none()).count() >= MIN_ROWS;
    let group = with_area(ctx, described, rows, property)
        .or_else(|| with_words(rows, &property.name.value))
        .or(has_general.then_some(None));
    let last = group.and_then(|group| rows.iter().rfind(|it| it.group == group));
    Some(last.map_or(Grouped::Unclear(first), |it| Grouped::After(it)))
}

/// The only group with members whose types are described in the same area as the type of a member.
fn with_area(
    ctx: &Ctx<'_>,
    described: &Described<'_>,
    rows: &[&MemberStatement],
    property: &Property<Unresolved>,
) -> Option<Option<Span>> {
    let area_of = |id: TypeId| area(ctx.sources, described.get(&id)?.first()?);
    let ItemType::Named(ty) = ctx.types.resolve(&property.ty).item else { return None };
    let area = area_of(ty)?;
    let is_in_area = |it: &&MemberStatement| match it.ty.as_ref().map(|it| &it.value.item) {
        Some(ItemStated::Named(name)) => ctx.types.find(name).and_then(area_of) == Some(area),
        _ => false,
    };
    only(rows.iter().copied().filter(is_in_area))
}

/// The only group with the members whose names begin with the most words of a name.
fn with_words(rows: &[&MemberStatement], name: &str) -> Option<Option<Span>> {
    let name = words(name);
    let common = |it: &MemberStatement| words(&it.name.value).iter().zip(&name).take_while(|(a, b)| a == b).count();
    let most = rows.iter().map(|it| common(it)).max().filter(|it| *it >= MIN_WORDS)?;
    only(rows.iter().copied().filter(|it| common(it) == most))
}

/// The group of all members, if it is the same.
fn only<'a>(mut members: impl Iterator<Item = &'a MemberStatement>) -> Option<Option<Span>> {
    let group = members.next()?.group;
    members.all(|it| it.group == group).then_some(group)
}

//! The pages of enums: the order in which tables of members are read, and the page that describes an enum.

use super::{Ctx, enums, is_own_page};
use crate::input::page::{EnumTable, Page};
use crate::model::QualifiedName;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A table of members, and its page.
type Described<'a> = (&'a Page, &'a EnumTable);

/// Lowers the tables of members of all pages. The definition of an enum is its own page, else the first one.
pub(super) fn lower(ctx: &mut Ctx<'_>, pages: &[Page]) {
    let mut tables: Vec<Described<'_>> =
        pages.iter().flat_map(|page| page.enums.iter().map(move |it| (page, it))).collect();
    tables.sort_by_cached_key(|it| !is_own(ctx, it));
    let mut by_name: BTreeMap<QualifiedName, Vec<Described<'_>>> = BTreeMap::new();
    let (sources, names) = (ctx.sources, ctx.names);
    let drafts: Vec<_> = tables.par_iter().map(|(page, it)| enums::draft(sources, names, page, it)).collect();
    for (table, draft) in tables.into_iter().zip(drafts) {
        by_name.entry(enums::from_table(ctx, draft)).or_default().push(table);
    }
    for (name, tables) in by_name.iter().filter(|(_, it)| it.len() > 1) {
        if let Some((page, table)) = best(ctx, tables) {
            enums::describe(ctx, name, page, table);
        }
    }
}

/// The table that describes an enum if it is not the first one: that with most members, and most descriptions of members.
/// The own page of an enum is the first one.
fn best<'a>(ctx: &Ctx<'_>, tables: &[Described<'a>]) -> Option<Described<'a>> {
    let described = |it: &EnumTable| it.members.iter().filter(|it| it.description.is_some()).count();
    let (idx, best) = tables.iter().enumerate().min_by_key(|(_, it)| Reverse((it.1.members.len(), described(it.1))))?;
    (idx > 0 && !is_own(ctx, &tables[0])).then_some(*best)
}

/// Whether the page of a table is named after the enum.
fn is_own(ctx: &Ctx<'_>, (page, table): &Described<'_>) -> bool {
    is_own_page(ctx.sources, page, &table.name.value)
}

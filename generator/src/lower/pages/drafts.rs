//! Rows as far as they can be read before the definitions of all pages are known.

use super::{Names, cell_docs, enums};
use crate::input::page::type_name::ItemText;
use crate::input::page::{Page, Property as Row};
use crate::model::{Docs, ItemType, Primitive, Unresolved};
use crate::source::{SourceMap, Spanned};

/// A row, read.
pub(super) struct Draft<'a> {
    pub(super) row: &'a Row,
    pub(super) item: Item,
    pub(super) docs: Docs,
    /// The values that the page lists for it.
    pub(super) values: Vec<Spanned<String>>,
}

/// The type of one item of a row.
pub(super) enum Item {
    Known(ItemType<Unresolved>),
    /// A name for which the page lists values: they define an enum, unless there is a definition.
    Listed(Unresolved),
    /// It depends on definitions, or is reported.
    Open,
}

/// Reads a row.
pub(super) fn draft<'a>(sources: &SourceMap, names: &Names<'_>, page: &Page, row: &'a Row) -> Draft<'a> {
    let item = item(names, page, row);
    let values = match item {
        Item::Known(ItemType::Primitive(Primitive::String)) => enums::listed(page, row),
        _ => row.values.clone(),
    };
    Draft { row, item, docs: cell_docs(sources, page, Some(row.description), row.is_deprecated), values }
}

/// Reads rows.
pub(super) fn drafts<'a>(sources: &SourceMap, names: &Names<'_>, page: &Page, rows: &'a [Row]) -> Vec<Draft<'a>> {
    rows.iter().map(|it| draft(sources, names, page, it)).collect()
}

fn item(names: &Names<'_>, page: &Page, row: &Row) -> Item {
    let Some(text) = &row.ty else { return Item::Open };
    match &text.value.item {
        ItemText::Primitive(primitive) => Item::Known(ItemType::Primitive(*primitive)),
        ItemText::Named(name) => {
            let reference = names.reference(page, name, text.span);
            if enums::lists_values(names, page, row, &reference) {
                Item::Listed(reference)
            } else {
                Item::Known(ItemType::Named(reference))
            }
        }
        ItemText::Enumeration | ItemText::Union(_) => Item::Open,
    }
}

//! Types that sentences and annotations name.

use super::Names;
use crate::diagnostics::Diagnostics;
use crate::input::page::Page;
use crate::input::page::type_name::{ItemText, type_text};
use crate::model::{ItemType, Primitive, Type, Unresolved};
use crate::source::{SourceMap, Spanned};

/// The type that a sentence or an annotation names.
pub(super) fn named(
    sources: &SourceMap,
    names: &Names<'_>,
    page: &Page,
    name: &Spanned<String>,
    is_collection: bool,
) -> Type<Unresolved> {
    let (reference, _) = names.in_sentence(page, &name.value, name.span);
    referred(sources, name, reference, is_collection)
}

/// The type that a sentence or an annotation names, with its reference.
pub(super) fn referred(
    sources: &SourceMap,
    name: &Spanned<String>,
    reference: Unresolved,
    is_collection: bool,
) -> Type<Unresolved> {
    let item = primitive(sources, name).map_or(ItemType::Named(reference), ItemType::Primitive);
    Type { item, is_collection, is_nullable: None }
}

/// The primitive type that a word names, unless it names a definition.
fn primitive(sources: &SourceMap, name: &Spanned<String>) -> Option<Primitive> {
    let mut unreported = Diagnostics::default();
    match type_text(&mut unreported, sources, name.span)?.value.item {
        ItemText::Primitive(primitive) if unreported.is_empty() => Some(primitive),
        _ => None,
    }
}

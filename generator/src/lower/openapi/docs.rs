//! The documentation of parts of a description.

use crate::input::openapi::{Schema, Text};
use crate::model::{Deprecation, Docs, Prose};
use crate::source::Span;

/// The documentation of a schema.
pub(super) fn schema(it: &Schema) -> Docs {
    docs([it.description.as_ref().or(it.title.as_ref())], it.is_deprecated.then_some(it.span))
}

/// Documentation of several paragraphs, and where it is deprecated.
pub(super) fn docs<'a>(texts: impl IntoIterator<Item = Option<&'a Text>>, deprecated: Option<Span>) -> Docs {
    let texts = texts.into_iter().flatten().filter(|it| !it.value.trim().is_empty());
    let paragraphs: Vec<Prose> = texts.map(|it| Prose::markdown(&it.value, it.span)).collect();
    let notice = |span| paragraphs.first().cloned().unwrap_or_else(|| Prose::plain("", span));
    let deprecated = deprecated.map(|span| Box::new(Deprecation::from(notice(span))));
    Docs { paragraphs, page: None, deprecated }
}

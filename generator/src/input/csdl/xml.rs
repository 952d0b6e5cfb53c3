//! XML with spans: elements before interpretation.

mod attributes;
mod reader;
mod tags;

pub(super) use reader::read;

use crate::source::{Span, Spanned};
use std::borrow::Cow;

/// An element of CSDL. Elements of other namespaces are skipped: they are allowed anywhere (CSDL XML, 2.2).
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// The name, without prefix.
    pub(super) name: &'a str,
    /// The place of the name in the start tag.
    pub(super) name_span: Span,
    /// The start tag.
    pub(super) span: Span,
    /// Attributes in no namespace, in order, each name once.
    pub(super) attributes: Vec<Attribute<'a>>,
    /// Elements within it.
    pub(super) children: Vec<Element<'a>>,
    /// Text within it, unless it is blank.
    pub(super) text: Option<Spanned<String>>,
    /// Whether its namespace is one of OData 1 to 3.
    pub(super) is_of_v3: bool,
}

/// An attribute.
#[derive(Debug)]
pub(super) struct Attribute<'a> {
    /// The name.
    pub(super) name: &'a str,
    /// The place of the name.
    pub(super) name_span: Span,
    /// The value, unescaped.
    pub(super) value: Cow<'a, str>,
    /// The place of the value, without quotes.
    pub(super) span: Span,
}

impl Element<'_> {
    /// Takes an attribute. The remaining attributes are unknown.
    pub(super) fn take(&mut self, name: &str) -> Option<Spanned<String>> {
        let idx = self.attributes.iter().position(|it| it.name == name)?;
        let attribute = self.attributes.remove(idx);
        Some(Spanned::new(attribute.value.into_owned(), attribute.span))
    }
}

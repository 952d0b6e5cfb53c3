//! Type cells: `[itemActivity][] collection`, `Edm.Int32`, `microsoft.graph.user`.

use crate::diagnostics::Diagnostics;
use crate::model::Primitive;
use crate::source::{SourceMap, Span, Spanned};

/// What a type cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeText {
    /// The type of one item.
    pub item: ItemText,
    /// Whether there are many of them.
    pub is_collection: bool,
    /// Whether the type name was written in parentheses or with words (`(optional)`) that say it may be left out.
    pub is_optional: bool,
}

/// The type of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemText {
    /// `String`, `Edm.Int32`, `bool`, `Timestamp`.
    Primitive(Primitive),
    /// A name, as written (`user`, `microsoft.graph.user`).
    Named(String),
    /// `Enumeration`, `String (enum)`: the name is the property's.
    Enumeration,
    /// `a or b`: alternatives, as written.
    Union(Vec<String>),
}

/// Reads the type cell at `span`. `None` if it is empty. What is not understood is reported as `Code::TypeCell` and
/// becomes `Primitive::Untyped`.
pub fn type_text(_diagnostics: &mut Diagnostics, _sources: &SourceMap, _span: Span) -> Option<Spanned<TypeText>> {
    None
}

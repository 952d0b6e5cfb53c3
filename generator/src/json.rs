//! JSON with spans, read tolerantly.

use crate::diagnostics::Diagnostics;
use crate::source::{SourceMap, Span, Spanned};

/// A value and its place.
pub type Json = Spanned<Value>;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object: members in order, duplicates kept.
    Object(Vec<(Spanned<String>, Json)>),
}

impl Value {
    /// The member of an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Value::Object(members) => members.iter().find(|(it, _)| it.value == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

/// What the text was read from, for the wording and the codes of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An annotation comment.
    Annotation,
    /// An example body or a JSON representation.
    Body,
}

/// Reads the JSON at `span`. What is not strict is repaired where that is safe, and reported; `None` (reported) if not.
pub fn parse(_diagnostics: &mut Diagnostics, _sources: &SourceMap, _span: Span, _origin: Origin) -> Option<Json> {
    None
}

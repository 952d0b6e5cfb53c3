//! What to change, for a machine.

use crate::source::Span;
use serde::{Deserialize, Serialize};

/// Edits that belong together, in the order of their places. They do not overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// The edits.
    pub edits: Vec<Edit>,
}

/// A text in the place of another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; may be empty.
    pub span: Span,
    /// What comes there; may be empty.
    pub replacement: String,
}

impl Edit {
    /// Puts a text in the place of another one.
    pub fn replace(span: Span, replacement: impl Into<String>) -> Edit {
        Edit { span, replacement: replacement.into() }
    }

    /// Puts a text where `span` ends.
    pub fn insert_after(span: Span, text: impl Into<String>) -> Edit {
        Edit::replace(Span { start: span.end, ..span }, text)
    }
}

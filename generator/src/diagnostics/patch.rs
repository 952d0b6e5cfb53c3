//! Machine-applicable changes.

use crate::source::Span;
use serde::{Deserialize, Serialize};

/// Edits that are applied together, sorted by place. They do not overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// The edits.
    pub edits: Vec<Edit>,
}

/// A replacement of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The replaced range; may be empty.
    pub span: Span,
    /// The new text; may be empty.
    pub replacement: String,
}

impl Edit {
    /// Replaces a text.
    pub fn replace(span: Span, replacement: impl Into<String>) -> Edit {
        Edit { span, replacement: replacement.into() }
    }

    /// Inserts a text at the end of `span`.
    pub fn insert_after(span: Span, text: impl Into<String>) -> Edit {
        Edit::replace(Span { start: span.end, ..span }, text)
    }
}

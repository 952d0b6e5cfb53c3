//! `Possible values are: …` in descriptions.

use crate::source::{SourceMap, Span, Spanned};

/// The values that a description lists, each at its place, in order, without duplicates. Numeric ranges (`Valid values 1 to
/// 16`) are none. `0 - red, 1 - green` lists `red` and `green`.
pub fn possible_values(_sources: &SourceMap, _description: Span) -> Vec<Spanned<String>> {
    Vec::new()
}

//! Inline Markdown: text without markup, links.

use crate::source::{SourceMap, Span, Spanned};

/// The text of `span` without markup: links are their text, `**`, `*`, `` ` `` and `\` are gone, entities decoded, `<br>` and
/// line breaks are blanks, blanks folded, trimmed.
pub fn plain(sources: &SourceMap, span: Span) -> String {
    sources[span].to_owned()
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The link's text without markup; the span is that of the raw text between the brackets.
    pub text: Spanned<String>,
    /// What it points at; `None` for `[text][]` and `[text]`, whose definition may stand elsewhere.
    pub target: Option<Spanned<String>>,
    /// All of it.
    pub span: Span,
}

/// The links in `span`, in order, those without a definition (`[user][]`) among them. Brackets in code are none.
pub fn links(_sources: &SourceMap, _span: Span) -> Vec<Link> {
    Vec::new()
}

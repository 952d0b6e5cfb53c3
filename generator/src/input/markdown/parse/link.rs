//! Links to pages and to sections.

use super::Ctx;
use crate::input::markdown::topic::Link;
use crate::source::Span;

/// Whether a target is a page or a section, relative to its file. Tabs are not sections.
pub(super) fn is_local(target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let is_page =
        path.ends_with(".md") && !path.starts_with('/') && !path.contains("://") && !path.contains(['%', '\\']);
    is_page || path.is_empty() && target.starts_with('#') && !target.starts_with("#tab/")
}

impl Ctx<'_> {
    /// Keeps a link whose target is written in it: the target of a reference is in its definition.
    pub(super) fn link(&mut self, span: Span) {
        let text = &self.sources[span];
        let Some((_, rest)) = text.rsplit_once("](") else { return };
        let target = rest.trim_end_matches(')').split_whitespace().next().unwrap_or_default();
        if is_local(target) {
            self.topic.links.push(Link { target: self.sources.span_of(span.file, target) });
        }
    }
}

//! Links to pages and to sections.

use super::Ctx;
use crate::input::markdown::topic::Link;
use crate::source::Span;
use memchr::{memchr_iter, memchr2, memrchr_iter};

/// Whether a target is a page or a section, relative to its file. Tabs are not sections.
pub(super) fn is_local(target: &str) -> bool {
    let bytes = target.as_bytes();
    let path = &bytes[..memchr2(b'#', b'?', bytes).unwrap_or(bytes.len())];
    if path.is_empty() {
        return target.starts_with('#') && !target.starts_with("#tab/");
    }
    let has_scheme = || memchr_iter(b':', path).any(|at| path[at..].starts_with(b"://"));
    path.ends_with(b".md") && path[0] != b'/' && memchr2(b'%', b'\\', path).is_none() && !has_scheme()
}

impl Ctx<'_> {
    /// Keeps a link whose target is written in it: the target of a reference is in its definition.
    pub(super) fn link(&mut self, span: Span) {
        let text = &self.sources[span];
        let Some(start) = memrchr_iter(b'(', text.as_bytes()).find(|at| text[..*at].ends_with(']')) else { return };
        let target = text[start + 1..].trim_end_matches(')').split_whitespace().next().unwrap_or_default();
        if is_local(target) {
            self.topic.links.push(Link { target: self.sources.span_of(span.file, target) });
        }
    }
}

//! Links to pages, to sections and to images.

use super::Ctx;
use crate::input::markdown::topic::{Link, LinkKind};
use crate::source::Span;
use memchr::{memchr_iter, memchr2, memrchr_iter};
use pulldown_cmark::{BrokenLink, LinkType, Tag};
use std::ops::Range;

/// The kind of a link, if its target is relative to its file.
pub(super) fn kind(tag: &Tag<'_>) -> Option<LinkKind> {
    match tag {
        Tag::Link { dest_url, .. } if is_local(dest_url) => Some(LinkKind::Page),
        Tag::Image { dest_url, .. } if is_relative(dest_url) => Some(LinkKind::Image),
        _ => None,
    }
}

/// Whether the target of an image is relative to its file.
fn is_relative(target: &str) -> bool {
    !target.is_empty() && !target.starts_with('/') && !target.contains([':', '%', '\\'])
}

/// Whether a target is a page or a section, relative to its file. Tabs are not sections.
fn is_local(target: &str) -> bool {
    let bytes = target.as_bytes();
    let path = &bytes[..memchr2(b'#', b'?', bytes).unwrap_or(bytes.len())];
    if path.is_empty() {
        return target.starts_with('#') && !target.starts_with("#tab/");
    }
    let has_scheme = || memchr_iter(b':', path).any(|at| path[at..].starts_with(b"://"));
    path.ends_with(b".md") && path[0] != b'/' && memchr2(b'%', b'\\', path).is_none() && !has_scheme()
}

/// Whether brackets without a definition are meant as a link: `[text][label]` and `[text][]`, but not `[text]`.
pub(super) fn undefined(link: &BrokenLink<'_>) -> Option<Range<usize>> {
    let is_link = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
    let has_word = link.reference.starts_with(|it: char| it.is_alphabetic());
    (is_link && has_word).then(|| link.span.clone())
}

impl Ctx<'_> {
    /// Keeps a link whose target is written in it: the target of a reference is in its definition.
    pub(super) fn link(&mut self, span: Span, kind: LinkKind) {
        let text = &self.sources[span];
        let Some(start) = memrchr_iter(b'(', text.as_bytes()).find(|at| text[..*at].ends_with(']')) else { return };
        let target = text[start + 1..].trim_end_matches(')').split_ascii_whitespace().next().unwrap_or_default();
        let is_meant = if kind == LinkKind::Image { is_relative(target) } else { is_local(target) };
        if is_meant {
            self.topic.links.push(Link { kind, target: self.sources.span_of(span.file, target) });
        }
    }

    /// Keeps a link to a label without a definition.
    pub(super) fn undefined_link(&mut self, span: Span) {
        self.topic.links.push(Link { kind: LinkKind::Undefined, target: span });
    }
}

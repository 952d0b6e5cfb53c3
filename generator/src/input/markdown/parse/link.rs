//! Links to pages, to sections and to images.

use super::Ctx;
use crate::input::markdown::topic::{Link, LinkKind};
use crate::source::Span;
use memchr::{memchr2, memchr3, memrchr_iter};
use pulldown_cmark::{BrokenLink, LinkType, Tag};
use std::ops::Range;

/// Whether the target of an image is relative to its file.
fn is_relative(target: &str) -> bool {
    !target.is_empty() && !target.starts_with('/') && !target.contains([':', '%', '\\'])
}

/// Whether a target is a page or a section, relative to its file. Tabs are not sections.
fn is_local(target: &str) -> bool {
    let path = &target[..memchr2(b'#', b'?', target.as_bytes()).unwrap_or(target.len())];
    if path.is_empty() {
        return target.starts_with('#') && !target.starts_with("#tab/");
    }
    // One search decides for most paths.
    let is_relative = |it: &str| {
        memchr3(b'%', b'\\', b':', it.as_bytes()).is_none() || !it.contains(['%', '\\']) && !it.contains("://")
    };
    path.ends_with(".md") && !path.starts_with('/') && is_relative(path)
}

/// Whether brackets without a definition are meant as a link: `[text][label]` and `[text][]`, but not `[text]`.
pub(super) fn undefined(link: &BrokenLink<'_>) -> Option<Range<usize>> {
    let is_link = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
    let has_word = link.reference.starts_with(|it: char| it.is_alphabetic());
    (is_link && has_word).then(|| link.span.clone())
}

/// The target of a link that ends with `](url)`, like most.
fn plain_target<'a>(text: &'a str, url: &str) -> Option<&'a str> {
    let label = text.strip_suffix(')')?.strip_suffix(url)?;
    let is_plain = label.ends_with("](") && !url.contains('(');
    is_plain.then(|| &text[label.len()..label.len() + url.len()])
}

/// The target of a link with a title, brackets or escapes.
fn written_target(text: &str) -> Option<&str> {
    let start = memrchr_iter(b'(', text.as_bytes()).find(|at| text[..*at].ends_with(']'))?;
    text[start + 1..].trim_end_matches(')').split_ascii_whitespace().next()
}

impl Ctx<'_> {
    /// Keeps a link if its target is relative to its file, and written in the link: the target of a reference is in its
    /// definition.
    pub(super) fn link(&mut self, span: Span, tag: &Tag<'_>) {
        let (kind, url) = match tag {
            Tag::Link { dest_url, .. } => (LinkKind::Page, dest_url),
            Tag::Image { dest_url, .. } => (LinkKind::Image, dest_url),
            _ => return,
        };
        let is_meant = |target: &str| if kind == LinkKind::Image { is_relative(target) } else { is_local(target) };
        if !is_meant(url) {
            return;
        }
        let text = &self.sources[span];
        let target = plain_target(text, url).or_else(|| written_target(text).filter(|it| is_meant(it)));
        if let Some(target) = target {
            self.topic.links.push(Link { kind, target: self.sources.span_of(span.file, target) });
        }
    }

    /// Keeps a link to a label without a definition.
    pub(super) fn undefined_link(&mut self, span: Span) {
        self.topic.links.push(Link { kind: LinkKind::Undefined, target: span });
    }
}

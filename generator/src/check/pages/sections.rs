//! The sections that pages usually have.

use crate::input::markdown::{Block, BlockKind, Topic};
use crate::input::page::message::begins_message;
use crate::input::page::sections::{Section, SectionKind, sections};
use crate::source::{SourceMap, Span};

/// The sections that pages of requests or types have, in the order of pages, with their headings.
pub(super) const PARTS: [(SectionKind, &str); 9] = [
    (SectionKind::Permissions, "Permissions"),
    (SectionKind::HttpRequest, "HTTP request"),
    (SectionKind::Headers, "Request headers"),
    (SectionKind::Body, "Request body"),
    (SectionKind::Response, "Response"),
    (SectionKind::Examples, "Examples"),
    (SectionKind::Properties, "Properties"),
    (SectionKind::Json, "JSON representation"),
    (SectionKind::Members, "Members"),
];

/// The heading of one of these sections.
pub(super) fn title(part: SectionKind) -> &'static str {
    PARTS.iter().find(|(it, _)| *it == part).map_or("", |(_, title)| title)
}

/// Whether the order of sections includes it.
pub(super) fn has_place(part: SectionKind) -> bool {
    part <= SectionKind::Examples
}

/// Whether other findings report that it is missing.
pub(super) fn is_reported(part: SectionKind) -> bool {
    matches!(part, SectionKind::HttpRequest | SectionKind::Properties | SectionKind::Members)
}

/// A heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading<'a> {
    pub(super) level: u8,
    /// Without a number before it and an anchor after it.
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) part: Option<SectionKind>,
    /// Whether it is the section of a body or a response, and contains a request or a response.
    pub(super) shows_message: bool,
}

/// The headings of a page, without its title. Those below examples are parts of examples.
pub(super) fn headings<'a>(sources: &SourceMap, topic: &'a Topic) -> Vec<Heading<'a>> {
    let all = sections(topic);
    let heading = |section: &Section<'a>| Heading {
        level: section.level,
        text: section.title,
        span: text_span(topic, section),
        part: part(&all, section),
        shows_message: shows_message(sources, topic, section),
    };
    all.iter().skip(1).map(heading).collect()
}

fn text_span(topic: &Topic, section: &Section<'_>) -> Span {
    match &topic.blocks[section.start - 1].kind {
        BlockKind::Heading(it) => it.text.span,
        _ => topic.nodes[section.id.0 as usize].span,
    }
}

fn part(all: &[Section<'_>], section: &Section<'_>) -> Option<SectionKind> {
    let is_in_example = section.parent.is_some_and(|it| all[it].kind == SectionKind::Examples);
    let is_part = PARTS.iter().any(|(it, _)| *it == section.kind);
    (is_part && !section.is_inherited && !is_in_example).then_some(section.kind)
}

/// Whether a section of requests or responses contains one. For other sections, it does not matter.
fn shows_message(sources: &SourceMap, topic: &Topic, section: &Section<'_>) -> bool {
    matches!(section.kind, SectionKind::Body | SectionKind::Response)
        && topic.blocks[section.start..section.end].iter().any(|it| is_message(sources, it))
}

fn is_message(sources: &SourceMap, block: &Block) -> bool {
    let BlockKind::Code(code) = &block.kind else { return false };
    sources[code.body].lines().map(str::trim).find(|it| !it.is_empty()).is_some_and(begins_message)
}

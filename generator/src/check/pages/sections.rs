//! The sections that pages usually have.

use crate::input::markdown::{self, Block, BlockKind, Topic};
use crate::input::page::Page;
use crate::input::page::message::begins_message;
use crate::input::page::sections::{Announced, SectionKind, plain};
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
pub(super) fn headings<'a>(sources: &SourceMap, topic: &'a Topic, page: &Page) -> Vec<Heading<'a>> {
    let mut res = Vec::with_capacity(page.headings.len());
    let mut rest = &topic.blocks[..];
    for announced in &page.headings {
        let Some((heading, after)) = next_heading(rest) else { break };
        let n_blocks = after.iter().position(|it| matches!(it.kind, BlockKind::Heading(_))).unwrap_or(after.len());
        rest = &after[n_blocks..];
        res.push(Heading {
            level: heading.level,
            text: plain(&heading.text.value),
            span: heading.text.span,
            part: part(announced),
            shows_message: shows_message(sources, announced.kind, &after[..n_blocks]),
        });
    }
    // The first one is the title.
    res.drain(..res.len().min(1));
    res
}

/// The next heading, and the blocks after it.
fn next_heading(blocks: &[Block]) -> Option<(&markdown::Heading, &[Block])> {
    blocks.iter().enumerate().find_map(|(at, block)| match &block.kind {
        BlockKind::Heading(it) => Some((it, &blocks[at + 1..])),
        _ => None,
    })
}

fn part(announced: &Announced) -> Option<SectionKind> {
    let is_in_example = announced.above == Some(SectionKind::Examples);
    let is_part = PARTS.iter().any(|(it, _)| *it == announced.kind);
    (is_part && !announced.is_inherited && !is_in_example).then_some(announced.kind)
}

/// Whether a section of requests or responses contains one. For other sections, it does not matter.
fn shows_message(sources: &SourceMap, kind: SectionKind, blocks: &[Block]) -> bool {
    matches!(kind, SectionKind::Body | SectionKind::Response) && blocks.iter().any(|it| is_message(sources, it))
}

fn is_message(sources: &SourceMap, block: &Block) -> bool {
    let BlockKind::Code(code) = &block.kind else { return false };
    sources[code.body].lines().map(str::trim).find(|it| !it.is_empty()).is_some_and(begins_message)
}

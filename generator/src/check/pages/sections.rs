//! The sections that pages usually have.

use crate::input::markdown::{BlockKind, Topic};
use crate::source::Span;

/// A section that pages of requests or types have, in the order of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Permissions,
    HttpRequest,
    Headers,
    Body,
    Response,
    Examples,
    Properties,
    Json,
    Members,
}

impl Part {
    /// The heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Part::Permissions => "Permissions",
            Part::HttpRequest => "HTTP request",
            Part::Headers => "Request headers",
            Part::Body => "Request body",
            Part::Response => "Response",
            Part::Examples => "Examples",
            Part::Properties => "Properties",
            Part::Json => "JSON representation",
            Part::Members => "Members",
        }
    }

    /// The section with a heading.
    fn of(heading: &str) -> Option<Part> {
        let text = heading.trim_end_matches([':', ' ']).to_lowercase();
        Some(match text.as_str() {
            "prerequisites" => Part::Permissions,
            "request headers" | "request header" | "headers" | "optional request headers" => Part::Headers,
            "request body" => Part::Body,
            "response" | "responses" => Part::Response,
            "properties" => Part::Properties,
            "json representation" => Part::Json,
            "members" => Part::Members,
            it if it.starts_with("permission") => Part::Permissions,
            it if it.starts_with("http request") => Part::HttpRequest,
            it if it.starts_with("example") => Part::Examples,
            _ => return None,
        })
    }

    /// Whether the order of sections includes it.
    pub(super) fn has_place(self) -> bool {
        self <= Part::Examples
    }

    /// Whether other findings report that it is missing.
    pub(super) fn is_reported(self) -> bool {
        matches!(self, Part::HttpRequest | Part::Properties | Part::Members)
    }
}

/// A heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading<'a> {
    pub(super) level: u8,
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) part: Option<Part>,
}

/// The headings of a page, without its title. Those below examples are parts of examples.
pub(super) fn headings(topic: &Topic) -> Vec<Heading<'_>> {
    let all = topic.blocks.iter().filter_map(|it| match &it.kind {
        BlockKind::Heading(it) => Some(it),
        _ => None,
    });
    let mut examples: Option<u8> = None;
    let mut res = Vec::new();
    for it in all.skip(1) {
        examples = examples.filter(|above| it.level > *above);
        let part = Part::of(&it.text.value).filter(|_| examples.is_none());
        if part == Some(Part::Examples) {
            examples = Some(it.level);
        }
        res.push(Heading { level: it.level, text: &it.text.value, span: it.text.span, part });
    }
    res
}

//! The sections of a page.

use crate::input::markdown::{BlockKind, NodeId, Topic};
use crate::spelling;

/// The kind of a section.
///
/// The kinds of sections that most pages have are in the order of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionKind {
    /// Between the first heading and the second one.
    Title,
    /// *Permissions*, *Prerequisites*.
    Permissions,
    /// *HTTP request*.
    HttpRequest,
    /// *Function parameters*, *Path parameters*.
    Parameters,
    /// *Parameters*, *Action parameters*: in the URL or in the body.
    Arguments,
    /// *Optional query parameters*.
    Query,
    /// *Request headers*.
    Headers,
    /// *Request body*.
    Body,
    /// *Response*.
    Response,
    /// *Examples*, with the requests and responses below it.
    Examples,
    /// *Methods*.
    Methods,
    /// *Properties*.
    Properties,
    /// *Relationships*.
    Relationships,
    /// *JSON representation*.
    Json,
    /// *Members*, *x values*: an enum.
    Members,
    /// A section of prose: *See also*, *Remarks*.
    Prose,
    /// None of these.
    Unknown,
}

/// A heading and the blocks up to the next one.
#[derive(Clone, Copy, Debug)]
pub struct Section<'a> {
    /// The heading's node.
    pub id: NodeId,
    /// 1 to 6.
    pub level: u8,
    /// The heading's text, without a number before it and an anchor after it.
    pub title: &'a str,
    /// Its kind.
    pub kind: SectionKind,
    /// Whether the kind comes from a heading above it.
    pub is_inherited: bool,
    /// The nearest heading above it, by its index in the list of sections.
    pub parent: Option<usize>,
    /// The first block after the heading, by its index in the topic.
    pub start: usize,
    /// The block after the last one.
    pub end: usize,
}

/// What a heading announces. It does not borrow the tree of the page, so that a page can keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announced {
    /// The kind of its section.
    pub kind: SectionKind,
    /// Whether the kind comes from a heading above it.
    pub is_inherited: bool,
    /// The kind of the section around it, if there is one.
    pub above: Option<SectionKind>,
}

/// What each heading of a page announces.
pub(super) fn announced(sections: &[Section<'_>]) -> Vec<Announced> {
    let of = |it: &Section<'_>| {
        let above = it.parent.map(|it| sections[it].kind);
        Announced { kind: it.kind, is_inherited: it.is_inherited, above }
    };
    sections.iter().map(of).collect()
}

/// Splits a page into sections. Blocks before the first heading are in no section.
pub fn sections(topic: &Topic) -> Vec<Section<'_>> {
    let mut res: Vec<Section<'_>> = Vec::new();
    for (idx, block) in topic.blocks.iter().enumerate() {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        if let Some(last) = res.last_mut() {
            last.end = idx;
        }
        // Sections that are not above the last one are not above this one either.
        let mut parent = res.len().checked_sub(1);
        while let Some(section) = parent.map(|it| &res[it]).filter(|it| it.level >= heading.level) {
            parent = section.parent;
        }
        let above = parent.map_or(SectionKind::Unknown, |parent| res[parent].kind);
        let title = plain(&heading.text.value);
        let own = if res.is_empty() { SectionKind::Title } else { kind(title, above) };
        // An unknown heading below *Response* explains the response; an unknown heading below the title stays unknown.
        let is_inherited = own == SectionKind::Unknown && !matches!(above, SectionKind::Title | SectionKind::Unknown);
        res.push(Section {
            id: heading.id,
            level: heading.level,
            title,
            kind: if is_inherited { above } else { own },
            is_inherited,
            parent,
            start: idx + 1,
            end: topic.blocks.len(),
        });
    }
    res
}

/// A heading without a number before it and an anchor after it: `2. Response {#response}`.
pub(crate) fn plain(text: &str) -> &str {
    let numberless = text.trim_start_matches(|it: char| it.is_ascii_digit());
    let numbered = numberless.strip_prefix(". ").filter(|_| numberless.len() < text.len());
    let text = numbered.unwrap_or(text).trim();
    text.strip_suffix('}').and_then(|it| it.rsplit_once(" {#")).map_or(text, |(head, _)| head.trim_end())
}

/// Headings with a fixed text, in any case.
const NAMED: &[(&str, SectionKind)] = &[
    ("function parameters", SectionKind::Parameters),
    ("path parameters", SectionKind::Parameters),
    ("path parameter", SectionKind::Parameters),
    ("parameters", SectionKind::Arguments),
    ("action parameters", SectionKind::Arguments),
    ("request headers", SectionKind::Headers),
    ("optional request headers", SectionKind::Headers),
    ("request header", SectionKind::Headers),
    ("headers", SectionKind::Headers),
    ("request body", SectionKind::Body),
    ("request", SectionKind::Body),
    ("response", SectionKind::Response),
    ("responses", SectionKind::Response),
    ("response body", SectionKind::Response),
    ("methods", SectionKind::Methods),
    ("properties", SectionKind::Properties),
    ("instance attributes", SectionKind::Properties),
    ("common properties", SectionKind::Properties),
    ("attributes", SectionKind::Properties),
    ("relationships", SectionKind::Relationships),
    ("relationship", SectionKind::Relationships),
    ("navigation properties", SectionKind::Relationships),
    ("json representation", SectionKind::Json),
    ("json", SectionKind::Json),
    ("members", SectionKind::Members),
];

/// Headings of sections of prose, in any case.
const PROSE: &[&str] = &[
    "see also",
    "remarks",
    "notes",
    "note",
    "next steps",
    "what's new",
    "common use cases",
    "authorization",
    "authorization and scopes",
    "known limitations",
    "known issues",
    "error handling",
    "errors",
    "error responses",
    "error response",
    "error codes",
    "exceptions",
    "derived types",
    "reports",
    "limitations",
    "best practices",
    "resources",
    "references",
    "related content",
];

/// The kind of a heading. `above` is the kind of the section around it.
fn kind(title: &str, above: SectionKind) -> SectionKind {
    // `Request body (multipart)`
    let text = without_qualifier(title.trim_end_matches([':', ' ']));
    let begins = |start: &str| begins_with(text, start);
    if begins("example") {
        return SectionKind::Examples;
    }
    // `### Request` and `### HTTP request` below an example are part of it.
    if above == SectionKind::Examples {
        return SectionKind::Unknown;
    }
    let is = |name: &str| text.eq_ignore_ascii_case(name);
    if begins("permissions") || is("prerequisites") || is("permission") {
        SectionKind::Permissions
    } else if begins("http request") {
        SectionKind::HttpRequest
    } else if ends_with(text, "query parameters") || ends_with(text, "query parameter") {
        SectionKind::Query
    } else if let Some(kind) = named(text) {
        kind
    } else if enum_name(title).is_some() {
        SectionKind::Members
    } else if PROSE.iter().any(|it| is(it)) {
        SectionKind::Prose
    } else {
        SectionKind::Unknown
    }
}

/// Whether a text begins with an ASCII text, in any case.
pub(super) fn begins_with(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start.as_bytes()))
}

/// Whether a text ends with an ASCII text, in any case.
pub(super) fn ends_with(text: &str, end: &str) -> bool {
    let start = text.len().checked_sub(end.len());
    start.is_some_and(|it| text.as_bytes()[it..].eq_ignore_ascii_case(end.as_bytes()))
}

/// The kind of a heading in [`NAMED`].
fn named(text: &str) -> Option<SectionKind> {
    NAMED.iter().find(|(it, _)| it.eq_ignore_ascii_case(text)).map(|(_, kind)| *kind)
}

/// The remedy for an unknown heading that is similar to one whose section is read.
pub(super) fn did_you_mean(title: &str) -> Option<String> {
    let named = NAMED.iter().map(|(it, _)| *it);
    let known = named.chain(["permissions", "prerequisites", "http request", "query parameters", "examples"]);
    spelling::did_you_mean(without_qualifier(title.trim_end_matches([':', ' '])), known)
}

/// The enum that a heading names: `importance values`, `State enumeration values`, `role flags`.
pub(super) fn enum_name(title: &str) -> Option<&str> {
    const ENDINGS: [&str; 8] = [
        " enumeration values",
        " enum values",
        " property values",
        " enumeration",
        " enum type",
        " values",
        " flags",
        " members",
    ];
    let title = title.trim().trim_end_matches([':', ' ']);
    let ending = ENDINGS.iter().find(|ending| ends_with(title, ending))?;
    let name = title.get(..title.len() - ending.len())?.trim();
    let is_name = !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || it == '_' || it == '.');
    is_name.then_some(name)
}

/// The property whose values a heading announces: `Type options`, `Group visibility options`.
pub(super) fn property_with_options(title: &str) -> Option<&str> {
    title.trim().strip_suffix(" options")?.split_whitespace().next_back()
}

/// A title without parentheses at its end: `directory resource type (deleted items)`.
pub(super) fn without_qualifier(title: &str) -> &str {
    let title = title.trim();
    let head = title.strip_suffix(')').and_then(|it| it.rsplit_once(" (")).map_or(title, |(head, _)| head);
    head.trim_end()
}

/// The type that the title of a resource page names: `user resource type`, `audio facet`.
pub(super) fn type_name(title: &str) -> Option<&str> {
    const ENDINGS: [&str; 8] = [
        " resource type",
        " resouce type",
        " complex type",
        " entity type",
        " enum type",
        " resource",
        " facet",
        " type",
    ];
    let title = without_qualifier(title);
    let ending = ENDINGS.iter().find(|ending| ends_with(title, ending));
    let name = title[..title.len() - ending.map_or(0, |it| it.len())].trim();
    let is_name = !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || it == '_' || it == '.');
    is_name.then_some(name)
}

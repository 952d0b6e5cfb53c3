//! Code blocks: request lines, JSON representations, examples.

use super::super::Disposition;
use super::super::message::{Message, begins_message, message};
use super::super::sections::{Section, SectionKind};
use super::{Ctx, empty_resource};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::json;
use crate::input::markdown::annotation::AnnotationKind;
use crate::input::markdown::{Block, BlockKind, CodeBlock};
use crate::input::url as urls;
use crate::model::example::{Body, Example, RequestMessage};
use crate::model::http::Method;
use crate::source::{SourceMap, Span};

/// A message of an example.
pub(super) struct Found {
    message: Message,
    /// The heading above it.
    title: String,
    /// Whether its annotation calls it a request or a response of an example.
    is_annotated: bool,
}

/// Whether a code block contains the JSON representation of a resource.
pub(super) fn is_resource(code: &CodeBlock) -> bool {
    annotation_kind(code) == Some(AnnotationKind::Resource)
}

pub(super) fn annotation_kind(code: &CodeBlock) -> Option<AnnotationKind> {
    code.annotation.as_ref().map(|(_, it)| it.kind)
}

impl Ctx<'_> {
    pub(super) fn code(&mut self, section: Section<'_>, code: &CodeBlock) {
        let disposition = match section.kind {
            _ if is_resource(code) => self.json_representation(code),
            SectionKind::HttpRequest if self.is_api => self.requests(code),
            SectionKind::Json if code.language == "json" => self.json_representation(code),
            _ if self.is_api && !self.has_request_section && self.holds_request_lines(code) => self.requests(code),
            _ if self.is_api => self.example(section, code),
            _ => Disposition::Prose,
        };
        self.mark(code.id, disposition);
        if let Some((id, _)) = &code.annotation {
            self.mark(*id, if disposition == Disposition::Reported { Disposition::Used } else { disposition });
        }
    }

    fn json_representation(&mut self, code: &CodeBlock) -> Disposition {
        let json = json::parse(self.diagnostics, self.sources, code.body, json::Origin::Body);
        let annotation = code.annotation.as_ref().map(|(_, it)| it).filter(|it| it.kind == AnnotationKind::Resource);
        let name = annotation.and_then(|it| it.type_name.clone());
        let is_taken = self.page.resources.last().is_some_and(|it| it.json.is_some());
        if is_taken || (self.page.resources.is_empty() && self.is_api) {
            let Some(name) = &name else { return Disposition::Prose };
            self.page.resources.push(empty_resource(name.clone()));
        }
        let title = self.page.title.span;
        if self.page.resources.is_empty() && name.is_some() {
            self.page.resources.extend(name.clone().map(empty_resource));
        }
        let Some(resource) = self.resource() else { return Disposition::Prose };
        if let Some(name) = name.filter(|_| resource.name.span == title) {
            resource.name = name;
        }
        if let Some(annotation) = annotation {
            resource.base = annotation.base_type.clone();
            resource.no_base = annotation.no_base;
            resource.key = annotation.key_property.clone();
            resource.open_at = annotation.open_at;
            resource.abstract_at = annotation.abstract_at;
        }
        let is_read = json.is_some();
        resource.json = json;
        if is_read { Disposition::Used } else { Disposition::Reported }
    }

    /// A block that may contain a request or a response.
    fn example(&mut self, section: Section<'_>, code: &CodeBlock) -> Disposition {
        let message = message(self.diagnostics, self.sources, code);
        if matches!(message, Message::Other) {
            return self.other_block(section, code);
        }
        let kind = annotation_kind(code);
        let is_annotated = matches!(kind, Some(AnnotationKind::Request | AnnotationKind::Response));
        // The prose about query options shows their form in requests, also of other pages.
        if section.kind == SectionKind::Query && !is_annotated {
            return Disposition::Prose;
        }
        self.messages.push(Found { message, title: section.title.to_owned(), is_annotated });
        Disposition::Used
    }

    fn other_block(&mut self, section: Section<'_>, code: &CodeBlock) -> Disposition {
        let kind = annotation_kind(code);
        let is_sample = matches!(
            kind,
            Some(AnnotationKind::Example | AnnotationKind::Ignored | AnnotationKind::Samples | AnnotationKind::Other)
        );
        let is_http = matches!(code.language.as_str(), "http" | "msgraph-interactive");
        let text = self.sources[code.body].trim();
        // Outside of examples, a URL shows the form of a value or of query options, as the prose explains.
        let is_form = kind.is_none()
            && matches!(section.kind, SectionKind::Query | SectionKind::Parameters | SectionKind::Body)
            && is_url(text);
        let is_excerpt = is_headers(text) || is_form;
        if is_sample || !is_http || section.kind == SectionKind::Prose || is_excerpt {
            return Disposition::Prose;
        }
        let report = Diagnostic::new(Code::ExampleMessage, code.body, "this block is not an HTTP message")
            .label("expected a request line or a status line")
            .note("the block is ignored");
        let remedy = remedy(text, self.messages.last().map(|it| &it.message));
        self.diagnostics.report(match remedy {
            Some(remedy) => report.help(remedy),
            None => report,
        });
        Disposition::Reported
    }

    /// Pairs requests and responses in the order of the page, because only 3 % of the pairs have matching names.
    pub(super) fn pair_messages(&mut self) {
        let found = std::mem::take(&mut self.messages);
        let Some(operation) = &mut self.page.operation else { return };
        let report = unpaired(self.sources, &found);
        let mut examples: Vec<Example> = Vec::new();
        for Found { message, title, .. } in found {
            match message {
                Message::Request(request) => {
                    examples.push(Example { title: Some(title), request: Some(request), response: None });
                }
                Message::Response(response) => match examples.last_mut() {
                    Some(last) if last.response.is_none() => last.response = Some(response),
                    _ => examples.push(Example { title: None, request: None, response: Some(response) }),
                },
                Message::Other => {}
            }
        }
        operation.examples = examples.into();
        let has_request = |it: &Block| matches!(&it.kind, BlockKind::Code(it) if annotation_kind(it) == Some(AnnotationKind::Request));
        // The request lines can be the request of the only example.
        let is_shown = self.topic.blocks.iter().any(has_request);
        self.diagnostics.report_all(
            report.filter(|(_, missing)| *missing == "response" || !is_shown).map(|(at, missing)| {
                Diagnostic::new(Code::ExampleUnpaired, at, format!("this example has no {missing}"))
            }),
        );
    }
}

/// Whether a text has only headers: an excerpt of a message that the prose explains.
fn is_headers(text: &str) -> bool {
    let is_header = |line: &str| {
        line.split_once(": ")
            .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-'))
    };
    !text.is_empty() && text.lines().map(str::trim_start).all(is_header)
}

/// Whether a text begins with a URL.
fn is_url(text: &str) -> bool {
    text.starts_with('/') || text.starts_with("http")
}

/// How to make a text an HTTP message; `last` is the message before it.
fn remedy(text: &str, last: Option<&Message>) -> Option<String> {
    let after_symbol = text.trim_start_matches(|it: char| !it.is_alphanumeric());
    let in_braces = text.strip_prefix('{').and_then(|it| it.trim_end().strip_suffix('}'));
    match text.as_bytes() {
        _ if in_braces.is_some_and(|it| is_headers(it.trim())) => {
            Some("write the headers without braces, below the status line".to_owned())
        }
        [b'{' | b'[', ..] => Some(match last {
            Some(Message::Request(it)) if matches!(it.body, Body::None) && it.method.value != Method::Get => {
                "join the body with the request above it, after a blank line".to_owned()
            }
            _ => "write the status line before the body, or mark the block as `json`".to_owned(),
        }),
        _ if is_url(text) => Some("write the method before the URL".to_owned()),
        _ if after_symbol.len() < text.len() && begins_message(after_symbol) => {
            Some(format!("remove `{}`", text[..text.len() - after_symbol.len()].trim_end()))
        }
        _ => None,
    }
}

/// The annotated example whose response or request is missing: a request without a response after it, or a response without
/// a request before it. Several requests can share a response, and a request can have several responses. A request to another
/// service (a notification) has none.
fn unpaired(sources: &SourceMap, found: &[Found]) -> Option<(Span, &'static str)> {
    let is_response = |it: &Found| matches!(it.message, Message::Response(_));
    let after = found.iter().rposition(is_response).map_or(0, |it| it + 1);
    let missing = |it: &Found| match &it.message {
        _ if !it.is_annotated => None,
        Message::Request(request) if urls::is_of_api(&request.url.value) && !holds_response(sources, request) => {
            Some((request.span, "response"))
        }
        _ => None,
    };
    let alone = match found.first().map(|it| (&it.message, it.is_annotated)) {
        Some((Message::Response(it), true)) => Some((it.span, "request")),
        _ => None,
    };
    let (span, missing) = alone.or_else(|| found[after..].iter().find_map(missing))?;
    Some((span.part(first_line(&sources[span])), missing))
}

/// Whether a block that is not closed contains the response to its request.
fn holds_response(sources: &SourceMap, request: &RequestMessage) -> bool {
    sources[request.span].lines().any(|it| it.starts_with("HTTP/"))
}

/// The first non-blank line of a text, without its line break.
fn first_line(text: &str) -> std::ops::Range<usize> {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find(['\r', '\n']).map_or(text.len(), |it| start + it);
    start..end
}

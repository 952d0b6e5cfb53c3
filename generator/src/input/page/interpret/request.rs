//! Request lines, and fallbacks for malformed ones.

use super::super::http;
use super::super::{Disposition, Operation, Property, Request};
use super::code::annotation_kind;
use super::{Ctx, redirects};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::markdown::CodeBlock;
use crate::input::markdown::annotation::AnnotationKind;
use crate::input::url as urls;
use crate::model::example::RequestMessage;
use crate::model::http::{Method, Segment, UrlTemplate};
use crate::source::{Span, Spanned};
use std::sync::Arc;

/// A line of an HTTP request section that is not a request line.
pub(super) struct Broken {
    line: Span,
    /// Whether its block contains no request line.
    is_whole_block: bool,
}

impl Ctx<'_> {
    /// Whether every line of a block is a request line without a host, and the block is not marked as an example.
    pub(super) fn holds_request_lines(&self, code: &CodeBlock) -> bool {
        let is_example = matches!(annotation_kind(code), Some(AnnotationKind::Request | AnnotationKind::Response));
        let mut lines = self.sources[code.body].lines().map(str::trim).filter(|it| !it.is_empty()).peekable();
        !is_example
            && lines.peek().is_some()
            && lines.all(|line| line.split_once(' ').is_some_and(|(_, url)| url.trim_start().starts_with('/')))
    }

    /// The block of an HTTP request section.
    pub(super) fn requests(&mut self, code: &CodeBlock) -> Disposition {
        let mut requests = Vec::new();
        let mut others = Vec::new();
        for line in self.sources[code.body].lines().map(str::trim).filter(|it| !it.is_empty()) {
            let span = self.sources.span_of(code.body.file, line);
            match http::request_line(self.diagnostics, self.sources, span) {
                Some((_, url)) if url.value.segments.len() > UrlTemplate::MAX_SEGMENTS => self.refuse(&url),
                Some((method, url)) => requests.push(Request { method, url: Arc::new(url) }),
                None => others.push(span),
            }
        }
        // A sample (`javascript`) between request blocks is not a request block.
        let is_http = matches!(code.language.as_str(), "http" | "msgraph-interactive" | "");
        if requests.is_empty() && !is_http {
            return Disposition::Prose;
        }
        let is_whole_block = requests.is_empty();
        if is_whole_block {
            others.truncate(1);
        }
        self.broken.extend(others.into_iter().map(|line| Broken { line, is_whole_block }));
        if let Some(operation) = &mut self.page.operation {
            operation.requests.extend(requests);
        }
        if is_whole_block { Disposition::Reported } else { Disposition::Used }
    }

    fn refuse(&mut self, url: &Spanned<UrlTemplate>) {
        let message = format!("this URL has {} segments", url.value.segments.len());
        let report = Diagnostic::new(Code::UrlShape, url.span, message)
            .label(format!("the limit is {}", UrlTemplate::MAX_SEGMENTS))
            .note("the line is ignored");
        self.diagnostics.report(report);
    }

    /// Reports lines that are not request lines. If a page has only such lines, the request of an example is used.
    pub(super) fn settle_requests(&mut self) {
        let Some(operation) = &mut self.page.operation else { return };
        let mut broken = std::mem::take(&mut self.broken);
        broken.retain(|it| it.is_whole_block || !is_header(&self.sources[it.line], &operation.headers));
        let is_missing = operation.requests.is_empty();
        let found = broken.iter().enumerate().find_map(|(idx, it)| {
            let example = stand_in(operation, method_of(&self.sources[it.line])).filter(|_| is_missing)?;
            Some((idx, template(example)))
        });
        for (idx, it) in broken.iter().enumerate() {
            let request = found.as_ref().filter(|(at, _)| *at == idx).map(|(_, request)| request);
            self.diagnostics.report(broken_line(it, request));
        }
        operation.requests.extend(found.map(|(_, request)| request));
        // A block without request lines was reported, and a page that only redirects documents nothing.
        if operation.requests.is_empty() && broken.is_empty() && !redirects(self.sources, self.topic) {
            let title = self.page.title.span;
            let doc_type = self.topic.front_matter.as_ref().and_then(|it| it.get(self.sources, "doc_type"));
            let help = match doc_type.is_some_and(|it| it.trim_matches(['\'', '"']) == "resourcePageType") {
                true => "move the page of a type to the folder `resources`, or remove it if it is a copy",
                false => "add a section `## HTTP request` with a request line in a code block",
            };
            let report = Diagnostic::new(Code::RequestMissing, title, "this page documents no request")
                .note("no request function is generated")
                .help(help);
            self.diagnostics.report(report);
        }
    }
}

/// Whether a line below a request line is a header that the page describes: `workbook-session-id: {id}`.
fn is_header(line: &str, described: &[Property]) -> bool {
    let name = line.split_once(':').map_or("", |(name, _)| name.trim());
    described.iter().any(|it| it.name.value.eq_ignore_ascii_case(name))
}

fn broken_line(broken: &Broken, request: Option<&Request>) -> Diagnostic {
    let report = Diagnostic::new(Code::RequestLine, broken.line, "this line is not a request line")
        .label("expected a method and a URL");
    match request {
        Some(it) => report
            .also(it.url.span, "URL of the example")
            .note("the URL of the example is used; segments that look like keys are treated as placeholders")
            .help(format!("write `{} {}`", it.method.value, it.url.value)),
        None if broken.is_whole_block => {
            report.note("the block is ignored").help("write a method and a URL, as in `GET /users/{id}`")
        }
        None => report.note("the line is ignored").help("move other text out of the block"),
    }
}

/// The method that a line begins with.
fn method_of(line: &str) -> Option<Method> {
    let word = line.split_whitespace().next()?;
    Method::ALL.into_iter().find(|it| word == it.name())
}

/// The first example request with this method (any method if `None`) and a URL of the API: not a webhook call, and not a
/// tool's placeholder for a missing URL.
fn stand_in(operation: &Operation, method: Option<Method>) -> Option<&RequestMessage> {
    let requests = operation.examples.iter().filter_map(|it| it.request.as_ref());
    let mut fitting = requests.filter(|it| method.is_none_or(|method| method == it.method.value));
    fitting.find(|it| {
        let url = &it.url.value;
        urls::is_of_api(url) && !url.contains([' ', '*']) && !it.template.segments.is_empty()
    })
}

/// An example's request as a request line: keys become placeholders.
fn template(example: &RequestMessage) -> Request {
    let mut url = example.template.clone();
    for segment in &mut url.segments {
        if let Segment::Literal(text) = segment
            && !is_name(text)
        {
            *segment = Segment::Placeholder("id".to_owned());
        }
    }
    Request { method: example.method.clone(), url: Arc::new(Spanned::new(url, example.url.span)) }
}

/// Whether a segment can be a name of the API: `messages`, `oauth2PermissionGrants`, `$ref`.
fn is_name(segment: &str) -> bool {
    segment.trim_start_matches('$').starts_with(|it: char| it.is_ascii_lowercase())
        && segment.trim_start_matches('$').chars().all(|it| it.is_ascii_alphanumeric())
}

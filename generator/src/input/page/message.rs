//! Reads example requests and responses.

use super::http;
use super::sections::begins_with;
use crate::diagnostics::Diagnostics;
use crate::input::json::{self, Origin};
use crate::input::markdown::CodeBlock;
use crate::input::markdown::annotation::AnnotationKind;
use crate::model::example::{Body, RequestMessage, ResponseMessage, content_type};
use crate::model::http::Method;
use crate::model::json::Value;
use crate::source::{SourceMap, Span, Spanned};

/// The content of a code block of an API page.
#[derive(Clone, Debug)]
pub enum Message {
    /// An HTTP request.
    Request(RequestMessage),
    /// An HTTP response.
    Response(ResponseMessage),
    /// Not an HTTP message.
    Other,
}

/// Reads a code block as an HTTP message: a status line makes a response, and a request line a request. Blocks of another
/// language are messages if their first line cannot be anything else.
pub fn message(diagnostics: &mut Diagnostics, sources: &SourceMap, block: &CodeBlock) -> Message {
    let text = &sources[block.body];
    let Some((first, rest)) = lines(text).find(|(line, _)| !line.trim().is_empty()) else { return Message::Other };
    let is_http = matches!(block.language.as_str(), "http" | "msgraph-interactive" | "");
    if !is_http && !begins_message(first.trim()) {
        return Message::Other;
    }
    let line = sources.span_of(block.body.file, first.trim());
    if let Some(status) = status(sources, line) {
        let Parts { headers, body } = parts(diagnostics, sources, block.body, rest);
        return Message::Response(response(block, status, headers, body));
    }
    let mut own = Diagnostics::default();
    let Some((method, url)) = http::split_line(&mut own, sources, line) else { return Message::Other };
    let template = http::url_template(&mut own, sources, url).value;
    diagnostics.extend(own);
    let Parts { headers, body } = parts(diagnostics, sources, block.body, rest);
    let annotation = block.annotation.as_ref().map(|(_, it)| it);
    let name = annotation.and_then(|it| it.names.first()).map(|it| it.value.clone());
    let is_ignored = annotation.is_some_and(|it| it.kind == AnnotationKind::Ignored);
    let url = Spanned::new(sources[url].to_owned(), url);
    Message::Request(RequestMessage { span: block.body, name, is_ignored, method, url, template, headers, body })
}

/// Whether a line is the first one of an HTTP message, in any language: `HTTP/1.1 200 OK`, `GET https://…`.
pub fn begins_message(line: &str) -> bool {
    let is_method = |word: &str| Method::ALL.iter().any(|it| it.name() == word);
    line.split_once(' ').is_some_and(|(first, rest)| {
        let rest = rest.trim_start();
        (first.starts_with("HTTP/") && rest.starts_with(|it: char| it.is_ascii_digit()))
            || ((rest.starts_with('/') || rest.starts_with("https://")) && is_method(first))
    })
}

fn response(block: &CodeBlock, status: Option<Spanned<u16>>, headers: Headers, body: Body) -> ResponseMessage {
    let annotation = block.annotation.as_ref().map(|(_, it)| it);
    let wraps_entity = match &body {
        Body::Json(json) => json.value.get("value").is_some_and(|it| matches!(it.value, Value::Object(_))),
        _ => false,
    };
    ResponseMessage {
        span: block.body,
        status,
        headers,
        body,
        type_name: annotation.and_then(|it| it.type_name.clone()),
        is_collection: annotation.is_some_and(|it| it.is_collection),
        is_truncated: annotation.is_some_and(|it| it.is_truncated),
        is_ignored: annotation.is_some_and(|it| it.kind == AnnotationKind::Ignored),
        wraps_entity,
    }
}

/// The code of a status line: `HTTP/1.1 200 OK`, `HTTP 200 OK`, `200 OK`. The outer `None` means that it is not a status
/// line.
fn status(sources: &SourceMap, line: Span) -> Option<Option<Spanned<u16>>> {
    let text = &sources[line];
    let has_version = |it: &str| begins_with(it, "HTTP/");
    let code = match text.split_once(char::is_whitespace) {
        Some((version, rest)) if version.eq_ignore_ascii_case("HTTP") => rest.trim_start(),
        Some((version, rest)) if has_version(version) => rest.trim_start(),
        None if has_version(text) => return Some(None),
        _ => text,
    };
    let code = code.split(|it: char| !it.is_ascii_digit()).next().unwrap_or_default();
    let value = code.parse().ok().filter(|it| (100..600).contains(it) && code.len() == 3);
    match value {
        Some(value) => Some(Some(Spanned::new(value, sources.span_of(line.file, code)))),
        None => has_version(text).then_some(None),
    }
}

type Headers = Vec<(Spanned<String>, Spanned<String>)>;

struct Parts {
    headers: Headers,
    body: Body,
}

/// Lines, each with the text after it.
fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = after;
        Some((line, after))
    })
}

/// Headers and body. Headers may come after a blank line, and the blank line before the body may be missing.
fn parts(diagnostics: &mut Diagnostics, sources: &SourceMap, block: Span, text: &str) -> Parts {
    let mut headers = Vec::new();
    let mut rest = text;
    for (line, after) in lines(text) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let Some(header) = header(sources, block, trimmed) else { break };
            headers.push(header);
        }
        rest = after;
    }
    let body = rest.trim();
    if body.is_empty() {
        return Parts { headers, body: Body::None };
    }
    let span = sources.span_of(block.file, body);
    let is_other = match content_type(&headers) {
        Some(it) => !it.is_empty() && !it.to_lowercase().contains("json"),
        None => is_placeholder(body),
    };
    Parts { headers, body: self::body(diagnostics, sources, span, is_other) }
}

/// Whether a body is words in brackets, which replace binary data: `{Raw bytes of the file}`.
fn is_placeholder(body: &str) -> bool {
    let inner = |open, close| body.strip_prefix(open)?.strip_suffix(close);
    let is_word = |it: &str| it.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '\'' | '.' | '/'));
    let words = inner('{', '}').or_else(|| inner('[', ']')).unwrap_or_default();
    words.split_whitespace().count() > 1 && words.split_whitespace().all(is_word)
}

/// `name: value`, where the name is a token (RFC 9110, section 5.1).
fn header(sources: &SourceMap, block: Span, line: &str) -> Option<(Spanned<String>, Spanned<String>)> {
    let (name, value) = line.split_once(':')?;
    let is_token = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    let is_url = name.eq_ignore_ascii_case("http") || name.eq_ignore_ascii_case("https");
    if name.is_empty() || !name.chars().all(is_token) || is_url {
        return None;
    }
    let spanned = |it: &str| Spanned::new(it.to_owned(), sources.span_of(block.file, it));
    Some((spanned(name), spanned(value.trim())))
}

/// The body at `span`. If it is probably not JSON (`is_other`), only strict JSON is read as JSON: `[Zip file]` replaces
/// binary data.
fn body(diagnostics: &mut Diagnostics, sources: &SourceMap, span: Span, is_other: bool) -> Body {
    let begins_as_json = sources[span].starts_with(['{', '[']);
    if !begins_as_json || (is_other && json::strict(sources, span).is_err()) {
        return Body::Text(span);
    }
    match json::parse(diagnostics, sources, span, Origin::Body) {
        Some(json) => Body::Json(json),
        None => Body::Broken(span),
    }
}

#[cfg(test)]
mod tests;

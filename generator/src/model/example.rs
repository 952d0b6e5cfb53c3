//! Example requests and responses.

use super::http::{Method, UrlTemplate};
use super::json::Json;
use crate::source::{Span, Spanned};

/// A request and its response; one of them may be missing.
#[derive(Clone, Debug)]
pub struct Example {
    /// The heading above it.
    pub title: Option<String>,
    /// The request.
    pub request: Option<RequestMessage>,
    /// The response.
    pub response: Option<ResponseMessage>,
}

/// An HTTP request of an example.
#[derive(Clone, Debug)]
pub struct RequestMessage {
    /// The code block's body.
    pub span: Span,
    /// `name` of the annotation.
    pub name: Option<String>,
    /// Whether its annotation excludes it from checks: `"blockType": "ignored"`.
    pub is_ignored: bool,
    /// The method.
    pub method: Spanned<Method>,
    /// The URL as written, with host, version and query.
    pub url: Spanned<String>,
    /// The URL without host and version.
    pub template: UrlTemplate,
    /// Header lines.
    pub headers: Vec<(Spanned<String>, Spanned<String>)>,
    /// The body.
    pub body: Body,
}

/// An HTTP response of an example.
#[derive(Clone, Debug)]
pub struct ResponseMessage {
    /// The code block's body.
    pub span: Span,
    /// The status code, where there is a status line.
    pub status: Option<Spanned<u16>>,
    /// Header lines.
    pub headers: Vec<(Spanned<String>, Spanned<String>)>,
    /// The body.
    pub body: Body,
    /// The type in the annotation.
    pub type_name: Option<Spanned<String>>,
    /// `isCollection` or `Collection(…)` of the annotation.
    pub is_collection: bool,
    /// `truncated`.
    pub is_truncated: bool,
    /// Whether its annotation says that tools ignore it.
    pub is_ignored: bool,
    /// Whether a single entity is wrapped in `value`: `{"value": {…}}`. Pages do this; the service does not.
    pub wraps_entity: bool,
}

/// The body of a message.
#[derive(Clone, Debug)]
pub enum Body {
    /// Nothing.
    None,
    /// JSON.
    Json(Json),
    /// JSON that could not be read (reported).
    Broken(Span),
    /// Anything else.
    Text(Span),
}

/// The value of the header `Content-Type`.
pub fn content_type(headers: &[(Spanned<String>, Spanned<String>)]) -> Option<&str> {
    let found = headers.iter().find(|(name, _)| name.value.eq_ignore_ascii_case("content-type"));
    found.map(|(_, it)| it.value.as_str())
}

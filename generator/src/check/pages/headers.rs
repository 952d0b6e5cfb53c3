//! Headers of requests and responses, and the length of URLs.

use super::sections::Heading;
use super::usual::{Usual, header_names, lists_authorization};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::page::{Operation, Page};
use crate::input::url;
use crate::model::example::{Body, Example, RequestMessage, content_type};
use crate::source::{SourceMap, Span, Spanned};
use crate::spelling;

/// The longest URL that all browsers and proxies accept.
const MAX_URL: usize = 2_083;

/// Headers of HTTP, of OData and of services.
const KNOWN: [&str; 36] = [
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Accept-Ranges",
    "Authorization",
    "Cache-Control",
    "client-request-id",
    "Connection",
    "ConsistencyLevel",
    "Content-Disposition",
    "Content-Encoding",
    "Content-ID",
    "Content-Language",
    "Content-Length",
    "Content-Location",
    "Content-Range",
    "Content-Transfer-Encoding",
    "Content-Type",
    "Cookie",
    "Date",
    "ETag",
    "Expires",
    "Host",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "Last-Modified",
    "Location",
    "OData-MaxVersion",
    "OData-Version",
    "Prefer",
    "Preference-Applied",
    "request-id",
    "Retry-After",
    "User-Agent",
];

/// A header that more pages send is not misspelled.
const FEW: usize = 2;

pub(super) fn check(
    res: &mut Vec<Diagnostic>,
    sources: &SourceMap,
    usual: &Usual<'_>,
    page: &Page,
    headings: &[Heading<'_>],
) {
    let Some(operation) = &page.operation else { return };
    // Tables of optional headers do not list it.
    if headings.iter().any(|it| it.text.eq_ignore_ascii_case("request headers")) {
        res.extend(authorization(sources, usual, operation));
    }
    res.extend(header_names(operation).filter_map(|it| unknown(usual, it)));
    res.extend(operation.requests.iter().filter_map(|it| too_long(it.url.span, it.url.span.range().len())));
    for example in operation.examples.iter() {
        if let Some(request) = example.request.as_ref().filter(|it| !it.is_ignored) {
            res.extend(without_content_type(request));
            res.extend(too_long(request.url.span, request.url.value.chars().count()));
        }
        res.extend(unfit(example));
    }
}

fn authorization(sources: &SourceMap, usual: &Usual<'_>, operation: &Operation) -> Option<Diagnostic> {
    let first = operation.headers.first()?;
    if !usual.lists_authorization || lists_authorization(operation) {
        return None;
    }
    let at = sources.first_line(first.row);
    let report = Diagnostic::new(Code::HeaderMissing, at, "the table of headers does not list `Authorization`")
        .note("nearly all pages list it")
        .help("add a row `|Authorization|Bearer {token}. Required.|`");
    Some(report)
}

/// A header that no page sends but this one, with a name that is similar to that of a known header.
fn unknown(usual: &Usual<'_>, name: &Spanned<String>) -> Option<Diagnostic> {
    let is_known = KNOWN.iter().any(|it| it.eq_ignore_ascii_case(&name.value));
    if is_known || usual.headers.get(&name.value.to_lowercase()).is_some_and(|it| *it > FEW) {
        return None;
    }
    let near = spelling::did_you_mean(&name.value, KNOWN)?;
    Some(Diagnostic::new(Code::HeaderUnknown, name.span, format!("unknown header `{}`", name.value)).help(near))
}

fn without_content_type(request: &RequestMessage) -> Option<Diagnostic> {
    let is_json = matches!(request.body, Body::Json(_) | Body::Broken(_));
    // Requests of the service to others are for their readers.
    if !is_json || content_type(&request.headers).is_some() || !url::is_of_api(&request.url.value) {
        return None;
    }
    let report = Diagnostic::new(Code::ContentType, request.url.span, "this request has a body and no `Content-Type`")
        .help("add a line `Content-Type: application/json` below the request line");
    Some(report)
}

/// The content type of a message that does not fit its body, which is JSON.
fn unfit(example: &Example) -> Option<Diagnostic> {
    let request = example.request.iter().map(|it| (&it.headers, &it.body));
    let response = example.response.iter().map(|it| (&it.headers, &it.body));
    let mut all = request.chain(response).filter(|(_, body)| matches!(body, Body::Json(_)));
    all.find_map(|(headers, _)| {
        let (_, value) = headers.iter().find(|(name, _)| name.value.eq_ignore_ascii_case("content-type"))?;
        let lower = value.value.to_lowercase();
        let never =
            ["image/", "audio/", "video/", "text/html", "application/zip", "application/pdf", "application/xml"];
        never.iter().any(|it| lower.starts_with(it)).then(|| {
            let message = format!("the content type is `{}`, but the body is JSON", value.value);
            Diagnostic::new(Code::ContentType, value.span, message).help("write `application/json`, or another body")
        })
    })
}

/// A URL of so many characters.
fn too_long(url: Span, count: usize) -> Option<Diagnostic> {
    (count > MAX_URL).then(|| {
        let message = format!("this URL has {count} characters; the limit is {MAX_URL}");
        Diagnostic::new(Code::UrlLength, url, message).help("send long values in a body, or shorten them")
    })
}

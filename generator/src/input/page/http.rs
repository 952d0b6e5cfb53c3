//! Reads request lines: `GET /users/{id | userPrincipalName}/messages`.

#[cfg(test)]
mod tests;

use super::sections::begins_with;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit};
use crate::input::url::template;
use crate::model::http::{Method, UrlTemplate};
use crate::source::{SourceMap, Span, Spanned};

/// Reads the line at `span`: method, space, URL. `None` if it is not a request line; the caller reports that. A malformed
/// URL is reported as `Code::UrlShape`.
pub fn request_line(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    span: Span,
) -> Option<(Spanned<Method>, Spanned<UrlTemplate>)> {
    let (method, url) = split_line(diagnostics, sources, span)?;
    let template = url_template(diagnostics, sources, url);
    (!template.value.segments.is_empty()).then_some((method, template))
}

/// Method and URL of a request line, the URL as written, without `HTTP/1.1`.
pub fn split_line(diagnostics: &mut Diagnostics, sources: &SourceMap, span: Span) -> Option<(Spanned<Method>, Span)> {
    let line = sources[span].trim_end();
    let text = line.trim_start();
    let start = line.len() - text.len();
    let method = Method::ALL.into_iter().find(|it| begins_with(text, it.name()))?;
    let len = method.name().len();
    let rest = &text[len..];
    let method = Spanned::new(method, span.part(start..start + len));
    let url = rest.trim_start();
    // Most lines end with the URL.
    let is_last = url.bytes().all(|it| it.is_ascii_graphic());
    let version = if is_last { None } else { url.rsplit_once(char::is_whitespace) };
    let url = version.filter(|(_, last)| last.starts_with("HTTP/")).map_or(url, |(it, _)| it.trim_end());
    let looks_like_url =
        url.starts_with(['/', '{', '<', '$', '~']) || url.starts_with(|it: char| it.is_ascii_alphabetic());
    // `Get the user` is a sentence.
    let is_sentence = !text.starts_with(method.value.name()) && !url.contains('/');
    if !looks_like_url || is_sentence || (!rest.starts_with(char::is_whitespace) && !rest.starts_with('/')) {
        return None;
    }
    let url = sources.span_of(span.file, url);
    if !rest.starts_with(char::is_whitespace) {
        let report = Diagnostic::new(Code::UrlShape, method.span, "missing space between the method and the URL")
            .help(format!("write `{} {}`", method.value, &sources[url]))
            .patch([Edit::insert_after(method.span, " ")]);
        diagnostics.report(report);
    }
    Some((method, url))
}

/// Reads a URL, absolute or relative, without host and version segment.
pub fn url_template(diagnostics: &mut Diagnostics, sources: &SourceMap, span: Span) -> Spanned<UrlTemplate> {
    Spanned::new(template::read(diagnostics, sources, span), span)
}

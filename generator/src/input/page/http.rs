//! Request lines and URL templates: `GET /users/{id | userPrincipalName}/messages`.

#[cfg(test)]
mod tests;
mod url;

pub(crate) use url::without_host;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit};
use crate::source::{SourceMap, Span, Spanned};
use std::fmt;

/// An HTTP method that pages use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        })
    }
}

/// A URL with placeholders, without host and version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlTemplate {
    /// The path.
    pub segments: Vec<Segment>,
    /// `?startDateTime={start}`: names and values as written.
    pub query: Vec<(String, String)>,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// `messages`, `$ref`, `$count`.
    Literal(String),
    /// `{id | userPrincipalName}`, `<id>`, `(team-id)`: the first name, without brackets. May be empty.
    Placeholder(String),
    /// `microsoft.graph.user` (or `graph.user`): a cast or a qualified action or function. Without parentheses.
    Qualified(String),
    /// `getByPath(path='{path}')`, `microsoft.graph.delta()`: name as written, and arguments.
    Call(String, Vec<Argument>),
    /// `('id')` after a segment: a key in parentheses.
    Key(String),
    /// `:/{item-path}:`: addressing by path, relative to what stands before.
    ByPath(String),
    /// `...`: any repetition of what stands before.
    Ellipsis,
}

/// An argument of a function call in a URL.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Argument {
    /// The parameter's name; empty if the page gives only a value.
    pub name: String,
    /// What stands for the value, without quotes and brackets.
    pub value: String,
    /// Whether the value stands in quotes: then it is a string.
    pub is_quoted: bool,
}

impl fmt::Display for UrlTemplate {
    /// In one spelling for all pages: placeholders are `{name}`, no host, no query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            match segment {
                Segment::Literal(name) | Segment::Qualified(name) => write!(f, "/{name}")?,
                Segment::Placeholder(name) => write!(f, "/{{{name}}}")?,
                Segment::Call(name, arguments) => {
                    write!(f, "/{name}(")?;
                    for (idx, it) in arguments.iter().enumerate() {
                        let quote = if it.is_quoted { "'" } else { "" };
                        let comma = if idx > 0 { "," } else { "" };
                        write!(f, "{comma}{}={quote}{{{}}}{quote}", it.name, it.value)?;
                    }
                    write!(f, ")")?;
                }
                Segment::Key(name) => write!(f, "('{{{name}}}')")?,
                Segment::ByPath(name) => write!(f, ":/{{{name}}}:")?,
                Segment::Ellipsis => write!(f, "/...")?,
            }
        }
        Ok(())
    }
}

impl Method {
    /// All of them.
    pub(super) const ALL: [Method; 5] = [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete];
}

/// Reads the line at `span`: method, blank, URL. `None` if it is no request line at all (nothing is reported then:
/// the caller knows what the line could be instead). What had to be guessed at is reported as `Code::UrlShape`.
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
    let method = Method::ALL.into_iter().find(|it| {
        let name = it.to_string();
        text.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(&name))
    })?;
    let len = method.to_string().len();
    let rest = &text[len..];
    let method = Spanned::new(method, span.part(start..start + len));
    let url = rest.trim_start();
    let url = url
        .rsplit_once(char::is_whitespace)
        .filter(|(_, last)| last.starts_with("HTTP/"))
        .map_or(url, |(it, _)| it.trim_end());
    let looks_like_url =
        url.starts_with(['/', '{', '<', '$', '~']) || url.starts_with(|it: char| it.is_ascii_alphabetic());
    // `Get the user` is a sentence.
    let is_sentence = !text.starts_with(&method.value.to_string()) && !url.contains('/');
    if !looks_like_url || is_sentence || (!rest.starts_with(char::is_whitespace) && !rest.starts_with('/')) {
        return None;
    }
    let url = sources.span_of(span.file, url);
    if !rest.starts_with(char::is_whitespace) {
        let report = Diagnostic::new(Code::UrlShape, method.span, "no blank between the method and the URL")
            .help(format!("write `{} {}`", method.value, &sources[url]))
            .patch([Edit::insert_after(method.span, " ")]);
        diagnostics.report(report);
    }
    Some((method, url))
}

/// Reads a URL, absolute or relative; host and version segment are dropped.
pub fn url_template(diagnostics: &mut Diagnostics, sources: &SourceMap, span: Span) -> Spanned<UrlTemplate> {
    let value = url::Reader::new(sources, span).read(diagnostics);
    Spanned::new(value, span)
}

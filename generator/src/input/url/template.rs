//! URLs with placeholders, in all forms that pages use.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::url::{self, Part, PartKind, Url};
use crate::model::http::{Argument, Segment, UrlTemplate};
use crate::source::{SourceMap, Span};
use std::ops::Range;

/// Reads the URL at `span`. Malformed parts are reported.
pub(crate) fn read(diagnostics: &mut Diagnostics, sources: &SourceMap, span: Span) -> UrlTemplate {
    let mut url = Url::read(&sources[span]);
    let parts = std::mem::take(&mut url.parts);
    let mut reader = Reader { url, segments: Vec::with_capacity(parts.len()), guesses: Vec::new() };
    parts.iter().for_each(|it| reader.part(it));
    let text = |it: &Range<usize>| reader.url.text[it.clone()].to_owned();
    let query = reader.url.query.iter().map(|(name, value)| (text(name), text(value))).collect();
    let res = UrlTemplate { segments: reader.segments, query };
    for Guess { range, what, help } in reader.guesses {
        let report = Diagnostic::new(Code::UrlShape, span.part(range), what).note(format!("treated as `{res}`"));
        diagnostics.report(report.help(help));
    }
    res
}

/// A malformed part.
struct Guess {
    range: Range<usize>,
    what: &'static str,
    help: String,
}

/// A URL being read.
struct Reader<'a> {
    url: Url<'a>,
    segments: Vec<Segment>,
    guesses: Vec<Guess>,
}

impl<'a> Reader<'a> {
    fn text(&self, range: &Range<usize>) -> &'a str {
        &self.url.text[range.clone()]
    }

    fn part(&mut self, part: &Part) {
        match &part.kind {
            PartKind::Text => self.segment(&part.range),
            PartKind::Call(name, arguments) => self.call(self.text(name), arguments),
            PartKind::ByPath { path, is_closed } => self.by_path(path, *is_closed),
        }
    }

    /// A file path. If the second colon is missing, its first part is treated as the path.
    fn by_path(&mut self, path: &Range<usize>, is_closed: bool) {
        let text = self.text(path);
        let end = text.find('/').unwrap_or(text.len());
        let first = text[..end].trim();
        let name = first.strip_prefix('{').and_then(|it| it.split('}').next()).unwrap_or(first);
        self.segments.push(Segment::ByPath(first_alternative(name).to_owned()));
        if !is_closed {
            self.url.parts_of(path.start + end..path.end).iter().for_each(|it| self.part(it));
        }
    }

    fn segment(&mut self, range: &Range<usize>) {
        let text = self.text(range);
        if is_plain(text) {
            self.segments.push(Segment::Literal(text.to_owned()));
        } else if text == "..." || text == "\u{2026}" {
            self.segments.push(Segment::Ellipsis);
        } else if let Some(at) = system_segment(text) {
            // `{id}$ref`: without `$ref`, the URL would address the entity instead of the reference.
            let end = range.start + at;
            self.guess(range, "missing `/` before a system segment", self.changed(end..end, "/"));
            self.segment(&(range.start..range.start + at));
            self.segments.push(Segment::Literal(text[at..].to_owned()));
        } else if text.starts_with('|') || text.contains(" | ") && !text.starts_with(['{', '<']) {
            // `user-id | user-principal-name/chats`: alternatives without brackets.
            self.guess(range, "an alternative outside of brackets", self.changed(range.clone(), &alternatives(text)));
            self.placeholder(text);
        } else if let Some((name, rest)) = bracketed(text) {
            match rest.trim() {
                "" => {}
                // `{user-id} | user-principal-name/chats`
                more if more.starts_with('|') => {
                    self.guess(
                        range,
                        "an alternative outside of brackets",
                        self.changed(range.clone(), &alternatives(text)),
                    );
                }
                _ => {
                    self.guess(range, "text after a placeholder", "separate the text with `/`, or remove it".to_owned())
                }
            }
            self.placeholder(name);
        } else if let Some(name) = text.strip_prefix('{') {
            self.guess(range, "unclosed bracket", self.changed(range.end..range.end, "}"));
            self.segments.push(Segment::Placeholder(name.trim_start_matches('{').to_owned()));
        } else if let Some((name, _)) = text.split_once('(') {
            self.broken_call(name, range);
        } else {
            self.segments.push(Segment::Literal(text.to_owned()));
        }
    }

    fn guess(&mut self, range: &Range<usize>, what: &'static str, help: String) {
        self.guesses.push(Guess { range: range.clone(), what, help });
    }

    /// The remedy that changes one text, and keeps the rest of the URL as written.
    fn changed(&self, range: Range<usize>, text: &str) -> String {
        let url = self.url.text;
        format!("write `{}{text}{}`", &url[..range.start], &url[range.end..])
    }

    fn placeholder(&mut self, name: &str) {
        self.segments.push(Segment::Placeholder(first_alternative(name).to_owned()));
    }

    /// A call without a closing parenthesis at its end, or without a name before it.
    fn broken_call(&mut self, name: &str, range: &Range<usize>) {
        let start = range.start + name.len() + 1;
        // `ids=[`: the rest of the arguments is on another line.
        let is_whole = !self.text(&(start..range.end)).ends_with(['[', '{', '(', ',', '=']);
        let inner = match self.text(&(start..range.end)).rfind(')') {
            Some(len) => start..start + len,
            None => {
                let help = if is_whole {
                    self.changed(range.end..range.end, ")")
                } else {
                    "write the whole URL on one line".to_owned()
                };
                self.guess(range, "unclosed parenthesis", help);
                start..range.end
            }
        };
        self.call(name, &self.url.arguments(inner));
    }

    /// `delta()`, `range(address='{a}')`, `members('id')`.
    fn call(&mut self, name: &str, arguments: &[url::Argument]) {
        let is_key = match arguments {
            [only] => only.name.is_empty() && is_key(self.text(&only.value)),
            _ => false,
        };
        let arguments = arguments.iter().map(|it| {
            let value = self.text(&it.value);
            let is_quoted = value.starts_with(['\'', '"', '\u{2018}', '\u{2019}']);
            Argument { name: self.text(&it.name).to_owned(), value: bare(value).to_owned(), is_quoted }
        });
        let arguments = arguments.collect();
        if is_key {
            self.segments.extend([Segment::Literal(name.to_owned()), Segment::Keys(arguments)]);
        } else {
            self.segments.push(Segment::Call(name.to_owned(), arguments));
        }
    }
}

/// Whether a segment is a name without brackets, separators and dots: most are.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
}

/// The position of `$ref`, `$value` or `$count` at the end of a segment that begins with something else.
fn system_segment(text: &str) -> Option<usize> {
    let at = text.rfind('$').filter(|it| *it > 0)?;
    matches!(&text[at..], "$ref" | "$value" | "$count").then_some(at)
}

/// The text in leading brackets, and the text after them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let pairs = [('{', '}'), ('<', '>'), ('(', ')')].into_iter();
    pairs.filter_map(|(open, close)| text.strip_prefix(open)?.split_once(close)).next()
}

/// Whether a value without a name is a key in single quotes. A value with an equals sign is read as an argument.
fn is_key(value: &str) -> bool {
    value.len() > 1 && value.starts_with('\'') && value.ends_with('\'') && !value.contains('=')
}

/// A value without quotes and brackets.
fn bare(value: &str) -> &str {
    first_alternative(value.trim().trim_matches(['\'', '"', '{', '}', '<', '>', '[', ']', '\u{2018}', '\u{2019}']))
}

/// `{id} | userPrincipalName` → `{id | userPrincipalName}`.
fn alternatives(text: &str) -> String {
    let names =
        text.split('|').map(|it| it.trim().trim_matches(['{', '}', '<', '>', '(', ')'])).filter(|it| !it.is_empty());
    format!("{{{}}}", names.collect::<Vec<_>>().join(" | "))
}

/// `id | userPrincipalName` → `id`.
fn first_alternative(name: &str) -> &str {
    name.split('|').next().unwrap_or_default().trim().trim_matches(['{', '}', '<', '>'])
}

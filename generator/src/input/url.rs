//! Splits URLs into parts: of request lines, with placeholders, and of examples, with values.
//!
//! Only syntax is read here. The meaning of a part depends on the caller: `{id}` is a placeholder in a request line, but a
//! key in an example.

pub(crate) mod template;
#[cfg(test)]
mod tests;

use memchr::memchr;
use std::ops::Range;

/// A URL without host and version. Ranges are offsets in the text.
#[derive(Clone, Debug)]
pub(crate) struct Url<'a> {
    pub(crate) text: &'a str,
    pub(crate) parts: Vec<Part>,
    /// The name and the value of each query option.
    pub(crate) query: Vec<(Range<usize>, Range<usize>)>,
}

/// A part of a path, between two slashes.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) kind: PartKind,
    /// Trimmed.
    pub(crate) range: Range<usize>,
}

/// The kind of a part of a path.
#[derive(Clone, Debug)]
pub(crate) enum PartKind {
    /// A name, a key, a placeholder. Never empty.
    Text,
    /// `name(arguments)`: a function, or a key in parentheses.
    Call(Range<usize>, Vec<Argument>),
    /// `:/Documents/plan.docx:`: names of folders and files, with slashes between them.
    ByPath {
        /// The text between the colons, without the first slash.
        path: Range<usize>,
        /// Whether there is a second colon: without it, the path ends with the URL.
        is_closed: bool,
    },
}

/// An argument of a function.
#[derive(Clone, Debug)]
pub(crate) struct Argument {
    /// Empty if there is only a value.
    pub(crate) name: Range<usize>,
    pub(crate) value: Range<usize>,
}

impl Part {
    /// Its name: the whole part, without arguments.
    pub(crate) fn name(&self) -> Range<usize> {
        match &self.kind {
            PartKind::Call(name, _) => name.clone(),
            PartKind::Text | PartKind::ByPath { .. } => self.range.clone(),
        }
    }
}

impl<'a> Url<'a> {
    /// Splits a URL, absolute or relative.
    pub(crate) fn read(text: &'a str) -> Url<'a> {
        let start = text.len() - without_host(text).len();
        let path_end = find(text, start, b'?').min(text.len());
        let mut res = Url { text, parts: Vec::new(), query: Vec::new() };
        res.parts = res.parts_of(start..path_end);
        res.query = res.query_from(path_end + 1);
        res
    }

    /// The parts of a path.
    pub(crate) fn parts_of(&self, path: Range<usize>) -> Vec<Part> {
        let all = self.divided(path, b'/');
        let mut res = Vec::with_capacity(all.len());
        let ends_in_colon = |it: &Range<usize>| self.text[it.clone()].ends_with(':');
        let mut rest = &all[..];
        while let Some((first, others)) = rest.split_first() {
            rest = others;
            if !ends_in_colon(first) {
                res.push(self.part(first.clone()));
                continue;
            }
            let colon = first.end - 1..first.end;
            if first.start < colon.start {
                res.push(self.part(first.start..colon.start));
            }
            let closing = rest.iter().position(ends_in_colon);
            let (inside, behind) = rest.split_at(closing.map_or(rest.len(), |it| it + 1));
            res.push(by_path(colon, inside, closing.is_some()));
            rest = behind;
        }
        res
    }

    /// The arguments between commas: `name=value`, or only a value.
    pub(crate) fn arguments(&self, inner: Range<usize>) -> Vec<Argument> {
        let arguments = self.divided(inner, b',').into_iter().map(|range| {
            let name = self.text[range.clone()].split_once('=').map(|(name, _)| name).filter(|it| is_name(it.trim()));
            match name.map(|it| range.start + it.len()) {
                Some(end) => Argument { name: self.trimmed(range.start..end), value: self.trimmed(end + 1..range.end) },
                None => Argument { name: range.start..range.start, value: range },
            }
        });
        arguments.collect()
    }

    fn part(&self, range: Range<usize>) -> Part {
        let text = &self.text[range.clone()];
        let call = text.strip_suffix(')').and_then(|it| it.split_once('(')).filter(|(name, _)| is_name(name));
        let kind = call.map_or(PartKind::Text, |(name, _)| {
            let name = range.start..range.start + name.len();
            let inner = name.end + 1..range.end - 1;
            PartKind::Call(name, self.arguments(inner))
        });
        Part { kind, range }
    }

    fn query_from(&self, start: usize) -> Vec<(Range<usize>, Range<usize>)> {
        let Some(query) = self.text.get(start..) else { return Vec::new() };
        let mut res = Vec::new();
        let mut at = start;
        for option in query.split('&') {
            let range = self.trimmed(at..at + option.len());
            at += option.len() + 1;
            let text = &self.text[range.clone()];
            // Pages also write `requiresReview:{Boolean}`.
            let separator = text.find('=').or_else(|| text.find(':'));
            let name = range.start..range.start + separator.unwrap_or(text.len());
            let value = self.trimmed((name.end + 1).min(range.end)..range.end);
            if !range.is_empty() {
                res.push((self.trimmed(name), value));
            }
        }
        res
    }

    /// The trimmed, non-empty texts between separators outside of quotes and brackets.
    fn divided(&self, range: Range<usize>, separator: u8) -> Vec<Range<usize>> {
        let mut res = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let end = find(self.text, at, separator).min(range.end);
            res.push(self.trimmed(at..end));
            at = end + 1;
        }
        res.retain(|it| !it.is_empty());
        res
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text[range.clone()].trim_start();
        let start = range.end - text.len();
        start..start + text.trim_end().len()
    }
}

/// The path and query of a URL, after host and version.
pub(crate) fn without_host(url: &str) -> &str {
    let path = after_host(url);
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    if is_version(first) || first == "{version}" { rest } else { path }
}

/// The version at the start of a URL, if any.
pub(crate) fn version(url: &str) -> Option<&str> {
    after_host(url).split('/').next().filter(|it| is_version(it))
}

/// Whether a URL can belong to an API with versions: it is relative, or has a version.
pub(crate) fn is_of_api(url: &str) -> bool {
    url.starts_with('/') || url.split('/').any(is_version)
}

/// Whether a segment is a version of an API: `v1.0`, `beta`. A segment without a dot (`v2`) may also be a name.
pub(crate) fn is_version(segment: &str) -> bool {
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let numbers = segment.strip_prefix(['v', 'V']).and_then(|it| it.split_once('.'));
    segment.eq_ignore_ascii_case("beta") || numbers.is_some_and(|(a, b)| is_number(a) && is_number(b))
}

fn after_host(url: &str) -> &str {
    let is_scheme = |it: &str| url.get(..it.len()).is_some_and(|head| head.eq_ignore_ascii_case(it));
    let path = ["https://", "http://"].into_iter().find(|it| is_scheme(it)).map_or(url, |it| {
        let rest = &url[it.len()..];
        rest.find('/').map_or("", |at| &rest[at..])
    });
    // `~` is the service root in the examples of OData.
    path.strip_prefix('~').unwrap_or(path).trim_start_matches('/')
}

/// A path between two colons, or after one.
fn by_path(colon: Range<usize>, inside: &[Range<usize>], is_closed: bool) -> Part {
    let start = inside.first().map_or(colon.end, |it| it.start);
    let end = inside.last().map_or(colon.end, |it| it.end);
    let path = start..end - usize::from(is_closed);
    Part { kind: PartKind::ByPath { path, is_closed }, range: colon.start..end }
}

/// The position of the next `what` outside of quotes and brackets, else the end. Unclosed brackets are ignored.
fn find(text: &str, start: usize, what: u8) -> usize {
    // Most URLs have no query, and each has a last part.
    let Some(first) = memchr(what, &text.as_bytes()[start..]) else { return text.len() };
    let (mut depth, mut quoted) = (0_usize, false);
    // All delimiters are ASCII: no byte of another character equals one of them.
    for (idx, it) in text.as_bytes()[start..].iter().enumerate() {
        match it {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'\'' if depth > 0 || what == b',' => quoted = !quoted,
            _ if quoted => {}
            b'(' | b'{' | b'<' => depth += 1,
            b')' | b'}' | b'>' => depth = depth.saturating_sub(1),
            // A list can be the value of an argument.
            b'[' if depth > 0 || what == b',' => depth += 1,
            b']' if depth > 0 => depth -= 1,
            _ if *it == what && depth == 0 => return start + idx,
            _ => {}
        }
    }
    if depth > 0 || quoted { start + first } else { text.len() }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-' | '$'))
}

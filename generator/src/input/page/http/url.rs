//! URLs with placeholders, in all the ways that pages write them.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::http::{Argument, Segment, UrlTemplate};
use crate::source::{SourceMap, Span};

/// A URL being read.
pub(super) struct Reader<'a> {
    text: &'a str,
    span: Span,
    guesses: Vec<(std::ops::Range<usize>, &'static str)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sources: &'a SourceMap, span: Span) -> Reader<'a> {
        Reader { text: &sources[span], span, guesses: Vec::new() }
    }

    pub(super) fn read(mut self, diagnostics: &mut Diagnostics) -> UrlTemplate {
        let start = self.text.len() - without_host(self.text).len();
        let path_end = self.find(start, '?').unwrap_or(self.text.len());
        let mut segments = Vec::new();
        let mut at = start;
        while at < path_end {
            let end = self.find(at, '/').filter(|it| *it < path_end).unwrap_or(path_end);
            self.part(at, end, &mut segments);
            at = end + 1;
        }
        let query = self.text.get(path_end + 1..).map_or_else(Vec::new, |it| self.query(it));
        for (range, what) in &self.guesses {
            diagnostics.report(
                Diagnostic::new(Code::UrlShape, self.span.part(range.clone()), *what)
                    .note("it is guessed what is meant"),
            );
        }
        UrlTemplate { segments, query }
    }

    /// The next `what` from `start` on that stands in no brackets and quotes.
    fn find(&self, start: usize, what: char) -> Option<usize> {
        let mut depth = 0usize;
        let mut quoted = false;
        for (idx, it) in self.text[start..].char_indices() {
            match it {
                '\'' if depth > 0 => quoted = !quoted,
                '{' | '<' | '(' => depth += 1,
                '}' | '>' | ')' => depth = depth.saturating_sub(1),
                _ if it == what && depth == 0 && !quoted => return Some(start + idx),
                _ => {}
            }
        }
        // An unbalanced bracket: without regard to brackets.
        if depth > 0 { self.text[start..].find(what).map(|it| start + it) } else { None }
    }

    /// One part of a path, between two slashes.
    fn part(&mut self, start: usize, end: usize, segments: &mut Vec<Segment>) {
        let raw = &self.text[start..end];
        let text = raw.trim();
        if text.is_empty() {
            return;
        }
        let range = start..end;
        if text == "..." || text == "\u{2026}" {
            segments.push(Segment::Ellipsis);
        } else if let Some(path) =
            text.strip_prefix('{').filter(|_| self.opens_path(segments)).and_then(|it| it.split('}').next())
        {
            self.path(path, segments);
        } else if let Some(head) = text.strip_suffix(':') {
            self.before_path(head, range, segments);
        } else if text.starts_with('|') || text.contains(" | ") && !text.starts_with(['{', '<']) {
            // `{user-id} | user-principal-name/chats`: an alternative outside of the brackets.
            self.guesses.push((range, "an alternative stands outside of the brackets"));
            segments.push(Segment::Placeholder(text.split('|').next().unwrap_or_default().trim().to_owned()));
        } else {
            self.segment(text, range, segments);
        }
    }

    /// Whether the segment before ended in a colon: what comes is a path.
    fn opens_path(&self, segments: &[Segment]) -> bool {
        matches!(segments.last(), Some(Segment::ByPath(name)) if name.is_empty())
    }

    fn path(&self, name: &str, segments: &mut Vec<Segment>) {
        segments.pop();
        segments.push(Segment::ByPath(first_alternative(name).to_owned()));
    }

    /// A part that ends in a colon: `root:`, `{item-id}:`, or the end of a path (`{item-path}:`).
    fn before_path(&mut self, head: &str, range: std::ops::Range<usize>, segments: &mut Vec<Segment>) {
        if self.opens_path(segments) {
            let name = head.trim_matches(['{', '}']).to_owned();
            self.path(&name, segments);
            return;
        }
        if matches!(segments.last(), Some(Segment::ByPath(_))) {
            // A path written in several parts: `:/Documents/{file}:`.
            return;
        }
        if !head.is_empty() {
            self.segment(head, range, segments);
        }
        segments.push(Segment::ByPath(String::new()));
    }

    fn segment(&mut self, text: &str, range: std::ops::Range<usize>, segments: &mut Vec<Segment>) {
        if self.opens_path(segments) {
            // A literal path, as examples have it.
            self.path(text, segments);
            return;
        }
        let bracketed = [('{', '}'), ('<', '>'), ('(', ')')].into_iter().find_map(|(open, close)| {
            let inner = text.strip_prefix(open)?;
            let at = inner.find(close)?;
            Some((&inner[..at], &inner[at + close.len_utf8()..]))
        });
        if let Some((name, rest)) = bracketed {
            let rest = rest.trim();
            if !rest.is_empty() {
                self.guesses.push((range, "text after a placeholder"));
            }
            segments.push(Segment::Placeholder(first_alternative(name).to_owned()));
            return;
        }
        if text.starts_with('{') {
            self.guesses.push((range, "a bracket is not closed"));
            segments.push(Segment::Placeholder(text.trim_start_matches('{').to_owned()));
            return;
        }
        let Some((name, arguments)) = text.split_once('(') else {
            segments.push(literal(text));
            return;
        };
        let inner = match arguments.rsplit_once(')') {
            Some((inner, _)) => inner,
            None => {
                self.guesses.push((range, "a parenthesis is not closed"));
                arguments
            }
        };
        call(name, inner.trim_end_matches(')'), segments);
    }

    fn query(&mut self, text: &str) -> Vec<(String, String)> {
        let mut res = Vec::new();
        for part in text.split('&').filter(|it| !it.trim().is_empty()) {
            let (name, value) = part.split_once('=').or_else(|| part.split_once(':')).unwrap_or((part, ""));
            res.push((name.trim().to_owned(), value.trim().to_owned()));
        }
        res
    }
}

/// `delta()`, `range(address='{a}')`, `members('id')`.
fn call(name: &str, inner: &str, segments: &mut Vec<Segment>) {
    let is_key = |it: &str| it.starts_with('\'') && it.ends_with('\'') && it.len() > 1 && !it.contains('=');
    if is_key(inner.trim()) {
        segments.push(literal(name));
        segments.push(Segment::Key(bare(inner).to_owned()));
        return;
    }
    let arguments = split_arguments(inner).into_iter().map(|it| {
        let (name, value) = it.split_once('=').unwrap_or(("", it));
        let value = value.trim();
        let is_quoted = value.starts_with(['\'', '"', '\u{2018}', '\u{2019}']);
        Argument { name: name.trim().to_owned(), value: bare(value).to_owned(), is_quoted }
    });
    segments.push(Segment::Call(name.to_owned(), arguments.collect()));
}

/// Arguments are divided by commas outside of quotes and brackets.
fn split_arguments(inner: &str) -> Vec<&str> {
    let mut res = Vec::new();
    let (mut start, mut depth, mut quoted) = (0, 0usize, false);
    for (idx, it) in inner.char_indices() {
        match it {
            '\'' => quoted = !quoted,
            '{' | '<' | '(' => depth += 1,
            '}' | '>' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && !quoted => {
                res.push(inner[start..idx].trim());
                start = idx + 1;
            }
            _ => {}
        }
    }
    res.push(inner[start..].trim());
    res.retain(|it| !it.is_empty());
    res
}

/// A value without quotes and brackets.
fn bare(value: &str) -> &str {
    first_alternative(value.trim().trim_matches(['\'', '"', '{', '}', '<', '>', '[', ']', '\u{2018}', '\u{2019}']))
}

/// `id | userPrincipalName` → `id`.
fn first_alternative(name: &str) -> &str {
    name.split('|').next().unwrap_or_default().trim().trim_matches(['{', '}', '<', '>'])
}

fn literal(text: &str) -> Segment {
    let is_qualified = text.contains('.') && text.starts_with(|it: char| it.is_ascii_alphabetic());
    let is_name = text.chars().all(|it| it.is_alphanumeric() || matches!(it, '.' | '_'));
    // `FileB.txt` is a name with a dot, but no namespace.
    if is_qualified && is_name && (text.starts_with("microsoft.") || text.starts_with("graph.")) {
        Segment::Qualified(text.to_owned())
    } else {
        Segment::Literal(text.to_owned())
    }
}

/// The path and query of a URL: what follows host and version.
pub(crate) fn without_host(url: &str) -> &str {
    let is_scheme = |it: &str| url.get(..it.len()).is_some_and(|head| head.eq_ignore_ascii_case(it));
    let path = ["https://", "http://"].into_iter().find(|it| is_scheme(it)).map_or(url, |it| {
        let rest = &url[it.len()..];
        rest.find('/').map_or("", |at| &rest[at..])
    });
    // `~` is the service root in OData's own examples.
    let path = path.strip_prefix('~').unwrap_or(path).trim_start_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let is_version = first.eq_ignore_ascii_case("beta") || first.eq_ignore_ascii_case("v1.0") || first == "{version}";
    if is_version { rest } else { path }
}

//! URLs with values, in parts.

use crate::input::page::http;
use crate::source::{Span, Spanned};
use std::ops::Range;

/// A URL of an example.
pub(super) struct Url {
    /// What stands between the slashes.
    pub(super) pieces: Vec<Piece>,
    /// Query options, percent-decoded.
    pub(super) query: Vec<(Spanned<String>, Spanned<String>)>,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    pub(super) span: Span,
}

/// What a part of a path is, percent-decoded.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PieceKind {
    /// A name, or a key.
    Text(String),
    /// `name(arguments)`: a function, or a key in parentheses. The name of an argument is empty where there is none.
    Call(String, Vec<(String, Spanned<String>)>),
    /// `:/Documents/plan.docx:`: names of folders and files, with slashes between them.
    ByPath(String),
}

/// Divides a URL. Host and version are left out.
pub(super) fn read(url: &Spanned<String>) -> Url {
    Reader { text: &url.value, span: url.span }.read()
}

struct Reader<'a> {
    text: &'a str,
    span: Span,
}

impl Reader<'_> {
    fn read(&self) -> Url {
        let start = self.text.len() - http::without_host(self.text).len();
        let path_end = find(self.text, start, '?');
        let mut pieces = Vec::new();
        let mut by_path: Option<(Range<usize>, String)> = None;
        let mut at = start;
        while at < path_end {
            let end = find(self.text, at, '/').min(path_end);
            let range = self.trimmed(at..end);
            at = end + 1;
            let raw = &self.text[range.clone()];
            if raw.is_empty() {
                continue;
            }
            match (&mut by_path, raw.strip_suffix(':')) {
                (Some((whole, path)), head) => {
                    whole.end = range.end;
                    path.push_str(if path.is_empty() { "" } else { "/" });
                    path.push_str(&decoded(head.unwrap_or(raw)));
                    if head.is_some() {
                        pieces.extend(by_path.take().map(|(range, path)| self.piece(range, PieceKind::ByPath(path))));
                    }
                }
                (None, Some(head)) => {
                    pieces.extend((!head.is_empty()).then(|| self.segment(range.start..range.end - 1)));
                    by_path = Some((range.end - 1..range.end, String::new()));
                }
                (None, None) => pieces.push(self.segment(range)),
            }
        }
        pieces.extend(by_path.map(|(range, path)| self.piece(range, PieceKind::ByPath(path))));
        let query = if path_end < self.text.len() { self.query(path_end + 1) } else { Vec::new() };
        Url { pieces, query }
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        start..start + text.trim().len()
    }

    fn piece(&self, range: Range<usize>, kind: PieceKind) -> Piece {
        Piece { kind, span: self.span.part(range) }
    }

    fn segment(&self, range: Range<usize>) -> Piece {
        let text = &self.text[range.clone()];
        let call = text.strip_suffix(')').and_then(|it| it.split_once('(')).filter(|(name, _)| is_name(name));
        let kind = match call {
            Some((name, _)) => {
                let inner = range.start + name.len() + 1..range.end - 1;
                PieceKind::Call(decoded(name), self.arguments(inner))
            }
            None => PieceKind::Text(decoded(text)),
        };
        self.piece(range, kind)
    }

    /// Arguments are divided by commas outside of quotes and brackets.
    fn arguments(&self, inner: Range<usize>) -> Vec<(String, Spanned<String>)> {
        let mut res = Vec::new();
        let mut at = inner.start;
        while at < inner.end {
            let end = find(self.text, at, ',').min(inner.end);
            let range = self.trimmed(at..end);
            at = end + 1;
            let text = &self.text[range.clone()];
            let named = text.split_once('=').filter(|(name, _)| is_name(name.trim()));
            let (name, start) = named.map_or(("", range.start), |(name, _)| (name, range.start + name.len() + 1));
            let value = self.trimmed(start..range.end);
            if !range.is_empty() {
                let text = decoded(&self.text[value.clone()]);
                res.push((name.trim().to_owned(), Spanned::new(text, self.span.part(value))));
            }
        }
        res
    }

    fn query(&self, start: usize) -> Vec<(Spanned<String>, Spanned<String>)> {
        let mut res = Vec::new();
        let mut at = start;
        for option in self.text[start..].split('&') {
            let range = self.trimmed(at..at + option.len());
            at += option.len() + 1;
            let text = &self.text[range.clone()];
            let (name, _) = text.split_once('=').unwrap_or((text, ""));
            let name_range = range.start..range.start + name.len();
            let value = self.trimmed((name_range.end + 1).min(range.end)..range.end);
            if !name.is_empty() {
                let spanned = |it: Range<usize>, text: String| Spanned::new(text, self.span.part(it));
                let text = decoded(&with_blanks(&self.text[value.clone()]));
                res.push((spanned(name_range, decoded(name.trim())), spanned(value, text)));
            }
        }
        res
    }
}

/// Where the next `what` stands outside of quotes and brackets, else the end. Brackets that are not closed do not count.
fn find(text: &str, start: usize, what: char) -> usize {
    let (mut depth, mut quoted) = (0_usize, false);
    for (idx, it) in text[start..].char_indices() {
        match it {
            '\'' if depth > 0 || what == ',' => quoted = !quoted,
            _ if quoted => {}
            '(' | '{' | '<' | '[' => depth += 1,
            ')' | '}' | '>' | ']' => depth = depth.saturating_sub(1),
            _ if it == what && depth == 0 => return start + idx,
            _ => {}
        }
    }
    let found = (depth > 0 || quoted).then(|| text[start..].find(what)).flatten();
    found.map_or(text.len(), |it| start + it)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-' | '$'))
}

/// A plus sign in a query stands for a blank, but for those of times (`10:00+02:00`) and telephone numbers.
fn with_blanks(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for it in text.split_inclusive('+') {
        let rest = &text[res.len() + it.len()..];
        let (before, has_plus) = it.strip_suffix('+').map_or((it, false), |before| (before, true));
        let is_sign = rest.starts_with(|it: char| it.is_ascii_digit()) && !before.ends_with(char::is_alphabetic);
        res.push_str(before);
        res.push_str(if !has_plus {
            ""
        } else if is_sign {
            "+"
        } else {
            " "
        });
    }
    res
}

/// Text without percent-encoding. What is not encoded properly stays.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, others)) = rest.split_first() {
        let hex = others.get(..2).filter(|_| first == b'%').and_then(|it| std::str::from_utf8(it).ok());
        match hex.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &others[2..];
            }
            None => {
                bytes.push(first);
                rest = others;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{PieceKind, decoded, read};
    use crate::source::{FileId, Span, Spanned};

    fn pieces(url: &str) -> Vec<String> {
        let url = Spanned::new(url.to_owned(), Span::new(FileId(0), 0..url.len()));
        let shown = read(&url).pieces.into_iter().map(|it| match it.kind {
            PieceKind::Text(text) => text,
            PieceKind::Call(name, arguments) => {
                let all: Vec<String> =
                    arguments.into_iter().map(|(name, value)| format!("{name}={}", value.value)).collect();
                format!("{name}({})", all.join(";"))
            }
            PieceKind::ByPath(path) => format!(":{path}:"),
        });
        shown.collect()
    }

    #[test]
    fn paths() {
        assert_eq!(pieces("https://graph.microsoft.com/v1.0/users/a%20b/messages"), ["users", "a b", "messages"]);
        assert_eq!(pieces("/users('a/b')/delta()?$top=1"), ["users(='a/b')", "delta()"]);
        assert_eq!(pieces("/x(a='1,2',b={c,d})"), ["x(a='1,2';b={c,d})"]);
        assert_eq!(pieces("/drive/root:/A/b.txt:/content"), ["drive", "root", ":A/b.txt:", "content"]);
        assert_eq!(pieces("/drive/items/{id}:/{name}"), ["drive", "items", "{id}", ":{name}:"]);
        assert_eq!(pieces("/chats/19:a@b/members"), ["chats", "19:a@b", "members"]);
    }

    #[test]
    fn queries() {
        let text = "/users?$filter=a+eq+1%20or+b eq 'b%2Bc'&$top=5&x=2020-01-01T00:00:00+02:00&";
        let url = Spanned::new(text.to_owned(), Span::new(FileId(0), 0..text.len()));
        let shown: Vec<String> = read(&url).query.iter().map(|(a, b)| format!("{}={}", a.value, b.value)).collect();
        assert_eq!(shown, ["$filter=a eq 1 or b eq 'b+c'", "$top=5", "x=2020-01-01T00:00:00+02:00"]);
    }

    #[test]
    fn what_is_not_encoded_stays() {
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%C3%A9%zz"), "é%zz");
    }
}

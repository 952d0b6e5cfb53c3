//! URLs with values, in parts.

use crate::input::url::{self as syntax, PartKind};
use crate::source::{Span, Spanned};
use std::ops::Range;

/// A URL of an example.
pub(super) struct Url {
    /// The parts between slashes.
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

/// The kind of a part of a path, percent-decoded.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PieceKind {
    /// A name, or a key.
    Text(String),
    /// `name(arguments)`: a function, or a key in parentheses. The name of an argument may be empty.
    Call(String, Vec<(String, Spanned<String>)>),
    /// `:/Documents/plan.docx:`: names of folders and files, with slashes between them.
    ByPath(String),
}

/// Splits a URL, without host and version.
pub(super) fn read(url: &Spanned<String>) -> Url {
    let parts = syntax::Url::read(&url.value);
    let at = |range: &Range<usize>| url.span.part(range.clone());
    let raw = |range: &Range<usize>| &url.value[range.clone()];
    let argument = |it: &syntax::Argument| {
        let value = Spanned::new(decoded(raw(&it.value)), at(&it.value));
        (raw(&it.name).to_owned(), value)
    };
    let pieces = parts.parts.iter().map(|it| {
        let kind = match &it.kind {
            PartKind::Text => PieceKind::Text(decoded(raw(&it.range))),
            PartKind::Call(name, arguments) => {
                PieceKind::Call(decoded(raw(name)), arguments.iter().map(argument).collect())
            }
            PartKind::ByPath { path, .. } => PieceKind::ByPath(decoded(raw(path))),
        };
        Piece { kind, span: at(&it.range) }
    });
    let options = parts.query.iter().filter(|(name, _)| !name.is_empty());
    let query = options.map(|(name, value)| {
        let text = decoded(&with_blanks(raw(value)));
        (Spanned::new(decoded(raw(name)), at(name)), Spanned::new(text, at(value)))
    });
    Url { pieces: pieces.collect(), query: query.collect() }
}

/// A plus sign in a query is a space, except in times (`10:00+02:00`) and telephone numbers.
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

/// Decodes percent-encoding. Invalid sequences are kept.
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

//! Percent-encoding of parameters (RFC 3986, 2; RFC 6570, 3.2).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything except unreserved characters (RFC 3986, 2.3).
const ALL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Reserved characters that neither a path nor a query changes the meaning of.
const COMMON: &AsciiSet = &ALL
    .remove(b':')
    .remove(b'/')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// In a query, `&` would end the value, and forms read `+` as a space.
const OF_QUERY: &AsciiSet = &COMMON.remove(b'?');

/// In a path, `?` would end the path.
const OF_PATH: &AsciiSet = &COMMON.remove(b'&').remove(b'+');

/// What is encoded in names and values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    /// All characters that are not unreserved.
    All,
    /// Only what is not allowed in the value of a query parameter.
    OfQuery,
    /// Only what is not allowed in a path.
    OfPath,
    /// For headers.
    Nothing,
}

impl Encoding {
    pub(super) fn apply(self, text: &str) -> String {
        match self {
            Encoding::All => utf8_percent_encode(text, ALL).to_string(),
            Encoding::OfQuery => without_triplets(text, OF_QUERY),
            Encoding::OfPath => without_triplets(text, OF_PATH),
            Encoding::Nothing => text.to_owned(),
        }
    }
}

/// Encodes text except characters that are already encoded (RFC 6570, 3.2.3).
fn without_triplets(text: &str, set: &'static AsciiSet) -> String {
    let mut res = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('%') {
        res.extend(utf8_percent_encode(&rest[..start], set));
        let is_encoded =
            matches!(rest.as_bytes()[start + 1..], [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
        let end = if is_encoded { start + 3 } else { start + 1 };
        res.push_str(if is_encoded { &rest[start..end] } else { "%25" });
        rest = &rest[end..];
    }
    res.extend(utf8_percent_encode(rest, set));
    res
}

//! URLs in responses: resolved against their base, and encoded for HTTP.

use http::uri::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::borrow::Cow;

/// Characters that are not allowed in a path or a query (WHATWG URL, 1.3, and `|`). `%` is allowed: it starts an
/// encoded character.
const UNSAFE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'^').add(b'{').add(b'|').add(b'}');

/// Parses an absolute URL. An invalid host is always an error, because the token depends on it.
pub(crate) fn parse(url: &str) -> Option<Uri> {
    encoded(url).parse().ok()
}

/// Encodes the URL for HTTP: path and query are percent-encoded, surrounding spaces and the fragment are removed.
/// Scheme and host are not changed.
pub(crate) fn encoded(url: &str) -> Cow<'_, str> {
    let url = url.trim_matches(|it: char| it.is_ascii_control() || it == ' ');
    let url = url.split('#').next().unwrap_or_default();
    let (root, rest) = url.split_at(url.len() - after_authority(url).len());
    match utf8_percent_encode(rest, UNSAFE).into() {
        Cow::Borrowed(_) => Cow::Borrowed(url),
        Cow::Owned(rest) => Cow::Owned(format!("{root}{rest}")),
    }
}

/// Whether a URL has a scheme, in any case, and a host (RFC 3986, 4.3).
pub(crate) fn is_absolute(url: &str) -> bool {
    scheme(url).is_some()
}

fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.trim_start().split_once("://")?;
    let is_part = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'-' | b'.');
    let begins = scheme.starts_with(|it: char| it.is_ascii_alphabetic());
    (begins && scheme.bytes().all(is_part)).then_some(scheme)
}

/// Path and query.
pub(crate) fn after_authority(url: &str) -> &str {
    parts(url).map_or(url, |(_, rest)| rest)
}

/// The authority, if the URL is absolute.
pub(crate) fn authority(url: &str) -> Option<&str> {
    parts(url).map(|(authority, _)| authority)
}

fn parts(url: &str) -> Option<(&str, &str)> {
    let (_, rest) = scheme(url).and_then(|_| url.split_once("://"))?;
    Some(rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len())))
}

/// Resolves a reference in the response from the absolute URL `base` (RFC 3986, 5.2).
pub(crate) fn join(base: &str, reference: &str) -> String {
    let reference = reference.trim_matches(|it: char| it.is_ascii_control() || it == ' ');
    if is_absolute(reference) {
        return reference.to_owned();
    }
    let base = base.split('#').next().unwrap_or_default();
    if reference.starts_with("//") {
        let scheme = scheme(base).unwrap_or("https");
        return format!("{scheme}:{reference}");
    }
    let root = &base[..base.len() - after_authority(base).len()];
    let path = after_authority(base).split('?').next().unwrap_or_default();
    let end = reference.find(['?', '#']).unwrap_or(reference.len());
    let (to, query) = reference.split_at(end);
    let path = match to {
        "" if query.starts_with('?') => path.to_owned(),
        "" => return format!("{base}{query}"),
        to if to.starts_with('/') => without_dots(to),
        to => without_dots(&format!("{}/{to}", path.rsplit_once('/').map_or("", |(folder, _)| folder))),
    };
    format!("{root}{path}{query}")
}

/// Removes `.` and `..` from a path (RFC 3986, 5.2.4).
fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut rest = path.split('/').skip(1).peekable();
    while let Some(segment) = rest.next() {
        match segment {
            "." | ".." => {
                if segment == ".." {
                    segments.pop();
                }
                // A folder keeps its trailing slash.
                if rest.peek().is_none() {
                    segments.push("");
                }
            }
            segment => segments.push(segment),
        }
    }
    format!("/{}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{encoded, join};

    #[test]
    fn references_are_resolved_as_the_rfc_shows() {
        // RFC 3986, 5.4, without URLs that have a scheme and no host.
        for (reference, url) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("HTTPS://g", "HTTPS://g"),
        ] {
            assert_eq!(join("http://a/b/c/d;p?q", reference), url, "{reference}");
        }
        assert_eq!(join("http://a", "g"), "http://a/g");
        assert_eq!(join("http://a?q", "?y"), "http://a?y");
    }

    #[test]
    fn only_path_and_query_are_encoded() {
        for (url, expected) in [
            ("https://a/b%20c?d=%zz", "https://a/b%20c?d=%zz"),
            ("https://a/b c?d=\"e|ü\"#f", "https://a/b%20c?d=%22e%7C%C3%BC%22"),
            ("https://a b/c", "https://a b/c"),
            ("https://ü?ü", "https://ü?%C3%BC"),
            ("b c", "b%20c"),
        ] {
            assert_eq!(encoded(url), expected);
        }
    }
}

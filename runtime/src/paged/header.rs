//! The header `Link` (RFC 8288, 3).

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with the relation `next`.
pub(super) fn next_link(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).iter().filter_map(|it| it.to_str().ok()).find_map(next_in)
}

fn next_in(mut value: &str) -> Option<String> {
    while let Some((_, rest)) = value.split_once('<') {
        let (target, rest) = rest.split_once('>')?;
        let (parameters, rest) = rest.split_at(end(rest, b','));
        value = rest;
        if is_next(parameters) {
            return Some(target.trim().to_owned());
        }
    }
    None
}

/// The offset of the first separator that is not in quotes.
fn end(text: &str, separator: u8) -> usize {
    let mut is_quoted = false;
    let mut is_escaped = false;
    let offset = text.bytes().position(|it| {
        match it {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            _ => {}
        }
        it == separator && !is_quoted
    });
    offset.unwrap_or(text.len())
}

/// Whether the first `rel` has the relation.
fn is_next(mut parameters: &str) -> bool {
    while !parameters.is_empty() {
        let (parameter, rest) = parameters.split_at(end(parameters, b';'));
        parameters = rest.strip_prefix(';').unwrap_or_default();
        let Some((name, value)) = parameter.split_once('=') else { continue };
        if name.trim().eq_ignore_ascii_case("rel") {
            let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
            return relations.any(|it| it.eq_ignore_ascii_case("next"));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::next_link;
    use http::{HeaderMap, HeaderValue};

    fn next(values: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for it in values {
            headers.append("link", HeaderValue::from_static(it));
        }
        next_link(&headers)
    }

    #[test]
    fn the_link_is_found_among_others() {
        for values in [
            &["<https://a/?page=1,2>; rel=\"prev\", <https://a/?page=3;x>; rel=\"next\""][..],
            &["<https://a/?page=3;x>;rel=next"],
            &["<b>; rel=last", "< https://a/?page=3;x >; title=\"a, <b>; rel=x\"; REL=\"index Next\""],
            &["<c>; title=\"\\\", rel=next\", <https://a/?page=3;x>; rel=\"next\"; rel=\"prev\""],
        ] {
            assert_eq!(next(values).as_deref(), Some("https://a/?page=3;x"), "{values:?}");
        }
        for values in
            [&["<a>; rel=prev"][..], &["<a; rel=next"], &["a; rel=next"], &[""], &[], &["<a>; rel=prev; rel=next"]]
        {
            assert_eq!(next(values), None, "{values:?}");
        }
    }
}

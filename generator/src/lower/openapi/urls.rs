//! URL templates of paths.

use crate::model::Piece;
use crate::model::http::{Segment, UrlTemplate};

/// The parts of a URL template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Url {
    /// The segments of the path.
    pub(super) segments: Vec<Vec<Piece>>,
    /// The query: names and values.
    pub(super) query: Vec<(String, String)>,
    /// The fragment.
    pub(super) fragment: Option<String>,
}

/// The parts of a URL template: `/a/{b}.json?c=d#e`. A slash at the end belongs to the last segment.
pub(super) fn url(template: &str) -> Url {
    let (rest, fragment) = template.split_once('#').map_or((template, None), |(rest, it)| (rest, Some(it.to_owned())));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut segments: Vec<Vec<Piece>> = Vec::new();
    for segment in path.trim_start_matches('/').split('/') {
        match segments.last_mut().filter(|_| segment.is_empty()) {
            Some(last) => push_text(last, "/"),
            None if segment.is_empty() => {}
            None => segments.push(pieces(segment)),
        }
    }
    let pair =
        |it: &str| it.split_once('=').map_or((it.to_owned(), String::new()), |(a, b)| (a.to_owned(), b.to_owned()));
    let query = query.split('&').filter(|it| !it.is_empty()).map(pair).collect();
    Url { segments, query, fragment }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(last)) => last.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// The literals and variables of a segment. A brace without its counterpart is a literal.
fn pieces(segment: &str) -> Vec<Piece> {
    let (mut res, mut rest) = (Vec::new(), segment);
    while let Some(start) = rest.find('{') {
        let Some(len) = rest[start..].find('}') else { break };
        if start > 0 {
            push_text(&mut res, &rest[..start]);
        }
        res.push(Piece::Value(variable(&rest[start + 1..start + len]).to_owned()));
        rest = &rest[start + len + 1..];
    }
    if !rest.is_empty() {
        push_text(&mut res, rest);
    }
    res
}

/// A variable without the operators of RFC 6570.
fn variable(text: &str) -> &str {
    text.trim_start_matches(['+', '#', '.', '/', ';', '?', '&']).trim_end_matches('*')
}

impl Url {
    /// The template as it is shown.
    pub(super) fn template(&self) -> UrlTemplate {
        let segment = |it: &Vec<Piece>| Segment::from(&it[..]);
        UrlTemplate { segments: self.segments.iter().map(segment).collect(), query: self.query.clone() }
    }

    /// The literals in the path, as words of a name.
    pub(super) fn words(&self) -> Vec<&str> {
        let pieces = self.segments.iter().flatten();
        pieces
            .map(|it| match it {
                Piece::Text(it) | Piece::Value(it) => it.as_str(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::url;

    #[track_caller]
    fn check(template: &str, expected: &str) {
        let url = url(template);
        let shown = format!("{} {:?} {:?}", url.template(), url.query, url.fragment);
        assert_eq!(shown, expected);
    }

    #[test]
    fn segments_have_literals_and_variables() {
        check("/repos/{owner}/{repo}/compare/{base}...{head}", "/repos/{owner}/{repo}/compare/{base}...{head} [] None");
        check("/a/{id}:action", "/a/{id}:action [] None");
        check("/files/{+path*}", "/files/{path} [] None");
        check("/broken/{id", "/broken/{id [] None");
        check("/", " [] None");
    }

    #[test]
    fn slashes_at_the_end_queries_and_fragments_are_kept() {
        check("/a/", "/a/ [] None");
        check("/a/{b}/", "/a/{b}/ [] None");
        check("/a?x=1&y", r#"/a [("x", "1"), ("y", "")] None"#);
        check("/folders/{id}#shared", r#"/folders/{id} [] Some("shared")"#);
    }
}

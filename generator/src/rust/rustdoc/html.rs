//! Extracts the text of HTML in prose.

use std::borrow::Cow;

/// A piece of HTML.
pub(super) enum Piece<'a> {
    /// Text between tags.
    Text(Cow<'a, str>),
    /// A tag that ends a line.
    Break,
    /// Text that looks like a tag: `<token>`.
    Placeholder(&'a str),
}

/// Tags that are removed; their content is kept.
const DROPPED: [&str; 26] = [
    "a", "b", "i", "u", "em", "strong", "sup", "sub", "span", "div", "p", "ul", "ol", "table", "tr", "td", "th",
    "tbody", "thead", "code", "pre", "font", "center", "img", "section", "hr",
];

/// Parses HTML; comments are removed.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut res = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text(&mut res, &rest[..start]);
        rest = &rest[start..];
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |it| &rest[it + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..=end];
        rest = &rest[end + 1..];
        let name = tag.trim_matches(['<', '/', '>']).split([' ', '/', '\n']).next().unwrap_or_default().to_lowercase();
        match name.as_str() {
            "br" | "li" => res.push(Piece::Break),
            name if DROPPED.contains(&name) => {}
            _ => res.push(Piece::Placeholder(tag)),
        }
    }
    text(&mut res, rest);
    res
}

fn text<'a>(pieces: &mut Vec<Piece<'a>>, text: &'a str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(Cow::Borrowed(text)));
    }
}

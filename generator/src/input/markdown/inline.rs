//! Inline Markdown: text without markup, links.

mod simple;
mod target;

use crate::source::{SourceMap, Span, Spanned};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;
pub use target::target_of;

/// The text of `span` without markup: links are replaced by their text, `**`, `*`, ``
/// ` `` and `\` are removed, entities are decoded, `<br>` and line breaks are spaces, whitespace is collapsed and trimmed.
pub fn plain(sources: &SourceMap, span: Span) -> String {
    plain_text(&sources[span])
}

/// [`plain`] in lower case.
pub fn plain_lower(sources: &SourceMap, span: Span) -> String {
    lower(plain(sources, span))
}

/// A text in lower case, without a copy if it is ASCII.
pub fn lower(mut text: String) -> String {
    if !text.is_ascii() {
        return text.to_lowercase();
    }
    text.make_ascii_lowercase();
    text
}

/// Like [`plain`], for a separate text.
pub fn plain_text(text: &str) -> String {
    if !simple::has_folded_blanks(text) {
        // Most cells contain no markup.
        if !simple::has_marks(text) {
            return text.trim().to_owned();
        }
        if let Some(simple) = simple::read_unfolded(text) {
            return simple.text;
        }
    }
    let mut res = String::with_capacity(text.len());
    let mut link = unknown_link;
    Parser::new_with_broken_link_callback(text, Options::empty(), Some(&mut link)).for_each(|it| append(&mut res, &it));
    fold(&res)
}

/// Adds the text of an event.
fn append(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(it) | Event::Code(it) => text.push_str(it),
        Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => text.push(' '),
        Event::InlineHtml(_) | Event::Html(_) => text.push(' '),
        _ => {}
    }
}

/// Collapses and trims whitespace, and removes zero-width characters.
fn fold(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    let visible = text
        .split(|it: char| it.is_whitespace())
        .map(|it| it.trim_matches(['\u{200b}', '\u{feff}', '\u{200e}', '\u{200f}']));
    for word in visible.filter(|it| !it.is_empty()) {
        if !res.is_empty() {
            res.push(' ');
        }
        res.push_str(word);
    }
    res
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The link's text without markup; the span is that of the raw text between the brackets.
    pub text: Spanned<String>,
    /// The target; `None` for `[text][]` and `[text]`, whose definition may be elsewhere.
    pub target: Option<Spanned<String>>,
    /// The whole link.
    pub span: Span,
}

/// The links in `span`, in order, including those without a definition (`[user][]`). Brackets in code are ignored.
pub fn links(sources: &SourceMap, span: Span) -> Vec<Link> {
    if !sources[span].contains('[') {
        return Vec::new();
    }
    read(sources, span).1
}

/// [`plain`] and [`links`] at once.
pub fn plain_and_links(sources: &SourceMap, span: Span) -> (String, Vec<Link>) {
    if !sources[span].contains('[') {
        return (plain(sources, span), Vec::new());
    }
    read(sources, span)
}

/// The text and the links, if there is a bracket.
fn read(sources: &SourceMap, span: Span) -> (String, Vec<Link>) {
    let text = &sources[span];
    let Some(simple) = simple::read(text) else { return read_markdown(sources, span) };
    let links = simple.links.into_iter().map(|it| {
        let part = |range: Range<usize>| Spanned::new(text[range.clone()].to_owned(), span.part(range));
        Link { text: part(it.label), target: Some(part(it.target)), span: span.part(it.all) }
    });
    (simple.text, links.collect())
}

fn read_markdown(sources: &SourceMap, span: Span) -> (String, Vec<Link>) {
    let text = &sources[span];
    let (mut plain, mut links) = (String::with_capacity(text.len()), Vec::new());
    let mut callback = unknown_link;
    let mut open: Option<(Range<usize>, LinkType, String)> = None;
    let mut inner: Option<Range<usize>> = None;
    for (event, range) in
        Parser::new_with_broken_link_callback(text, Options::empty(), Some(&mut callback)).into_offset_iter()
    {
        append(&mut plain, &event);
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                open = Some((range, link_type, dest_url.to_string()));
                inner = None;
            }
            Event::End(TagEnd::Link) => {
                if let (Some((all, link_type, target)), Some(inner)) = (open.take(), inner.take()) {
                    links.push(link(span, text, all, link_type, target, inner));
                }
            }
            _ if open.is_some() => {
                inner = Some(inner.map_or(range.clone(), |it| it.start.min(range.start)..it.end.max(range.end)));
            }
            _ => {}
        }
    }
    (fold(&plain), links)
}

fn link(
    span: Span,
    text: &str,
    mut all: Range<usize>,
    link_type: LinkType,
    target: String,
    inner: Range<usize>,
) -> Link {
    // The range of a link without a definition excludes the `[]`.
    if text[all.end..].starts_with("[]") {
        all.end += 2;
    }
    let target = match link_type {
        LinkType::Inline => {
            let after = inner.end..all.end;
            let at = text[after.clone()]
                .find(&*target)
                .map_or(after.clone(), |at| after.start + at..after.start + at + target.len());
            Some(Spanned::new(target, span.part(at)))
        }
        LinkType::Autolink | LinkType::Email => Some(Spanned::new(target, span.part(inner.clone()))),
        _ => None,
    };
    Link { text: Spanned::new(plain_text(&text[inner.clone()]), span.part(inner)), target, span: span.part(all) }
}

/// Treats brackets without a definition as links.
fn unknown_link<'a>(_: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    Some((CowStr::Borrowed(""), CowStr::Borrowed("")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, FileKind, SourceFile};

    fn sources(text: &str) -> (SourceMap, Span) {
        let file = SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, text.to_owned());
        (SourceMap::new(vec![file]), Span::new(FileId(0), 0..text.len()))
    }

    #[test]
    fn text_has_no_markup() {
        for (text, expected) in [
            ("String", "String"),
            ("**id**", "id"),
            ("`endDate`", "endDate"),
            ("[user](user.md) collection", "user collection"),
            ("[user][]", "user"),
            ("&lt;token&gt;&nbsp;x", "<token> x"),
            ("a<br/>b  c", "a b c"),
            ("snake_case_name", "snake_case_name"),
        ] {
            assert_eq!(plain_text(text), expected, "{text}");
        }
    }

    #[test]
    fn links_have_places() {
        let (sources, span) = sources("a [**user**](../resources/user.md) or [group][] `[x]`");
        let links = links(&sources, span);
        let shown: Vec<_> =
            links.iter().map(|it| (&*it.text.value, it.target.as_ref().map(|it| &sources[it.span]))).collect();
        assert_eq!(shown, [("user", Some("../resources/user.md")), ("group", None)]);
        assert_eq!(&sources[links[1].span], "[group][]");
    }
}

//! The fast path and the parser give the same result.

use super::super::{Link, plain_text, read_markdown};
use super::read;
use crate::source::{FileId, FileKind, SourceFile, SourceMap, Span};

/// Pieces of texts: simple markup, similar text, and other markup.
const PIECES: &[&str] = &[
    "a",
    "b c",
    " ",
    "`",
    "``",
    "[",
    "]",
    "](",
    "(",
    ")",
    "!",
    "[a](b)",
    "[a b](c/d_e.md#f)",
    "`a_b`",
    "*",
    "**",
    "_",
    "\\",
    "&lt;",
    "&",
    "<br>",
    "<",
    "1",
    ".",
    "# ",
    "- ",
    "> ",
    ":",
    "\u{e9}",
    "\u{a0}",
    "~",
    "~~~",
    "=",
    "|",
    "\"",
    "'",
    "{x}",
    "[a]: b",
    "$count",
    "http://a.b",
    "<http://a.b>",
    "\n",
    "\t",
    "  ",
    "+ ",
    "a.",
    "1)",
    "---",
    "[^a]",
    "$",
    "#",
    "@",
];

#[test]
fn it_reads_what_the_parser_reads() {
    let mut state = 1_u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    let mut simple = 0;
    for _ in 0..200_000 {
        let count = 1 + below(7);
        let text: String = (0..count).map(|_| PIECES[below(PIECES.len())]).collect();
        simple += usize::from(compare(&text));
    }
    // Ensures that enough texts are compared.
    assert!(simple > 10_000, "{simple}");
}

#[test]
fn it_reads_what_pages_are_made_of() {
    for text in [
        "[user](user.md) collection",
        "The possible values are: `a`, `b_c`. See [more](../x/y.md#z).",
        "Inherited from [entity](../resources/entity.md)",
        "`true` if it is so; otherwise, `false`.",
    ] {
        assert!(compare(text), "{text}");
    }
}

/// Whether a text is simple. If so, compares the result with the parser.
fn compare(text: &str) -> bool {
    let Some(found) = read(text) else { return false };
    let file = SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, text.to_owned());
    let sources = SourceMap::new(vec![file]);
    let span = Span::new(FileId(0), 0..text.len());
    let (plain, links) = read_markdown(&sources, span);
    assert_eq!(found.text, plain, "{text:?}");
    let links = links.into_iter().map(|Link { text, target, span }| (text, target.expect("an inline link"), span));
    let links: Vec<_> = links.collect();
    let expected: Vec<_> = found.links.iter().map(|it| (it.label.clone(), it.target.clone(), it.all.clone())).collect();
    let ranges: Vec<_> =
        links.iter().map(|(text, target, all)| (text.span.range(), target.span.range(), all.range())).collect();
    assert_eq!(ranges, expected, "{text:?}");
    for (label, target, _) in links {
        assert_eq!(label.value, plain_text(&sources[label.span]), "{text:?}");
        assert_eq!(target.value, sources[target.span], "{text:?}");
    }
    true
}

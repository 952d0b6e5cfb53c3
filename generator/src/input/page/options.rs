//! Query options that prose names.

use crate::input::markdown::inline;
use crate::source::{FileId, SourceMap, Span, Spanned};

/// The options of OData and of delta queries, in lower case and as OData writes them.
const OPTIONS: [&str; 12] = [
    "$apply",
    "$count",
    "$deltatoken",
    "$expand",
    "$filter",
    "$format",
    "$orderby",
    "$search",
    "$select",
    "$skip",
    "$skiptoken",
    "$top",
];

/// What a sentence that names supported options contains.
const SUPPORTS: [&str; 7] = [
    "supports",
    "you can use",
    "can be used",
    "are supported",
    "is supported",
    "to customize the response",
    "for use with the",
];

/// What a sentence about exceptions and special cases contains.
const LIMITS: [&str; 12] = [
    " not ",
    "n't ",
    "without",
    "no support",
    "except",
    "other than",
    "the only supported",
    "is only supported",
    "limited",
    "when using",
    "when you",
    "if you",
];

/// The words `not` that deny no option.
const ALLOWED: [&str; 3] = ["not returned by default", "not expanded by default", "not include by default"];

/// Reads the paragraphs and lists of a section about query options. Each option is added once.
pub(super) fn options(sources: &SourceMap, blocks: &[Span], options: &mut Vec<Spanned<String>>) {
    let mut is_introduced = false;
    for block in blocks {
        let text = &sources[*block];
        let mut is_last_introduction = false;
        for sentence in sentences(text) {
            let lower = inline::plain_text(sentence).to_lowercase();
            let is_item = is_introduced && sentence.trim_start().starts_with(['-', '*', '+']);
            // Other sentences are not relevant.
            let is_stated = (sentence.contains('$') || lower.ends_with(':')) && states_support(&lower);
            if sentence.contains('$') && (is_stated || is_item && !is_limited(&lower)) {
                add(sources, block.file, sentence, options);
            }
            is_last_introduction = is_stated && lower.ends_with(':');
            is_introduced |= is_last_introduction;
        }
        is_introduced &= is_last_introduction || text.trim_start().starts_with(['-', '*', '+']);
    }
}

fn states_support(lower: &str) -> bool {
    SUPPORTS.iter().any(|it| lower.contains(it)) && !is_limited(lower)
}

fn is_limited(lower: &str) -> bool {
    let mut text = lower.to_owned();
    for allowed in ALLOWED {
        text = text.replace(allowed, "");
    }
    LIMITS.iter().any(|it| text.contains(it))
}

/// Sentences, and items of lists.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let starts_item = |line: &str| line.trim_start().starts_with(['-', '*', '+']);
    let mut rest = text;
    let items = std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let breaks = rest.match_indices('\n').map(|(at, _)| at + 1);
        let end = breaks.into_iter().find(|at| starts_item(&rest[*at..])).unwrap_or(rest.len());
        let item = &rest[..end];
        rest = &rest[end..];
        Some(item)
    });
    items.flat_map(|it| it.split(". ")).flat_map(|it| it.split(".\n"))
}

fn add(sources: &SourceMap, file: FileId, sentence: &str, options: &mut Vec<Spanned<String>>) {
    for (start, _) in sentence.match_indices('$') {
        let len = sentence[start + 1..].find(|it: char| !it.is_ascii_alphabetic());
        let word = &sentence[start..len.map_or(sentence.len(), |it| start + 1 + it)];
        let known = OPTIONS.iter().find(|it| it.eq_ignore_ascii_case(word));
        if let Some(name) = known
            && !options.iter().any(|it| it.value == *name)
        {
            options.push(Spanned::new((*name).to_owned(), sources.span_of(file, word)));
        }
    }
}

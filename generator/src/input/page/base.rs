//! Base types in sentences: *Inherits from [entity](…)*.

use crate::input::markdown::inline;
use crate::source::{SourceMap, Span, Spanned};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The words before the name of a base type.
const RELATIONS: [&str; 8] = [
    "inherits from",
    "inherited from",
    "will inherit from",
    "derived from",
    "derives from",
    "derivative of",
    "subtype of",
    "subclass of",
];

/// The words that may be between the relation and the name.
const FILLERS: [&str; 5] = ["the", "abstract", "base", "class", "type"];

/// The type of *Inherits from the base type [deviceConfiguration](…)*, *It is derived from microsoft.graph.policyBase*.
pub(super) fn base(sources: &SourceMap, paragraph: Span) -> Option<Spanned<String>> {
    let text = &sources[paragraph];
    let lower = text.to_ascii_lowercase();
    if !has_relation(&lower) {
        return None;
    }
    let ends = RELATIONS.iter().flat_map(|it| lower.match_indices(it).map(|(at, it)| at + it.len()));
    ends.filter_map(|end| name(sources, paragraph, after_fillers(text, end))).next()
}

/// Whether a description says that a type inherits from another one: *It inherits from the base policy type*.
pub(super) fn inherits(text: &str) -> bool {
    text.to_ascii_lowercase().contains(" inherits from ")
}

/// Whether a paragraph outside the description may name the base of a type: it names the type, or lists what it inherits.
pub(super) fn is_about(text: &str, name: &str) -> bool {
    let text = text.to_ascii_lowercase();
    if !has_relation(&text) {
        return false;
    }
    let mut words = text.split(|it: char| !it.is_alphanumeric());
    text.contains("this resource")
        || text.contains("properties are inherited from")
        || words.any(|it| is_same(it, name))
}

/// Whether two names are the same, without regard to case and namespaces.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    short(a).eq_ignore_ascii_case(short(b))
}

fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether a text in lower case may contain words of [`RELATIONS`]: most paragraphs contain none of these parts.
fn has_relation(lower: &str) -> bool {
    PARTS.iter().any(|it| it.find(lower.as_bytes()).is_some())
}

static PARTS: LazyLock<[Finder<'static>; 4]> =
    LazyLock::new(|| ["inherit", "deriv", "subtype of", "subclass of"].map(Finder::new));

/// The position of the next word that is not a filler.
fn after_fillers(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text[at..].trim_start();
        at = text.len() - rest.len();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        if !FILLERS.iter().any(|it| rest[..end].eq_ignore_ascii_case(it)) {
            return at;
        }
        at += end;
    }
}

/// The name at a position: a link, a word with marks, or a word that can only be a name.
fn name(sources: &SourceMap, paragraph: Span, at: usize) -> Option<Spanned<String>> {
    let rest = &sources[paragraph][at..];
    let inner = rest.trim_start_matches(['*', '`']);
    let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_');
    if inner.starts_with('[') {
        let start = paragraph.end - inner.len() as u32;
        let link = inline::links(sources, paragraph).into_iter().find(|it| it.span.start == start)?;
        return Some(link.text).filter(|it| !it.value.is_empty() && it.value.chars().all(is_part));
    }
    let word = inner[..inner.find(|it| !is_part(it)).unwrap_or(inner.len())].trim_end_matches('.');
    let is_marked = inner.len() < rest.len();
    let is_name = word.contains('.') || word.chars().skip(1).any(|it| it.is_ascii_uppercase());
    (!word.is_empty() && (is_marked || is_name))
        .then(|| Spanned::new(word.to_owned(), sources.span_of(paragraph.file, word)))
}

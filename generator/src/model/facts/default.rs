//! Default values.

/// A word that may be a default value.
pub(super) struct Found<'a> {
    /// The word.
    pub(super) value: &'a str,
    /// Whether it is marked as code, bold or quoted.
    pub(super) is_marked: bool,
}

const PHRASES: [&str; 8] = [
    "default value is ",
    "default is ",
    "default value: ",
    "default: ",
    "default = ",
    "defaults to ",
    "default value is: ",
    "default is set to ",
];

/// *The default value is `false`.* The value is one word, and ends its sentence or clause.
pub(super) fn default(marked: &str) -> Option<Found<'_>> {
    let lower = marked.to_ascii_lowercase();
    PHRASES.iter().find_map(|phrase| {
        let start = lower.find(phrase)?;
        let is_word = !lower[..start].ends_with(|it: char| it.is_alphanumeric());
        value(&marked[start + phrase.len()..]).filter(|_| is_word)
    })
}

fn value(text: &str) -> Option<Found<'_>> {
    let inner = text.trim_start_matches('`');
    let is_marked = inner.len() < text.len();
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '.' | '_' | '-');
    let len = inner.find(|it| !is_part(it)).unwrap_or(inner.len());
    let value = inner[..len].trim_end_matches('.');
    let rest = inner[value.len()..].trim_start_matches('`');
    let ends = rest.trim().is_empty()
        || rest.starts_with(['.', ',', ';', ')'])
        || rest.starts_with(" which ")
        || rest.starts_with(" (");
    (ends && !value.is_empty()).then_some(Found { value, is_marked })
}

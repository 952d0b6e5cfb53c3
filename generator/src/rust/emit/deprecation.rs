//! Finds the sentences about deprecation, for the note of an attribute.

use crate::model::{Deprecation, Docs};
use syn::{Attribute, parse_quote};

/// Words that indicate that a sentence describes a deprecation.
const SAID: [&str; 5] = ["deprecat", "instead", "replaced", "renamed", "removed"];

/// The attribute of a deprecated item.
pub(super) fn attribute(docs: &Docs) -> Option<Attribute> {
    let deprecation = docs.deprecated.as_ref()?;
    let sentences: Vec<String> = note(&deprecation.notice.text).into_iter().chain(dates(deprecation)).collect();
    Some(match sentences.join(" ") {
        note if note.is_empty() => parse_quote!(#[deprecated]),
        note => parse_quote!(#[deprecated(note = #note)]),
    })
}

/// The dates of a deprecation, as a sentence.
fn dates(deprecation: &Deprecation) -> Option<String> {
    match (&deprecation.since, &deprecation.removal) {
        (Some(since), Some(removal)) => Some(format!("Deprecated since {since}, with removal from {removal}.")),
        (Some(since), None) => Some(format!("Deprecated since {since}.")),
        (None, Some(removal)) => Some(format!("Deprecated, with removal from {removal}.")),
        (None, None) => None,
    }
}

/// The sentence that describes the deprecation, with the next one if it has at most two words. `None` if there is none.
fn note(text: &str) -> Option<String> {
    // The label of a note, `[!CAUTION]`, which has lost its brackets.
    let text = match text.trim().split_once(' ') {
        Some((label, rest)) if label.starts_with('!') => rest,
        _ => text.trim(),
    };
    let sentences = sentences(text);
    let says = |it: &str| SAID.iter().any(|word| it.to_lowercase().contains(word));
    let at = sentences.iter().position(|it| says(it))?;
    let says_more = sentences[at].split_whitespace().nth(2).is_some();
    let count = if says_more { 1 } else { 2 };
    let note: Vec<&str> = sentences.iter().skip(at).take(count).copied().collect();
    // rustdoc reads notes as Markdown and takes words in brackets for links; the compiler shows them as they are.
    Some(note.join(" ").replace('[', "(").replace(']', ")"))
}

/// Splits at a full stop and a space that are followed by a capital letter.
fn sentences(text: &str) -> Vec<&str> {
    let mut res = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(['.', '!']) {
        let rest = &text[at + 1..];
        let next = rest.trim_start();
        if next.len() < rest.len() && next.starts_with(|it: char| it.is_uppercase() || it == '[' || it == '`') {
            res.push(text[start..=at].trim());
            start = at + 1;
        }
    }
    let last = text[start..].trim();
    res.extend((!last.is_empty()).then_some(last));
    res
}

#[cfg(test)]
mod tests {
    use super::note;

    #[test]
    fn one_sentence_is_told() {
        for (text, expected) in [
            ("The name. This property is deprecated. Use `id`. More.", Some("This property is deprecated.")),
            ("Deprecated. Use id, e.g. this, instead. More.", Some("Deprecated. Use id, e.g. this, instead.")),
            ("Deprecated", Some("Deprecated")),
            ("!CAUTION Use another one instead. Or none.", Some("Use another one instead.")),
            ("[Deprecated] It has no effect.", Some("(Deprecated) It has no effect.")),
            ("The name.", None),
            ("", None),
        ] {
            assert_eq!(note(text).as_deref(), expected, "{text}");
        }
    }
}

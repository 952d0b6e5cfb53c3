//! What is prose in published files.

/// Whether an annotation or a member with this name holds text for people.
pub(super) fn is_name(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    ["description", "displayname", "documentation", "summary", "note", "example"].iter().any(|it| last.ends_with(it))
}

/// Whether a value is a sentence: facts have few words.
pub(super) fn is_sentence(text: &str) -> bool {
    text.split_whitespace().count() > 3
}

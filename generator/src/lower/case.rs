//! The first letters of names that are made up.

/// A name with a small first letter, as types of these APIs have it.
pub(super) fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|it| it.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// A name with a capital first letter.
pub(super) fn upper_first(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

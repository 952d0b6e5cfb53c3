//! The first letters of generated names.

/// A name with a lower-case first letter, the convention for types.
pub(super) fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|it| it.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// A name with an upper-case first letter.
pub(super) fn upper_first(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

//! Names of permissions.

use crate::source::{FileId, SourceMap, Spanned};

/// `Mail.Read`, `Sites.ReadWrite.All`: words with capital first letters and dots between them.
pub(super) fn names(sources: &SourceMap, file: FileId, text: &str) -> Vec<Spanned<String>> {
    let is_inner = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-' | b'_');
    // Words are ASCII, so bytes need not be decoded to find them.
    let words = text.as_bytes().split(|it| !is_inner(it)).filter_map(|it| str::from_utf8(it).ok());
    let words = words.map(|it| it.trim_matches(['.', '-', '_']));
    words.filter(|it| is_name(it)).map(|it| Spanned::new(it.to_owned(), sources.span_of(file, it))).collect()
}

/// Whether a word is the name of a permission.
pub(super) fn is_name(word: &str) -> bool {
    let mut parts = word.split('.');
    let is_part = |it: &str| it.starts_with(|it: char| it.is_ascii_uppercase());
    // `eDiscovery.Read.All`: only the first part may begin with a lower-case letter.
    let is_first = |it: &str| it.contains(|it: char| it.is_ascii_uppercase());
    let is_dotted = word.contains('.') && parts.next().is_some_and(is_first) && parts.all(is_part);
    // Scopes of OpenID Connect have no dots.
    is_dotted || matches!(word, "openid" | "profile" | "email" | "offline_access")
}

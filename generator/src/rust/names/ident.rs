//! Converts names of the API to identifiers.

use super::letters::{Case, cased};
use proc_macro2::{Ident, Span};
use std::collections::BTreeSet;

/// Words that cannot be identifiers, not even raw ones.
const NEVER: [&str; 5] = ["self", "super", "crate", "Self", "_"];

/// Keywords of Rust (Reference, 2.2), including reserved ones.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types, traits and variants of Rust's prelude (`std::prelude::rust_2024`). Generated code uses their short names, and
/// a glob import of a generated module must not shadow them.
const PRELUDE: [&str; 43] = [
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// The name of a field or a function: `display_name`, `type_`.
pub(crate) fn field(name: &str) -> String {
    let text = cased(name, Case::Snake);
    if is_keyword(&text) { text + "_" } else { text }
}

/// Whether a word is a keyword or reserved.
pub(super) fn is_keyword(text: &str) -> bool {
    KEYWORDS.contains(&text) || NEVER.contains(&text)
}

/// A name as a token.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The name of a type: `DriveItem`, `Option_`.
pub(super) fn type_name(name: &str) -> String {
    let text = variant(name);
    if PRELUDE.contains(&text.as_str()) { text + "_" } else { text }
}

/// The name of a variant, or a part of a type's name: `DriveItem`, `None`.
pub(super) fn variant(name: &str) -> String {
    let text = cased(name, Case::Camel);
    if NEVER.contains(&text.as_str()) { text + "_" } else { text }
}

/// The name of a constant: `DISPLAY_NAME`.
pub(super) fn constant(name: &str) -> String {
    cased(name, Case::Shouty)
}

/// The first free name, or else the last one with a number. The flag is true if it is the first name.
pub(super) fn unique(
    taken: &mut BTreeSet<String>,
    case: Case,
    names: impl IntoIterator<Item = String>,
) -> (String, bool) {
    let names: Vec<String> = names.into_iter().collect();
    for (idx, name) in names.iter().enumerate() {
        if taken.insert(name.clone()) {
            return (name.clone(), idx == 0);
        }
    }
    let last = names.last().map_or("", String::as_str).trim_end_matches('_');
    // rustc warns of underscores in type names.
    let separator = if case == Case::Camel { "" } else { "_" };
    let mut candidates = (2..).map(|number| format!("{last}{separator}{number}"));
    let free = candidates.find(|it| !taken.contains(it)).unwrap_or_default();
    taken.insert(free.clone());
    (free, false)
}

#[cfg(test)]
mod tests {
    use super::{Case, constant, field, type_name, unique, variant};
    use std::collections::BTreeSet;

    #[test]
    fn names_follow_rust() {
        for (name, as_field, as_type, as_constant) in [
            ("displayName", "display_name", "DisplayName", "DISPLAY_NAME"),
            ("type", "type_", "Type", "TYPE"),
            ("self", "self_", "Self_", "SELF"),
            ("isO365Enabled", "is_o365_enabled", "IsO365Enabled", "IS_O365_ENABLED"),
            ("802.1x", "_802_1x", "Value8021x", "_802_1X"),
            (
                "@microsoft.graph.conflictBehavior",
                "microsoft_graph_conflict_behavior",
                "MicrosoftGraphConflictBehavior",
                "MICROSOFT_GRAPH_CONFLICT_BEHAVIOR",
            ),
            ("*", "unnamed", "Unnamed", "UNNAMED"),
        ] {
            assert_eq!(field(name), as_field);
            assert_eq!(type_name(name), as_type);
            assert_eq!(constant(name), as_constant);
        }
    }

    #[test]
    fn types_leave_the_prelude_its_names() {
        assert_eq!((type_name("option"), variant("option")), ("Option_".to_owned(), "Option".to_owned()));
        assert_eq!(type_name("options"), "Options");
    }

    #[test]
    fn every_name_is_given_once() {
        let mut taken = BTreeSet::new();
        let mut next = |case, names: &[&str]| unique(&mut taken, case, names.iter().map(|it| (*it).to_owned())).0;
        assert_eq!(next(Case::Snake, &["get"]), "get");
        assert_eq!(next(Case::Snake, &["get", "get_path"]), "get_path");
        assert_eq!(next(Case::Snake, &["get", "get_path"]), "get_path_2");
        assert_eq!(next(Case::Camel, &["User"]), "User");
        assert_eq!(next(Case::Camel, &["User"]), "User2");
        assert_eq!(next(Case::Camel, &["X"]), "X");
        assert_eq!(next(Case::Camel, &["X"]), "X2", "`X_2` is a warning");
        assert_eq!(next(Case::Shouty, &["X"]), "X_2", "constants are");
    }
}

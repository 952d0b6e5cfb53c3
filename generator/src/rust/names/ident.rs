//! Converts names of the API to identifiers.

use super::letters::{Case, cased};
use crate::spelling::suffixes;
use heck::ToLowerCamelCase;
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

/// The first free name, or else the last one with a suffix that depends on `qualified`. The flag is true if it is the
/// first name.
pub(super) fn unique(
    taken: &mut BTreeSet<String>,
    case: Case,
    names: impl IntoIterator<Item = String>,
    qualified: &str,
) -> (String, bool) {
    let names: Vec<String> = names.into_iter().collect();
    for (idx, name) in names.iter().enumerate() {
        if taken.insert(name.clone()) {
            return (name.clone(), idx == 0);
        }
    }
    let last = names.last().map_or("", String::as_str).trim_end_matches('_');
    let with_suffix = |suffix: String| match case {
        // rustc warns of underscores in type names.
        Case::Camel => format!("{last}{suffix}"),
        Case::Snake => format!("{last}_{suffix}"),
        Case::Shouty => format!("{last}_{}", suffix.to_uppercase()),
    };
    let mut candidates = suffixes(qualified).map(with_suffix);
    let free = candidates.find(|it| !taken.contains(it)).expect("no two names have the same digest");
    taken.insert(free.clone());
    (free, false)
}

/// Names all items of a scope, by rank and [`precedence`]; the result has the order of the items.
pub(super) fn in_order<T, R>(
    items: &[T],
    key: impl for<'a> Fn(&'a T) -> (usize, &'a str),
    mut name: impl FnMut(&T) -> R,
) -> Vec<R> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_cached_key(|idx| {
        let (rank, name) = key(&items[*idx]);
        (rank, precedence(name))
    });
    let mut named: Vec<(usize, R)> = order.into_iter().map(|idx| (idx, name(&items[idx]))).collect();
    named.sort_by_key(|(idx, _)| *idx);
    named.into_iter().map(|(_, it)| it).collect()
}

/// The order in which equal names are given: names that are spelled like most names of APIs come first (`ab` before
/// `AB`), so that a name with another spelling that is added later does not take their place.
pub(super) fn precedence(name: &str) -> (bool, &str) {
    (name != name.to_lower_camel_case(), name)
}

#[cfg(test)]
mod tests {
    use super::{Case, constant, field, precedence, type_name, unique, variant};
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
        let mut next = |case, names: &[&str], qualified: &str| {
            unique(&mut taken, case, names.iter().map(|it| (*it).to_owned()), qualified).0
        };
        assert_eq!(next(Case::Snake, &["get"], "get"), "get");
        assert_eq!(next(Case::Snake, &["get", "get_path"], "get"), "get_path");
        assert_eq!(next(Case::Snake, &["get", "get_path"], "Get"), "get_path_e8f2");
        assert_eq!(next(Case::Camel, &["User"], "a.user"), "User");
        assert_eq!(next(Case::Camel, &["User"], "a.USER"), "User2866", "`User_2866` is a warning");
        assert_eq!(next(Case::Camel, &["User"], "a.USER"), "User286680fa", "the suffix is taken");
        assert_eq!(next(Case::Shouty, &["X"], "x"), "X");
        assert_eq!(next(Case::Shouty, &["X"], "X"), "X_F7B9");
    }

    #[test]
    fn usual_spellings_come_first() {
        let mut names = ["A_B", "AB", "aB", "Ab", "ab"];
        names.sort_by_key(|it| precedence(it));
        assert_eq!(names, ["aB", "ab", "AB", "A_B", "Ab"]);
    }
}

//! Names of the API → identifiers.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use std::collections::BTreeSet;

/// Words that cannot be identifiers, not even raw ones.
const NEVER: [&str; 5] = ["self", "super", "crate", "Self", "_"];

/// Keywords of Rust (Reference, 2.2), those that are reserved for later among them.
const KEYWORDS: [&str; 47] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while",
];

/// Types, traits and variants of Rust's prelude (`std::prelude::rust_2024`). Generated code writes them by their short names,
/// and who imports all of a generated module goes on meaning them.
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

/// The name of a field, a function, a module: `display_name`, `r#type`.
pub fn field(name: &str) -> String {
    let text = started(name.to_snake_case(), "_");
    if NEVER.contains(&text.as_str()) {
        format!("{text}_")
    } else if KEYWORDS.contains(&text.as_str()) || text == "yield" {
        format!("r#{text}")
    } else {
        text
    }
}

/// A name as a token, raw where it is written so.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// The name of a type: `DriveItem`, `Option_`.
pub fn type_name(name: &str) -> String {
    let text = variant(name);
    if PRELUDE.contains(&text.as_str()) { text + "_" } else { text }
}

/// The name of a variant, or of a part of a type's name: `DriveItem`, `None`.
pub fn variant(name: &str) -> String {
    let text = started(name.to_upper_camel_case(), "Value");
    if NEVER.contains(&text.as_str()) { text + "_" } else { text }
}

/// The name of a constant: `DISPLAY_NAME`.
pub fn constant(name: &str) -> String {
    started(name.to_shouty_snake_case(), "_")
}

/// The name of the file of an item.
pub fn file_stem(name: &str) -> String {
    started(name.to_snake_case(), "_")
}

/// What has no letters gets a name; what begins with a digit gets a prefix.
fn started(text: String, prefix: &str) -> String {
    // heck keeps letters and digits of all languages; not all of them can be in identifiers.
    let text: String = text.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '_').collect();
    match text.chars().next() {
        None if prefix == "Value" => "Unnamed".to_owned(),
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{prefix}{text}"),
        Some(_) => text,
    }
}

/// The first of the names that is free, else the last one with a number. The flag tells whether it is the first.
pub(super) fn unique(taken: &mut BTreeSet<String>, names: impl IntoIterator<Item = String>) -> (String, bool) {
    let names: Vec<String> = names.into_iter().collect();
    for (idx, name) in names.iter().enumerate() {
        if taken.insert(name.clone()) {
            return (name.clone(), idx == 0);
        }
    }
    let last = names.last().map_or("", |it| it.trim_start_matches("r#"));
    let numbered = (2..).map(|number| format!("{}_{number}", last.trim_end_matches('_')));
    let is_type =
        last.starts_with(|it: char| it.is_ascii_uppercase()) && last.contains(|it: char| it.is_ascii_lowercase());
    let mut candidates = numbered.map(|it| if is_type { it.replace('_', "") } else { it });
    let free = candidates.find(|it| !taken.contains(it)).unwrap_or_default();
    taken.insert(free.clone());
    (free, false)
}

#[cfg(test)]
mod tests {
    use super::{constant, field, type_name, unique, variant};
    use std::collections::BTreeSet;

    #[test]
    fn names_follow_rust() {
        for (name, as_field, as_type, as_constant) in [
            ("displayName", "display_name", "DisplayName", "DISPLAY_NAME"),
            ("type", "r#type", "Type", "TYPE"),
            ("self", "self_", "Self_", "SELF"),
            ("isO365Enabled", "is_o365_enabled", "IsO365Enabled", "IS_O365_ENABLED"),
            ("802.1x", "_802_1x", "Value8021x", "_802_1X"),
            (
                "@microsoft.graph.conflictBehavior",
                "microsoft_graph_conflict_behavior",
                "MicrosoftGraphConflictBehavior",
                "MICROSOFT_GRAPH_CONFLICT_BEHAVIOR",
            ),
            ("*", "unnamed", "Unnamed", "unnamed"),
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
        let mut next = |names: &[&str]| unique(&mut taken, names.iter().map(|it| (*it).to_owned())).0;
        assert_eq!(next(&["get"]), "get");
        assert_eq!(next(&["get", "get_path"]), "get_path");
        assert_eq!(next(&["get", "get_path"]), "get_path_2");
        assert_eq!(next(&["User"]), "User");
        assert_eq!(next(&["User"]), "User2");
    }
}

//! Names of the API as English words, for sentences.

use heck::ToSnakeCase;

/// `mailFolder` → `mail folder`.
pub(super) fn words(name: &str) -> String {
    name.to_snake_case().replace('_', " ")
}

/// `mailFolder` → `a mail folder`, `deviceSettings` → `a device settings item`.
pub(super) fn one(name: &str) -> String {
    let words = words(name);
    let item = if plural(&words) == words { " item" } else { "" };
    format!("{} {words}{item}", article(&words))
}

/// `mailFolder` → `mail folders`.
pub(super) fn many(name: &str) -> String {
    plural(&words(name))
}

/// Text as code; a backtick would end it.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', ""))
}

/// The indefinite article of words in lower case.
pub(super) fn article(words: &str) -> &'static str {
    let has_consonant = ["uni", "use", "usa", "url", "uri", "one", "eu"].iter().any(|it| words.starts_with(it));
    if words.starts_with(['a', 'e', 'i', 'o', 'u']) && !has_consonant { "an" } else { "a" }
}

fn plural(words: &str) -> String {
    let ends = |all: &[&str]| all.iter().any(|it| words.ends_with(it));
    match words.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if ends(&["ss", "x", "ch", "sh", "us", "is"]) => format!("{words}es"),
        // Already a plural, or without one: `settings`, `data`.
        _ if ends(&["s", "data", "info", "information", "metadata"]) => words.to_owned(),
        _ => format!("{words}s"),
    }
}

/// `a, b or c`; of more than `max` items, the first ones, and the number of others.
pub(super) fn list(all: &[String], word: &str, max: usize) -> String {
    match all {
        [] => String::new(),
        [only] => only.clone(),
        _ if all.len() > max => format!("{} {word} {} more", all[..max].join(", "), all.len() - max),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{list, many, one};

    #[test]
    fn names_become_words() {
        for (name, singular, plural) in [
            ("mailFolder", "a mail folder", "mail folders"),
            ("identityPolicy", "an identity policy", "identity policies"),
            ("user", "a user", "users"),
            ("update", "an update", "updates"),
            ("deviceSettings", "a device settings item", "device settings"),
            ("licenseStatus", "a license status", "license statuses"),
            ("day", "a day", "days"),
        ] {
            assert_eq!((one(name).as_str(), many(name).as_str()), (singular, plural), "{name}");
        }
    }

    #[test]
    fn long_lists_are_cut() {
        let all = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(&all, "or", 3), "a, b or c");
        assert_eq!(list(&all, "or", 2), "a, b or 1 more");
        assert_eq!(list(&all[..1], "or", 2), "a");
        assert_eq!(list(&[], "or", 2), "");
    }
}

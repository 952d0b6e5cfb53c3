//! Words for characters that identifiers cannot have, where they have a meaning.

use crate::model::EnumJson;

/// The words of characters in names that have no other ones.
const SYMBOLS: [(char, &str); 26] = [
    ('!', "not"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('(', "open"),
    (')', "close"),
    ('*', "any"),
    ('+', "plus"),
    (',', "comma"),
    ('-', "minus"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    (';', "semicolon"),
    ('<', "less"),
    ('=', "equal"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('\\', "backslash"),
    ('^', "caret"),
    ('_', "underscore"),
    ('|', "or"),
    ('~', "tilde"),
    (' ', "space"),
];

/// The name of a member of an enum, with words for a sign and for the order of a sort, and for names of symbols.
pub(super) fn spelled(name: &str, json: EnumJson) -> String {
    if name.is_empty() {
        return "empty".to_owned();
    }
    if !name.contains(char::is_alphanumeric) {
        return symbols(name);
    }
    let is_number = |it: &str| it.starts_with(|it: char| it.is_ascii_digit());
    let is_text = |it: &str| it.starts_with(char::is_alphabetic);
    match (name.strip_prefix('-'), name.strip_prefix('+')) {
        (Some(rest), _) if is_number(rest) => format!("minus {rest}"),
        (_, Some(rest)) if is_number(rest) => format!("plus {rest}"),
        (Some(rest), _) if is_text(rest) && json == EnumJson::Names => format!("{rest} descending"),
        (_, Some(rest)) if is_text(rest) && json == EnumJson::Names => format!("{rest} ascending"),
        _ => name.to_owned(),
    }
}

/// The name with a word for its case, if it differs from another one only in that.
pub(super) fn with_case(name: &str) -> Option<String> {
    let mut letters = name.chars().filter(|it| it.is_alphabetic());
    let first = letters.next()?;
    let (has_upper, has_lower) = letters.fold((first.is_uppercase(), first.is_lowercase()), |(upper, lower), it| {
        (upper || it.is_uppercase(), lower || it.is_lowercase())
    });
    let word = match (has_upper, has_lower) {
        (true, false) => "upper",
        (false, true) => "lower",
        _ if first.is_uppercase() => "capitalized",
        _ => return None,
    };
    Some(format!("{name} {word}"))
}

/// `<=` → `less equal`; other characters are left out.
fn symbols(name: &str) -> String {
    let word = |it: char| SYMBOLS.iter().find(|(known, _)| *known == it).map(|(_, word)| *word);
    name.chars().filter_map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{spelled, with_case};
    use crate::model::EnumJson;

    #[test]
    fn signs_have_words() {
        for (name, json, expected) in [
            ("-title", EnumJson::Names, "title descending"),
            ("+title", EnumJson::Names, "title ascending"),
            ("-1", EnumJson::Names, "minus 1"),
            ("+1", EnumJson::Names, "plus 1"),
            ("-1", EnumJson::Numbers, "minus 1"),
            ("title", EnumJson::Names, "title"),
            ("a-b", EnumJson::Names, "a-b"),
            ("<=", EnumJson::Names, "less equal"),
            ("", EnumJson::Names, "empty"),
            ("→", EnumJson::Names, ""),
        ] {
            assert_eq!(spelled(name, json), expected, "{name}");
        }
    }

    #[test]
    fn cases_have_words() {
        assert_eq!(with_case("ASC").as_deref(), Some("ASC upper"));
        assert_eq!(with_case("asc").as_deref(), Some("asc lower"));
        assert_eq!(with_case("Asc").as_deref(), Some("Asc capitalized"));
        assert_eq!(with_case("aSc"), None);
        assert_eq!(with_case("1"), None);
    }
}

//! Placeholders for values in pages: the name of a type, `state-value`, `...`.

/// Placeholder words in lower case: names of types and kinds of values.
const WORDS: &[&str] = &[
    "array",
    "base64",
    "base64 encoded",
    "bigint",
    "binary",
    "bool",
    "boolean",
    "byte",
    "bytes",
    "collection",
    "date",
    "datetime",
    "datetimeoffset",
    "decimal",
    "double",
    "duration",
    "enum",
    "float",
    "guid",
    "id",
    "identifier",
    "int",
    "int16",
    "int32",
    "int64",
    "integer",
    "json",
    "long",
    "null",
    "number",
    "object",
    "short",
    "single",
    "stream",
    "string",
    "time",
    "timeofday",
    "timespan",
    "timestamp",
    "type",
    "uri",
    "url",
    "uuid",
    "value",
];

/// Whether a text is a placeholder. `names` are those of the member and of its type.
pub(crate) fn is_placeholder(text: &str, names: &[&str]) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    is_bracketed(text)
        || is_shortened(text)
        || is_word(&lower)
        || is_numbered(&lower)
        || lower.starts_with("@odata.type")
        || names.iter().any(|it| is_named(&lower, &it.to_lowercase()))
        || is_pattern(&lower)
        || is_choice(text)
}

/// Whether a placeholder names what readers write instead: `{skuId}`, `skuId-value-2`, and not only the type of a value.
pub(crate) fn names_value(text: &str) -> bool {
    !text.trim().is_empty() && (is_bracketed(text) || is_numbered(&text.to_lowercase()))
}

/// `state-value`, `state.value`, `skuId-value-2`.
fn is_numbered(lower: &str) -> bool {
    let name = lower.trim_end_matches(|it: char| it.is_ascii_digit() || matches!(it, '-' | '_'));
    ["-value", "_value", ".value", " value", "-here"].iter().any(|it| name.ends_with(it))
}

/// Empty, `{…}`, `<…>`, `[…]`, or a text with a part in such brackets.
fn is_bracketed(text: &str) -> bool {
    let has_pair = |open, close| text.find(open).is_some_and(|at| text[at..].contains(close));
    text.is_empty() || has_pair('{', '}') || has_pair('<', '>') || has_pair('[', ']')
}

/// A text that contains `...`, `…` or `***`, or ends with `..`.
pub(crate) fn is_shortened(text: &str) -> bool {
    text.contains("...") || text.contains('\u{2026}') || text.contains("***") || text.ends_with("..")
}

/// `String`, `String (timestamp)`, `Edm.Boolean`, `datetime-offset`.
fn is_word(lower: &str) -> bool {
    // Most values begin with a digit, and no word does.
    if lower.starts_with(|it: char| it.is_ascii_digit()) {
        return false;
    }
    let word = lower.split(" (").next().unwrap_or(lower).trim();
    let word = word.strip_prefix("edm.").unwrap_or(word);
    let is_mark = |it: &u8| matches!(it, b'-' | b'_' | b' ');
    let letters = || word.bytes().filter(|it| !is_mark(it));
    WORDS.contains(&word) || word.bytes().any(|it| is_mark(&it)) && WORDS.iter().any(|it| letters().eq(it.bytes()))
}

/// `contentType`, `microsoft.graph.bodyType`, `bodyType1`: the name of the member, or of its type.
fn is_named(lower: &str, name: &str) -> bool {
    let last = lower.rsplit('.').next().unwrap_or(lower);
    !name.is_empty() && last.trim_end_matches(|it: char| it.is_ascii_digit()) == name
}

/// Letters instead of digits: `xxxxxxxx-xxxx-…`, `YYYY-MM-DDThh:mm:ssZ`.
fn is_pattern(lower: &str) -> bool {
    let is_masked = || lower.contains(['-', ':']) && lower.contains("xx");
    let is_template = || lower.bytes().all(|it| b"ymdhstz0123456789-:./+ ".contains(&it));
    let n_pairs = || ["yy", "mm", "dd", "hh", "ss"].iter().filter(|it| lower.contains(**it)).count();
    is_masked() || is_template() && n_pairs() >= 2
}

/// A choice of several values: `on | off`.
fn is_choice(text: &str) -> bool {
    text.contains('|') || text.contains(" or ")
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn placeholders() {
        for it in [
            "String (timestamp)",
            "Boolean",
            "state-value",
            "state-value-2",
            "...",
            "{id}",
            "",
            "a | b",
            "xxxx-xx",
            "YYYY-MM-DD",
        ] {
            assert!(is_placeholder(it, &[]), "{it}");
        }
        assert!(is_placeholder("microsoft.graph.bodyType", &["bodyType"]));
        for it in
            ["true", "2019-09-27", "paused", "2020-02-04T07:00:00", "enabled", "6389d896-d896-6389-96d8-896396d88963"]
        {
            assert!(!is_placeholder(it, &["state"]), "{it}");
        }
    }
}

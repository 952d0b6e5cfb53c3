//! Descriptions as text that phrases are searched in.

/// A description without links, tags, lists and line breaks. Marks of code, bold text and quotes become backticks.
pub(super) fn marked(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let mut len = first.len_utf8();
        match first {
            '*' | '"' | '\u{201c}' | '\u{201d}' | '`' => {
                if !res.ends_with('`') {
                    res.push('`');
                }
            }
            '[' => {}
            ']' if rest.starts_with("](") => len = rest.find(')').map_or(1, |it| it + 1),
            ']' | '\\' => {}
            // Items of a list describe single values.
            '<' if rest.starts_with("<li>") => len = rest.find("</li>").unwrap_or(4),
            '<' => {
                len = rest.find('>').map_or(1, |it| it + 1);
                res.push(' ');
            }
            it if it.is_whitespace() => {
                if !res.ends_with(' ') {
                    res.push(' ');
                }
            }
            it => res.push(it),
        }
        rest = &rest[len..];
    }
    res
}

/// The text without backticks, with single blanks.
pub(super) fn unmarked(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for it in text.chars().filter(|it| *it != '`') {
        if it != ' ' || !res.ends_with(' ') {
            res.push(it);
        }
    }
    res
}

/// The sentences of a text. A dot within a word ends no sentence.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").flat_map(|it| it.split("; ")).map(|it| it.trim().trim_end_matches('.'))
}

/// The number at the start of a text, and the rest: `1,024 characters`. A decimal number is none.
pub(super) fn number(text: &str) -> Option<(i64, &str)> {
    let is_part = |it: char| it.is_ascii_digit() || it == ',';
    let sign = usize::from(text.starts_with('-'));
    let len = text[sign..].find(|it| !is_part(it)).unwrap_or(text.len() - sign) + sign;
    let len = text[..len].trim_end_matches(',').len();
    let rest = &text[len..];
    let is_decimal = rest.strip_prefix('.').is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    let is_word = rest.starts_with(|it: char| it.is_alphanumeric() || matches!(it, '%' | '/' | ':' | '_'));
    if is_decimal || is_word || !has_groups_of_three(&text[sign..len]) {
        return None;
    }
    Some((text[..len].replace(',', "").parse().ok()?, rest))
}

fn has_groups_of_three(digits: &str) -> bool {
    digits.split(',').skip(1).all(|it| it.len() == 3)
}

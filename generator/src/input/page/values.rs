//! `Possible values are: …` in descriptions.

use crate::source::{SourceMap, Span, Spanned};
use memchr::memchr;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Words that introduce a list of values, before ` value` or ` values`. No word is a suffix of another.
const INTRODUCTIONS: &[&str] =
    &["possible", "allowed", "valid", "supported", "permitted", "accepted", "acceptable", "following"];

static VALUE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" value"));

/// The values that a description lists, each at its place, in order, without duplicates. Numeric ranges (`Valid values 1 to
/// 16`) are ignored. `0 - red, 1 - green` lists `red` and `green`. `lower` is the description in (ASCII) lower case.
pub(super) fn possible_values(sources: &SourceMap, description: Span, lower: &str) -> Vec<Spanned<String>> {
    let text = &sources[description];
    let mut res: Vec<Spanned<String>> = Vec::new();
    let mut rest = 0;
    while let Some(at) = introduction(&lower[rest..]) {
        let start = rest + at;
        let list = list(text, start);
        rest = list.end.max(start + 1);
        while !lower.is_char_boundary(rest) {
            rest += 1;
        }
        for range in values(text, list) {
            let value = &text[range.clone()];
            if !res.iter().any(|it| it.value == value) {
                res.push(Spanned::new(value.to_owned(), description.part(range)));
            }
        }
    }
    res
}

/// The position of the first introduction.
fn introduction(lower: &str) -> Option<usize> {
    VALUE.find_iter(lower.as_bytes()).find_map(|end| {
        let word = INTRODUCTIONS.iter().find(|it| lower[..end].ends_with(**it))?;
        Some(end - word.len())
    })
}

/// The text from the introduction to the end of its sentence. A dot in code or in a number does not end the sentence.
fn list(text: &str, start: usize) -> std::ops::Range<usize> {
    let bytes = text.as_bytes();
    let mut in_code = false;
    for idx in start..bytes.len() {
        match bytes[idx] {
            b'`' => in_code = !in_code,
            b'.' if !in_code && bytes.get(idx + 1).is_none_or(|it| it.is_ascii_whitespace() || *it == b'<') => {
                return start..idx;
            }
            b'<' if !in_code && text[idx..].starts_with("<br") && text[start..idx].contains('`') => return start..idx,
            _ => {}
        }
    }
    start..text.len()
}

/// The values in a sentence: marked ones if there are any, else plain words after the colon.
fn values(text: &str, list: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    for (open, close) in [("``", "``"), ("`", "`"), ("**", "**"), ("\"", "\""), ("'", "'"), ("*", "*"), ("_", "_")] {
        let found = marked(text, list.clone(), open, close);
        if !found.is_empty() {
            return found;
        }
    }
    plain(text, list)
}

fn marked(text: &str, list: std::ops::Range<usize>, open: &str, close: &str) -> Vec<std::ops::Range<usize>> {
    let mut res = Vec::new();
    // Most marks are in no list.
    if memchr(open.as_bytes()[0], &text.as_bytes()[list.clone()]).is_none() {
        return res;
    }
    let mut at = list.start;
    while let Some(start) = text[at..list.end].find(open).map(|it| at + it + open.len()) {
        let Some(end) = text[start..list.end].find(close).map(|it| start + it) else { break };
        let is_condition = ends_with_condition(&text[at..start - open.len()]);
        at = end + close.len();
        if is_condition {
            continue;
        }
        let inner = &text[start..end];
        let from = start + (inner.len() - inner.trim_start().len());
        let range = from..from + inner.trim().len();
        if is_value(&text[range.clone()]) {
            res.push(range);
        }
    }
    res
}

/// Whether the value after a text belongs to a condition: that of another property in `if the source is`.
fn ends_with_condition(text: &str) -> bool {
    let clause = [" if ", " when "].iter().filter_map(|it| Some(text.rfind(it)? + it.len())).max();
    clause.map(|it| &text[it..]).is_some_and(|it| {
        let is_over = it.contains([',', ';', ')']) || it.contains(" and ") || it.contains(" or ");
        !is_over && !it.trim().is_empty()
    })
}

/// `a, b, and c` after a colon (or after *are*): all of them must be names.
fn plain(text: &str, list: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let sentence = &text[list.clone()];
    let Some(start) = sentence.find(':').map(|it| it + 1).or_else(|| sentence.find(" are ").map(|it| it + 5)) else {
        return Vec::new();
    };
    let mut res = Vec::new();
    let mut at = list.start + start;
    for part in text[at..list.end].split(',') {
        let range = at..at + part.len();
        at += part.len() + 1;
        for word in alternatives(text, range) {
            if !is_name(&text[word.clone()]) {
                return Vec::new();
            }
            res.push(word);
        }
    }
    // A single word is more often the beginning of a sentence.
    if res.len() > 1 { res } else { Vec::new() }
}

/// `a and b`, `or c`, `0 - red` → the names.
fn alternatives(text: &str, part: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let mut res = Vec::new();
    let mut words = Vec::new();
    let mut at = part.start;
    for word in text[part].split(' ') {
        let range = at..at + word.len();
        at += word.len() + 1;
        match word.trim() {
            "" | "-" => {}
            "and" | "or" | "&" => res.extend(join(&mut words)),
            it if it.bytes().all(|it| it.is_ascii_digit()) => {}
            _ => words.push(range),
        }
    }
    res.extend(join(&mut words));
    res
}

fn join(words: &mut Vec<std::ops::Range<usize>>) -> Option<std::ops::Range<usize>> {
    let all = words.first()?.start..words.last()?.end;
    words.clear();
    Some(all)
}

/// Whether a marked text can be a member of an enum: no numbers, no sentences, no options of a URL.
fn is_value(text: &str) -> bool {
    let is_inner = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.' | ' ' | '/' | '+' | ':');
    text.len() <= 80
        && text.starts_with(|it: char| it.is_alphanumeric() || it == '_')
        && text.chars().all(is_inner)
        && text.split(' ').count() <= 4
        && text.chars().any(char::is_alphabetic)
        && !matches!(text, "null" | "true" | "false")
}

fn is_name(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_alphabetic())
        && text.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, FileKind, SourceFile};

    #[test]
    fn lists() {
        for (text, expected) in [
            ("State. Possible values are: `unknown`, `a.b`, `c`. See `x`.", "unknown,a.b,c"),
            ("The possible values are `low`, `normal`, and `high`.", "low,normal,high"),
            ("Possible values are: 0 - red, 1 - green.", "red,green"),
            ("Possible values: **a**, **b** or **c**", "a,b,c"),
            ("Allowed values: \"one\" and \"two\"", "one,two"),
            ("The supported values for {period_value} are: D7, D30, and D180.", "D7,D30,D180"),
            ("Possible values are: `a` or `b` when the source is `s` and just `a` if **source** is `t`.", "a,b"),
            ("Possible values are: `a` when unread, `b` if read or `c`.", "a,b,c"),
            ("A combination of the following values: `a`, `b`. Use `a` for all.", "a,b"),
            ("Valid values 1 to 16", ""),
            ("Valid values -1.79E+308 to 1.79E+308", ""),
            ("Possible values are described in the following table.", ""),
            ("A name.", ""),
        ] {
            let file = SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, text.to_owned());
            let sources = SourceMap::new(vec![file]);
            let found = possible_values(&sources, Span::new(FileId(0), 0..text.len()), &text.to_ascii_lowercase());
            let found: Vec<_> = found.into_iter().map(|it| it.value).collect();
            assert_eq!(found.join(","), expected, "{text}");
        }
    }
}

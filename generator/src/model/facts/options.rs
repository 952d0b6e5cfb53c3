//! Query options that properties support.

use super::text::sentences;

/// Query options, in lower case and as they are written.
const OPTIONS: [(&str, &str); 5] =
    [("expand", "expand"), ("filter", "filter"), ("orderby", "orderBy"), ("search", "search"), ("select", "select")];

/// Operators and functions of filters, in lower case and as they are written.
const OPERATORS: [(&str, &str); 15] = [
    ("eq", "eq"),
    ("ne", "ne"),
    ("not", "not"),
    ("gt", "gt"),
    ("ge", "ge"),
    ("lt", "lt"),
    ("le", "le"),
    ("in", "in"),
    ("has", "has"),
    ("startswith", "startsWith"),
    ("endswith", "endsWith"),
    ("contains", "contains"),
    ("any", "any"),
    ("all", "all"),
    ("and", "and"),
];

/// *Returned only on `$select`.*
pub(super) fn is_select_only(lower: &str) -> bool {
    ["returned only on $select", "only returned on $select", "returned only with $select"]
        .iter()
        .any(|it| lower.contains(it))
        || lower.contains("not returned by default") && lower.contains("$select=")
}

/// *Supports `$filter` (`eq`, `ne`), `$search`, and `$orderBy`.*
pub(super) fn supported(lower: &str, options: &mut Vec<&'static str>, filter: &mut Vec<&'static str>) {
    for sentence in sentences(lower) {
        let Some(list) =
            sentence.strip_prefix("supports ").or_else(|| sentence.split_once(" supports $").map(|it| it.1))
        else {
            continue;
        };
        let is_limited = ["not ", "n't ", "only on", "only for", "only if", "only when", " on null"]
            .iter()
            .any(|it| sentence.contains(it) && !is_in_parentheses(sentence, it));
        if is_limited {
            continue;
        }
        for name in list.split('$') {
            option(name, options, filter);
        }
    }
}

/// Whether words are only in lists of operators: `(eq, not , eq on null values)`.
fn is_in_parentheses(sentence: &str, words: &str) -> bool {
    let outside: String =
        sentence.split('(').enumerate().map(|(idx, it)| if idx == 0 { it } else { after(it) }).collect();
    !outside.contains(words)
}

fn after(text: &str) -> &str {
    text.split_once(')').map_or("", |it| it.1)
}

fn option(text: &str, options: &mut Vec<&'static str>, filter: &mut Vec<&'static str>) {
    let len = text.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(text.len());
    let Some((_, name)) = OPTIONS.iter().find(|(lower, _)| *lower == &text[..len]) else { return };
    let rest = text[len..].trim_start();
    let is_end =
        rest.is_empty() || rest.starts_with([',', '(', '.']) || rest.starts_with("and") || rest.starts_with("or ");
    if !is_end || options.contains(name) {
        return;
    }
    options.push(name);
    if *name == "filter"
        && let Some((list, _)) = rest.strip_prefix('(').and_then(|it| it.split_once(')'))
    {
        filter.extend(operators(list).unwrap_or_default());
    }
}

/// The operators of a list; `None` if one is unknown.
fn operators(list: &str) -> Option<Vec<&'static str>> {
    let items = list.split(',').flat_map(|it| it.split(" and ")).map(|it| it.trim());
    let items = items.map(|it| it.strip_prefix("and ").unwrap_or(it).trim()).filter(|it| !it.is_empty());
    let mut res = Vec::new();
    for item in items {
        // Operators that a page limits to null values are not listed.
        if item.ends_with(" on null values") || item.ends_with(" for null values") {
            continue;
        }
        let name = item.strip_suffix(" only").unwrap_or(item);
        let name = name.strip_suffix(" operator").unwrap_or(name).trim();
        let (_, name) = OPERATORS.iter().find(|(lower, _)| *lower == name)?;
        if !res.contains(name) {
            res.push(*name);
        }
    }
    Some(res)
}

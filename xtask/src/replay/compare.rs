//! Comparison of requests and JSON.

use serde_json::Value;

/// The meaning of `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nulls {
    /// Different from a missing value: in a request, it removes a value.
    Matter,
    /// Equal to a missing value: in a response or a creation, both mean no value, and a model has `None` for both.
    AreNothing,
}

/// How two values differ; `None` if they are equal. Numbers are compared by value, times by instant, lists of flags by
/// members.
pub(crate) fn difference(expected: &Value, found: &Value, nulls: Nulls) -> Option<String> {
    at("", expected, found, nulls)
}

fn at(path: &str, expected: &Value, found: &Value, nulls: Nulls) -> Option<String> {
    match (expected, found) {
        (Value::Object(one), Value::Object(other)) => {
            let lost = one.iter().find_map(|(name, value)| match other.get(name) {
                Some(it) => at(&format!("{path}.{name}"), value, it, nulls),
                None if value.is_null() && nulls == Nulls::AreNothing => None,
                None => Some(format!("`{path}.{name}` is lost")),
            });
            lost.or_else(|| {
                let more = other.keys().find(|it| !one.contains_key(*it))?;
                Some(format!("`{path}.{more}` is added"))
            })
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => one
            .iter()
            .zip(other)
            .enumerate()
            .find_map(|(idx, (one, other))| at(&format!("{path}[{idx}]"), one, other, nulls)),
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => None,
        (Value::String(one), Value::String(other)) if is_same_text(one, other) => None,
        _ if expected == found => None,
        _ => Some(format!("`{path}` is another: {expected} and {found}")),
    }
}

/// Whether texts are equal, or represent the same instant, list or URL.
fn is_same_text(one: &str, other: &str) -> bool {
    let instant = |it: &str| it.parse::<jiff::Timestamp>().ok();
    let is_same_instant = || instant(one).is_some() && instant(one) == instant(other);
    let is_same_list = || one.contains(',') && one.split(',').map(str::trim).eq(other.split(',').map(str::trim));
    let is_same_url = || one.contains("://") && url(one) == url(other);
    one == other || is_same_instant() || is_same_list() || is_same_url()
}

/// A URL's path without its version, and its query, both decoded.
pub(crate) fn url(text: &str) -> (String, Vec<(String, String)>) {
    let rest = ["https://", "http://"].iter().find_map(|it| strip(text, it));
    let path = rest.map_or(text, |rest| rest.find('/').map_or("", |it| &rest[it..]));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = path.trim_start_matches('/');
    let path = ["v1.0/", "beta/"].iter().find_map(|it| strip(path, it)).unwrap_or(path);
    let options = query.split('&').filter(|it| !it.is_empty()).map(|it| {
        let (name, value) = it.split_once('=').unwrap_or((it, ""));
        // Services accept the names of system query options in any case.
        let name = decoded(name);
        let name = if name.starts_with('$') { name.to_ascii_lowercase() } else { name };
        (name, expression(decoded(value).trim()))
    });
    let mut options: Vec<_> = options.collect();
    options.sort();
    // The colon after a file path is optional at the end.
    let segments = path
        .trim_end_matches(['/', ':'])
        .split('/')
        .flat_map(|it| with_key_as_segment(without_enum_types(unqualified(&decoded(it)))));
    (segments.collect::<Vec<_>>().join("/"), options)
}

/// An expression in normalized form: without spaces after commas, and with numbered range variables.
fn expression(text: &str) -> String {
    let parts: Vec<String> = text
        .split('\'')
        .enumerate()
        .map(|(idx, it)| if idx % 2 == 0 { it.replace(", ", ",") } else { it.to_owned() })
        .collect();
    with_numbered_variables(&parts.join("'"))
}

/// An expression whose range variables (`members/any(m:m/id eq '1')`) are `$1`, `$2`.
fn with_numbered_variables(text: &str) -> String {
    let mut res = text.to_owned();
    for (number, name) in variables(text).into_iter().enumerate() {
        let is_name = |it: char| it.is_alphanumeric() || it == '_';
        let mut renamed = String::new();
        let mut rest = &*res;
        while let Some(at) = rest.find(&name) {
            let (before, behind) = (&rest[..at], &rest[at + name.len()..]);
            let is_whole = !before.ends_with(|it| is_name(it) || it == '/') && behind.starts_with([':', '/', ' ']);
            renamed += before;
            renamed += &if is_whole { format!("${number}") } else { name.clone() };
            rest = behind;
        }
        res = renamed + rest;
    }
    res
}

fn variables(text: &str) -> Vec<String> {
    let behind = |it| text.match_indices(it).map(|(at, _)| &text[at + "/any(".len()..]);
    let names = behind("/any(").chain(behind("/all(")).filter_map(|it| it.split_once(':'));
    names.map(|(name, _)| name.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

/// `messages('1')` as `messages` and `1`: both forms of keys are valid (OData URL Conventions 4.01, 4.3.6).
fn with_key_as_segment(segment: String) -> Vec<String> {
    let parts = segment.strip_suffix("')").and_then(|it| it.split_once("('"));
    match parts {
        Some((name, key)) => vec![name.to_owned(), key.replace("''", "'")],
        None => vec![segment],
    }
}

/// A segment whose enum members have no type, which is allowed (OData URL Conventions 4.01, 5.1.1.6.1).
fn without_enum_types(segment: &str) -> String {
    let mut res = String::new();
    for (idx, part) in segment.split('\'').enumerate() {
        let is_outside = idx % 2 == 0;
        res.push_str(if idx == 0 { "" } else { "'" });
        match part.rsplit_once('=') {
            Some((before, prefix)) if is_outside && prefix.contains('.') && segment.contains(&format!("{prefix}'")) => {
                res += before;
                res.push('=');
            }
            _ => res += part,
        }
    }
    res
}

/// A type, action or function without its namespace, which examples may omit.
fn unqualified(segment: &str) -> &str {
    let name = segment.split('(').next().unwrap_or_default();
    match name.rfind('.') {
        Some(dot) if name.starts_with("microsoft.") => &segment[dot + 1..],
        _ => segment,
    }
}

fn strip<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.get(..prefix.len()).filter(|it| it.eq_ignore_ascii_case(prefix)).map(|_| &text[prefix.len()..])
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

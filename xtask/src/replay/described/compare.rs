//! Compares what was sent and read with a description.

use super::super::compare::{Nulls, difference};
use super::Line;
use super::expected::{Body, Expected};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;

/// A request that was made.
#[derive(Deserialize)]
pub(super) struct Sent {
    problem: Option<String>,
    uri: String,
    headers: Vec<(String, String)>,
    body: Option<Value>,
}

/// How a request differs from the described one; `None` if it does not.
pub(super) fn request(expected: &Expected, sent: &Sent) -> Option<String> {
    if let Some(problem) = &sent.problem {
        return Some(problem.clone());
    }
    let (path, query) = sent.uri.split_once('?').unwrap_or((&sent.uri, ""));
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    if path != expected.path {
        return Some(format!("the path is `{path}` and not `{}`", expected.path));
    }
    let cookies = header(sent, "cookie").unwrap_or_default();
    let cookies = cookies.split(';').filter_map(|it| it.trim().split_once('='));
    let cookies: Vec<_> = cookies.map(|(name, value)| (name.to_owned(), decoded(value))).collect();
    let mut wrong = pairs("query", &expected.query, &form(query));
    wrong = wrong.or_else(|| pairs("cookies", &expected.cookies, &cookies));
    wrong = wrong.or_else(|| {
        let missing = |(name, value): &&(String, String)| header(sent, name) != Some(value.as_str());
        let (name, value) = expected.headers.iter().find(missing)?;
        Some(format!("the header `{name}` is {:?} and not `{value}`", header(sent, name)))
    });
    wrong.or_else(|| body(expected, sent))
}

/// How a response that was read and written again differs from the described one.
pub(super) fn response(expected: &Value, line: &Line) -> Option<String> {
    match (&line.unread, &line.response) {
        (Some(why), _) => Some(format!("it cannot be read: {why}")),
        // A model has `None` for both a null and a missing value.
        (None, Some(found)) => difference(expected, found, Nulls::AreNothing),
        (None, None) => Some("nothing is read".to_owned()),
    }
}

fn header<'s>(sent: &'s Sent, name: &str) -> Option<&'s str> {
    sent.headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
}

fn body(expected: &Expected, sent: &Sent) -> Option<String> {
    let Some((media_type, expected)) = &expected.body else {
        return sent.body.as_ref().map(|it| format!("there is a body: {it}"));
    };
    let content_type = header(sent, "content-type").unwrap_or_default();
    if essence(content_type) != essence(media_type) {
        return Some(format!("the media type is `{content_type}` and not `{media_type}`"));
    }
    let Some(found) = &sent.body else { return Some("there is no body".to_owned()) };
    let text = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
    match expected {
        Body::Json(json) => difference(json, found, Nulls::Matter),
        Body::Form(all) => pairs("form", all, &form(&text)),
        Body::Parts(all) => parts(all, &text, content_type),
        Body::Text(Some(all)) if *all != text => Some(format!("the body is `{text}` and not `{all}`")),
        Body::Text(_) => None,
    }
}

/// A media type without parameters; a range is the type that bytes have.
fn essence(media_type: &str) -> String {
    let essence = media_type.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence == "*/*" || essence == "application/*" { "application/json".to_owned() } else { essence }
}

/// The decoded pairs of a query or a form.
fn form(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|it| !it.is_empty());
    pairs
        .map(|it| it.split_once('=').unwrap_or((it, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// How pairs differ, without regard to their order. Values may be the same JSON.
fn pairs(what: &str, expected: &[(String, String)], found: &[(String, String)]) -> Option<String> {
    let mut rest: Vec<&(String, String)> = found.iter().collect();
    for (name, value) in expected {
        let is_same = |it: &&(String, String)| it.0 == *name && is_same_text(&it.1, value);
        match rest.iter().position(is_same) {
            Some(at) => drop(rest.remove(at)),
            None => return Some(format!("{what}: `{name}={value}` is missing in {found:?}")),
        }
    }
    rest.first().map(|(name, value)| format!("{what}: `{name}={value}` is added"))
}

fn is_same_text(one: &str, other: &str) -> bool {
    let json = |it: &str| serde_json::from_str::<Value>(it).ok();
    one == other
        || json(one).zip(json(other)).is_some_and(|(one, other)| difference(&one, &other, Nulls::Matter).is_none())
}

/// How the parts of a form differ.
fn parts(expected: &[(String, Value)], text: &str, content_type: &str) -> Option<String> {
    let boundary = content_type.split("boundary=").nth(1)?.trim_matches('"');
    let separator = format!("--{boundary}");
    let bodies = text.split(separator.as_str()).filter_map(|it| it.trim_start().split_once("\r\n\r\n"));
    let part = |(head, body): (&str, &str)| {
        let name = head.split("name=\"").nth(1).and_then(|it| it.split('"').next()).unwrap_or_default();
        (name.to_owned(), body.trim_end_matches("\r\n").to_owned())
    };
    let found: Vec<(String, String)> = bodies.map(part).collect();
    let text = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    let expected: Vec<(String, String)> = expected.iter().map(|(name, it)| (name.clone(), text(it))).collect();
    pairs("parts", &expected, &found)
}

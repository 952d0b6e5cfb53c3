//! The request that a description shows, read independently of generated code.

use super::super::cases;
use graphwright::analysis::exchanges::{Exchange, Value as Given};
use graphwright::model::{Content, Location, Model, Piece, Style, TypeId};
use serde_json::Value;
use std::slice;

/// A request, without encoding.
#[derive(Debug)]
pub(super) struct Expected {
    pub(super) path: String,
    /// Names and values.
    pub(super) query: Vec<(String, String)>,
    /// Names in lower case, and values.
    pub(super) headers: Vec<(String, String)>,
    /// Names and values.
    pub(super) cookies: Vec<(String, String)>,
    /// The body, and its media type.
    pub(super) body: Option<(String, Body)>,
}

/// A body.
#[derive(Debug)]
pub(super) enum Body {
    Json(Value),
    /// The pairs of a form.
    Form(Vec<(String, String)>),
    /// The names and contents of the parts of a form with files.
    Parts(Vec<(String, Value)>),
    /// A text; `None` for bytes without an example.
    Text(Option<String>),
}

impl Expected {
    pub(super) fn new(model: &Model<TypeId>, exchange: &Exchange<'_>) -> Expected {
        let contract = model.operation(exchange.operation).contract.as_deref().expect("it is described");
        let mut values = exchange.path.iter();
        let piece = |it: &Piece| match it {
            Piece::Text(text) => text.clone(),
            Piece::Value(_) => values.next().map(in_path).unwrap_or_default(),
        };
        let mut piece = piece;
        let segments: Vec<String> =
            contract.segments.iter().map(|it| it.iter().map(&mut piece).collect::<String>()).collect();
        let at = |location: Location| {
            let all = exchange.parameters.iter();
            all.filter(move |it| it.input.is_some_and(|it| it.location == location)).flat_map(pairs).collect::<Vec<_>>()
        };
        let fixed = contract.parameters.iter().filter(|it| it.location == Location::Header);
        let fixed = fixed.filter_map(|it| Some((it.parameter.name.value.clone(), it.parameter.fixed.clone()?)));
        let headers = at(Location::Header).into_iter().chain(fixed);
        Expected {
            path: format!("/{}", segments.join("/")),
            query: contract.query.iter().cloned().chain(at(Location::Query)).collect(),
            headers: headers.map(|(name, value)| (name.to_lowercase(), value)).collect(),
            cookies: at(Location::Cookie),
            body: exchange.body.map(|it| {
                let mut value = it.value.map(cases::value);
                if let Some(Value::Object(members)) = &mut value
                    && exchange.is_streamed
                    && asks_for_events(model, it.content)
                {
                    members.entry("stream").or_insert(Value::Bool(true));
                }
                (it.content.media_type.value.clone(), body(it.content, value))
            }),
        }
    }
}

/// Whether the body has a member that decides between one response and events.
fn asks_for_events(model: &Model<TypeId>, content: &Content<TypeId>) -> bool {
    let Some(id) = content.ty.as_ref().and_then(|it| it.item.named()) else { return false };
    let structures = model.lineage(*id).into_iter().filter_map(|it| model.type_def(it).structure());
    structures.flat_map(|it| &it.properties).any(|it| it.name.value == "stream")
}

fn body(content: &Content<TypeId>, value: Option<Value>) -> Body {
    match value {
        Some(value) if content.is_json() => Body::Json(value),
        Some(value) if content.is_form() => Body::Form(form(content, &value)),
        Some(value) if content.is_multipart() => Body::Parts(parts(&value)),
        Some(Value::String(text)) => Body::Text(Some(text)),
        _ => Body::Text(None),
    }
}

/// The pairs of a form.
fn form(content: &Content<TypeId>, value: &Value) -> Vec<(String, String)> {
    let members = value.as_object().into_iter().flatten();
    let pairs = members.flat_map(|(name, value)| match content.members.iter().find(|it| it.name == *name) {
        Some(it) => styled(name, value, it.style, it.explode),
        None => items(value).iter().map(|it| (name.clone(), text(it))).collect(),
    });
    pairs.collect()
}

/// The parts of a form: each item of a list is one.
fn parts(value: &Value) -> Vec<(String, Value)> {
    let members = value.as_object().into_iter().flatten().filter(|(_, it)| !it.is_null());
    members.flat_map(|(name, value)| items(value).iter().map(|it| (name.clone(), it.clone()))).collect()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(slice::from_ref(value), |it| it)
}

/// The pairs of a parameter of a query, the headers or the cookies.
fn pairs(given: &Given<'_>) -> Vec<(String, String)> {
    let Some(input) = given.input else { return Vec::new() };
    let (name, value) = (&input.parameter.name.value, cases::value(&given.value));
    match input.is_json {
        true => vec![(name.clone(), value.to_string())],
        false => styled(name, &value, input.style, input.explode),
    }
}

/// A value as text in a path.
fn in_path(given: &Given<'_>) -> String {
    let value = cases::value(&given.value);
    let (style, explode) = given.input.map_or((Style::Simple, false), |it| (it.style, it.explode));
    let name = given.input.map_or("", |it| &it.parameter.name.value);
    let (prefix, separator) = match style {
        Style::Label => (".", "."),
        Style::Matrix => (";", ";"),
        _ => ("", ","),
    };
    let separator = if explode { separator } else { "," };
    let named = |text: String| if style == Style::Matrix { format!("{name}={text}") } else { text };
    let texts: Vec<String> = match &value {
        Value::Array(items) if explode => items.iter().map(|it| named(text(it))).collect(),
        Value::Object(members) if explode => members.iter().map(|(key, it)| format!("{key}={}", text(it))).collect(),
        _ => vec![named(joined(&value, ","))],
    };
    prefix.to_owned() + &texts.join(separator)
}

/// The table of styles of the specification of OpenAPI ("Style Examples"), decoded.
fn styled(name: &str, value: &Value, style: Style, explode: bool) -> Vec<(String, String)> {
    let own = |text: String| (name.to_owned(), text);
    match value {
        Value::Null => vec![own(String::new())],
        Value::Array(_) | Value::Object(_) if style == Style::DeepObject => deep(name, value),
        Value::Array(items) if explode && style != Style::Simple => items.iter().map(|it| own(text(it))).collect(),
        Value::Object(members) if explode && style != Style::Simple => {
            members.iter().map(|(key, it)| (key.clone(), text(it))).collect()
        }
        Value::Object(members) if explode => {
            let members: Vec<String> = members.iter().map(|(key, it)| format!("{key}={}", text(it))).collect();
            vec![own(members.join(","))]
        }
        _ => vec![own(joined(value, separator(style)))],
    }
}

fn separator(style: Style) -> &'static str {
    match style {
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        _ => ",",
    }
}

/// `name[a][b]`; lists of objects have indices, other lists have empty ones.
fn deep(name: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(members) => members.iter().flat_map(|(key, it)| deep(&format!("{name}[{key}]"), it)).collect(),
        Value::Array(items) => {
            let has_index = items.iter().any(|it| it.is_object() || it.is_array());
            let index = |idx: usize| if has_index { idx.to_string() } else { String::new() };
            items.iter().enumerate().flat_map(|(idx, it)| deep(&format!("{name}[{}]", index(idx)), it)).collect()
        }
        scalar => vec![(name.to_owned(), text(scalar))],
    }
}

fn joined(value: &Value, separator: &str) -> String {
    match value {
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(separator),
        Value::Object(members) => {
            members.iter().flat_map(|(key, it)| [key.clone(), text(it)]).collect::<Vec<_>>().join(separator)
        }
        scalar => text(scalar),
    }
}

/// A scalar as text, anything else as JSON.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

//! Parameters in queries, forms and cookies: pairs of a name and a value.

use super::argument::{Data, item, items, members};
use super::{Encoding, Location, Parameter, Style};
use serde_json::value::RawValue;

/// The encoded names and values of a parameter. An empty list and an empty object have none, nor has a null. In a form,
/// where a missing member is not changed, a null is an empty value.
pub(crate) fn pairs(parameter: Parameter, json: &RawValue) -> Vec<(String, String)> {
    let encode = |text: &str| parameter.encoding.apply(text);
    let name = Encoding::All.apply(parameter.name);
    match Data::of(json) {
        Data::Null if parameter.location == Location::Body => vec![(name, String::new())],
        Data::Null => Vec::new(),
        _ if parameter.is_json => vec![(name, encode(json.get()))],
        Data::Scalar(text) => vec![(name, encode(&text))],
        _ if parameter.style == Style::DeepObject => {
            let mut res = Vec::new();
            deep(parameter, parameter.name, json, &mut res);
            res
        }
        Data::List(list) if parameter.explode => items(&list).iter().map(|it| (name.clone(), encode(it))).collect(),
        Data::Object(object) if parameter.explode => {
            members(object).map(|(name, value)| (Encoding::All.apply(&name), encode(&value))).collect()
        }
        Data::List(list) => joined(name, items(&list).iter().map(|it| encode(it)).collect(), parameter.style),
        Data::Object(object) => {
            let texts = members(object).flat_map(|(name, value)| [encode(&name), encode(&value)]);
            joined(name, texts.collect(), parameter.style)
        }
    }
}

fn joined(name: String, texts: Vec<String>, style: Style) -> Vec<(String, String)> {
    let separator = match style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    if texts.is_empty() { Vec::new() } else { vec![(name, texts.join(separator))] }
}

/// Appends the leaves of a value. `name` is not encoded yet.
fn deep(parameter: Parameter, name: &str, json: &RawValue, out: &mut Vec<(String, String)>) {
    match Data::of(json) {
        Data::Null if parameter.location == Location::Body => out.push((Encoding::All.apply(name), String::new())),
        Data::Null => {}
        Data::Scalar(text) => out.push((Encoding::All.apply(name), parameter.encoding.apply(&text))),
        Data::Object(object) => {
            for (member, value) in object {
                deep(parameter, &format!("{name}[{member}]"), value, out);
            }
        }
        Data::List(list) => {
            let has_index = list.iter().any(|it| matches!(Data::of(it), Data::List(_) | Data::Object(_)));
            for (idx, value) in list.into_iter().enumerate() {
                let index = if has_index { idx.to_string() } else { String::new() };
                deep(parameter, &format!("{name}[{index}]"), value, out);
            }
        }
    }
}

/// The value of a member of a form that has no style: an object is JSON, and so is an item that is not a scalar.
pub(crate) fn plain(name: &str, json: &RawValue) -> Vec<(String, String)> {
    let encode = |text: &str| Encoding::All.apply(text);
    match Data::of(json) {
        Data::Null => vec![(encode(name), String::new())],
        Data::List(list) => items(&list).iter().map(|it| (encode(name), encode(it))).collect(),
        Data::Scalar(_) | Data::Object(_) => item(json).into_iter().map(|it| (encode(name), encode(&it))).collect(),
    }
}

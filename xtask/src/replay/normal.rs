//! Bodies in normalized form: without types that the service assumes, and without differences in the case of parameters.

use graphwright::model::{Index, Role, TypeId};
use serde_json::{Map, Value};

/// The body of a request for which the service assumes the type `expected`.
pub(crate) fn normal(index: &Index<'_>, expected: Option<TypeId>, body: &Value) -> Value {
    match body {
        Value::Array(items) => items.iter().map(|it| normal(index, expected, it)).collect(),
        Value::Object(members) => Value::Object(object(index, expected, members)),
        other => other.clone(),
    }
}

fn object(index: &Index<'_>, expected: Option<TypeId>, members: &Map<String, Value>) -> Map<String, Value> {
    let model = index.model;
    let own = members.get("@odata.type").and_then(Value::as_str).map_or(expected, |name| index.find(name));
    let mut res = Map::new();
    for (name, value) in members {
        let property = own.and_then(|it| model.property(model.find_property(it, name)?));
        let ty = property.and_then(|it| it.ty.item.named().copied());
        match name.strip_suffix("@odata.type") {
            Some("") if own == expected && own.is_some() => {}
            Some("") => drop(res.insert(name.clone(), value.as_str().map(|it| it.trim_start_matches('#')).into())),
            // The type of a declared member.
            Some(of) if own.is_some_and(|it| model.find_property(it, of).is_some()) => {}
            _ => drop(res.insert(known(index, own, name), normal(index, ty, value))),
        }
    }
    res
}

/// Services accept the parameters of actions in any case; findings report where pages differ from metadata.
fn known(index: &Index<'_>, own: Option<TypeId>, name: &str) -> String {
    let is_parameter = own.is_some_and(|it| index.model.type_def(it).role == Role::Parameters);
    if is_parameter { name.to_ascii_lowercase() } else { name.to_owned() }
}

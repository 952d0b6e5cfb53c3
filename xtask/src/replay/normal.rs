//! Bodies without what says nothing: types that the service expects anyway, the case of parameters.

use graphwright::model::{Model, Role, TypeId};
use serde_json::{Map, Value};

/// The body of a request that the service takes for `expected` unless it says another type.
pub(crate) fn normal(model: &Model<TypeId>, expected: Option<TypeId>, body: &Value) -> Value {
    match body {
        Value::Array(items) => items.iter().map(|it| normal(model, expected, it)).collect(),
        Value::Object(members) => Value::Object(object(model, expected, members)),
        other => other.clone(),
    }
}

fn object(model: &Model<TypeId>, expected: Option<TypeId>, members: &Map<String, Value>) -> Map<String, Value> {
    let own = members.get("@odata.type").and_then(Value::as_str).map(|it| it.trim_start_matches('#'));
    let own = own.map_or(expected, |name| model.find_type(name));
    let mut res = Map::new();
    for (name, value) in members {
        let property = own.and_then(|it| model.property(model.find_property(it, name)?));
        let ty = property.and_then(|it| it.ty.item.named().copied());
        match name.strip_suffix("@odata.type") {
            Some("") if own == expected && own.is_some() => {}
            Some("") => drop(res.insert(name.clone(), value.as_str().map(|it| it.trim_start_matches('#')).into())),
            // The type of a declared member.
            Some(of) if own.is_some_and(|it| model.find_property(it, of).is_some()) => {}
            _ => drop(res.insert(known(model, own, name), normal(model, ty, value))),
        }
    }
    res
}

/// Services take the parameters of actions in any case; where pages differ from the metadata, findings say so.
fn known(model: &Model<TypeId>, own: Option<TypeId>, name: &str) -> String {
    let is_parameter = own.is_some_and(|it| model.type_def(it).role == Role::Parameters);
    if is_parameter { name.to_ascii_lowercase() } else { name.to_owned() }
}

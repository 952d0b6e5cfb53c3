//! The variant of a union that a value has, by the conditions of generated code.

use crate::analysis::unions::{self, Kind, Tell};
use crate::model::json::{Json, Value};
use crate::model::{Model, TypeId, Union};

/// The index of the variant; `None` for values of no variant.
pub(super) fn variant(model: &Model<TypeId>, union: &Union<TypeId>, json: &Json) -> Option<usize> {
    let tells = unions::tells(model, union);
    tells.conditions.iter().find(|(tell, _)| holds(tell, json)).map(|(_, variant)| *variant)
}

fn holds(tell: &Tell, json: &Json) -> bool {
    match tell {
        Tell::Kind(kind) => is_of(*kind, &json.value),
        Tell::Member(name, values) => {
            let text = last(&json.value, name).and_then(|it| it.value.as_str());
            text.is_some_and(|it| values.iter().any(|value| value == it))
        }
        Tell::Constant(name, values) => {
            let text = last(&json.value, name).and_then(|it| constant(&it.value));
            text.is_some_and(|it| values.contains(&it))
        }
        Tell::Has(name) => last(&json.value, name).is_some(),
        Tell::Items(tell) => match &json.value {
            Value::Array(items) => items.first().is_none_or(|it| holds(tell, it)),
            _ => false,
        },
    }
}

/// The last member of this name, as for models.
fn last<'j>(value: &'j Value, name: &str) -> Option<&'j Json> {
    let Value::Object(members) = value else { return None };
    members.iter().rev().find(|(it, _)| it.value == name).map(|(_, value)| value)
}

/// A number or a boolean as JSON.
fn constant(value: &Value) -> Option<String> {
    match value {
        Value::Bool(it) => Some(it.to_string()),
        Value::Number(text) => Some(text.to_string()),
        _ => None,
    }
}

fn is_of(kind: Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::Boolean, Value::Bool(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::Text, Value::String(_))
        | (Kind::List, Value::Array(_))
        | (Kind::Object, Value::Object(_)) => true,
        (Kind::Integer, Value::Number(text)) => !text.contains(['.', 'e', 'E']),
        _ => false,
    }
}

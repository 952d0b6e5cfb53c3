//! JSON with the place of every value.

use crate::source::Spanned;
use smol_str::SmolStr;

/// A value and its place.
pub type Json = Spanned<Value>;

/// The name of a member and its place.
pub type Name = Spanned<SmolStr>;

/// A member of an object.
pub type Member = (Name, Json);

/// A JSON value. Most names and texts are short and stored inline.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as written.
    Number(SmolStr),
    /// A string, unescaped.
    String(SmolStr),
    /// An array.
    Array(Vec<Json>),
    /// An object: members in order, duplicates kept.
    Object(Vec<Member>),
}

impl Value {
    /// The member of an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Value::Object(members) => members.iter().find(|(it, _)| it.value == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

/// JSON without places. A number that serde cannot represent becomes a string.
impl From<&Value> for serde_json::Value {
    fn from(json: &Value) -> serde_json::Value {
        match json {
            Value::Null => serde_json::Value::Null,
            Value::Bool(it) => (*it).into(),
            Value::Number(text) => text.parse().map_or_else(|_| text.as_str().into(), serde_json::Value::Number),
            Value::String(text) => text.as_str().into(),
            Value::Array(items) => items.iter().map(|it| serde_json::Value::from(&it.value)).collect(),
            Value::Object(members) => members.iter().map(|(name, it)| (name.value.clone(), &it.value)).collect(),
        }
    }
}

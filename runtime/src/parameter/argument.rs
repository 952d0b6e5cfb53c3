//! Values of parameters, independent of how they are written.

use crate::raw::MemberName;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use std::fmt;

/// The value of a parameter: text, a number, a date, a list, an object.
#[derive(Clone)]
pub struct Argument(Result<Box<RawValue>, String>);

impl Argument {
    /// Creates an argument with this value. A value that cannot be written as JSON is an error when the request is sent.
    pub fn new<V: Serialize + ?Sized>(value: &V) -> Argument {
        Argument(to_raw_value(value).map_err(|err| err.to_string()))
    }

    /// The value as JSON, or why there is none.
    pub(crate) fn json(&self) -> Result<&RawValue, &str> {
        self.0.as_deref().map_err(String::as_str)
    }
}

impl fmt::Debug for Argument {
    /// Does not show the value, which may be confidential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Argument(…)")
    }
}

/// The outermost level of a value.
pub(crate) enum Data<'a> {
    Null,
    /// A number, a boolean, or the text of a string.
    Scalar(String),
    List(Vec<&'a RawValue>),
    /// In the order of the value.
    Object(Vec<(String, &'a RawValue)>),
}

impl<'a> Data<'a> {
    pub(crate) fn of(json: &'a RawValue) -> Data<'a> {
        let text = json.get().trim_ascii();
        let parsed = match text.as_bytes().first() {
            Some(b'{') => serde_json::from_str(text).map(|Members(it)| Data::Object(it)),
            Some(b'[') => serde_json::from_str(text).map(Data::List),
            Some(b'"') => serde_json::from_str(text).map(Data::Scalar),
            _ if text == "null" => Ok(Data::Null),
            _ => Ok(Data::Scalar(text.to_owned())),
        };
        parsed.expect("a raw value is JSON")
    }
}

/// The text of an item. Styles are defined only for one level: a list or an object in another one is written as JSON.
pub(super) fn item(json: &RawValue) -> Option<String> {
    match Data::of(json) {
        Data::Null => None,
        Data::Scalar(text) => Some(text),
        Data::List(_) | Data::Object(_) => Some(json.get().to_owned()),
    }
}

/// The texts of all items that are not null.
pub(super) fn items(list: &[&RawValue]) -> Vec<String> {
    list.iter().filter_map(|it| item(it)).collect()
}

/// The names and texts of all members that are not null.
pub(super) fn members(object: Vec<(String, &RawValue)>) -> impl Iterator<Item = (String, String)> {
    object.into_iter().filter_map(|(name, value)| Some((name, item(value)?)))
}

/// The members of an object in their order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor).map(Members)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut res = Vec::new();
        while let Some(MemberName(name)) = map.next_key()? {
            res.push((name.into_owned(), map.next_value()?));
        }
        Ok(res)
    }
}

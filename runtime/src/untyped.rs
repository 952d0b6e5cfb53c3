//! Values of no declared type.

use crate::raw::Raw;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Deref;

/// `Edm.Untyped`: any JSON value, as it came. It can be used as a [`Value`], and is made of whatever a `Value` can be made of.
///
/// Numbers of JSON have any number of digits, and a `Value` has those of `f64`. Where that matters, [`Untyped::text`] has the
/// JSON, and it is what is written back; the `Value` comes near to it, and is a string for a number beyond `f64`.
///
/// ```
/// use msgraph::runtime::serde_json;
/// use msgraph::{Untyped, json};
///
/// # fn example() -> Result<(), serde_json::Error> {
/// let value: Untyped = serde_json::from_str(r#"{"price":18446744073709551616,"name":"tea"}"#)?;
/// assert_eq!(value["name"], "tea");
/// assert_eq!(serde_json::to_string(&value)?, r#"{"price":18446744073709551616,"name":"tea"}"#);
/// assert_eq!(Untyped::from(json!({ "a": 1 })), json!({ "a": 1 }));
/// # Ok(()) }
/// # example().unwrap();
/// ```
#[derive(Clone, Default)]
pub struct Untyped {
    value: Value,
    /// If the value does not hold all of it.
    text: Option<Box<RawValue>>,
}

impl Untyped {
    /// The JSON as it came, if it has numbers that the [`Value`] does not hold: `18446744073709551616`.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref().map(RawValue::get)
    }

    /// The value, which comes near to numbers that it cannot hold.
    pub fn into_value(self) -> Value {
        self.value
    }

    /// The value to be changed. What is written from then on is the value, with the numbers that it holds.
    pub fn value_mut(&mut self) -> &mut Value {
        self.text = None;
        &mut self.value
    }

    /// Reads the value as another type, from the JSON as it came.
    ///
    /// # Errors
    /// It does not have the form of the type.
    pub fn read_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        match self.text() {
            Some(text) => serde_json::from_str(text),
            None => T::deserialize(&self.value),
        }
    }
}

impl<T: Into<Value>> From<T> for Untyped {
    fn from(value: T) -> Untyped {
        Untyped { value: value.into(), text: None }
    }
}

impl Deref for Untyped {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.value
    }
}

impl PartialEq for Untyped {
    fn eq(&self, other: &Untyped) -> bool {
        self.value == other.value && self.text() == other.text()
    }
}

impl Eq for Untyped {}

impl PartialEq<Value> for Untyped {
    /// Numbers that the value cannot hold are not equal to it.
    fn eq(&self, other: &Value) -> bool {
        self.value == *other && self.text.is_none()
    }
}

impl fmt::Debug for Untyped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text() {
            Some(text) => f.write_str(text),
            None => self.value.fmt(f),
        }
    }
}

impl fmt::Display for Untyped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text() {
            Some(text) => f.write_str(text),
            None => fmt::Display::fmt(&self.value, f),
        }
    }
}

impl Serialize for Untyped {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.text {
            Some(text) if serializer.is_human_readable() => text.serialize(serializer),
            _ => self.value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Untyped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (value, text) = Raw::deserialize(deserializer)?.into_value().map_err(D::Error::custom)?;
        Ok(Untyped { value, text })
    }
}

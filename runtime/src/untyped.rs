//! Values without a declared type.

use crate::raw::Raw;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Deref;

/// `Edm.Untyped`: any JSON value, unchanged. It dereferences to [`Value`], and converts from everything that a `Value`
/// converts from.
///
/// JSON numbers have any number of digits, and a `Value` has the precision of `f64`. [`Untyped::text`] returns the
/// original JSON of such a value, which is also written back; the `Value` is the nearest number, or a string beyond the
/// range of `f64`.
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
    /// Present if the value is not exact.
    text: Option<Box<RawValue>>,
}

impl Untyped {
    /// Creates a value from one that was read.
    ///
    /// # Errors
    /// Fails if the value is nested too deeply.
    pub(crate) fn from_raw(raw: Raw<'_>) -> Result<Untyped, serde_json::Error> {
        let (value, text) = raw.into_value()?;
        Ok(Untyped { value, text })
    }

    /// Returns the original JSON if it has numbers that [`Value`] cannot represent: `18446744073709551616`.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref().map(RawValue::get)
    }

    /// Returns the value, with the nearest representable numbers.
    pub fn into_value(self) -> Value {
        self.value
    }

    /// Returns a mutable reference to the value. Afterwards, the value is written instead of the original JSON.
    pub fn value_mut(&mut self) -> &mut Value {
        self.text = None;
        &mut self.value
    }

    /// Reads the value as another type, from the original JSON.
    ///
    /// # Errors
    /// Fails if the value does not match the type.
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
    /// A value that is not exact does not equal its original.
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
        Untyped::from_raw(Raw::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

//! Deserialization of maps.

use super::Map;
use crate::raw::{MemberName, Raw};
use serde::de::value::UnitDeserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor, value};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Map<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Map<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Map<T>, A::Error> {
        let mut res = Map::new();
        while let Some(MemberName(name)) = map.next_key()? {
            let value = map.next_value::<Option<T>>()?.or_else(null);
            res.put(&name, value);
        }
        Ok(res)
    }
}

/// The value for null, if the type allows it.
fn null<'de, T: Deserialize<'de>>() -> Option<T> {
    T::deserialize(UnitDeserializer::<value::Error>::new()).ok()
}

impl<T: DeserializeOwned> Map<T> {
    /// Reads a member. Returns `false` if it has another type, and is not null.
    pub(crate) fn read(&mut self, name: &str, raw: &Raw<'_>) -> bool {
        let value = raw.read_as();
        let is_read = value.is_some() || raw.is_null();
        if is_read {
            self.put(name, value);
        }
        is_read
    }
}

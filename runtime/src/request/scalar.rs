//! A value wrapped in an object: `{"value": true}`.

use crate::number::{Slot, is_number};
use crate::raw::MemberName;
use serde::Deserializer;
use serde::de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Reads the member `value`.
pub(super) fn scalar<'de, T: DeserializeOwned + 'static, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ScalarVisitor(PhantomData))
}

struct ScalarVisitor<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned + 'static> Visitor<'de> for ScalarVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a value in `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut res = None;
        while let Some(MemberName(name)) = map.next_key()? {
            match &*name {
                "value" if is_number::<T>() => map.next_value_seed(Slot(&mut res))?,
                "value" => res = Some(map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        // A missing value is read as null, if the type allows it.
        let missing = || serde_json::from_str("null").map_err(|_| A::Error::missing_field("value"));
        res.map_or_else(missing, Ok)
    }
}

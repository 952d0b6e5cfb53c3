//! Deserialization of unions.

use super::{ReadVariant, Union, tell};
use crate::raw::{Raw, read_as};
use crate::{MemberValue, Model, Untyped};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// Deserializes a union.
///
/// # Errors
/// Fails if the input cannot be read.
pub fn deserialize<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    let raw = Raw::deserialize(deserializer)?;
    let res = from_text(&raw.text());
    match res {
        Some(res) => Ok(res),
        None => Untyped::from_raw(raw).map(U::unrecognized).map_err(D::Error::custom),
    }
}

/// Reads the variant of a JSON text, if it has one.
fn from_text<U: Union>(text: &str) -> Option<U> {
    U::read(tell::find(U::TELLS, text)?, Text(text))
}

/// The JSON text of a value.
struct Text<'a>(&'a str);

impl ReadVariant for Text<'_> {
    fn model<T: Model, U>(self, variant: impl FnOnce(Box<T>) -> U) -> Option<U> {
        read_as(self.0).map(variant)
    }

    fn value<T: MemberValue, U>(self, variant: impl FnOnce(T) -> U) -> Option<U> {
        read_as(self.0).map(variant)
    }
}

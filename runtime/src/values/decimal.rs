//! Decimal numbers.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// `Edm.Decimal`. Services send it as a number or as a string; it is written back as it came. Values are equal if their
/// texts are.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Decimal {
    /// A JSON number.
    Number(serde_json::Number),
    /// A JSON string: `"12.50"`.
    Text(Box<str>),
}

impl Decimal {
    /// The nearest floating-point number, if it is a number.
    pub fn to_f64(&self) -> Option<f64> {
        match self {
            Decimal::Number(number) => number.as_f64(),
            Decimal::Text(text) => text.parse().ok(),
        }
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Decimal::Number(value.into())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Decimal::Number(number) => number.fmt(f),
            Decimal::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Decimal::Number(number) => number.serialize(serializer),
            Decimal::Text(text) => text.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DecimalVisitor)
    }
}

struct DecimalVisitor;

impl Visitor<'_> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number")
    }

    fn visit_i64<E>(self, value: i64) -> Result<Decimal, E> {
        Ok(Decimal::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Decimal, E> {
        Ok(Decimal::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Decimal, E> {
        serde_json::Number::from_f64(value).map(Decimal::Number).ok_or_else(|| E::custom("no finite number"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Decimal, E> {
        Ok(Decimal::Text(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn both_kinds_are_written_back() {
        for text in ["12", "12.5", "\"12.50\"", "-3"] {
            let value: Decimal = serde_json::from_str(text).expect("a decimal");
            assert_eq!(serde_json::to_string(&value).expect("JSON"), text);
        }
        assert_eq!(Decimal::Text("12.50".into()).to_f64(), Some(12.5));
    }
}

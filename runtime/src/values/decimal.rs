//! Decimal numbers.

use super::{Key, ValueError, compare_by_key};
use crate::raw::{self, Raw};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Error as _, MapAccess, Unexpected, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Number;
use serde_json::value::RawValue;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

const TYPE_NAME: &str = "Edm.Decimal";

/// `Edm.Decimal`. Services send it as a JSON number or a JSON string; it is written back in the same form.
///
/// Values are equal if they are the same number, regardless of form and trailing zeros: `12.5`, `"12.50"`, `1.25e1`.
/// All digits count; nothing is rounded. The original text is kept in both forms, including digits beyond the precision
/// of `f64`: `1.50`. (In formats other than JSON, a number that `f64` cannot represent exactly is written as a string.)
#[derive(Clone)]
pub struct Decimal {
    text: Box<str>,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    /// Written as a string.
    Text,
    /// Written as this number; the text is its representation.
    Number(Number),
    /// Written as a number with this JSON text.
    Raw,
}

impl Decimal {
    /// Creates a value that is written as a JSON string. The text is not checked; `str::parse` checks it.
    pub fn from_text(text: impl Into<Box<str>>) -> Decimal {
        Decimal { text: text.into(), kind: Kind::Text }
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether it is written as a JSON number instead of a string.
    pub fn is_json_number(&self) -> bool {
        !matches!(self.kind, Kind::Text)
    }

    /// Returns the nearest floating-point number; `None` if the text is not a number.
    pub fn to_f64(&self) -> Option<f64> {
        self.text.parse().ok()
    }

    fn key(&self) -> Key<Digits, &str> {
        Digits::read(&self.text).map_or(Key::Text(&self.text), Key::Value)
    }
}

impl From<Number> for Decimal {
    fn from(number: Number) -> Self {
        Decimal { text: number.to_string().into(), kind: Kind::Number(number) }
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Decimal::from(Number::from(value))
    }
}

impl From<i32> for Decimal {
    fn from(value: i32) -> Self {
        Decimal::from(Number::from(value))
    }
}

impl TryFrom<f64> for Decimal {
    type Error = ValueError;

    /// Accepts the number if it is finite.
    fn try_from(value: f64) -> Result<Decimal, ValueError> {
        let number = Number::from_f64(value);
        number.map(Decimal::from).ok_or_else(|| ValueError::new(TYPE_NAME, "it is not finite", &value.to_string()))
    }
}

impl FromStr for Decimal {
    type Err = ValueError;

    /// Accepts the text if it is a number. It is written as a JSON number with these digits if `f64`, which most
    /// programs use, represents it exactly; otherwise as a string.
    fn from_str(text: &str) -> Result<Decimal, ValueError> {
        let digits = Digits::read(text).ok_or_else(|| ValueError::malformed(TYPE_NAME, text))?;
        let is_exact = |number: &Number| Digits::read(&number.to_string()).as_ref() == Some(&digits);
        let number: Option<Number> = text.parse().ok();
        let kind = match number.filter(is_exact) {
            Some(_) => Decimal::kind(text),
            None => Kind::Text,
        };
        Ok(Decimal { text: text.into(), kind })
    }
}

impl Decimal {
    /// The form of a JSON number with this text.
    fn kind(text: &str) -> Kind {
        raw::number(text).map_or(Kind::Raw, Kind::Number)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

compare_by_key!(Decimal);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.kind {
            Kind::Number(number) => number.serialize(serializer),
            Kind::Raw if serializer.is_human_readable() => {
                let text = RawValue::from_string(String::from(self.text.clone()));
                text.map_err(S::Error::custom)?.serialize(serializer)
            }
            Kind::Text | Kind::Raw => serializer.serialize_str(&self.text),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return deserializer.deserialize_any(DecimalVisitor);
        }
        match Raw::deserialize(deserializer)? {
            Raw::Text(text) => Decimal::read(&text),
            Raw::Value(value) => value.deserialize_any(DecimalVisitor).map_err(D::Error::custom),
        }
    }
}

impl Decimal {
    /// Reads JSON.
    fn read<E: de::Error>(text: &str) -> Result<Decimal, E> {
        let found = match text.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => return Ok(Decimal { text: text.into(), kind: Decimal::kind(text) }),
            Some(b'"') => return serde_json::from_str::<Box<str>>(text).map(Decimal::from_text).map_err(E::custom),
            Some(b'{') => Unexpected::Map,
            Some(b'[') => Unexpected::Seq,
            Some(b't' | b'f') => Unexpected::Bool(text == "true"),
            _ => Unexpected::Unit,
        };
        Err(E::invalid_type(found, &DecimalVisitor))
    }
}

struct DecimalVisitor;

impl<'de> Visitor<'de> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number, or a string with one")
    }

    fn visit_i64<E>(self, value: i64) -> Result<Decimal, E> {
        Ok(Decimal::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Decimal, E> {
        Ok(Decimal::from(Number::from(value)))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Decimal, E> {
        Decimal::try_from(value).map_err(E::custom)
    }

    fn visit_str<E>(self, text: &str) -> Result<Decimal, E> {
        Ok(Decimal::from_text(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Decimal, E> {
        Ok(Decimal::from_text(text))
    }

    /// serde_json's feature `arbitrary_precision`, which any crate of a program can enable, represents numbers as maps.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Decimal, A::Error> {
        Number::deserialize(MapAccessDeserializer::new(map)).map(Decimal::from)
    }
}

/// A number in normal form: `0.` and the digits, times ten to the power of `point`.
#[derive(PartialEq, Eq, Hash)]
struct Digits {
    /// -1, 0 or 1.
    sign: i8,
    /// 0 if the number is 0.
    point: i64,
    /// Without leading and trailing zeros.
    digits: String,
}

impl Digits {
    fn read(text: &str) -> Option<Digits> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, i64::from(exponent.parse::<i32>().ok()?)),
            None => (text, 0),
        };
        let mantissa = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        if [whole, fraction].iter().any(|it| it.is_empty() || !it.bytes().all(|it| it.is_ascii_digit())) {
            return None;
        }
        let digits = [whole, fraction].concat();
        let significant = digits.trim_start_matches('0');
        if significant.is_empty() {
            return Some(Digits { sign: 0, point: 0, digits: String::new() });
        }
        let n_zeros = i64::try_from(digits.len() - significant.len()).ok()?;
        let point = i64::try_from(whole.len()).ok()? - n_zeros + exponent;
        let sign = if text.starts_with('-') { -1 } else { 1 };
        Some(Digits { sign, point, digits: significant.trim_end_matches('0').to_owned() })
    }
}

impl Ord for Digits {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = || self.point.cmp(&other.point).then_with(|| self.digits.cmp(&other.digits));
        let by_magnitude = || if self.sign < 0 { magnitude().reverse() } else { magnitude() };
        self.sign.cmp(&other.sign).then_with(by_magnitude)
    }
}

impl PartialOrd for Digits {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

//! Values that keep their JSON text: JSON numbers have any number of digits, serde's have the precision of `f64`.

mod nested;

pub(crate) use nested::read_as;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor, value};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Number, Value};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// Removes a byte order mark (RFC 8259, 8.1).
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// The text of JSON without a byte order mark. It is validated here once, which is faster than for each string of a model.
///
/// # Errors
/// Fails if the body is not UTF-8, at the line and column of the first string that is not.
pub(crate) fn text(body: &[u8]) -> Result<&str, serde_json::Error> {
    let body = without_mark(body);
    str::from_utf8(body).map_err(|err| match serde_json::from_slice::<Value>(body) {
        Err(place) => place,
        Ok(_) => serde_json::Error::custom(err),
    })
}

/// A value as received: the text in JSON, and the value in other formats.
pub(crate) enum Raw<'de> {
    Text(Cow<'de, str>),
    Value(Value),
}

/// The name that requests the text from serde_json. Other formats ignore it and return the value.
const TOKEN: &str = "$serde_json::private::RawValue";

/// The prefix of names that serde_json reserves.
const PRIVATE: &str = "$serde_json::private::";

impl Raw<'_> {
    /// Returns the value, and the text if serializing the value would not reproduce it.
    pub(crate) fn into_value(self) -> Result<(Value, Option<Box<RawValue>>), serde_json::Error> {
        match self {
            Raw::Value(value) => Ok((value, None)),
            Raw::Text(text) => read(&text),
        }
    }
}

fn read(text: &str) -> Result<(Value, Option<Box<RawValue>>), serde_json::Error> {
    match text.as_bytes() {
        [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => Ok((text[1..text.len() - 1].into(), None)),
        [b'-' | b'0'..=b'9', ..] => match number(text) {
            Some(number) => Ok((Value::Number(number), None)),
            None => kept(text),
        },
        [b'{' | b'[', ..] => match serde_json::from_str(text) {
            Ok(value) if is_exact(text, &value) => Ok((value, None)),
            _ => kept(text),
        },
        _ => Ok((serde_json::from_str(text)?, None)),
    }
}

/// Whether a value represents its text exactly. Integers are always exact, so texts are only compared if a number is an
/// `f64`.
fn is_exact(text: &str, value: &Value) -> bool {
    !is_private(text) && (!has_float(value) || numbers(text).all(|it| number(&text[it]).is_some()))
}

fn has_float(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(items) => items.iter().any(has_float),
        Value::Object(members) => members.values().any(has_float),
        _ => false,
    }
}

/// Whether serde_json would interpret an object as something else.
fn is_private(text: &str) -> bool {
    text.as_bytes().contains(&b'$') && text.contains(PRIVATE)
}

/// Returns the nearest value of a text, and the text. Numbers beyond the range of `f64` become strings.
#[cold]
fn kept(text: &str) -> Result<(Value, Option<Box<RawValue>>), serde_json::Error> {
    let mut near = String::new();
    let mut done = 0;
    for it in numbers(text).filter(|it| text[it.clone()].parse::<Number>().is_err()) {
        near.extend([&text[done..it.start], "\"", &text[it.clone()], "\""]);
        done = it.end;
    }
    near.push_str(&text[done..]);
    Ok((serde_json::from_str(&near)?, Some(serde_json::from_str::<Box<RawValue>>(text)?)))
}

/// Returns the number if it is written as this text.
pub(crate) fn number(text: &str) -> Option<Number> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_integer = digits.len() <= 18 && digits.bytes().all(|it| it.is_ascii_digit());
    if is_integer && (!digits.starts_with('0') || text == "0") {
        return text.parse::<i64>().ok().map(Number::from);
    }
    if is_plain(digits) {
        return Number::from_f64(text.parse().ok()?);
    }
    text.parse().ok().filter(|it: &Number| it.to_string() == text)
}

/// Whether serializing the number reproduces these digits: at most 15, which `f64` represents exactly, not so small
/// that an exponent would be written, and without leading or trailing zeros.
fn is_plain(digits: &str) -> bool {
    let Some((whole, fraction)) = digits.split_once('.') else { return false };
    let are_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let is_whole = !whole.is_empty() && (whole == "0" || !whole.starts_with('0'));
    let is_fraction = !fraction.is_empty() && !fraction.ends_with('0') && !fraction.starts_with("000");
    is_whole && is_fraction && digits.len() <= 16 && are_digits(whole) && are_digits(fraction)
}

/// The positions of numbers in a JSON text.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut idx = 0;
    std::iter::from_fn(move || {
        while idx < bytes.len() {
            let start = idx;
            idx += 1;
            match bytes[start] {
                b'"' => idx = string_end(bytes, idx),
                b'-' | b'0'..=b'9' => {
                    let is_part = |it: &u8| matches!(it, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
                    idx = bytes[idx..].iter().position(|it| !is_part(it)).map_or(bytes.len(), |it| idx + it);
                    return Some(start..idx);
                }
                _ => {}
            }
        }
        None
    })
}

/// Returns the offset after the closing quote of a string.
fn string_end(bytes: &[u8], mut idx: usize) -> usize {
    while idx < bytes.len() {
        match bytes[idx] {
            b'\\' => idx += 2,
            b'"' => return idx + 1,
            _ => idx += 1,
        }
    }
    bytes.len()
}

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Binary formats do not describe their values.
        if !deserializer.is_human_readable() {
            return Value::deserialize(deserializer).map(Raw::Value);
        }
        deserializer.deserialize_newtype_struct(TOKEN, RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw<'de>, D::Error> {
        Value::deserialize(deserializer).map(Raw::Value)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw<'de>, E> {
        Ok(Raw::Value(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw<'de>, E> {
        Ok(Raw::Value(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw<'de>, E> {
        Ok(Raw::Value(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw<'de>, E> {
        Ok(Raw::Value(value.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw<'de>, E> {
        Ok(Raw::Value(text.into()))
    }

    fn visit_unit<E>(self) -> Result<Raw<'de>, E> {
        Ok(Raw::Value(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Raw<'de>, E> {
        Ok(Raw::Value(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw<'de>, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Raw<'de>, A::Error> {
        Value::deserialize(value::SeqAccessDeserializer::new(items)).map(Raw::Value)
    }

    /// serde_json passes the text as the only member of an object.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw<'de>, A::Error> {
        let mut members = serde_json::Map::new();
        while let Some(MemberName(name)) = map.next_key()? {
            if name == TOKEN && members.is_empty() {
                return map.next_value().map(|MemberName(text)| Raw::Text(text));
            }
            members.insert(name.into_owned(), map.next_value()?);
        }
        // With `arbitrary_precision`, serde_json passes numbers as such objects, too.
        Value::deserialize(value::MapDeserializer::new(members.into_iter())).map(Raw::Value).map_err(A::Error::custom)
    }
}

/// The name of a member, borrowed from the input if possible.
pub(crate) struct MemberName<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for MemberName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(MemberNameVisitor)
    }
}

struct MemberNameVisitor;

impl<'de> Visitor<'de> for MemberNameVisitor {
    type Value = MemberName<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<MemberName<'de>, E> {
        Ok(MemberName(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<MemberName<'de>, E> {
        Ok(MemberName(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<MemberName<'de>, E> {
        Ok(MemberName(Cow::Owned(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::Raw;
    use serde_json::Value;

    fn read(text: &str) -> (Value, Option<String>) {
        let raw: Raw<'_> = serde_json::from_str(text).expect("JSON");
        assert!(matches!(raw, Raw::Text(_)), "serde_json passes the text");
        let (value, text) = raw.into_value().expect("JSON");
        (value, text.map(|it| it.get().to_owned()))
    }

    #[test]
    fn the_text_is_kept_where_the_value_is_not_it() {
        for text in [
            "0",
            "-1",
            "1.5",
            "-0.001",
            "0.0001",
            "0.00001",
            "12345678901234.5",
            "0.0",
            "100.0",
            "1e-7",
            "18446744073709551615",
            "\"a\\n\"",
            "\"1.50\"",
            "null",
            "[1,2.5]",
            "{\"a\":-1}",
        ] {
            assert_eq!(read(text), (serde_json::from_str(text).expect("JSON"), None), "{text}");
        }
        for text in ["-0", "1.50", "1E2", "18446744073709551616", "[1,{\"a\":[1.50]}]", "{\"\\\"1\":1.0e-23}"] {
            assert_eq!(read(text), (serde_json::from_str(text).expect("JSON"), Some(text.to_owned())), "{text}");
        }
        assert_eq!(read("1e400"), ("1e400".into(), Some("1e400".to_owned())));
        assert_eq!(read("[1,-1e400]"), (serde_json::json!([1, "-1e400"]), Some("[1,-1e400]".to_owned())));
        let private = r#"{"$serde_json::private::RawValue":"1"}"#;
        assert_eq!(read(private).1.as_deref(), Some(private));
    }

    #[test]
    fn other_formats_give_the_value() {
        let value = serde_json::json!({ "a": [1, 2.5, "b", null, true], "c": {} });
        let raw: Raw<'_> = serde::Deserialize::deserialize(&value).expect("a value");
        let (read, text) = raw.into_value().expect("JSON");
        assert!(read == value && text.is_none());
    }
}

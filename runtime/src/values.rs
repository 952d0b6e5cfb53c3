//! Primitive values that are strings in JSON.
//!
//! The text is kept and written back byte for byte; it is parsed on demand. No information is lost, such as the seventh
//! fractional digit or the offset, and one invalid value does not make a whole response unreadable.
//!
//! Values are compared by their meaning if they can be parsed: two texts for the same instant are equal. Other values
//! are compared as text and sorted last. `Eq`, `Ord` and `Hash` are consistent.

mod base64_url;
mod binary;
mod date;
mod date_time;
mod decimal;
mod duration;
mod guid;
mod time_of_day;

pub use base64_url::Base64Url;
pub use binary::Binary;
pub use date::Date;
pub use date_time::DateTime;
pub use decimal::Decimal;
pub use duration::Duration;
pub use guid::Guid;
pub use time_of_day::TimeOfDay;

use serde::de::Visitor;
use std::fmt;

/// The error of a text that is not valid for its type, or of a value outside the range of the requested type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    type_name: &'static str,
    problem: &'static str,
    text: Box<str>,
}

impl ValueError {
    /// Returns the text of the value.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn malformed(type_name: &'static str, text: &str) -> ValueError {
        ValueError::new(type_name, "it is malformed", text)
    }

    fn new(type_name: &'static str, problem: &'static str, text: &str) -> ValueError {
        ValueError { type_name, problem, text: text.into() }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read `{}` as {}: {}", self.text, self.type_name, self.problem)
    }
}

impl std::error::Error for ValueError {}

/// The key for comparisons.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key<T, S> {
    /// The parsed value.
    Value(T),
    /// The text, which cannot be parsed.
    Text(S),
}

/// Compares values by their method `key`.
macro_rules! compare_by_key {
    ($ty:ident) => {
        impl PartialEq for $ty {
            fn eq(&self, other: &Self) -> bool {
                self.key() == other.key()
            }
        }

        impl Eq for $ty {}

        impl PartialOrd for $ty {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $ty {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.key().cmp(&other.key())
            }
        }

        impl std::hash::Hash for $ty {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.key().hash(state);
            }
        }
    };
}

/// Declares a type that keeps the text of a value. The type has a method `key` for comparisons.
macro_rules! text_value {
    ($(#[$meta:meta])* pub struct $ty:ident, $expected:literal) => {
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $ty(Box<str>);

        impl $ty {
            /// Creates a value from this text without checking it: services send and accept texts that this crate
            /// cannot parse. `str::parse` checks the text.
            pub fn from_text(text: impl Into<Box<str>>) -> $ty {
                $ty(text.into())
            }

            /// Returns the original text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl serde::Serialize for $ty {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::values::TextVisitor($expected)).map($ty)
            }
        }

        $crate::values::compare_by_key!($ty);
    };
}

use {compare_by_key, text_value};

/// Accepts any string. The text describes the expected value in errors.
struct TextVisitor(&'static str);

impl Visitor<'_> for TextVisitor {
    type Value = Box<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string with {}", self.0)
    }

    fn visit_str<E>(self, text: &str) -> Result<Box<str>, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Box<str>, E> {
        Ok(text.into())
    }
}

/// Whether a text matches a pattern, in which `d` is a digit and other characters match themselves.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(it, expected)| match expected {
            b'd' => it.is_ascii_digit(),
            _ => it == expected,
        })
}

#[cfg(test)]
mod tests;

//! Values as literals in URLs (OData ABNF: `primitiveLiteral`).

#[cfg(test)]
mod tests;

use crate::{Binary, Date, DateTime, Decimal, Duration, Guid, TimeOfDay, Untyped};
use jiff::{SignedDuration, Span, Timestamp, ZonedDateTime, civil};
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write;
use uuid::Uuid;

/// A value that can be written as an OData literal: for example, as the argument of a function.
pub trait ToLiteral {
    /// Appends the literal to `out`. Quotes are escaped; percent-encoding is applied to the URL.
    fn write(&self, out: &mut String);

    /// Whether the literal is JSON. A path cannot contain JSON, so it is written as a parameter alias.
    fn is_json(&self) -> bool {
        false
    }
}

/// A value that can be compared with a property of type `V`: `&str` with a `String`, `i32` with an `i64`,
/// `jiff::Timestamp` with a [`DateTime`].
pub trait Literal<V> {
    /// Returns the literal. Quotes are escaped; percent-encoding is applied to the URL.
    fn to_literal(&self) -> String;
}

impl<T: ToLiteral + ?Sized> ToLiteral for &T {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }

    fn is_json(&self) -> bool {
        (**self).is_json()
    }
}

impl<V, T: Literal<V> + ?Sized> Literal<V> for &T {
    fn to_literal(&self) -> String {
        (**self).to_literal()
    }
}

impl<T: ToLiteral> ToLiteral for Option<T> {
    /// `None` is written as `null`.
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }
}

/// An optional argument: `None` writes nothing, and an empty argument is omitted.
#[derive(Clone, Copy, Debug)]
pub struct Optional<T>(pub Option<T>);

impl<T: ToLiteral> ToLiteral for Optional<T> {
    fn write(&self, out: &mut String) {
        if let Some(value) = &self.0 {
            value.write(out);
        }
    }

    fn is_json(&self) -> bool {
        self.0.as_ref().is_some_and(ToLiteral::is_json)
    }
}

/// A collection or a structured value, written as JSON (OData URL Conventions 4.01, 5.1.1.8.2).
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<T: Serialize> ToLiteral for Json<T> {
    fn write(&self, out: &mut String) {
        // Models and values can always be written; other types may fail, and are then written as `null`.
        out.push_str(&serde_json::to_string(&self.0).unwrap_or_else(|_| "null".to_owned()));
    }

    fn is_json(&self) -> bool {
        true
    }
}

impl ToLiteral for str {
    fn write(&self, out: &mut String) {
        quoted("", self, out);
    }
}

impl ToLiteral for String {
    fn write(&self, out: &mut String) {
        quoted("", self, out);
    }
}

impl ToLiteral for Decimal {
    fn write(&self, out: &mut String) {
        match self.as_str() {
            text @ ("INF" | "-INF" | "NaN") => out.push_str(text),
            text => bare(text, out),
        }
    }
}

impl ToLiteral for Guid {
    fn write(&self, out: &mut String) {
        match self.to_hyphenated() {
            Some(text) => out.push_str(&text),
            None => quoted("", self.as_str(), out),
        }
    }
}

impl ToLiteral for Duration {
    fn write(&self, out: &mut String) {
        quoted("duration", self.as_str(), out);
    }
}

impl ToLiteral for Binary {
    fn write(&self, out: &mut String) {
        quoted("binary", &self.to_base64url(), out);
    }
}

/// Writes a quoted string. Quotes in it are doubled.
fn quoted(prefix: &str, text: &str, out: &mut String) {
    out.push_str(prefix);
    out.push('\'');
    for (idx, part) in text.split('\'').enumerate() {
        out.push_str(if idx > 0 { "''" } else { "" });
        out.push_str(part);
    }
    out.push('\'');
}

/// Writes text that needs no quotes. Text that is not a single date or number is quoted, so that the service rejects it
/// instead of parsing it as a part of the expression.
fn bare(text: &str, out: &mut String) {
    let starts_as_number = text.trim_start_matches(['-', '+']).starts_with(|it: char| it.is_ascii_digit());
    let is_one_token = text.bytes().all(|it| it.is_ascii_alphanumeric() || b"-+.:".contains(&it));
    if starts_as_number && is_one_token {
        out.push_str(text);
    } else {
        quoted("", text, out);
    }
}

/// Values that keep their text, written without quotes.
macro_rules! bare_texts {
    ($($ty:ty),*) => {$(
        impl ToLiteral for $ty {
            fn write(&self, out: &mut String) {
                bare(self.as_str(), out);
            }
        }
    )*};
}

bare_texts!(DateTime, Date, TimeOfDay);

/// Values whose literal is their `Display` output.
macro_rules! shown {
    ($($ty:ty),*) => {$(
        impl ToLiteral for $ty {
            fn write(&self, out: &mut String) {
                write!(out, "{self}").expect("writing to a string cannot fail");
            }
        }
    )*};
}

shown!(bool, i8, u8, i16, i32, i64, u64, Timestamp, civil::Date, civil::Time, Uuid);

/// Implements [`ToLiteral`] for floating-point numbers.
macro_rules! floats {
    ($($ty:ty),*) => {$(
        impl ToLiteral for $ty {
            fn write(&self, out: &mut String) {
                match *self {
                    <$ty>::INFINITY => out.push_str("INF"),
                    <$ty>::NEG_INFINITY => out.push_str("-INF"),
                    // `Debug` writes large numbers with an exponent, `Display` writes all zeros.
                    it => write!(out, "{it:?}").expect("writing to a string cannot fail"),
                }
            }
        }
    )*};
}

floats!(f32, f64);

/// Types of other crates, which are converted to types of this crate.
macro_rules! converted {
    ($($ty:ty => $of:ty;)*) => {$(
        impl ToLiteral for $ty {
            fn write(&self, out: &mut String) {
                <$of>::from(self.clone()).write(out);
            }
        }
    )*};
}

converted! {
    ZonedDateTime => DateTime;
    Span => Duration;
    SignedDuration => Duration;
    std::time::Duration => Duration;
}

/// `impl Literal<$of> for $ty` for every pair.
macro_rules! literals {
    ($($ty:ty => $($of:ty),+;)*) => {$($(
        impl Literal<$of> for $ty {
            fn to_literal(&self) -> String {
                let mut res = String::new();
                self.write(&mut res);
                res
            }
        }
    )+)*};
}

// An integer literal without type falls back to `i32` if several types match, so a type must be comparable with `i32`,
// or with exactly one type.
literals! {
    bool => bool, Value, Untyped;
    i8 => i8, i32, i64, f32, f64, Decimal, Value, Untyped;
    u8 => u8, i32, i64, f32, f64, Decimal, Value, Untyped;
    i16 => i16, i32, i64, f32, f64, Decimal, Value, Untyped;
    i32 => i32, i64, f32, f64, Decimal, Value, Untyped;
    i64 => i64, Decimal, Value, Untyped;
    u64 => Decimal, Value, Untyped;
    f32 => f32, f64, Decimal, Value, Untyped;
    f64 => f32, f64, Decimal, Value, Untyped;
    str => String, Value, Untyped;
    String => String, Value, Untyped;
    DateTime => DateTime, Value, Untyped;
    Timestamp => DateTime, Value, Untyped;
    ZonedDateTime => DateTime, Value, Untyped;
    Date => Date, Value, Untyped;
    civil::Date => Date, Value, Untyped;
    TimeOfDay => TimeOfDay, Value, Untyped;
    civil::Time => TimeOfDay, Value, Untyped;
    Duration => Duration, Value, Untyped;
    Span => Duration, Value, Untyped;
    SignedDuration => Duration, Value, Untyped;
    std::time::Duration => Duration, Value, Untyped;
    Decimal => Decimal, Value, Untyped;
    Guid => Guid, Value, Untyped;
    Uuid => Guid, Value, Untyped;
    Binary => Binary, Value, Untyped;
}

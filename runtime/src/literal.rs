//! Values as they are written in URLs (OData ABNF: `primitiveLiteral`).

use crate::{Binary, Date, DateTime, Decimal, Duration, Guid, TimeOfDay, Value};

/// A value that can be written as an OData literal.
pub trait ToLiteral {
    /// Adds the literal to `out`, escaped for OData; percent-encoding comes later.
    fn write(&self, out: &mut String);
}

/// A value that can be compared with a property of type `V`.
pub trait Literal<V> {
    /// The literal, escaped for OData.
    fn to_literal(&self) -> String;
}

impl ToLiteral for str {
    fn write(&self, out: &mut String) {
        out.push('\'');
        out.push_str(&self.replace('\'', "''"));
        out.push('\'');
    }
}

impl<T: ToLiteral + ?Sized> ToLiteral for &T {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
}

impl<T: ToLiteral> ToLiteral for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }
}

/// A bare literal: what `Display` shows.
macro_rules! bare {
    ($($ty:ty),*) => {$(
        impl ToLiteral for $ty {
            fn write(&self, out: &mut String) {
                out.push_str(&self.to_string());
            }
        }
    )*};
}

bare!(bool, i8, u8, i16, i32, i64, u64, DateTime, Date, TimeOfDay, Decimal, Guid);

/// A floating-point number: `INF`, `-INF` and `NaN` are OData's names.
macro_rules! float {
    ($($ty:ty),*) => {$(
        impl ToLiteral for $ty {
            fn write(&self, out: &mut String) {
                if self.is_infinite() {
                    out.push_str(if self.is_sign_positive() { "INF" } else { "-INF" });
                } else {
                    out.push_str(&self.to_string());
                }
            }
        }
    )*};
}

float!(f32, f64);

impl ToLiteral for String {
    fn write(&self, out: &mut String) {
        self.as_str().write(out);
    }
}

impl ToLiteral for Duration {
    fn write(&self, out: &mut String) {
        out.push_str(&format!("duration'{self}'"));
    }
}

impl ToLiteral for Binary {
    fn write(&self, out: &mut String) {
        out.push_str(&format!("binary'{}'", self.to_base64url()));
    }
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

literals! {
    bool => bool, Value;
    i8 => i8, i16, i32, i64, f64;
    u8 => u8, i16, i32, i64, f64;
    i16 => i16, i32, i64, f64;
    i32 => i32, i64, f64, Value;
    i64 => i64, Value;
    f32 => f32, f64;
    f64 => f64, f32, Value;
    str => String, Value;
    String => String, Value;
    DateTime => DateTime;
    Date => Date;
    TimeOfDay => TimeOfDay;
    Duration => Duration;
    Decimal => Decimal;
    Guid => Guid;
    Binary => Binary;
}

impl<V, T: Literal<V> + ?Sized> Literal<V> for &T {
    fn to_literal(&self) -> String {
        (**self).to_literal()
    }
}

//! Numbers in OData JSON: `"INF"`, `"-INF"` and `"NaN"` (OData JSON Format 4.01, 7.1), and `Edm.Int64` as a string if
//! requested (`IEEE754Compatible=true`).
//!
//! Members of models are plain `f64` and `i64`, so the implementations of serde do not suffice.

use serde::de::{DeserializeSeed, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::any::{Any, TypeId};
use std::fmt;
use std::marker::PhantomData;

/// Whether [`Slot`] reads a type. Evaluated by the compiler.
#[inline]
pub(crate) fn is_number<T: 'static>() -> bool {
    let ty = TypeId::of::<T>();
    ty == TypeId::of::<f64>() || ty == TypeId::of::<f32>() || ty == TypeId::of::<i64>()
}

/// Whether [`Floats`] writes a type.
#[inline]
pub(crate) fn is_float<T: 'static>() -> bool {
    let ty = TypeId::of::<T>();
    ty == TypeId::of::<f64>()
        || ty == TypeId::of::<f32>()
        || ty == TypeId::of::<Vec<f64>>()
        || ty == TypeId::of::<Vec<f32>>()
}

/// Whether all numbers are finite in a value of a type for which [`is_float`] is true. The compiler resolves the type.
#[inline]
pub(crate) fn is_finite<T: 'static>(value: &T) -> bool {
    let value: &dyn Any = value;
    if let Some(it) = value.downcast_ref::<f64>() {
        it.is_finite()
    } else if let Some(it) = value.downcast_ref::<f32>() {
        it.is_finite()
    } else if let Some(it) = value.downcast_ref::<Vec<f64>>() {
        it.iter().all(|it| it.is_finite())
    } else {
        value.downcast_ref().is_some_and(|it: &Vec<f32>| it.iter().all(|it| it.is_finite()))
    }
}

/// Reads into an `Option` of a type for which [`is_number`] is true.
pub(crate) struct Slot<'a>(pub(crate) &'a mut dyn Any);

impl<'de> DeserializeSeed<'de> for Slot<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if let Some(it) = self.0.downcast_mut::<Option<i64>>() {
            *it = one(deserializer)?;
        } else if let Some(it) = self.0.downcast_mut::<Option<f64>>() {
            *it = one(deserializer)?;
        } else if let Some(it) = self.0.downcast_mut::<Option<f32>>() {
            *it = one(deserializer)?;
        }
        Ok(())
    }
}

fn one<'de, N: Number<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<N>, D::Error> {
    Ok(Option::<Read<N>>::deserialize(deserializer)?.map(|it| it.0))
}

/// A number that may be written as a string.
pub(crate) trait Number<'de>: Deserialize<'de> {
    const EXPECTED: &'static str;

    fn of_f64(value: f64) -> Option<Self>;

    fn of_i128(value: i128) -> Option<Self>;

    fn of_text(text: &str) -> Option<Self>;
}

macro_rules! floats {
    ($($ty:ident),*) => {$(
        impl Number<'_> for $ty {
            const EXPECTED: &'static str = stringify!($ty);

            fn of_f64(value: f64) -> Option<Self> {
                Some(value as $ty)
            }

            fn of_i128(value: i128) -> Option<Self> {
                Some(value as $ty)
            }

            fn of_text(text: &str) -> Option<Self> {
                match text {
                    "INF" => Some($ty::INFINITY),
                    "-INF" => Some($ty::NEG_INFINITY),
                    "NaN" => Some($ty::NAN),
                    // Other names that Rust accepts are not part of OData.
                    _ => text.parse().ok().filter(|it: &$ty| it.is_finite()),
                }
            }
        }
    )*};
}

floats!(f64, f32);

macro_rules! integers {
    ($($ty:ident),*) => {$(
        impl Number<'_> for $ty {
            const EXPECTED: &'static str = stringify!($ty);

            fn of_f64(_: f64) -> Option<Self> {
                None
            }

            fn of_i128(value: i128) -> Option<Self> {
                value.try_into().ok()
            }

            fn of_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

integers!(i64, u64);

/// Reads a number, or a string with one.
pub(crate) struct Read<N>(pub(crate) N);

impl<'de, N: Number<'de>> Deserialize<'de> for Read<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Binary formats do not describe their values.
        match deserializer.is_human_readable() {
            true => deserializer.deserialize_any(NumberVisitor(PhantomData)).map(Read),
            false => N::deserialize(deserializer).map(Read),
        }
    }
}

struct NumberVisitor<N>(PhantomData<N>);

impl<'de, N: Number<'de>> Visitor<'de> for NumberVisitor<N> {
    type Value = N;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(N::EXPECTED)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<N, E> {
        N::of_f64(value).ok_or_else(|| E::invalid_type(Unexpected::Float(value), &self))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<N, E> {
        N::of_i128(value.into()).ok_or_else(|| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<N, E> {
        N::of_i128(value.into()).ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<N, E> {
        N::of_text(text).ok_or_else(|| E::invalid_type(Unexpected::Str(text), &self))
    }

    /// With serde_json's feature `arbitrary_precision`, numbers are maps.
    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<N, A::Error> {
        let number = serde_json::Number::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        N::of_text(&number.to_string()).ok_or_else(|| serde::de::Error::invalid_type(Unexpected::Map, &self))
    }
}

/// Returns the JSON of a value that may be a number.
///
/// # Errors
/// Fails if the value cannot be written as JSON.
pub(crate) fn to_text<T: Serialize + 'static>(value: &T) -> Result<String, serde_json::Error> {
    if is_float::<T>() { serde_json::to_string(&Floats(value)) } else { serde_json::to_string(value) }
}

/// Serializes a value of a type for which [`is_float`] is true.
pub(crate) struct Floats<'a>(pub(crate) &'a dyn Any);

impl Serialize for Floats<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(it) = self.0.downcast_ref::<f64>() {
            Written(*it).serialize(serializer)
        } else if let Some(it) = self.0.downcast_ref::<f32>() {
            Written(*it).serialize(serializer)
        } else if let Some(it) = self.0.downcast_ref::<Vec<f64>>() {
            serializer.collect_seq(it.iter().map(|it| Written(*it)))
        } else if let Some(it) = self.0.downcast_ref::<Vec<f32>>() {
            serializer.collect_seq(it.iter().map(|it| Written(*it)))
        } else {
            serializer.serialize_none()
        }
    }
}

/// A number, written as a string if it is not finite.
struct Written<N>(N);

impl<N: Serialize + Into<f64> + Copy> Serialize for Written<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value: f64 = self.0.into();
        match value {
            _ if value.is_finite() || !serializer.is_human_readable() => self.0.serialize(serializer),
            f64::INFINITY => serializer.serialize_str("INF"),
            f64::NEG_INFINITY => serializer.serialize_str("-INF"),
            _ => serializer.serialize_str("NaN"),
        }
    }
}

//! Open enums whose values are integers.

use crate::number::Read;
use serde::{Deserialize, Deserializer};
use std::fmt;

/// An enum type of the API whose values are integers in JSON. Members that are added to the API later are kept.
///
/// Generated code implements it; [`integer_enum!`](crate::integer_enum!) implements serde's traits and literals.
pub trait IntegerEnum: Copy + PartialEq + fmt::Debug + 'static {
    /// The documented members.
    const MEMBERS: &'static [Self];

    /// Creates the member for a value that is not documented.
    fn unrecognized(value: i64) -> Self;

    /// The value in JSON.
    fn value(self) -> i64;

    /// The member with this value.
    #[inline]
    fn from_value(value: i64) -> Self {
        let same = Self::MEMBERS.iter().find(|it| it.value() == value);
        same.copied().unwrap_or_else(|| Self::unrecognized(value))
    }
}

/// Implements serde's traits, `Debug`, `Display`, `Copy`, `PartialEq`, `Eq`, `Hash`, `From<i64>` and literals for an
/// [`IntegerEnum`], based on the member's value in JSON.
///
/// The expansion uses names of Rust's prelude, such as `Result`: they must not be shadowed at the call site.
#[macro_export]
macro_rules! integer_enum {
    ($ty:ident) => {
        impl<'de> $crate::serde::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::macros::deserialize_integer(deserializer)
            }
        }

        impl $crate::serde::Serialize for $ty {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64($crate::IntegerEnum::value(*self))
            }
        }

        impl core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&$crate::IntegerEnum::value(*self), f)
            }
        }

        impl core::fmt::Display for $ty {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&$crate::IntegerEnum::value(*self), f)
            }
        }

        impl Copy for $ty {}

        impl Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        impl PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::IntegerEnum::value(*self) == $crate::IntegerEnum::value(*other)
            }
        }

        impl Eq for $ty {}

        impl core::hash::Hash for $ty {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                core::hash::Hash::hash(&$crate::IntegerEnum::value(*self), state);
            }
        }

        impl From<i64> for $ty {
            #[inline]
            fn from(value: i64) -> Self {
                $crate::IntegerEnum::from_value(value)
            }
        }

        impl $crate::ToLiteral for $ty {
            #[inline]
            fn write(&self, out: &mut String) {
                $crate::ToLiteral::write(&$crate::IntegerEnum::value(*self), out);
            }
        }
    };
}

/// Deserializes a member.
///
/// # Errors
/// Fails if the input is not an integer of 64 bits.
pub fn deserialize<'de, E: IntegerEnum, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    Read::deserialize(deserializer).map(|Read(value)| E::from_value(value))
}

#[cfg(test)]
mod tests {
    use super::IntegerEnum;

    enum Level {
        Low,
        High,
        Unrecognized(i64),
    }

    impl IntegerEnum for Level {
        const MEMBERS: &'static [Level] = &[Level::Low, Level::High];

        fn unrecognized(value: i64) -> Level {
            Level::Unrecognized(value)
        }

        fn value(self) -> i64 {
            match self {
                Level::Low => -1,
                Level::High => 10,
                Level::Unrecognized(value) => value,
            }
        }
    }

    crate::integer_enum!(Level);

    #[test]
    fn unknown_integers_are_kept() {
        let levels: Vec<Level> = serde_json::from_str("[-1,10,11]").expect("integers");
        assert!(matches!(levels[..], [Level::Low, Level::High, Level::Unrecognized(11)]));
        assert_eq!(serde_json::to_string(&levels).expect("JSON"), "[-1,10,11]");
        assert_eq!((Level::from(10), format!("{:?} {}", levels[2], levels[0])), (Level::High, "11 -1".to_owned()));
        assert_eq!(Level::unrecognized(10), Level::High);
        for text in ["1.5", "\"a\"", "null", "{}", "9223372036854775808"] {
            assert!(serde_json::from_str::<Level>(text).is_err(), "{text}");
        }
    }
}

//! Values of one of several types.

mod members;
mod read;
mod tell;
mod write;

pub use members::{clone, debug, eq};
pub use read::deserialize;
pub use tell::{Kind, Tell};
pub use write::serialize;

use crate::{MemberValue, Model, Untyped};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// A value of one of several types, as an enum with a variant for each type.
///
/// A value is read as the variant that [`Union::TELLS`] determines, and never as the first type that accepts it: models
/// accept any object. Values of no variant, and those that the type of their variant rejects, are kept unchanged.
///
/// Generated code implements it; [`union!`](crate::union!) implements serde's traits, `Debug`, `Clone` and `PartialEq`.
pub trait Union: Clone + PartialEq + fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What determines the variant: the first condition that holds, and the index of its variant.
    const TELLS: &'static [(Tell, usize)];

    /// Creates the value of no variant.
    fn unrecognized(value: Untyped) -> Self;

    /// Reads the variant with this index; `None` if the value does not match.
    fn read<S: ReadVariant>(variant: usize, source: S) -> Option<Self>;

    /// Visits the value.
    fn visit<'a, V: VisitVariant<'a>>(&'a self, visitor: &mut V);

    /// The value as one of the types that cannot be told apart; `None` if it lacks one of the required members, or has
    /// another type.
    #[inline]
    fn view<T: MemberValue>(&self, required: &[&'static str]) -> Option<T> {
        members::view(self, required)
    }
}

/// Reads a variant of a union.
pub trait ReadVariant {
    /// Reads a variant whose value is a model.
    fn model<T: Model, U>(self, variant: impl FnOnce(Box<T>) -> U) -> Option<U>;

    /// Reads another variant.
    fn value<T: MemberValue, U>(self, variant: impl FnOnce(T) -> U) -> Option<U>;
}

/// Visits the variant of a union.
pub trait VisitVariant<'a> {
    /// Visits a model.
    fn model<T: Model>(&mut self, variant: usize, name: &'static str, value: &'a T);

    /// Visits another value.
    fn value<T: MemberValue>(&mut self, variant: usize, name: &'static str, value: &'a T);

    /// Visits the value of no variant.
    fn unrecognized(&mut self, value: &'a Untyped);
}

/// Implements serde's traits, `Debug`, `Clone` and `PartialEq` for a [`Union`].
///
/// The expansion uses names of Rust's prelude, such as `Result`: they must not be shadowed at the call site.
#[macro_export]
macro_rules! union {
    ($ty:ident) => {
        impl<'de> $crate::serde::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::macros::deserialize_union(deserializer)
            }
        }

        impl $crate::serde::Serialize for $ty {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::macros::serialize_union(self, serializer)
            }
        }

        impl core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::macros::debug_union(self, f)
            }
        }

        impl Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                $crate::macros::clone_union(self)
            }
        }

        impl PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::macros::eq_union(self, other)
            }
        }
    };
}

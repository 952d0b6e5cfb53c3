//! Models, and the one implementation of serde for all of them.

mod debug;
mod members;
mod read;
mod write;

pub use debug::{Values, debug};
pub use members::{clone, eq};
pub use read::deserialize;
pub use write::serialize;

use crate::Additional;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// An entity or complex type of the API as a plain struct: every property is an `Option`, members that the struct does not
/// declare are kept in [`Additional`].
///
/// Generated code implements it; [`model!`](crate::model!) makes serde, `Debug`, `Clone` and `PartialEq` of it. What a model
/// costs to compile is what stands there once a property: a plain call in each of the two methods.
pub trait Model:
    Clone + Default + PartialEq + fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The qualified name: `shelf.book`. It is empty if the service has no name for the type.
    const TYPE_NAME: &'static str = "";
    /// The qualified names of all types that derive from this one, directly or not.
    const DERIVED: &'static [&'static str] = &[];

    /// Lets `source` fill the member of this name; if none is declared, the additional members.
    fn set<S: Source>(&mut self, name: &str, source: &mut S);

    /// Shows every member to `visit`, in the order of the struct; additional members first.
    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V);

    /// Members that the model does not declare.
    #[inline]
    fn additional(&self) -> &Additional {
        members::additional(self)
    }

    /// The qualified name in `@odata.type` (`@type` in OData 4.01), if the service sent one: what follows `#`, before which
    /// the URL of the service's metadata may be.
    #[inline]
    fn odata_type(&self) -> Option<&str> {
        let name = self.additional().control("@odata.type")?.as_str()?;
        Some(name.rsplit_once('#').map_or(name, |(_, name)| name))
    }

    /// `@odata.etag` (`@etag` in OData 4.01), if the service sent one.
    #[inline]
    fn etag(&self) -> Option<&str> {
        self.additional().control("@odata.etag")?.as_str()
    }

    /// The model for `{:?}` with its values. `Debug` itself shows what is set, by its type, as logs are read by many. Passwords,
    /// keys, tokens, and URLs that carry a permission in them are shown by neither.
    #[inline]
    fn show_values(&self) -> Values<'_, Self> {
        Values(self)
    }

    /// The object as the derived type `D`, if `@odata.type` names it or a type that derives from it in turn.
    #[inline]
    fn downcast<D: Model + Extends<Self>>(&self) -> Option<D> {
        let name = self.odata_type()?;
        let mut names = D::DERIVED.iter().chain([&D::TYPE_NAME]);
        if names.any(|it| name.eq_ignore_ascii_case(it)) { self.reinterpret() } else { None }
    }

    /// The object as its base type `B`, with `@odata.type` for this type: what is created where a `B` is taken. Members that
    /// `B` does not declare are additional ones.
    #[inline]
    fn upcast<B: Model>(&self) -> B
    where
        Self: Extends<B>,
    {
        members::upcast(self)
    }

    /// The members of the object read as another type, whatever `@odata.type` says; `None` if they do not fit.
    #[inline]
    fn reinterpret<D: Model>(&self) -> Option<D> {
        serde_json::from_slice(&serde_json::to_vec(self).ok()?).ok()
    }
}

/// A model whose base type (or the base type's base type, …) is `B`.
pub trait Extends<B: Model>: Model {}

/// What the value of a member can be. One trait for all that is asked of it: every bound costs each generated call.
pub trait MemberValue: Clone + PartialEq + fmt::Debug + Serialize + DeserializeOwned + 'static {}

impl<T: Clone + PartialEq + fmt::Debug + Serialize + DeserializeOwned + 'static> MemberValue for T {}

/// Something that fills one member of a model.
pub trait Source {
    /// Fills a declared member.
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>);

    /// Fills a declared member that is a list.
    #[inline]
    fn read_list<T: MemberValue>(&mut self, member: &mut Option<Vec<T>>) {
        self.read(member);
    }

    /// Fills the members that are not declared.
    fn additional(&mut self, additional: &mut Additional);
}

/// Something that is shown every member of a model.
pub trait Visit<'a> {
    /// A declared member.
    fn member<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<T>);

    /// A declared member that is a list.
    #[inline]
    fn list<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<Vec<T>>) {
        self.member(name, member);
    }

    /// The members that are not declared.
    fn additional(&mut self, additional: &'a Additional);
}

/// Implements serde's traits, `Debug`, `Clone` and `PartialEq` for a [`Model`].
///
/// Two models are equal if all members are, additional ones too. A number that is not equal to itself (NaN) makes a model
/// that is not, either.
///
/// What it expands to names traits and types of Rust's prelude: where it is called, nothing else may be called `Result`.
#[macro_export]
macro_rules! model {
    ($ty:ident) => {
        impl<'de> $crate::serde::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::macros::deserialize(deserializer)
            }
        }

        impl $crate::serde::Serialize for $ty {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::macros::serialize(self, serializer)
            }
        }

        impl core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::macros::debug(self, f)
            }
        }

        impl Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                $crate::macros::clone(self)
            }
        }

        impl PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::macros::eq(self, other)
            }
        }
    };
}

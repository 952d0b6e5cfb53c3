//! Models, and their shared implementation of serde's traits.

mod debug;
mod members;
mod read;
mod write;

pub use debug::{Values, debug};
pub use members::{clone, eq};
pub(crate) use members::{has, set_null};
pub use read::deserialize;
pub use write::serialize;
pub(crate) use write::serialize_with;

use crate::{Additional, Map};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// An entity or complex type of the API as a plain struct: every property is an `Option`, and members that the struct
/// does not declare are kept in [`Additional`].
///
/// Generated code implements it; [`model!`](crate::model!) implements serde's traits, `Debug`, `Clone` and `PartialEq`.
/// The compile cost of a model depends on the code per property: a plain call in each of the two methods. Generated models
/// are `Send` and `Sync`, but the trait does not require it: the compiler would prove both for the fields of every type.
pub trait Model: Clone + Default + PartialEq + fmt::Debug + Serialize + DeserializeOwned + 'static {
    /// The qualified name: `shelf.book`. Empty if the service has no name for the type.
    const TYPE_NAME: &'static str = "";
    /// The qualified names of all derived types, direct and indirect.
    const DERIVED: &'static [&'static str] = &[];
    /// The member whose text names the type of an object, and its values: for this type first, then for derived types.
    /// Without a member, `@odata.type` names the type.
    const TAG: (&'static str, &'static [&'static str]) = ("", &[]);

    /// Reads the member of this name from `source`; a member that is not declared is added to the additional members.
    fn set<S: Source>(&mut self, name: &str, source: &mut S);

    /// Visits every member in the order of the struct; additional members first, members of one type last.
    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V);

    /// The members that the model does not declare.
    #[inline]
    fn additional(&self) -> &Additional {
        members::additional(self)
    }

    /// The qualified name in `@odata.type` (`@type` in OData 4.01), if present: the part after `#`, which may follow
    /// the URL of the metadata.
    #[inline]
    fn odata_type(&self) -> Option<&str> {
        let name = self.additional().control("@odata.type")?.as_str()?;
        Some(name.rsplit_once('#').map_or(name, |(_, name)| name))
    }

    /// `@odata.etag` (`@etag` in OData 4.01), if present.
    #[inline]
    fn etag(&self) -> Option<&str> {
        self.additional().control("@odata.etag")?.as_str()
    }

    /// Shows the values of the model with `{:?}`. `Debug` of the model itself only shows the types of members that are
    /// set, because logs have many readers. Neither shows passwords, keys, tokens or pre-authenticated URLs.
    #[inline]
    fn show_values(&self) -> Values<'_, Self> {
        Values(self)
    }

    /// Converts to the derived type `D`, if `@odata.type` or the [tag](Model::TAG) names it or a type derived from it.
    #[inline]
    fn downcast<D: Model + Extends<Self>>(&self) -> Option<D> {
        let (tag, values) = D::TAG;
        if !tag.is_empty() {
            let value = members::text(self, tag)?;
            return if values.contains(&&*value) { self.reinterpret() } else { None };
        }
        let name = self.odata_type()?;
        let mut names = D::DERIVED.iter().chain([&D::TYPE_NAME]);
        if names.any(|it| name.eq_ignore_ascii_case(it)) { self.reinterpret() } else { None }
    }

    /// Converts to the base type `B`, and sets `@odata.type` or the [tag](Model::TAG) to this type if the service has a
    /// name for it: for requests that expect a `B`. Members that `B` does not declare become additional members.
    #[inline]
    fn upcast<B: Model>(&self) -> B
    where
        Self: Extends<B>,
    {
        members::upcast(self)
    }

    /// Reads the members as another type, regardless of `@odata.type`; `None` if they do not match.
    #[inline]
    fn reinterpret<D: Model>(&self) -> Option<D> {
        serde_json::from_str(&serde_json::to_string(self).ok()?).ok()
    }
}

/// A model with the direct or indirect base type `B`.
pub trait Extends<B: Model>: Model {}

/// The type of a member. A single trait combines all bounds, because each bound adds to the compile cost of every
/// generated call.
pub trait MemberValue: Clone + PartialEq + fmt::Debug + Serialize + DeserializeOwned + 'static {}

impl<T: Clone + PartialEq + fmt::Debug + Serialize + DeserializeOwned + 'static> MemberValue for T {}

/// Reads the members of a model.
pub trait Source {
    /// Reads a declared member.
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>);

    /// Reads a declared member that is a list.
    #[inline]
    fn read_list<T: MemberValue>(&mut self, member: &mut Option<Vec<T>>) {
        self.read(member);
    }

    /// Reads a member that is not declared: into `rest` if its value has the type of these members, else into the
    /// additional members.
    fn rest<T: MemberValue>(&mut self, rest: &mut Map<T>, additional: &mut Additional);

    /// Reads the additional members.
    fn additional(&mut self, additional: &mut Additional);
}

/// Visits the members of a model.
pub trait Visit<'a> {
    /// Visits a declared member.
    fn member<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<T>);

    /// Visits a declared member that is a list.
    #[inline]
    fn list<T: MemberValue>(&mut self, name: &'static str, member: &'a Option<Vec<T>>) {
        self.member(name, member);
    }

    /// Visits the members that are not declared and have one type.
    fn rest<T: MemberValue>(&mut self, rest: &'a Map<T>);

    /// Visits the additional members.
    fn additional(&mut self, additional: &'a Additional);
}

/// Implements serde's traits, `Debug`, `Clone` and `PartialEq` for a [`Model`].
///
/// Two models are equal if all members are equal, including additional ones. A model with a NaN is not equal to itself.
///
/// The expansion uses names of Rust's prelude, such as `Result`: they must not be shadowed at the call site.
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

//! Models, and the one implementation of serde for all of them.

use crate::{Additional, members};
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::marker::PhantomData;
use std::{fmt, mem, slice};

/// An entity or complex type of the API as a plain struct: every property is an `Option`, members that the struct does not
/// declare are kept in [`Additional`].
///
/// Generated code implements it; [`model!`](crate::model!) makes serde, `Debug`, `Clone` and `PartialEq` of it. What a model
/// costs to compile is what stands here once a property: a name, and a plain call in each of the two methods.
pub trait Model:
    Clone + Default + PartialEq + fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The names of the type and of its members.
    const SHAPE: Shape;
    /// The qualified name: `microsoft.graph.user`.
    const TYPE_NAME: &'static str = Self::SHAPE.0;
    /// The names of the declared members in JSON, in the order of the struct.
    const NAMES: &'static [&'static str] = Self::SHAPE.1;

    /// The qualified names of all types that derive from this one, directly or not.
    const DERIVED: &'static [&'static str] = &[];

    /// Lets `source` fill the member whose name stands at `index` of [`Model::NAMES`]; past their end, the additional members.
    fn set<S: Source>(&mut self, index: usize, source: &mut S);

    /// Shows every member to `visit`, in the order of [`Model::NAMES`]; additional members first.
    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V);

    /// Members that the model does not declare.
    #[inline]
    fn additional(&self) -> &Additional {
        members::additional(self)
    }

    /// The qualified name in `@odata.type` (without `#`), if the service sent one.
    #[inline]
    fn odata_type(&self) -> Option<&str> {
        let name = self.additional().get("@odata.type")?.as_str()?;
        Some(name.strip_prefix('#').unwrap_or(name))
    }

    /// `@odata.etag`, if the service sent one.
    #[inline]
    fn etag(&self) -> Option<&str> {
        self.additional().get("@odata.etag")?.as_str()
    }

    /// The object as the derived type `D`, if `@odata.type` names it or a type that derives from it in turn.
    #[inline]
    fn downcast<D: Model + Extends<Self>>(&self) -> Option<D> {
        let name = self.odata_type()?;
        let mut names = D::DERIVED.iter().chain([&D::TYPE_NAME]);
        if names.any(|it| name.eq_ignore_ascii_case(it)) { self.reinterpret() } else { None }
    }

    /// The members of the object read as another type, whatever `@odata.type` says; `None` if they do not fit.
    #[inline]
    fn reinterpret<D: Model>(&self) -> Option<D> {
        serde_json::from_value(serde_json::to_value(self).ok()?).ok()
    }
}

/// The qualified name of a type, and the names of its members. Together, because each constant has its price.
#[derive(Clone, Copy, Debug)]
pub struct Shape(pub &'static str, pub &'static [&'static str]);

/// A model whose base type (or the base type's base type, …) is `B`.
pub trait Extends<B: Model>: Model {}

/// What the value of a member can be. One trait for all that is asked of it: every bound costs each generated call.
pub trait MemberValue: Clone + PartialEq + fmt::Debug + Serialize + DeserializeOwned + 'static {}

impl<T: Clone + PartialEq + fmt::Debug + Serialize + DeserializeOwned + 'static> MemberValue for T {}

/// Something that fills one member of a model.
pub trait Source {
    /// Fills a declared member.
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>);

    /// Fills the members that are not declared.
    fn additional(&mut self, additional: &mut Additional);
}

/// Something that is shown every member of a model. It counts them: calls carry no names.
pub trait Visit<'a> {
    /// The next declared member.
    fn member<T: MemberValue>(&mut self, member: &'a Option<T>);

    /// The members that are not declared.
    fn additional(&mut self, additional: &'a Additional);
}

/// Implements serde's traits, `Debug`, `Clone` and `PartialEq` for a [`Model`].
///
/// Two models are equal if all members are, additional ones too. A number that is not equal to itself (NaN) makes a model
/// that is not, either.
#[macro_export]
macro_rules! model {
    ($ty:ident) => {
        impl<'de> $crate::serde::Deserialize<'de> for $ty {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::macros::deserialize(deserializer)
            }
        }

        impl $crate::serde::Serialize for $ty {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::macros::serialize(self, serializer)
            }
        }

        impl ::core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::macros::debug(self, ::core::stringify!($ty), f)
            }
        }

        impl ::core::clone::Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                $crate::macros::clone(self)
            }
        }

        impl ::core::cmp::PartialEq for $ty {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::macros::eq(self, other)
            }
        }
    };
}

/// Reads a model.
///
/// # Errors
/// The input is no object, or a member has another type than the model says.
pub fn deserialize<'de, T: Model, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ModelVisitor(PhantomData))
}

struct ModelVisitor<T>(PhantomData<T>);

impl<'de, T: Model> Visitor<'de> for ModelVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", T::TYPE_NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let (mut res, mut idx) = (T::default(), 0);
        while let Some(MemberName(name)) = map.next_key()? {
            let found = position(T::NAMES, idx, &name);
            idx = found.unwrap_or(idx);
            let mut next = Next { map: &mut map, name, result: Ok(()) };
            res.set(found.unwrap_or(usize::MAX), &mut next);
            next.result?;
        }
        Ok(res)
    }
}

/// Where a name stands. Members mostly come in the order of the documentation: the search begins at the last one found.
fn position(names: &[&str], start: usize, name: &str) -> Option<usize> {
    let (before, after) = names.split_at(start);
    let found = after.iter().position(|it| *it == name);
    found.map(|it| it + start).or_else(|| before.iter().position(|it| *it == name))
}

/// The value of the member that was read last.
struct Next<'a, 'de, A: MapAccess<'de>> {
    map: &'a mut A,
    name: Cow<'de, str>,
    result: Result<(), A::Error>,
}

impl<'de, A: MapAccess<'de>> Source for Next<'_, 'de, A> {
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>) {
        match self.map.next_value() {
            Ok(value) => *member = value,
            Err(err) => self.result = Err(err),
        }
    }

    fn additional(&mut self, additional: &mut Additional) {
        match self.map.next_value::<serde_json::Value>() {
            Ok(value) => {
                additional.insert(mem::take(&mut self.name), value);
            }
            Err(err) => self.result = Err(err),
        }
    }
}

/// A member's name: borrowed from the input where that is possible.
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

/// Writes a model: what is not declared first, since `@odata.type` must stand before what depends on it (OData JSON
/// Format 4.01, 4.5.3).
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Model, S: Serializer>(model: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer { map: serializer.serialize_map(None)?, names: T::NAMES.iter(), result: Ok(()) };
    model.each(&mut writer);
    writer.result?;
    writer.map.end()
}

/// Writes nothing more after an error.
struct Writer<M: SerializeMap> {
    map: M,
    names: Names,
    result: Result<(), M::Error>,
}

type Names = slice::Iter<'static, &'static str>;

impl<'a, M: SerializeMap> Visit<'a> for Writer<M> {
    fn member<T: MemberValue>(&mut self, member: &'a Option<T>) {
        if let (Some(name), Some(value), Ok(())) = (self.names.next(), member, &self.result) {
            self.result = self.map.serialize_entry(name, value);
        }
    }

    fn additional(&mut self, additional: &'a Additional) {
        self.result = additional.iter().try_for_each(|(name, value)| self.map.serialize_entry(name, value));
    }
}

/// Shows the members that are set.
///
/// # Errors
/// Those of the formatter.
pub fn debug<T: Model>(model: &T, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut printer = Printer { out: f.debug_struct(name), names: T::NAMES.iter() };
    model.each(&mut printer);
    printer.out.finish()
}

struct Printer<'f, 'b> {
    out: fmt::DebugStruct<'f, 'b>,
    names: Names,
}

impl<'a> Visit<'a> for Printer<'_, '_> {
    fn member<T: MemberValue>(&mut self, member: &'a Option<T>) {
        if let (Some(name), Some(value)) = (self.names.next(), member) {
            self.out.field(name, value);
        }
    }

    fn additional(&mut self, additional: &'a Additional) {
        for (name, value) in additional.iter() {
            self.out.field(name, value);
        }
    }
}

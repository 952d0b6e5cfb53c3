//! Models, and the one implementation of serde for all of them.

use crate::Additional;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// An entity or complex type of the API as a plain struct: every property is an `Option`, members that the struct does not
/// declare are kept in [`Additional`].
///
/// Generated code implements it; [`model!`](crate::model!) makes serde and `Debug` of it.
pub trait Model: Clone + Default + fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The qualified name: `microsoft.graph.user`.
    const TYPE_NAME: &'static str;

    /// Reads the value of the member `name`, if the model declares it.
    ///
    /// # Errors
    /// Those of `map`: the value is not of the property's type.
    fn set<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error>;

    /// Shows every member to `visit`.
    ///
    /// # Errors
    /// Those of `visit`.
    fn each<V: Visit>(&self, visit: &mut V) -> Result<(), V::Error>;

    /// Members that the model does not declare.
    fn additional(&self) -> &Additional;

    /// Members that the model does not declare, to be changed.
    fn additional_mut(&mut self) -> &mut Additional;

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

    /// The object as the derived type `D`, if `@odata.type` names it.
    #[inline]
    fn downcast<D: Model + Extends<Self>>(&self) -> Option<D> {
        let is_named = self.odata_type().is_some_and(|it| it.eq_ignore_ascii_case(D::TYPE_NAME));
        if is_named { self.reinterpret() } else { None }
    }

    /// The members of the object read as another type; `None` if they do not fit. For types that are derived from `D`.
    #[inline]
    fn reinterpret<D: Model>(&self) -> Option<D> {
        serde_json::from_value(serde_json::to_value(self).ok()?).ok()
    }
}

/// A model whose base type (or the base type's base type, …) is `B`.
pub trait Extends<B: Model>: Model {}

/// Something that is shown every member of a model.
pub trait Visit {
    /// What can go wrong.
    type Error;

    /// A declared property.
    ///
    /// # Errors
    /// What can go wrong.
    fn member<T: Serialize + fmt::Debug>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), Self::Error>;

    /// The members that are not declared.
    ///
    /// # Errors
    /// What can go wrong.
    fn additional(&mut self, additional: &Additional) -> Result<(), Self::Error>;
}

/// Implements serde's traits and `Debug` for a [`Model`].
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
        let mut res = T::default();
        while let Some(MemberName(name)) = map.next_key()? {
            if !res.set(&name, &mut map)? {
                let value: serde_json::Value = map.next_value()?;
                res.additional_mut().insert(name, value);
            }
        }
        Ok(res)
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
    let mut writer = Writer(serializer.serialize_map(None)?);
    model.each(&mut writer)?;
    writer.0.end()
}

struct Writer<M>(M);

impl<M: SerializeMap> Visit for Writer<M> {
    type Error = M::Error;

    fn member<T: Serialize + fmt::Debug>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), M::Error> {
        match value {
            Some(value) => self.0.serialize_entry(name, value),
            None => Ok(()),
        }
    }

    fn additional(&mut self, additional: &Additional) -> Result<(), M::Error> {
        additional.iter().try_for_each(|(name, value)| self.0.serialize_entry(name, value))
    }
}

/// Shows the members that are set.
///
/// # Errors
/// Those of the formatter.
pub fn debug<T: Model>(model: &T, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut printer = Printer(f.debug_struct(name));
    model.each(&mut printer)?;
    printer.0.finish()
}

struct Printer<'a, 'b>(fmt::DebugStruct<'a, 'b>);

impl Visit for Printer<'_, '_> {
    type Error = fmt::Error;

    fn member<T: Serialize + fmt::Debug>(&mut self, name: &'static str, value: &Option<T>) -> fmt::Result {
        if let Some(value) = value {
            self.0.field(name, value);
        }
        Ok(())
    }

    fn additional(&mut self, additional: &Additional) -> fmt::Result {
        for (name, value) in additional.iter() {
            self.0.field(name, value);
        }
        Ok(())
    }
}

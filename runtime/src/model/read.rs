//! Models from JSON.

use crate::Additional;
use crate::model::{MemberValue, Model, Source};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// Reads a model.
///
/// # Errors
/// The input is no object, or a member has another type than the model says.
pub fn deserialize<'de, T: Model, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut res = T::default();
    deserializer.deserialize_map(ModelVisitor(&mut res))?;
    Ok(res)
}

/// Fills a model where it is: deserializers hand on by value what a visitor returns, and some models take kilobytes.
struct ModelVisitor<'a, T>(&'a mut T);

impl<'de, T: Model> Visitor<'de> for ModelVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", T::TYPE_NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(MemberName(name)) = map.next_key()? {
            let mut next = Next { map: &mut map, name: &name, result: Ok(()) };
            self.0.set(&name, &mut next);
            next.result?;
        }
        Ok(())
    }
}

/// The value of the member that was read last.
struct Next<'a, 'de, A: MapAccess<'de>> {
    map: &'a mut A,
    name: &'a str,
    result: Result<(), A::Error>,
}

impl<'de, A: MapAccess<'de>> Source for Next<'_, 'de, A> {
    #[inline]
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>) {
        match self.map.next_value() {
            Ok(value) => *member = value,
            Err(err) => self.result = Err(err),
        }
    }

    #[inline(never)]
    fn additional(&mut self, additional: &mut Additional) {
        match self.map.next_value::<serde_json::Value>() {
            Ok(value) => additional.read(self.name, value),
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

    #[inline]
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

//! Deserialization of models.

use crate::Additional;
use crate::list::{Nulls, Reader};
use crate::model::{MemberValue, Model, Source};
use crate::number::{Slot, is_number};
use crate::raw::MemberName;
use serde::Deserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use std::fmt;

/// Deserializes a model.
///
/// # Errors
/// Fails if the input is not an object, or if a member does not have the declared type.
pub fn deserialize<'de, T: Model, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut res = T::default();
    deserializer.deserialize_map(ModelVisitor(&mut res))?;
    Ok(res)
}

/// Fills a model in place: deserializers move the value of a visitor several times, and some models take kilobytes.
struct ModelVisitor<'a, T>(&'a mut T);

impl<'de, T: Model> Visitor<'de> for ModelVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match T::TYPE_NAME {
            "" => f.write_str("an object"),
            name => write!(f, "an object of type {name}"),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut nulls = None;
        let mut has_nulls = false;
        while let Some(MemberName(name)) = map.next_key()? {
            let mut next = Next { map: &mut map, name: &name, nulls: &mut nulls, has_nulls, result: Ok(()) };
            self.0.set(&name, &mut next);
            if next.nulls.is_some() {
                has_nulls = true;
                self.0.set("", &mut next);
            }
            next.result?;
        }
        Ok(())
    }
}

/// The value of the member that was read last.
struct Next<'a, 'de, A: MapAccess<'de>> {
    map: &'a mut A,
    name: &'a str,
    /// The nulls of the list that was read, for the additional members.
    nulls: &'a mut Option<Nulls>,
    /// Whether an earlier list had nulls. If its name is repeated, even a list without nulls must be stored.
    has_nulls: bool,
    result: Result<(), A::Error>,
}

impl<'de, A: MapAccess<'de>> Source for Next<'_, 'de, A> {
    #[inline]
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>) {
        if is_number::<T>() {
            return self.read_number(Slot(member));
        }
        match self.map.next_value() {
            Ok(value) => *member = value,
            Err(err) => self.result = Err(err),
        }
    }

    #[inline]
    fn read_list<T: MemberValue>(&mut self, member: &mut Option<Vec<T>>) {
        let mut nulls = Nulls::default();
        if let Err(err) = self.map.next_value_seed(Reader { list: member, nulls: &mut nulls }) {
            self.result = Err(err);
        }
        if self.has_nulls || !nulls.is_empty() {
            *self.nulls = Some(nulls);
        }
    }

    #[inline(never)]
    fn additional(&mut self, additional: &mut Additional) {
        if let Some(nulls) = self.nulls.take() {
            return additional.put_nulls(self.name, nulls);
        }
        // The most common members are strings, whose text need not be kept.
        let result = match Additional::known(self.name) {
            Some(name) => self.map.next_value().map(|it| additional.read_known(name, it)),
            None => self.map.next_value().and_then(|it| additional.read(self.name, it).map_err(A::Error::custom)),
        };
        if let Err(err) = result {
            self.result = Err(err);
        }
    }
}

impl<'de, A: MapAccess<'de>> Next<'_, 'de, A> {
    /// Not inlined: shared by all numeric types.
    #[inline(never)]
    fn read_number(&mut self, slot: Slot<'_>) {
        if let Err(err) = self.map.next_value_seed(slot) {
            self.result = Err(err);
        }
    }
}

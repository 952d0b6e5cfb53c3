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
        let mut has_nulls = false;
        while let Some(MemberName(name)) = map.next_key()? {
            let mut next = Next { map: &mut map, name: &name, has_nulls, outcome: Outcome::Read };
            // The nulls of a list are set as an additional member. There is one call of `set`, so that it is inlined.
            let mut target: &str = &name;
            loop {
                self.0.set(target, &mut next);
                match next.outcome {
                    Outcome::Failed(err) => return Err(err),
                    Outcome::Nulls(_) if !target.is_empty() => (has_nulls, target) = (true, ""),
                    Outcome::Nulls(_) | Outcome::Read => break,
                }
            }
        }
        Ok(())
    }
}

/// The value of the member that was read last.
struct Next<'a, 'de, A: MapAccess<'de>> {
    map: &'a mut A,
    name: &'a str,
    /// Whether an earlier list had nulls. If its name is repeated, even a list without nulls must be stored.
    has_nulls: bool,
    outcome: Outcome<A::Error>,
}

/// The result of reading a value.
enum Outcome<E> {
    Read,
    /// A list was read: its nulls, for the additional members.
    Nulls(Nulls),
    Failed(E),
}

impl<'de, A: MapAccess<'de>> Source for Next<'_, 'de, A> {
    #[inline]
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>) {
        if is_number::<T>() {
            return self.read_number(Slot(member));
        }
        match self.map.next_value() {
            Ok(value) => *member = value,
            Err(err) => self.outcome = Outcome::Failed(err),
        }
    }

    #[inline]
    fn read_list<T: MemberValue>(&mut self, member: &mut Option<Vec<T>>) {
        let mut nulls = Nulls::default();
        if let Err(err) = self.map.next_value_seed(Reader { list: member, nulls: &mut nulls }) {
            self.outcome = Outcome::Failed(err);
        } else if self.has_nulls || !nulls.is_empty() {
            self.outcome = Outcome::Nulls(nulls);
        }
    }

    #[inline(never)]
    fn additional(&mut self, additional: &mut Additional) {
        if let Outcome::Nulls(nulls) = std::mem::replace(&mut self.outcome, Outcome::Read) {
            return additional.put_nulls(self.name, nulls);
        }
        // The most common members are strings, whose text need not be kept.
        let result = match Additional::known(self.name) {
            Some(name) => self.map.next_value().map(|it| additional.read_known(name, it)),
            None => self.map.next_value().and_then(|it| additional.read(self.name, it).map_err(A::Error::custom)),
        };
        if let Err(err) = result {
            self.outcome = Outcome::Failed(err);
        }
    }
}

impl<'de, A: MapAccess<'de>> Next<'_, 'de, A> {
    /// Not inlined: shared by all numeric types.
    #[inline(never)]
    fn read_number(&mut self, slot: Slot<'_>) {
        if let Err(err) = self.map.next_value_seed(slot) {
            self.outcome = Outcome::Failed(err);
        }
    }
}

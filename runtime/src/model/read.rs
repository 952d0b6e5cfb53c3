//! Deserialization of models.

use crate::list::{Nulls, Reader};
use crate::model::{MemberValue, Model, Source};
use crate::number::{Slot, is_number};
use crate::raw::Raw;
use crate::{Additional, Map};
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error as _, MapAccess, Visitor};
use std::{fmt, mem};

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

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        read_members(map, &mut |name, next| self.0.set(name, next))
    }
}

/// Reads the members of an object. One function for all models: with a loop per model, the code that reads nested models
/// would not fit into the instruction cache.
#[inline(never)]
fn read_members<'de, A: MapAccess<'de>>(
    mut map: A,
    set: &mut dyn FnMut(&str, &mut Next<'_, 'de, A>),
) -> Result<(), A::Error> {
    let mut key = Key::default();
    let mut state = State::default();
    while map.next_key_seed(&mut key)?.is_some() {
        let name = key.name();
        set(name, &mut Next { map: &mut map, name, state: &mut state });
        if state.is_pending {
            state.check()?;
            // The nulls of a list are set as an additional member.
            set("", &mut Next { map: &mut map, name, state: &mut state });
            state.is_pending = false;
        }
    }
    Ok(())
}

/// The name of the member that was read last. It is filled in place: a name as a result of `next_key` is larger.
#[derive(Default)]
struct Key<'de> {
    /// The name if it is a part of the input.
    borrowed: Option<&'de str>,
    /// The name if it is not.
    copied: String,
}

impl<'de> Key<'de> {
    #[inline]
    fn name(&self) -> &str {
        self.borrowed.unwrap_or(&self.copied)
    }
}

impl<'de> DeserializeSeed<'de> for &mut Key<'de> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for &mut Key<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<(), E> {
        self.borrowed = Some(name);
        Ok(())
    }

    fn visit_str<E>(self, name: &str) -> Result<(), E> {
        self.borrowed = None;
        self.copied.clear();
        self.copied.push_str(name);
        Ok(())
    }
}

/// The value of the member that was read last.
struct Next<'a, 'de, A: MapAccess<'de>> {
    map: &'a mut A,
    name: &'a str,
    state: &'a mut State<A::Error>,
}

/// What remains to be done with a value, which is nothing for nearly all of them.
struct State<E> {
    /// Whether there is an error, or nulls to be stored.
    is_pending: bool,
    error: Option<E>,
    /// The nulls of the list that was read last.
    nulls: Nulls,
    /// Whether an earlier list had nulls. If its name is repeated, even a list without nulls must be stored.
    has_nulls: bool,
}

impl<E> Default for State<E> {
    fn default() -> Self {
        State { is_pending: false, error: None, nulls: Nulls::default(), has_nulls: false }
    }
}

impl<E> State<E> {
    #[cold]
    fn check(&mut self) -> Result<(), E> {
        self.error.take().map_or(Ok(()), Err)
    }

    #[cold]
    fn fail(&mut self, error: E) {
        (self.is_pending, self.error) = (true, Some(error));
    }

    #[cold]
    fn keep(&mut self, nulls: Nulls) {
        (self.is_pending, self.has_nulls, self.nulls) = (true, true, nulls);
    }
}

impl<'de, A: MapAccess<'de>> Source for Next<'_, 'de, A> {
    #[inline]
    fn read<T: MemberValue>(&mut self, member: &mut Option<T>) {
        if is_number::<T>() {
            return self.read_number(Slot(member));
        }
        match self.map.next_value() {
            Ok(value) => *member = value,
            Err(err) => self.state.fail(err),
        }
    }

    #[inline]
    fn read_list<T: MemberValue>(&mut self, member: &mut Option<Vec<T>>) {
        let mut nulls = Nulls::default();
        if let Err(err) = self.map.next_value_seed(Reader { list: member, nulls: &mut nulls }) {
            self.state.fail(err);
        } else if self.state.has_nulls || !nulls.is_empty() {
            self.state.keep(nulls);
        }
    }

    fn rest<T: MemberValue>(&mut self, rest: &mut Map<T>, additional: &mut Additional) {
        if self.state.is_pending {
            return self.additional(additional);
        }
        let raw: Raw<'_> = match self.map.next_value() {
            Ok(raw) => raw,
            Err(err) => return self.state.fail(err),
        };
        // A name may be repeated.
        if rest.read(self.name, &raw) {
            additional.remove(self.name);
            return;
        }
        rest.forget(self.name);
        if let Err(err) = additional.read(self.name, raw) {
            self.state.fail(A::Error::custom(err));
        }
    }

    #[inline(never)]
    fn additional(&mut self, additional: &mut Additional) {
        if self.state.is_pending {
            return additional.put_nulls(self.name, mem::take(&mut self.state.nulls));
        }
        // The most common members are strings, whose text need not be kept.
        let result = match Additional::known(self.name) {
            Some(name) => self.map.next_value().map(|it| additional.read_known(name, it)),
            None => self.map.next_value().and_then(|it| additional.read(self.name, it).map_err(A::Error::custom)),
        };
        if let Err(err) = result {
            self.state.fail(err);
        }
    }
}

impl<'de, A: MapAccess<'de>> Next<'_, 'de, A> {
    /// Not inlined: shared by all numeric types.
    #[inline(never)]
    fn read_number(&mut self, slot: Slot<'_>) {
        if let Err(err) = self.map.next_value_seed(slot) {
            self.state.fail(err);
        }
    }
}

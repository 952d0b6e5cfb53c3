//! Lists with nullable items: CSDL 4.01, 7.2.1 allows nulls in collections by default.
//!
//! Nulls are rare, so lists are plain vectors of the other items, and [`Additional`](crate::Additional) stores the
//! positions of nulls.

use crate::number::{self, Floats, Slot, is_finite, is_float, is_number};
use serde::de::{DeserializeSeed, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use std::fmt;

/// The positions of the nulls in a list that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Nulls {
    /// Positions in the list including nulls; sorted.
    positions: Vec<usize>,
    /// The number of other items.
    items: usize,
}

impl Nulls {
    pub(crate) const NONE: &'static Nulls = &Nulls { positions: Vec::new(), items: 0 };

    pub(crate) fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    pub(crate) fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// The positions of nulls in a list that now has this many other items: none if it has been emptied.
    fn of(&self, items: usize) -> &[usize] {
        if items == 0 && self.items > 0 { &[] } else { &self.positions }
    }
}

/// Reads a list or null, and adds the positions of its nulls to `nulls`, which is empty before.
pub(crate) struct Reader<'a, T> {
    pub(crate) list: &'a mut Option<Vec<T>>,
    pub(crate) nulls: &'a mut Nulls,
}

impl<'de, T: Deserialize<'de> + 'static> DeserializeSeed<'de> for Reader<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Deserialize<'de> + 'static> Visitor<'de> for Reader<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        *self.list = None;
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        *self.list = None;
        Ok(())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut list = Vec::new();
        while let Some(is_null) = items.next_element_seed(Next(&mut list))? {
            if is_null {
                self.nulls.positions.push(list.len() + self.nulls.positions.len());
            }
        }
        self.nulls.items = list.len();
        *self.list = Some(list);
        Ok(())
    }
}

/// Appends the next item of a list unless it is null; returns whether it is.
struct Next<'a, T>(&'a mut Vec<T>);

impl<'de, T: Deserialize<'de> + 'static> DeserializeSeed<'de> for Next<'_, T> {
    type Value = bool;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        if !is_number::<T>() {
            return deserializer.deserialize_option(self);
        }
        let mut item: Option<T> = None;
        Slot(&mut item).deserialize(deserializer)?;
        let is_null = item.is_none();
        self.0.extend(item);
        Ok(is_null)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Next<'_, T> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an item")
    }

    fn visit_none<E>(self) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(true)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.0.push(T::deserialize(deserializer)?);
        Ok(false)
    }
}

/// A list that is written with the nulls that were read.
pub(crate) struct List<'a, T> {
    pub(crate) items: &'a [T],
    pub(crate) nulls: &'a Nulls,
}

impl<T: Serialize + 'static> Serialize for List<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The fast path, for nearly all lists.
        let is_finite = !is_float::<T>() || self.items.iter().all(is_finite);
        if is_finite && self.nulls.is_empty() && serializer.is_human_readable() {
            return self.items.serialize(serializer);
        }
        self.write(serializer)
    }
}

impl<T: Serialize + 'static> List<'_, T> {
    /// Writes items as options, even if none is null, because binary formats are read that way.
    #[inline(never)]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut nulls = self.nulls.of(self.items.len()).iter().peekable();
        let mut out = serializer.serialize_seq(Some(self.items.len() + nulls.len()))?;
        let mut position = 0;
        for item in self.items {
            while nulls.next_if(|it| **it == position).is_some() {
                out.serialize_element(&None::<&T>)?;
                position += 1;
            }
            position += 1;
            match is_float::<T>() && !is_finite(item) {
                true => out.serialize_element(&Some(Floats(item)))?,
                false => out.serialize_element(&Some(item))?,
            }
        }
        nulls.try_for_each(|_| out.serialize_element(&None::<&T>))?;
        out.end()
    }
}

/// Returns the JSON of a member; a list includes the nulls that were read.
///
/// # Errors
/// Fails if the value cannot be written as JSON.
pub(crate) fn to_text<T: Serialize + 'static>(value: &T, nulls: &Nulls) -> Result<String, serde_json::Error> {
    let text = number::to_text(value)?;
    if nulls.is_empty() {
        return Ok(text);
    }
    let items: Vec<Box<RawValue>> = serde_json::from_str(&text)?;
    serde_json::to_string(&List { items: &items, nulls })
}

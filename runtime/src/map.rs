//! JSON objects whose members have any names and one type.

mod read;

use crate::secret::{Shown, Typed};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A JSON object whose members have any names and values of type `T`, sorted by name. It dereferences to a
/// [`BTreeMap`].
///
/// Members that are null although `T` does not allow it are not part of the map. Their names are kept, and they are
/// written back unless the map has a value of this name.
///
/// ```
/// use msgraph::runtime::{Map, serde_json};
///
/// # fn example() -> Result<(), serde_json::Error> {
/// let mut sizes: Map<i32> = serde_json::from_str(r#"{"a":1,"b":null}"#)?;
/// assert_eq!((sizes.get("a"), sizes.nulls().collect::<Vec<_>>()), (Some(&1), vec!["b"]));
/// sizes.insert("c".to_owned(), 3);
/// assert_eq!(serde_json::to_string(&sizes)?, r#"{"a":1,"c":3,"b":null}"#);
/// # Ok(()) }
/// # example().unwrap();
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Map<T> {
    members: BTreeMap<String, T>,
    nulls: BTreeSet<String>,
}

impl<T> Map<T> {
    /// A map without members. In generated code, a constant is cheaper to compile than a call, which might panic.
    pub const EMPTY: Map<T> = Map { members: BTreeMap::new(), nulls: BTreeSet::new() };

    /// Creates a map without members.
    pub const fn new() -> Map<T> {
        Map::EMPTY
    }

    /// The names of members that are null although `T` does not allow it.
    pub fn nulls(&self) -> impl Iterator<Item = &str> {
        self.nulls.iter().map(String::as_str).filter(|it| !self.members.contains_key(*it))
    }

    /// Removes the names of [`Map::nulls`], so that they are not written back.
    pub fn clear_nulls(&mut self) {
        self.nulls.clear();
    }

    /// Returns `false` only if there are neither members nor nulls.
    #[inline]
    pub(crate) fn is_used(&self) -> bool {
        !self.members.is_empty() || !self.nulls.is_empty()
    }

    /// Returns the number of members that are written.
    pub(crate) fn written(&self) -> usize {
        self.members.len() + self.nulls().count()
    }

    /// Removes a member, or its null.
    pub(crate) fn forget(&mut self, name: &str) {
        self.members.remove(name);
        self.nulls.remove(name);
    }

    /// Sets a member that was read; `None` if it is null.
    fn put(&mut self, name: &str, value: Option<T>) {
        match value {
            Some(value) => {
                self.nulls.remove(name);
                self.members.insert(name.to_owned(), value);
            }
            None => {
                self.members.remove(name);
                self.nulls.insert(name.to_owned());
            }
        }
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Map::EMPTY
    }
}

impl<T> Deref for Map<T> {
    type Target = BTreeMap<String, T>;

    fn deref(&self) -> &BTreeMap<String, T> {
        &self.members
    }
}

impl<T> DerefMut for Map<T> {
    fn deref_mut(&mut self) -> &mut BTreeMap<String, T> {
        &mut self.members
    }
}

impl<N: Into<String>, V: Into<T>, T> FromIterator<(N, V)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let members = members.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Map { members, nulls: BTreeSet::new() }
    }
}

impl<N: Into<String>, V: Into<T>, T, const COUNT: usize> From<[(N, V); COUNT]> for Map<T> {
    /// `Map::from([("theme", "dark")])`
    fn from(members: [(N, V); COUNT]) -> Self {
        members.into_iter().collect()
    }
}

impl<T> From<BTreeMap<String, T>> for Map<T> {
    fn from(members: BTreeMap<String, T>) -> Self {
        Map { members, nulls: BTreeSet::new() }
    }
}

impl<T> IntoIterator for Map<T> {
    type Item = (String, T);
    type IntoIter = btree_map::IntoIter<String, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Map<T> {
    type Item = (&'a String, &'a T);
    type IntoIter = btree_map::Iter<'a, String, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.iter()
    }
}

impl<T: fmt::Debug + 'static> fmt::Debug for Map<T> {
    /// Names and types of members; within [`Model::show_values`](crate::Model::show_values) also their values, except
    /// secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_map();
        out.entries(self.members.iter().map(|(name, value)| (name, Typed::new(name, value))));
        out.entries(self.nulls().map(|name| (name, Shown { name, value: &Value::Null }))).finish()
    }
}

impl<T: Serialize> Serialize for Map<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.written()))?;
        for (name, value) in &self.members {
            map.serialize_entry(name, value)?;
        }
        for name in self.nulls() {
            map.serialize_entry(name, &())?;
        }
        map.end()
    }
}

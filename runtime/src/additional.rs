//! Members of JSON objects that a model does not declare.

use crate::secret::Shown;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// Members that a model does not declare, control members (`@odata.type`) among them. They are kept as they came and
/// written back. Takes one word where there are none.
///
/// `Debug` shows no passwords, tokens, and URLs that carry a permission in them.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
#[expect(clippy::box_collection, reason = "a map takes three words, and every model has one")]
pub struct Additional(Option<Box<BTreeMap<String, Value>>>);

impl Additional {
    /// No members.
    pub const fn new() -> Additional {
        Additional(None)
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// Sets a member, and returns the value that it had.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.0.get_or_insert_default().insert(name.into(), value.into())
    }

    /// Takes a member away.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.as_mut()?.remove(name)
    }

    /// The members, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().flat_map(|it| it.iter()).map(|(name, value)| (name.as_str(), value))
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |it| it.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl fmt::Debug for Additional {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(name, value)| (name, Shown { name, value }))).finish()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Additional {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let mut res = Additional::new();
        for (name, value) in members {
            res.insert(name, value);
        }
        res
    }
}

impl<N: Into<String>, V: Into<Value>, const COUNT: usize> From<[(N, V); COUNT]> for Additional {
    /// `Additional::from([("theme", "dark")])`
    fn from(members: [(N, V); COUNT]) -> Self {
        members.into_iter().collect()
    }
}

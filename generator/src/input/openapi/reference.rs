//! References and what they refer to.

use super::Text;
use crate::source::Span;
use std::collections::BTreeMap;

/// A value, or a reference to it.
#[derive(Clone, Debug)]
pub enum RefOr<T> {
    /// A value in its place.
    Value(Box<T>),
    /// A value elsewhere.
    Reference(Reference),
}

/// A `$ref`.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The URI, as written.
    pub uri: Text,
    /// The value, in the map of its kind in [`Targets`](super::Targets); never a reference, unless it is a schema. `None` if
    /// there is none, which was reported.
    pub target: Option<Target>,
    /// The short description that replaces the one of the value.
    pub summary: Option<Text>,
    /// The description that replaces the one of the value.
    pub description: Option<Text>,
}

/// The place of a value that references refer to: the key of [`Targets`](super::Targets).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target(pub Span);

impl<T> RefOr<T> {
    /// The value, which `targets`, the values of its kind, contains if this is a reference.
    pub fn get<'a>(&'a self, targets: &'a BTreeMap<Target, T>) -> Option<&'a T> {
        match self {
            RefOr::Value(it) => Some(it),
            RefOr::Reference(it) => targets.get(&it.target?),
        }
    }
}

//! `$expand` with nested options.

use crate::{Expands, Field, Fields, Filter, Model, Orders};
use std::fmt;
use std::marker::PhantomData;

/// A navigation property of `M` with options for the expanded `V` (OData URL Conventions 4.01, 5.1.3):
/// `Group::MEMBERS.expanded().select(DirectoryObject::ID).top(5)`.
pub struct Expand<M, V> {
    name: String,
    options: Vec<(&'static str, String)>,
    types: PhantomData<fn() -> (M, V)>,
}

impl<M, V> Expand<M, V> {
    fn new(name: &str) -> Expand<M, V> {
        Expand { name: name.to_owned(), options: Vec::new(), types: PhantomData }
    }

    fn with(mut self, name: &'static str, value: String) -> Self {
        self.options.push((name, value));
        self
    }

    /// Selects properties (`$select`).
    #[must_use]
    pub fn select(self, fields: impl Fields<V>) -> Self {
        let mut names = Vec::new();
        fields.names(&mut names);
        self.with("$select", names.join(","))
    }

    /// Expands navigation properties (`$expand`).
    #[must_use]
    pub fn expand(self, fields: impl Expands<V>) -> Self {
        let mut clauses = Vec::new();
        fields.clauses(&mut clauses);
        self.with("$expand", clauses.join(","))
    }

    /// Filters the items (`$filter`).
    #[must_use]
    pub fn filter(self, filter: Filter<V>) -> Self {
        self.with("$filter", filter.to_string())
    }

    /// Sorts the items (`$orderby`).
    #[must_use]
    pub fn order_by(self, orders: impl Orders<V>) -> Self {
        let mut clauses = Vec::new();
        orders.clauses(&mut clauses);
        self.with("$orderby", clauses.join(","))
    }

    /// Returns at most this many items (`$top`).
    #[must_use]
    pub fn top(self, count: u32) -> Self {
        self.with("$top", count.to_string())
    }

    /// Skips this many items (`$skip`).
    #[must_use]
    pub fn skip(self, count: u32) -> Self {
        self.with("$skip", count.to_string())
    }
}

impl<M, V: Model> Field<M, V> {
    /// Starts to set options for the expanded entity.
    pub fn expanded(&self) -> Expand<M, V> {
        Expand::new(self.name())
    }
}

impl<M, V> Field<M, Vec<V>> {
    /// Starts to set options for the expanded entities.
    pub fn expanded(&self) -> Expand<M, V> {
        Expand::new(self.name())
    }
}

impl<M, V> fmt::Display for Expand<M, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        for (idx, (name, value)) in self.options.iter().enumerate() {
            write!(f, "{}{name}={value}", if idx == 0 { "(" } else { ";" })?;
        }
        f.write_str(if self.options.is_empty() { "" } else { ")" })
    }
}

impl<M, V> fmt::Debug for Expand<M, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<M, V> Clone for Expand<M, V> {
    fn clone(&self) -> Self {
        Expand { name: self.name.clone(), options: self.options.clone(), types: PhantomData }
    }
}

impl<M, V> Expands<M> for Expand<M, V> {
    fn clauses(&self, clauses: &mut Vec<String>) {
        clauses.push(self.to_string());
    }
}

//! Query options of requests (OData URL Conventions 4.01, 5).

use super::Request;
use crate::{Collection, Expands, Fields, Filter, Model, Orders};
use std::borrow::Cow;

impl<T> Request<T> {
    /// Adds a query option: `("includeDeleted", "true")`. Values are percent-encoded.
    pub fn query(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.parts.query.push((name.into(), value.into()));
        self
    }

    fn selecting<M>(mut self, fields: &impl Fields<M>) -> Self {
        let mut names = Vec::new();
        fields.names(&mut names);
        self.parts.add("$select", names);
        self
    }

    fn expanding<M>(mut self, fields: &impl Expands<M>) -> Self {
        let mut clauses = Vec::new();
        fields.clauses(&mut clauses);
        self.parts.add("$expand", clauses);
        self
    }
}

impl<T: Model> Request<T> {
    /// Selects properties (`$select`).
    pub fn select(self, fields: impl Fields<T>) -> Self {
        self.selecting(&fields)
    }

    /// Expands navigation properties (`$expand`).
    pub fn expand(self, fields: impl Expands<T>) -> Self {
        self.expanding(&fields)
    }
}

impl<T: Model> Request<Collection<T>> {
    /// Selects properties (`$select`).
    pub fn select(self, fields: impl Fields<T>) -> Self {
        self.selecting(&fields)
    }

    /// Expands navigation properties (`$expand`).
    pub fn expand(self, fields: impl Expands<T>) -> Self {
        self.expanding(&fields)
    }

    /// Filters the items (`$filter`). Several filters are combined with `and`.
    pub fn filter(mut self, filter: Filter<T>) -> Self {
        let old = self.parts.query.iter().find(|(it, _)| it == "$filter");
        let both = old.map_or_else(|| filter.to_string(), |(_, old)| format!("({old}) and ({filter})"));
        self.parts.set("$filter", both);
        self
    }

    /// Sorts the items (`$orderby`).
    pub fn order_by(mut self, orders: impl Orders<T>) -> Self {
        let mut clauses = Vec::new();
        orders.clauses(&mut clauses);
        self.parts.add("$orderby", clauses);
        self
    }
}

impl<T> Request<Collection<T>> {
    /// Returns at most this many items (`$top`).
    pub fn top(mut self, count: u32) -> Self {
        self.parts.set("$top", count.to_string());
        self
    }

    /// Skips this many items (`$skip`).
    pub fn skip(mut self, count: u32) -> Self {
        self.parts.set("$skip", count.to_string());
        self
    }

    /// Searches (`$search`): `"displayName:adele"`, in the search syntax of the service, including quotes. Also sets
    /// `ConsistencyLevel`.
    pub fn search(mut self, text: impl Into<String>) -> Self {
        self.parts.set("$search", text.into());
        self
    }

    /// Requests the number of items on all pages (`$count`): [`Collection::count`]. Also sets `ConsistencyLevel`.
    pub fn with_count(mut self) -> Self {
        self.parts.set("$count", "true".to_owned());
        self
    }
}

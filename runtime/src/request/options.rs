//! Query options of requests (OData URL Conventions 4.01, 5).

use super::Request;
use crate::{Collection, Expands, Fields, Filter, Model, Orders};
use std::borrow::Cow;

impl<T> Request<T> {
    /// Adds a query option as it is: `("includeDeleted", "true")`. Values are percent-encoded.
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
    /// Asks for these properties only.
    pub fn select(self, fields: impl Fields<T>) -> Self {
        self.selecting(&fields)
    }

    /// Asks for what these navigation properties lead to, too.
    pub fn expand(self, fields: impl Expands<T>) -> Self {
        self.expanding(&fields)
    }
}

impl<T: Model> Request<Collection<T>> {
    /// Asks for these properties only.
    pub fn select(self, fields: impl Fields<T>) -> Self {
        self.selecting(&fields)
    }

    /// Asks for what these navigation properties lead to, too.
    pub fn expand(self, fields: impl Expands<T>) -> Self {
        self.expanding(&fields)
    }

    /// Asks for items that are like this. A second filter must hold, too.
    pub fn filter(mut self, filter: Filter<T>) -> Self {
        let old = self.parts.query.iter().find(|(it, _)| it == "$filter");
        let both = old.map_or_else(|| filter.to_string(), |(_, old)| format!("({old}) and ({filter})"));
        self.parts.set("$filter", both);
        self
    }

    /// Sorts the items.
    pub fn order_by(mut self, orders: impl Orders<T>) -> Self {
        let mut clauses = Vec::new();
        orders.clauses(&mut clauses);
        self.parts.add("$orderby", clauses);
        self
    }
}

impl<T> Request<Collection<T>> {
    /// Asks for this many items a page.
    pub fn top(mut self, count: u32) -> Self {
        self.parts.set("$top", count.to_string());
        self
    }

    /// Leaves this many items out.
    pub fn skip(mut self, count: u32) -> Self {
        self.parts.set("$skip", count.to_string());
        self
    }

    /// Searches: `"displayName:adele"`, in the service's search syntax, with its quotes. `ConsistencyLevel` is set.
    pub fn search(mut self, text: impl Into<String>) -> Self {
        self.parts.set("$search", text.into());
        self
    }

    /// Asks for the number of items on all pages: [`Collection::count`]. `ConsistencyLevel` is set.
    pub fn with_count(mut self) -> Self {
        self.parts.set("$count", "true".to_owned());
        self
    }
}

//! References to existing entities in request bodies.

use super::Request;
use crate::path::KeyStyle;
use crate::{Field, Model, Reference};
use serde_json::Value;

/// The target of a reference in a body.
#[derive(Clone, Debug)]
pub(crate) enum Bound {
    One(Reference),
    Many(Vec<Reference>),
}

impl Bound {
    pub(super) fn to_json(&self, base: &str, keys: KeyStyle) -> Value {
        match self {
            Bound::One(to) => to.url_at(base, keys).into(),
            Bound::Many(all) => all.iter().map(|it| Value::from(it.url_at(base, keys))).collect(),
        }
    }

    /// The problem of a referenced path, if any.
    pub(super) fn problem_in(&self, keys: KeyStyle) -> Option<&str> {
        let all = match self {
            Bound::One(to) => std::slice::from_ref(to),
            Bound::Many(all) => all,
        };
        all.iter().find_map(|it| it.problem_in(keys))
    }
}

impl<T> Request<T> {
    /// Sends a reference to an entity as the body (OData JSON Format 4.01, 14). A path becomes a URL of the client's
    /// service.
    pub fn reference(mut self, to: impl Into<Reference>) -> Self {
        self.parts.bound.push(("@odata.id".to_owned(), Bound::One(to.into())));
        self
    }

    /// Relates the entity that is created or updated to an existing one: `manager@odata.bind` (OData JSON Format 4.01,
    /// 8.5).
    pub fn bind<M, V: Model>(mut self, field: Field<M, V>, to: impl Into<Reference>) -> Self {
        self.parts.bound.push((bind_name(field.name()), Bound::One(to.into())));
        self
    }

    /// Relates the entity that is created or updated to existing ones: `members@odata.bind`.
    pub fn bind_all<M, V, R: Into<Reference>>(
        mut self,
        field: Field<M, Vec<V>>,
        to: impl IntoIterator<Item = R>,
    ) -> Self {
        let all = to.into_iter().map(Into::into).collect();
        self.parts.bound.push((bind_name(field.name()), Bound::Many(all)));
        self
    }
}

fn bind_name(name: &str) -> String {
    format!("{name}@odata.bind")
}

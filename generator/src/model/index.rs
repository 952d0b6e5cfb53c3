//! Name resolution for definitions and members, in one place.

mod keys;
mod lineage;
mod members;
mod name_map;
mod namespaces;

pub(crate) use lineage::MAX_BASES;
pub use lineage::Relation;
pub use members::Position;
pub(crate) use name_map::{NameMap, NameSet, is_alike};
pub use namespaces::{Name, Namespaces};

use super::{Model, QualifiedName, Role, TypeDef, TypeId};
use crate::spelling;
use members::{Below, Members};
use std::sync::OnceLock;

/// An index of a model: types by name, derived types, members by type. Rarely used parts are computed on first use.
#[derive(Debug)]
pub struct Index<'a> {
    /// The indexed model.
    pub model: &'a Model<TypeId>,
    names: NameMap<TypeId, &'a QualifiedName>,
    /// The types that derive from each type, directly.
    children: Vec<Vec<TypeId>>,
    members: Vec<OnceLock<Members>>,
    below: Vec<OnceLock<Below>>,
}

impl<'a> Index<'a> {
    /// Indexes a model.
    pub fn new(model: &'a Model<TypeId>) -> Index<'a> {
        let names = model.types.iter().map(|it| &it.name.value);
        Index {
            model,
            names: names.zip((0..).map(TypeId)).collect(),
            children: lineage::children(model),
            members: model.types.iter().map(|_| OnceLock::new()).collect(),
            below: model.types.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The definition of a type.
    pub(crate) fn def(&self, id: TypeId) -> &'a TypeDef<TypeId> {
        self.model.type_def(id)
    }

    /// The name of a type in messages: without its namespace.
    pub(crate) fn short_name(&self, id: TypeId) -> &'a str {
        &self.def(id).name.value.name
    }

    /// The type that `text` refers to. Unqualified names are in the main namespace.
    pub fn find(&self, text: &str) -> Option<TypeId> {
        self.find_from(self.model.namespaces.root(), text)
    }

    /// The type that `text` refers to, with `own` as the first namespace of unqualified names.
    pub(crate) fn find_from(&self, own: &str, text: &str) -> Option<TypeId> {
        let namespaces = &self.model.namespaces;
        namespaces.find(&self.names, namespaces.read(own, text)).copied()
    }

    /// The structured type that a segment of a URL casts to: `microsoft.graph.user`.
    pub(crate) fn cast(&self, segment: &str) -> Option<TypeId> {
        let is_qualified = segment.contains('.');
        let found = || self.find(segment).filter(|it| self.def(*it).structure().is_some());
        if is_qualified { found().or_else(|| self.only_structured(segment)) } else { None }
    }

    /// The structured type of this name in any namespace, if it is unique.
    pub(crate) fn only_structured(&self, text: &str) -> Option<TypeId> {
        let all = self.names.in_any_namespace(namespaces::short(text)).copied();
        let mut structured = all.filter(|it| self.def(*it).structure().is_some());
        structured.next().filter(|_| structured.next().is_none())
    }

    /// A type of this name in any namespace, else a defined type with a similar name.
    pub(crate) fn similar(&self, text: &str) -> Option<TypeId> {
        let short = namespaces::short(text);
        let defined = || self.model.types.iter().filter(|it| it.role == Role::Definition);
        let near = || {
            let name = spelling::nearest(short, defined().map(|it| it.name.value.name.as_str()))?;
            self.names.in_any_namespace(name).min().copied()
        };
        self.names.in_any_namespace(short).min().copied().or_else(near)
    }
}

#[cfg(test)]
mod tests;

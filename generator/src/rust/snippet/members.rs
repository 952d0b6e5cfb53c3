//! The fields of a struct by their names in JSON.

use crate::model::{Model, Property, TypeId};
use crate::rust::names::{FieldName, Names};
use std::collections::BTreeMap;

/// The members of a type, including inherited ones.
pub(super) struct Members<'a> {
    exact: BTreeMap<&'a str, Member<'a>>,
    /// By name in lower case: services ignore the case of members.
    folded: BTreeMap<String, &'a str>,
}

/// A member that has a field.
pub(super) struct Member<'a> {
    pub(super) name: &'a FieldName,
    pub(super) property: &'a Property<TypeId>,
}

impl<'a> Members<'a> {
    pub(super) fn new(model: &'a Model<TypeId>, names: &'a Names, id: TypeId) -> Members<'a> {
        let mut res = Members { exact: BTreeMap::new(), folded: BTreeMap::new() };
        for name in names.fields(id) {
            let Some(property) = model.property(name.property) else { continue };
            let wire = property.name.value.as_str();
            res.folded.entry(wire.to_lowercase()).or_insert(wire);
            res.exact.insert(wire, Member { name, property });
        }
        res
    }

    /// The member with this name, ignoring case.
    pub(super) fn find(&self, name: &str) -> Option<&Member<'a>> {
        self.exact.get(name).or_else(|| self.exact.get(self.folded.get(&name.to_lowercase())?))
    }

    pub(super) fn len(&self) -> usize {
        self.exact.len()
    }
}

//! The definitions of pages that are lowered so far.

use crate::model::{NameMap, Structure, TypeDef, TypeKind, Unresolved};

/// A definition, by its index in [`Defs`].
pub(super) type DefId = usize;

/// Definitions, by name without regard to case: pages differ in the case of names.
#[derive(Default)]
pub(super) struct Defs {
    all: Vec<TypeDef<Unresolved>>,
    ids: NameMap<DefId>,
}

impl Defs {
    /// The definition of this name.
    pub(super) fn find(&self, namespace: &str, name: &str) -> Option<DefId> {
        self.ids.get(namespace, name).copied()
    }

    /// Adds a definition whose name is not taken.
    pub(super) fn add(&mut self, def: TypeDef<Unresolved>) {
        self.ids.insert(def.name.value.clone(), self.all.len());
        self.all.push(def);
    }

    pub(super) fn get(&self, id: DefId) -> &TypeDef<Unresolved> {
        &self.all[id]
    }

    pub(super) fn get_mut(&mut self, id: DefId) -> &mut TypeDef<Unresolved> {
        &mut self.all[id]
    }

    /// The structure of a type, unless it is an enum.
    pub(super) fn structure_mut(&mut self, id: DefId) -> Option<&mut Structure<Unresolved>> {
        match &mut self.all[id].kind {
            TypeKind::Entity(it) | TypeKind::Complex(it) => Some(it),
            TypeKind::Enum(_) => None,
        }
    }

    pub(super) fn ids(&self) -> std::ops::Range<DefId> {
        0..self.all.len()
    }

    /// All of them, sorted by name.
    pub(super) fn sorted(mut self) -> Vec<TypeDef<Unresolved>> {
        self.all.sort_by(|a, b| a.name.value.cmp(&b.name.value));
        self.all
    }
}

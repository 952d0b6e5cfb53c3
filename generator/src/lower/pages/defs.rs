//! The definitions of pages that are lowered so far.

use crate::model::{NameMap, Structure, TypeDef, TypeKind, Unresolved};

/// A definition, by its index in [`Defs`].
pub(super) type DefId = usize;

/// Definitions, by name without regard to case: pages differ in the case of names.
#[derive(Default)]
pub(super) struct Defs {
    all: Vec<TypeDef<Unresolved>>,
    ids: NameMap<DefId>,
    /// The base of each type, and the types that derive from it directly. Definitions that are added later have no bases.
    lineage: Vec<(Option<DefId>, Vec<DefId>)>,
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
            TypeKind::Enum(_) | TypeKind::Union(_) => None,
        }
    }

    /// Sets the bases of all definitions. Bases are not circular.
    pub(super) fn set_bases(&mut self, bases: &[Option<DefId>]) {
        self.lineage = bases.iter().map(|it| (*it, Vec::new())).collect();
        for (id, base) in bases.iter().enumerate() {
            if let Some(base) = base {
                self.lineage[*base].1.push(id);
            }
        }
    }

    /// A type and its bases, nearest first.
    pub(super) fn with_bases(&self, id: DefId) -> impl Iterator<Item = DefId> {
        std::iter::successors(Some(id), |it| self.lineage.get(*it)?.0)
    }

    /// A type and all types that derive from it.
    pub(super) fn with_derived(&self, id: DefId) -> Vec<DefId> {
        let mut res = vec![id];
        let mut next = 0;
        while let Some(id) = res.get(next) {
            res.extend(self.lineage.get(*id).into_iter().flat_map(|it| &it.1));
            next += 1;
        }
        res
    }

    pub(super) fn ids(&self) -> std::ops::Range<DefId> {
        0..self.all.len()
    }

    /// All of them, sorted by name.
    pub(super) fn sorted(mut self) -> Vec<TypeDef<Unresolved>> {
        // Definitions are large: their names are sorted instead.
        self.all.sort_by_cached_key(|it| it.name.value.clone());
        self.all
    }
}

//! Base types and derived types.

use super::Index;
use crate::model::{Model, TypeId};
use std::collections::BTreeMap;

/// How a type is related to the expected type, its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The type of the place itself.
    Same,
    /// A type that derives from the type of the place.
    Derived,
    /// A base type of the type of the place.
    Base,
    /// Neither derives from the other.
    Unrelated,
}

/// The number of base types that a type may have: lowering ignores further ones. Real types have fewer than 10.
pub(crate) const MAX_BASES: usize = 32;

/// The length of the longest chain, followed by the longest cycle.
const MOST_TYPES: usize = 2 * (MAX_BASES + 1);

impl Model<TypeId> {
    /// The base types of a type, nearest first.
    pub fn bases(&self, id: TypeId) -> Vec<TypeId> {
        let mut res = self.lineage(id);
        res.remove(0);
        res
    }

    /// A type and its base types, nearest first.
    pub fn lineage(&self, id: TypeId) -> Vec<TypeId> {
        let mut res = vec![id];
        let base = |it: TypeId| self.type_def(it).structure().and_then(|it| it.base);
        let mut at = base(id);
        while let Some(next) = at.filter(|it| !res.contains(it)) {
            res.push(next);
            at = base(next);
        }
        res
    }

    /// Like [`Model::lineage`], without a list. Types repeat if base types are circular.
    pub(crate) fn with_bases(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        let base = |it: &TypeId| self.type_def(*it).structure()?.base;
        std::iter::successors(Some(id), base).take(MOST_TYPES)
    }

    /// How `named` is related to `place`.
    pub fn relation(&self, named: TypeId, place: TypeId) -> Relation {
        if named == place {
            Relation::Same
        } else if self.with_bases(named).any(|it| it == place) {
            Relation::Derived
        } else if self.with_bases(place).any(|it| it == named) {
            Relation::Base
        } else {
            Relation::Unrelated
        }
    }

    /// The qualified names of the types that derive from each type, directly or not, sorted.
    pub fn derived_names(&self) -> BTreeMap<TypeId, Vec<String>> {
        let mut res: BTreeMap<TypeId, Vec<String>> = BTreeMap::new();
        for (idx, def) in self.types.iter().enumerate() {
            for base in self.bases(TypeId(idx as u32)) {
                res.entry(base).or_default().push(def.name.value.to_string());
            }
        }
        res
    }
}

impl Index<'_> {
    /// Every type that derives from a type, directly or not, near ones first.
    pub(crate) fn derived(&self, id: TypeId) -> Vec<TypeId> {
        let children = |it: TypeId| self.children[it.0 as usize].iter().copied();
        let mut res: Vec<TypeId> = children(id).collect();
        let mut next = 0;
        // A type is visited twice only if base types are circular, and then it is `id`.
        while let Some(at) = res.get(next).copied() {
            res.extend(children(at).filter(|it| *it != id));
            next += 1;
        }
        res
    }
}

/// By type: the types that derive from it directly.
pub(super) fn children(model: &Model<TypeId>) -> Vec<Vec<TypeId>> {
    let mut res = vec![Vec::new(); model.types.len()];
    for (def, id) in model.types.iter().zip((0..).map(TypeId)) {
        if let Some(base) = def.structure().and_then(|it| it.base) {
            res[base.0 as usize].push(id);
        }
    }
    res
}

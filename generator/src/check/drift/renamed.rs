//! Declared types that are documented under another name.

use super::pages::stem;
use super::sides::{Described, Sides, Types};
use crate::model::{ItemStated, ItemType, Role, TypeId};
use crate::source::SourceMap;
use crate::spelling;
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of a type that is documented only, and one that is declared only.
pub(super) struct Renamed(BTreeMap<TypeId, TypeId>);

impl Renamed {
    /// Finds the pairs: documented members that have the declared type, then pages whose files are named after it, then
    /// similar names.
    pub(super) fn new(sources: &SourceMap, types: &Types<'_>, sides: &Sides<'_>, described: &Described<'_>) -> Renamed {
        let is_free = |id: TypeId| !described.contains_key(&id) && !sides.is_defined(id);
        let mut used: BTreeMap<TypeId, BTreeSet<TypeId>> = BTreeMap::new();
        for (id, statements) in described {
            for member in statements.iter().flat_map(|it| &it.members) {
                let Some(ItemStated::Named(name)) = member.ty.as_ref().map(|it| &it.value.item) else { continue };
                let documented = types.find(name).filter(|it| sides.def(*it).is_none());
                let Some((documented, property)) = documented.zip(sides.find_property(*id, &member.name.value)) else {
                    continue;
                };
                if let ItemType::Named(declared) = types.resolve(&property.ty).item
                    && is_free(declared)
                {
                    used.entry(documented).or_default().insert(declared);
                }
            }
        }
        let only = |it: BTreeSet<TypeId>| if it.len() == 1 { it.first().copied() } else { None };
        let mut res: BTreeMap<TypeId, TypeId> =
            used.into_iter().filter_map(|(documented, all)| Some((documented, only(all)?))).collect();
        let enums = sides.statements.enums.iter().filter_map(|it| types.find(&it.name));
        let undeclared: BTreeSet<TypeId> =
            described.keys().copied().chain(enums).filter(|it| sides.def(*it).is_none()).collect();
        for documented in undeclared {
            let is_enum = types.is_enum(documented);
            let free = sides.all().filter(|(id, it)| is_free(*id) && it.role == Role::Definition);
            let names = free.filter(|(id, _)| types.is_enum(*id) == is_enum).map(|(id, _)| (types.short(id), id));
            let names = &names.collect();
            let stems = described.get(&documented).into_iter().flatten().map(|it| stem(sources, it));
            let found = stems.filter_map(|it| exact(it, names)).next();
            if let Some(found) = found.or_else(|| similar(types.short(documented), names)) {
                res.entry(documented).or_insert(found);
            }
        }
        Renamed(res)
    }

    /// The declared type that is documented as this one.
    pub(super) fn declared(&self, documented: TypeId) -> Option<TypeId> {
        self.0.get(&documented).copied()
    }

    /// Whether a declared type is documented under another name.
    pub(super) fn is_documented(&self, declared: TypeId) -> bool {
        self.0.values().any(|it| *it == declared)
    }
}

/// The shortest name that is similar if another word may precede it.
const MIN_WORD: usize = 10;

/// The type of this name, without regard to case.
fn exact(name: &str, names: &BTreeMap<&str, TypeId>) -> Option<TypeId> {
    names.iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, id)| *id)
}

/// The type with a similar name: the singular, a name with few other letters, or the only one with a prefix.
fn similar(written: &str, names: &BTreeMap<&str, TypeId>) -> Option<TypeId> {
    let near = || spelling::nearest(written, names.keys().copied()).map(|it| names[it]);
    let lower = written.to_lowercase();
    let prefixed = || {
        let mut all = names.iter().filter(|(it, _)| it.to_lowercase().ends_with(&lower));
        let found = all.next().filter(|_| written.len() >= MIN_WORD)?;
        all.next().is_none().then_some(*found.1)
    };
    spelling::singulars(written).find_map(|it| exact(&it, names)).or_else(near).or_else(prefixed)
}

//! Declared types that are documented under another name.

use super::pages::stem;
use super::sides::{Described, Sides, Types};
use crate::model::{ItemStated, ItemType, Role, TypeId, TypeStatement};
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
        let free = sides.all().filter(|(id, it)| is_free(*id) && it.role == Role::Definition).map(|(id, _)| id);
        let (enums, structures): (Vec<TypeId>, Vec<TypeId>) = free.partition(|it| types.is_enum(*it));
        let (enums, structures) = (Free::new(types, &enums), Free::new(types, &structures));
        for documented in undeclared {
            let free = if types.is_enum(documented) { &enums } else { &structures };
            let stems = described.get(&documented).into_iter().flatten().map(|it| stem(sources, it));
            let found = stems.filter_map(|it| free.exact(it)).next();
            let found = found.or_else(|| free.similar(types.short(documented)));
            if let Some(found) = found.or_else(|| with_members(sides, described.get(&documented)?, &free.names)) {
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

/// The least number of members that identify a type, and the share of them in percent that it must have.
const MIN_MEMBERS: (usize, usize) = (4, 80);

/// The only type with the most members of a documented type, if it has nearly all of them.
fn with_members(sides: &Sides<'_>, statements: &[&TypeStatement], names: &BTreeMap<&str, TypeId>) -> Option<TypeId> {
    let all: BTreeSet<&str> = statements.iter().flat_map(|it| &it.members).map(|it| &*it.name.value).collect();
    let (least, percent) = MIN_MEMBERS;
    if all.len() < least {
        return None;
    }
    let own = |id: TypeId| sides.structure(id).into_iter().flat_map(|it| &it.properties);
    let common = |id: TypeId| own(id).filter(|it| all.contains(&*it.name.value)).count();
    let counts: Vec<(usize, TypeId)> = names.values().map(|id| (common(*id), *id)).collect();
    let most = counts.iter().map(|it| it.0).max().filter(|it| *it >= least && it * 100 >= all.len() * percent)?;
    let mut found = counts.into_iter().filter(|it| it.0 == most);
    let first = found.next()?.1;
    found.next().is_none().then_some(first)
}

/// The shortest name that is similar if another word may precede it.
const MIN_WORD: usize = 10;

/// Declared types that are not documented, by name.
struct Free<'a> {
    names: BTreeMap<&'a str, TypeId>,
    /// By name in lower case; the first one of each.
    folded: BTreeMap<String, TypeId>,
    /// Every name in lower case.
    lower: Vec<(String, TypeId)>,
}

impl<'a> Free<'a> {
    fn new(types: &Types<'a>, ids: &[TypeId]) -> Free<'a> {
        let names: BTreeMap<&str, TypeId> = ids.iter().map(|it| (types.short(*it), *it)).collect();
        let mut folded = BTreeMap::new();
        for (name, id) in &names {
            folded.entry(name.to_ascii_lowercase()).or_insert(*id);
        }
        let lower = names.iter().map(|(name, id)| (name.to_lowercase(), *id)).collect();
        Free { names, folded, lower }
    }

    /// The type of this name, without regard to case.
    fn exact(&self, name: &str) -> Option<TypeId> {
        self.folded.get(&name.to_ascii_lowercase()).copied()
    }

    /// The type with a similar name: the singular, a name with few other letters, or the only one with a prefix.
    fn similar(&self, written: &str) -> Option<TypeId> {
        let near = || spelling::nearest(written, self.names.keys().copied()).map(|it| self.names[it]);
        spelling::singulars(written).find_map(|it| self.exact(&it)).or_else(near).or_else(|| self.prefixed(written))
    }

    /// The only type whose name ends with another one.
    fn prefixed(&self, end: &str) -> Option<TypeId> {
        if end.len() < MIN_WORD {
            return None;
        }
        let end = end.to_lowercase();
        let mut all = self.lower.iter().filter(|(it, _)| it.ends_with(&end));
        let found = all.next()?;
        all.next().is_none().then_some(found.1)
    }
}

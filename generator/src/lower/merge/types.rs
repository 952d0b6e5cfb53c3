//! Definitions of the same type → one definition.

use super::parts;
use super::versions::Versions;
use crate::model::{Fact, QualifiedName, Role, SourceKind, Structure, TypeDef, TypeKind, Unresolved};
use rayon::prelude::*;
use std::collections::BTreeMap;

type Def = TypeDef<Unresolved>;
type Defs = BTreeMap<QualifiedName, Versions<Def>>;

/// Merges the definitions of all sources, sorted by name. The sources are ranked, the strongest first.
pub(super) fn merge(sources: impl Iterator<Item = (SourceKind, Vec<Def>)>) -> Vec<Def> {
    let mut defs = Defs::new();
    for (source, types) in sources {
        add(&mut defs, source, types);
    }
    let defs: Vec<Versions<Def>> = defs.into_values().collect();
    defs.into_par_iter().map(merged).collect()
}

/// Adds the definitions of a source that is weaker than those before it.
fn add(defs: &mut Defs, source: SourceKind, mut types: Vec<Def>) {
    types.iter_mut().for_each(|it| drop_inherited(it, defs));
    for new in types {
        match defs.get_mut(&new.name.value) {
            Some(known) if is_same(&new, &known.lead) => known.add(source, new),
            // A name generated for a list of values; a stronger source has a different type of this name.
            Some(_) => {}
            None => {
                defs.insert(new.name.value.clone(), Versions::new(source, new));
            }
        }
    }
}

/// Whether a definition describes the known type: it was found by its name, or both are the parameters of the same action,
/// which are named after the action in every source.
fn is_same(new: &Def, known: &Def) -> bool {
    new.role == Role::Definition || (new.role, known.role) == (Role::Parameters, Role::Parameters)
}

/// Removes inherited members from a type: the base type declares them.
fn drop_inherited(new: &mut Def, defs: &Defs) {
    let Some(own) = defs.get(&new.name.value).and_then(|it| it.lead.structure()) else { return };
    let declares = |it: &Structure<Unresolved>, name: &str| {
        it.properties.iter().any(|it| it.name.value.eq_ignore_ascii_case(name))
    };
    if let TypeKind::Entity(it) | TypeKind::Complex(it) = &mut new.kind {
        let inherits = |name: &str| bases(own, defs).any(|it| declares(it, name));
        it.properties.retain(|it| declares(own, &it.name.value) || !inherits(&it.name.value));
    }
}

/// The base types of a type, the nearest first.
fn bases<'a>(of: &'a Structure<Unresolved>, defs: &'a Defs) -> impl Iterator<Item = &'a Structure<Unresolved>> {
    let base = |it: &&'a Structure<Unresolved>| defs.get(&it.base.as_ref()?.name)?.lead.structure();
    // No chain is longer than the number of types, even if base types are circular.
    std::iter::successors(Some(of), base).skip(1).take(defs.len())
}

fn merged(mut versions: Versions<Def>) -> Def {
    versions.settle_docs();
    let (source, mut res, others) = versions.split(Fact::Types);
    match &mut res.kind {
        TypeKind::Entity(it) | TypeKind::Complex(it) => {
            let properties = |(source, it): (SourceKind, Def)| match it.kind {
                TypeKind::Entity(it) | TypeKind::Complex(it) => Some((source, it.properties)),
                TypeKind::Enum(_) => None,
            };
            parts::merge(source, &mut it.properties, others.into_iter().filter_map(properties));
        }
        TypeKind::Enum(it) => {
            let members = |(source, it): (SourceKind, Def)| match it.kind {
                TypeKind::Enum(it) => Some((source, it.members)),
                TypeKind::Entity(_) | TypeKind::Complex(_) => None,
            };
            parts::merge(source, &mut it.members, others.into_iter().filter_map(members));
        }
    }
    res
}

//! Two models of one API → one: metadata decides names, types, base types and members; pages describe, and tell of operations.
//!
//! Nothing is compared here, but for the names by which types are found: see [`drift`](crate::check::drift).

mod names;
mod unused;

use crate::diagnostics::Diagnostics;
use crate::model::{Docs, Enumeration, Model, Property, QualifiedName, Role, Structure, TypeDef, TypeKind, Unresolved};
use names::Names;
use std::collections::BTreeMap;

/// Merges what pages tell into what metadata declares.
pub(super) fn merge(
    diagnostics: &mut Diagnostics,
    mut docs: Model<Unresolved>,
    metadata: Model<Unresolved>,
) -> Model<Unresolved> {
    let names = Names::new(diagnostics, &docs, &metadata);
    names.rename(&mut docs);
    let mut types: BTreeMap<QualifiedName, TypeDef<Unresolved>> =
        metadata.types.into_iter().map(|it| (it.name.value.clone(), it)).collect();
    docs.types.iter_mut().for_each(|it| drop_inherited(it, &types));
    for documented in docs.types {
        match types.get_mut(&documented.name.value) {
            Some(declared) if explains(&documented, declared) => {
                explain(declared, documented);
            }
            // A name that was made up for a list of values; the metadata has another type of this name.
            Some(_) => {}
            None => {
                types.insert(documented.name.value.clone(), documented);
            }
        }
    }
    let mut res = Model {
        types: types.into_values().collect(),
        version: docs.version,
        namespaces: docs.namespaces,
        operations: docs.operations,
        sources: docs.sources.union(metadata.sources),
        ..metadata
    };
    unused::drop_value_lists(&mut res);
    res
}

/// Whether a page's definition is one of the declared type: it was found by its name, or both are the parameters of one action,
/// which are named after the action on either side.
fn explains(documented: &TypeDef<Unresolved>, declared: &TypeDef<Unresolved>) -> bool {
    documented.role == Role::Definition || (documented.role, declared.role) == (Role::Parameters, Role::Parameters)
}

/// Drops what a page says of members that its type inherits: the base type declares them.
fn drop_inherited(documented: &mut TypeDef<Unresolved>, types: &BTreeMap<QualifiedName, TypeDef<Unresolved>>) {
    let Some(own) = types.get(&documented.name.value).and_then(|it| it.structure()) else { return };
    let declares = |it: &Structure<Unresolved>, name: &str| {
        it.properties.iter().any(|it| it.name.value.eq_ignore_ascii_case(name))
    };
    if let TypeKind::Entity(it) | TypeKind::Complex(it) = &mut documented.kind {
        let inherits = |name: &str| bases(own, types).any(|it| declares(it, name));
        it.properties.retain(|it| declares(own, &it.name.value) || !inherits(&it.name.value));
    }
}

/// The base types of a type, the nearest first.
fn bases<'a>(
    of: &'a Structure<Unresolved>,
    types: &'a BTreeMap<QualifiedName, TypeDef<Unresolved>>,
) -> impl Iterator<Item = &'a Structure<Unresolved>> {
    let base = |it: &&'a Structure<Unresolved>| types.get(&it.base.as_ref()?.name)?.structure();
    // No chain is longer than there are types, whatever the metadata says.
    std::iter::successors(Some(of), base).skip(1).take(types.len())
}

/// Adds what a page says of a type that metadata declares.
fn explain(declared: &mut TypeDef<Unresolved>, documented: TypeDef<Unresolved>) {
    declared.name.span = documented.name.span;
    declared.provenance = declared.provenance.union(documented.provenance);
    explain_docs(&mut declared.docs, documented.docs);
    match (&mut declared.kind, documented.kind) {
        (TypeKind::Entity(ours) | TypeKind::Complex(ours), TypeKind::Entity(theirs) | TypeKind::Complex(theirs)) => {
            explain_structure(ours, theirs);
        }
        (TypeKind::Enum(ours), TypeKind::Enum(theirs)) => explain_members(ours, theirs),
        _ => {}
    }
}

fn explain_structure(ours: &mut Structure<Unresolved>, theirs: Structure<Unresolved>) {
    for documented in theirs.properties {
        let name = &documented.name.value;
        let position = |same: &dyn Fn(&str) -> bool| ours.properties.iter().position(|it| same(&it.name.value));
        let found = position(&|it| it == name).or_else(|| position(&|it| it.eq_ignore_ascii_case(name)));
        match found {
            Some(idx) => explain_property(&mut ours.properties[idx], documented),
            None => ours.properties.push(documented),
        }
    }
}

fn explain_property(declared: &mut Property<Unresolved>, documented: Property<Unresolved>) {
    declared.name.span = documented.name.span;
    declared.is_read_only |= documented.is_read_only;
    declared.is_required |= documented.is_required;
    declared.provenance = declared.provenance.union(documented.provenance);
    explain_docs(&mut declared.docs, documented.docs);
}

fn explain_members(ours: &mut Enumeration, theirs: Enumeration) {
    for documented in theirs.members {
        let name = &documented.name.value;
        if let Some(declared) = ours.members.iter_mut().find(|it| it.name.value == *name) {
            declared.name.span = documented.name.span;
            declared.provenance = declared.provenance.union(documented.provenance);
            explain_docs(&mut declared.docs, documented.docs);
        }
    }
}

/// Words of a page replace those of metadata; either may call a thing deprecated.
fn explain_docs(declared: &mut Docs, documented: Docs) {
    declared.deprecated = documented.deprecated.or(declared.deprecated.take());
    declared.page = documented.page;
    if !documented.paragraphs.is_empty() {
        declared.paragraphs = documented.paragraphs;
    }
}

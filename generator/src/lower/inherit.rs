//! Base types: stated by annotations, else told by rows (*Inherited from …*). What a base declares is not declared again.

use super::{Ctx, json_types};
use crate::diagnostics::{Code, Diagnostic};
use crate::json::{Json, Value};
use crate::model::{Docs, Property, PropertyKind, QualifiedName, Structure, TypeKind, Unresolved};
use crate::page::{Page, Resource};
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Settles what can only be said when every type is known.
pub(super) fn settle(ctx: &mut Ctx<'_>, pages: &[Page]) {
    let resources = resources(ctx, pages);
    infer_bases(ctx, &resources);
    break_cycles(ctx);
    drop_inherited(ctx, &resources);
    add_from_json(ctx, &resources);
    find_entities(ctx);
}

/// A resource of a page, and the key of its type.
type Described<'a> = (&'a Page, &'a Resource, QualifiedName);

/// Every resource of the pages.
fn resources<'a>(ctx: &Ctx<'_>, pages: &'a [Page]) -> Vec<Described<'a>> {
    let all = pages.iter().flat_map(|page| page.resources.iter().map(move |it| (page, it)));
    all.map(|(page, it)| (page, it, ctx.qualify(page, &it.name.value).0.to_lowercase())).collect()
}

fn structure<'a>(ctx: &'a Ctx<'_>, name: &QualifiedName) -> Option<&'a Structure<Unresolved>> {
    ctx.types.get(name).and_then(|it| it.structure())
}

fn structure_mut<'a>(ctx: &'a mut Ctx<'_>, name: &QualifiedName) -> Option<&'a mut Structure<Unresolved>> {
    match &mut ctx.types.get_mut(name)?.kind {
        TypeKind::Entity(it) | TypeKind::Complex(it) => Some(it),
        TypeKind::Enum(_) => None,
    }
}

/// The key of a type's base, if it is defined.
fn base_of(ctx: &Ctx<'_>, name: &QualifiedName) -> Option<QualifiedName> {
    let base = structure(ctx, name)?.base.as_ref()?;
    ctx.find_reference(base).map(|it| it.name.value.to_lowercase())
}

/// All bases of a type, nearest first.
fn chain(ctx: &Ctx<'_>, name: &QualifiedName) -> Vec<QualifiedName> {
    let mut res = Vec::new();
    let mut at = base_of(ctx, name);
    while let Some(base) = at.filter(|it| !res.contains(it) && it != name) {
        at = base_of(ctx, &base);
        res.push(base);
    }
    res
}

/// Types whose annotation names no base, but whose rows are inherited from others: the base is the one of these that
/// has most of the others as its own bases.
fn infer_bases(ctx: &mut Ctx<'_>, resources: &[Described<'_>]) {
    let mut candidates: BTreeMap<QualifiedName, Vec<Unresolved>> = BTreeMap::new();
    for (page, resource, name) in resources {
        if structure(ctx, name).is_none_or(|it| it.base.is_some()) {
            continue;
        }
        let mut seen = BTreeSet::new();
        for from in
            resource.properties.iter().chain(&resource.relationships).filter_map(|it| it.inherited_from.as_ref())
        {
            // Most rows of a table name the same type.
            if !seen.insert(&from.value) {
                continue;
            }
            let reference = ctx.reference(page, &from.value, from.span);
            let found = ctx
                .find_reference(&reference)
                .filter(|it| it.structure().is_some())
                .map(|it| it.name.value.to_lowercase());
            let list = candidates.entry(name.clone()).or_default();
            if found.is_some_and(|it| it != *name)
                && !list.iter().any(|it| it.name.to_lowercase() == reference.name.to_lowercase())
            {
                list.push(reference);
            }
        }
    }
    // The fewer types something is inherited from, the higher it stands: bases get theirs before what derives from them.
    let mut order: Vec<_> = candidates.into_iter().collect();
    order.sort_by_key(|(name, list)| (list.len(), name.clone()));
    for (name, list) in order {
        let depth =
            |it: &Unresolved| ctx.find_reference(it).map_or(0, |it| chain(ctx, &it.name.value.to_lowercase()).len());
        let deepest = list.iter().max_by_key(|it| depth(it)).cloned();
        if let (Some(base), Some(structure)) = (deepest, structure_mut(ctx, &name)) {
            structure.base = Some(base);
        }
    }
}

fn break_cycles(ctx: &mut Ctx<'_>) {
    let mut names: Vec<QualifiedName> = ctx.types.keys().cloned().collect();
    // Which type of a cycle loses its base must be the same in every run.
    names.sort();
    for name in names {
        let mut seen = BTreeSet::from([name.clone()]);
        let mut at = base_of(ctx, &name);
        while let Some(base) = at {
            if base == name {
                let Some(structure) = structure_mut(ctx, &name) else { break };
                let Some(base) = structure.base.take() else { break };
                let message = format!("`{}` is a base type of itself", name.name);
                let report = Diagnostic::new(Code::BaseCycle, base.span, message).note("the type gets no base type");
                ctx.diagnostics.report(report.symbol(&name.name));
                break;
            }
            at = if seen.insert(base.clone()) { base_of(ctx, &base) } else { None };
        }
    }
}

/// Whether a base of the type declares a member of this name.
fn is_inherited(ctx: &Ctx<'_>, bases: &[QualifiedName], member: &str) -> bool {
    let declares = |it: &QualifiedName| {
        structure(ctx, it).is_some_and(|it| it.properties.iter().any(|it| it.name.value == member))
    };
    bases.iter().any(declares)
}

fn drop_inherited(ctx: &mut Ctx<'_>, resources: &[Described<'_>]) {
    let mut rows: HashMap<&QualifiedName, BTreeSet<&str>> = HashMap::new();
    for (_, resource, name) in resources {
        let inherited =
            resource.properties.iter().chain(&resource.relationships).filter(|it| it.inherited_from.is_some());
        rows.entry(name).or_default().extend(inherited.map(|it| it.name.value.as_str()));
    }
    // Decided on what all pages declare, before anything is dropped.
    for (name, members) in &mut rows {
        let bases = chain(ctx, name);
        members.retain(|it| is_inherited(ctx, &bases, it));
    }
    for (name, members) in rows {
        if let Some(structure) = structure_mut(ctx, name) {
            structure.properties.retain(|it| !members.contains(it.name.value.as_str()));
        }
    }
}

/// Members of JSON representations that are in no table.
fn add_from_json(ctx: &mut Ctx<'_>, resources: &[Described<'_>]) {
    for (page, resource, name) in resources {
        let Some(Json { value: Value::Object(members), .. }) = &resource.json else { continue };
        let bases = chain(ctx, name);
        let Some(own) = structure(ctx, name) else { continue };
        let is_known = |name: &str| own.properties.iter().any(|it| it.name.value == name);
        let is_new = |name: &str| is_plain(name) && !is_known(name) && !is_inherited(ctx, &bases, name);
        let new: Vec<_> = members.iter().filter(|(it, _)| is_new(&it.value)).collect();
        new.into_iter().for_each(|(member, sample)| add_member(ctx, page, name, member, sample));
    }
}

/// Whether a member is no annotation.
fn is_plain(name: &str) -> bool {
    name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
        && name.chars().all(|it| it.is_alphanumeric() || it == '_')
}

fn add_member(ctx: &mut Ctx<'_>, page: &Page, name: &QualifiedName, member: &Spanned<String>, sample: &Json) {
    let message = format!("`{}` is in the JSON representation of `{}`, but in no table", member.value, name.name);
    let report = Diagnostic::new(Code::PropertyNotInTable, member.span, message)
        .symbol(format!("{}.{}", name.name, member.value))
        .note("its type is guessed from the sample value")
        .help("add a row to the Properties table");
    ctx.diagnostics.report(report);
    let property = Property {
        name: member.clone(),
        docs: Docs { page: Some(page.file), ..Docs::default() },
        ty: json_types::infer(ctx, page, sample),
        kind: PropertyKind::Structural,
        is_read_only: false,
        is_required: false,
        declared: None,
    };
    if let Some(structure) = structure_mut(ctx, name)
        && !structure.properties.iter().any(|it| it.name.value == member.value)
    {
        structure.properties.push(property);
    }
}

/// Entity types have a key, a member `id` or relations, of their own or inherited.
fn find_entities(ctx: &mut Ctx<'_>) {
    let is_entity = |ctx: &Ctx<'_>, name: &QualifiedName| {
        structure(ctx, name).is_some_and(|it| {
            let has_id = it.properties.iter().any(|it| it.name.value == "id");
            !it.keys.is_empty() || has_id || it.properties.iter().any(|it| it.kind.is_navigation())
        })
    };
    let names: Vec<QualifiedName> = ctx.types.keys().cloned().collect();
    for name in names {
        let bases = chain(ctx, &name);
        if !is_entity(ctx, &name) && !bases.iter().any(|it| is_entity(ctx, it)) {
            continue;
        }
        let Some(def) = ctx.types.get_mut(&name) else { continue };
        if let TypeKind::Complex(it) = &mut def.kind {
            def.kind = TypeKind::Entity(std::mem::take(it));
        }
    }
}

//! Base types: from annotations, else inferred from rows (*Inherited from …*). Inherited members are not declared again.

use super::bases::{Bases, Described, is_inherited, structure};
use super::{Ctx, DefId, json_members};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::page::{Page, Resource};
use crate::lower::chains;
use crate::model::{InheritedMember, MAX_BASES, TypeKind, Unresolved};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Resolves everything that requires all types to be known.
pub(super) fn settle(ctx: &mut Ctx<'_>, pages: &[Page]) {
    let resources = resources(ctx, pages);
    let mut bases = Bases(ctx.types.ids().map(|id| base(ctx, id)).collect());
    infer_bases(ctx, &mut bases, &resources);
    break_cycles(ctx, &mut bases);
    drop_inherited(ctx, &bases, &resources);
    json_members::add(ctx, &bases, &resources);
    find_entities(ctx, &bases);
    ctx.types.set_bases(&bases.0);
}

/// Every resource of the pages.
fn resources<'a>(ctx: &Ctx<'_>, pages: &'a [Page]) -> Vec<Described<'a>> {
    let all = pages.iter().flat_map(|page| page.resources.iter().map(move |it| (page, it)));
    let described = |(page, it): (&'a Page, &'a Resource)| {
        let name = ctx.names.of_resource(page, &it.name.value);
        Some((page, it, ctx.types.find(&name.namespace, &name.name)?))
    };
    all.filter_map(described).collect()
}

/// The sort key of types: results must not depend on the order of pages.
fn sort_key(ctx: &Ctx<'_>, id: DefId) -> String {
    ctx.types.get(id).name.value.to_string().to_lowercase()
}

/// The base of a type, if it is defined.
fn base(ctx: &Ctx<'_>, id: DefId) -> Option<DefId> {
    ctx.find(structure(ctx, id)?.base.as_ref()?)
}

/// Infers base types from rows that are inherited from other types: of these types, the base is the most derived one.
fn infer_bases(ctx: &mut Ctx<'_>, bases: &mut Bases, resources: &[Described<'_>]) {
    let mut candidates: BTreeMap<DefId, Vec<(DefId, Unresolved)>> = BTreeMap::new();
    for (page, resource, id) in resources {
        if structure(ctx, *id).is_none_or(|it| it.base.is_some()) {
            continue;
        }
        let mut seen = BTreeSet::new();
        let rows = resource.properties.iter().chain(&resource.relationships);
        for from in rows.filter_map(|it| it.inherited_from.as_ref()) {
            // Most rows of a table name the same type.
            if !seen.insert(&from.value) {
                continue;
            }
            let reference = ctx.reference(page, &from.value, from.span);
            let list = candidates.entry(*id).or_default();
            let found = ctx.find(&reference).filter(|it| it != id && structure(ctx, *it).is_some());
            if let Some(found) = found.filter(|it| !list.iter().any(|(known, _)| known == it)) {
                list.push((found, reference));
            }
        }
    }
    // Types that inherit from fewer types come first: base types are resolved before derived types.
    let mut order: Vec<_> = candidates.into_iter().collect();
    order.sort_by_cached_key(|(id, list)| (list.len(), sort_key(ctx, *id)));
    for (id, list) in order {
        let deepest = list.into_iter().max_by_key(|(it, _)| bases.chain(*it).len());
        if let (Some((base, reference)), Some(structure)) = (deepest, ctx.types.structure_mut(id)) {
            structure.base = Some(reference);
            bases.0[id] = Some(base);
        }
    }
}

fn break_cycles(ctx: &mut Ctx<'_>, bases: &mut Bases) {
    // Which base of a cycle is ignored must not depend on the order of the pages.
    let mut ids: Vec<DefId> = ctx.types.ids().filter(|it| bases.0[*it].is_some()).collect();
    ids.sort_by_cached_key(|it| sort_key(ctx, *it));
    for id in ids {
        let mut seen = vec![id];
        let mut at = bases.0[id];
        while let Some(base) = at {
            if base == id {
                drop_base(ctx, bases, id, cycle);
                break;
            }
            if seen.len() > MAX_BASES {
                drop_base(ctx, bases, id, chains::report);
                break;
            }
            at = bases.0[base].filter(|_| !seen.contains(&base));
            seen.push(base);
        }
    }
}

/// Removes the base of a type, and reports it.
fn drop_base(ctx: &mut Ctx<'_>, bases: &mut Bases, id: DefId, report: fn(&str, Span) -> Diagnostic) {
    bases.0[id] = None;
    let Some(base) = ctx.types.structure_mut(id).and_then(|it| it.base.take()) else { return };
    ctx.diagnostics.report(report(&ctx.types.get(id).name.value.name, base.span));
}

fn cycle(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BaseCycle, span, format!("`{name}` is a base type of itself"))
        .symbol(name)
        .note("the base type is ignored")
}

fn drop_inherited(ctx: &mut Ctx<'_>, bases: &Bases, resources: &[Described<'_>]) {
    let mut rows: BTreeMap<DefId, BTreeSet<&str>> = BTreeMap::new();
    for (_, resource, id) in resources {
        let inherited =
            resource.properties.iter().chain(&resource.relationships).filter(|it| it.inherited_from.is_some());
        rows.entry(*id).or_default().extend(inherited.map(|it| it.name.value.as_str()));
    }
    // Decided before any member is removed.
    for (id, members) in &mut rows {
        let bases = bases.chain(*id);
        members.retain(|it| is_inherited(ctx, &bases, it));
    }
    for (id, members) in rows {
        if let Some(structure) = ctx.types.structure_mut(id) {
            let inherited = structure.properties.extract_if(.., |it| members.contains(it.name.value.as_str()));
            structure.inherited.extend(inherited.map(InheritedMember::from));
        }
    }
}

/// Entity types have a key, a member `id` or relations, of their own or inherited.
fn find_entities(ctx: &mut Ctx<'_>, bases: &Bases) {
    let is_entity = |ctx: &Ctx<'_>, id: DefId| {
        structure(ctx, id).is_some_and(|it| {
            let has_id = it.properties.iter().any(|it| it.name.value == "id");
            !it.keys.is_empty() || has_id || it.properties.iter().any(|it| it.kind.is_navigation())
        })
    };
    for id in ctx.types.ids() {
        if !is_entity(ctx, id) && !bases.chain(id).into_iter().any(|it| is_entity(ctx, it)) {
            continue;
        }
        let def = ctx.types.get_mut(id);
        if let TypeKind::Complex(it) = &mut def.kind {
            def.kind = TypeKind::Entity(std::mem::take(it));
        }
    }
}

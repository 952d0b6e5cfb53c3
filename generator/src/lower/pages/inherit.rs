//! Base types: from annotations, else inferred from rows (*Inherited from …*). Inherited members are not declared again.

use super::{Ctx, DefId, json_types};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::page::{Page, Resource};
use crate::model::json::{Json, Name, Value};
use crate::model::{
    Docs, InheritedMember, Property, PropertyKind, Provenance, SourceKind, Structure, TypeKind, Unresolved,
};
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// Resolves everything that requires all types to be known.
pub(super) fn settle(ctx: &mut Ctx<'_>, pages: &[Page]) {
    let resources = resources(ctx, pages);
    let mut bases = Bases(ctx.types.ids().map(|id| base(ctx, id)).collect());
    infer_bases(ctx, &mut bases, &resources);
    break_cycles(ctx, &mut bases);
    drop_inherited(ctx, &bases, &resources);
    add_from_json(ctx, &bases, &resources);
    find_entities(ctx, &bases);
}

/// A resource of a page, and its type.
type Described<'a> = (&'a Page, &'a Resource, DefId);

/// Every resource of the pages.
fn resources<'a>(ctx: &Ctx<'_>, pages: &'a [Page]) -> Vec<Described<'a>> {
    let all = pages.iter().flat_map(|page| page.resources.iter().map(move |it| (page, it)));
    let described = |(page, it): (&'a Page, &'a Resource)| {
        let name = ctx.names.of_resource(page, &it.name.value);
        Some((page, it, ctx.types.find(&name.namespace, &name.name)?))
    };
    all.filter_map(described).collect()
}

fn structure<'a>(ctx: &'a Ctx<'_>, id: DefId) -> Option<&'a Structure<Unresolved>> {
    ctx.types.get(id).structure()
}

/// The sort key of types: results must not depend on the order of pages.
fn sort_key(ctx: &Ctx<'_>, id: DefId) -> String {
    ctx.types.get(id).name.value.to_string().to_lowercase()
}

/// The base of a type, if it is defined.
fn base(ctx: &Ctx<'_>, id: DefId) -> Option<DefId> {
    ctx.find(structure(ctx, id)?.base.as_ref()?)
}

/// The base of every type.
struct Bases(Vec<Option<DefId>>);

impl Bases {
    /// All bases of a type, nearest first.
    fn chain(&self, id: DefId) -> Vec<DefId> {
        let mut res = Vec::new();
        let mut at = self.0[id];
        while let Some(base) = at.filter(|it| *it != id && !res.contains(it)) {
            at = self.0[base];
            res.push(base);
        }
        res
    }
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
                drop_base(ctx, bases, id);
                break;
            }
            at = bases.0[base].filter(|_| !seen.contains(&base));
            seen.push(base);
        }
    }
}

/// Removes the base of a type that is a base of itself.
fn drop_base(ctx: &mut Ctx<'_>, bases: &mut Bases, id: DefId) {
    bases.0[id] = None;
    let Some(base) = ctx.types.structure_mut(id).and_then(|it| it.base.take()) else { return };
    let name = &ctx.types.get(id).name.value.name;
    let report = Diagnostic::new(Code::BaseCycle, base.span, format!("`{name}` is a base type of itself"))
        .symbol(name.as_str())
        .note("the base type is ignored");
    ctx.diagnostics.report(report);
}

/// Whether a base of the type declares a member of this name.
fn is_inherited(ctx: &Ctx<'_>, bases: &[DefId], member: &str) -> bool {
    let declares =
        |it: &DefId| structure(ctx, *it).is_some_and(|it| it.properties.iter().any(|it| it.name.value == member));
    bases.iter().any(declares)
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

/// Members of JSON representations that are in no table. Samples of open types show dynamic members.
fn add_from_json(ctx: &mut Ctx<'_>, bases: &Bases, resources: &[Described<'_>]) {
    for (page, resource, id) in resources {
        let Some(Json { value: Value::Object(members), .. }) = &resource.json else { continue };
        let bases = bases.chain(*id);
        let Some(own) = structure(ctx, *id) else { continue };
        if own.is_open || bases.iter().any(|it| structure(ctx, *it).is_some_and(|it| it.is_open)) {
            continue;
        }
        let mut known: BTreeSet<&str> = own.properties.iter().map(|it| &*it.name.value).collect();
        let rows = page.operation.iter().flat_map(|it| &it.body.properties);
        let documented: BTreeSet<&str> = rows.map(|it| &*it.name.value).collect();
        // Of two members with the same name, the first one is added.
        let plain = members.iter().filter(|(it, _)| is_plain(&it.value) && !is_inherited(ctx, &bases, &it.value));
        let new: Vec<_> = plain.filter(|(it, _)| known.insert(&it.value)).collect();
        for (member, sample) in new {
            // The table of parameters after the block has the row.
            if !documented.contains(&*member.value) {
                report_member(ctx, page, *id, member);
            }
            add_member(ctx, page, *id, member, sample);
        }
    }
}

/// Whether a member is not an annotation.
fn is_plain(name: &str) -> bool {
    name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
        && name.chars().all(|it| it.is_alphanumeric() || it == '_')
}

fn report_member(ctx: &mut Ctx<'_>, page: &Page, id: DefId, member: &Name) {
    let name = &ctx.types.get(id).name.value.name;
    let message = format!("`{}` is in the JSON representation of `{name}` but in no table", member.value);
    let report = Diagnostic::new(Code::PropertyNotInTable, member.span, message)
        .symbol(format!("{name}.{}", member.value))
        .note("its type is inferred from the sample value");
    let properties = structure(ctx, id).map_or(&[][..], |it| &it.properties);
    let listed = properties.iter().find(|it| it.name.value.eq_ignore_ascii_case(&member.value));
    ctx.diagnostics.report(match listed {
        Some(it) => report
            .also(it.name.span, "listed with different case here")
            .help(format!("use one spelling: `{}` or `{}`", member.value, it.name.value)),
        None if page.operation.is_some() => report.help("add a row to the table of parameters"),
        None => report.help("add a row to the Properties table"),
    });
}

fn add_member(ctx: &mut Ctx<'_>, page: &Page, id: DefId, member: &Name, sample: &Json) {
    let property = Property {
        name: Spanned::new(member.value.to_string(), member.span),
        docs: Docs { page: Some(page.file), ..Docs::default() },
        ty: json_types::infer(ctx, page, sample),
        kind: PropertyKind::Structural,
        is_read_only: false,
        is_required: false,
        values: Vec::new(),
        provenance: Provenance::new(SourceKind::Pages, member.span),
    };
    if let Some(structure) = ctx.types.structure_mut(id) {
        structure.properties.push(property);
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

//! Structured types: from resource pages, and from the request bodies of operations.

use super::drafts::{Draft, draft, drafts};
use super::properties::{declared, property};
use super::{Ctx, Names, is_own_page, page_docs, spanned};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::page::{Page, Property as Row, Resource};
use crate::model::json::{Json, Value};
use crate::model::{Property, PropertyKind, QualifiedName, SourceKind, Structure, Type, TypeDef, TypeKind, Unresolved};
use crate::source::{SourceMap, Span, Spanned};
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use rayon::prelude::*;

/// The types of all resources. Their rows are read in parallel.
pub(super) fn lower(ctx: &mut Ctx<'_>, pages: &[Page]) {
    let (sources, names) = (ctx.sources, ctx.names);
    let described = described(sources, pages);
    let drafts: Vec<_> = described.par_iter().map(|(page, it)| rows(sources, names, page, it)).collect();
    for ((page, resource), rows) in described.into_iter().zip(drafts) {
        from_resource(ctx, page, resource, rows);
    }
}

/// The resources of all pages, the best page of each first: its own page, then other resource pages, then API pages.
fn described<'a>(sources: &SourceMap, pages: &'a [Page]) -> Vec<(&'a Page, &'a Resource)> {
    let mut res: Vec<_> = pages.iter().flat_map(|page| page.resources.iter().map(move |it| (page, it))).collect();
    res.sort_by_cached_key(|(page, it)| (page.operation.is_some(), !is_own_page(sources, page, &it.name.value)));
    res
}

/// A row, and what it describes.
type Part<'a> = (Draft<'a>, PropertyKind);

/// The rows of a resource.
fn rows<'a>(sources: &SourceMap, names: &Names<'_>, page: &Page, resource: &'a Resource) -> Vec<Part<'a>> {
    let properties = resource.properties.iter().map(|it| (it, PropertyKind::Structural));
    let all = properties.chain(resource.relationships.iter().map(|it| (it, PropertyKind::RELATIONSHIP)));
    all.map(|(it, kind)| (draft(sources, names, page, it), kind)).collect()
}

/// The type that a page describes. A second page of the same type adds facts that the first one lacks.
fn from_resource(ctx: &mut Ctx<'_>, page: &Page, resource: &Resource, rows: Vec<Part<'_>>) {
    let name = ctx.names.of_resource(page, &resource.name.value);
    // On the page of an operation, the table of the body lists the members.
    let is_listed = page.operation.as_ref().is_some_and(|it| !it.body.properties.is_empty());
    // A page may contain several blocks about a type.
    let is_first =
        ctx.types.find(&name.namespace, &name.name).is_none_or(|it| ctx.types.get(it).name.span.file != page.file);
    if !is_listed && is_first && lacks_table(ctx, resource, &name) {
        without_table(ctx, page, resource, &name);
    }
    let structure = Structure {
        base: resource.base.as_ref().map(|it| ctx.reference(page, &it.value, it.span)),
        is_abstract: resource.abstract_at.is_some(),
        is_open: resource.open_at.is_some(),
        keys: resource.key.iter().map(|it| it.value.clone()).collect(),
        properties: properties(ctx, page, &name.name, rows),
        ..Structure::default()
    };
    define(ctx, spanned(name, resource.name.span), page, structure);
}

/// Reports a type without a table, at the heading of its properties if there is one.
fn without_table(ctx: &mut Ctx<'_>, page: &Page, resource: &Resource, name: &QualifiedName) {
    let heading = page.properties.filter(|_| page.resources.len() == 1);
    let message = format!("`{}` has no properties table", name.name);
    let report = Diagnostic::new(Code::PropertiesMissing, heading.unwrap_or(resource.name.span), message);
    ctx.diagnostics.report(report.symbol(name.name.as_str()).help(match heading {
        Some(_) => "add a table with the columns Property, Type and Description",
        None => "add a section Properties with a table",
    }));
}

/// Whether a page lists no members of a type that has properties: according to another source, else to the page's JSON.
fn lacks_table(ctx: &Ctx<'_>, resource: &Resource, name: &QualifiedName) -> bool {
    let is_empty = resource.properties.is_empty() && resource.relationships.is_empty() && !resource.has_table;
    let is_shown = || match &resource.json {
        Some(Json { value: Value::Object(members), .. }) => members.iter().any(|(it, _)| !it.value.contains('@')),
        _ => false,
    };
    is_empty && ctx.names.declarations.has_data(name).unwrap_or_else(is_shown)
}

/// The structural properties of rows.
pub(super) fn structural(
    ctx: &mut Ctx<'_>,
    page: &Page,
    owner: &str,
    rows: Vec<Draft<'_>>,
) -> Vec<Property<Unresolved>> {
    properties(ctx, page, owner, rows.into_iter().map(|it| (it, PropertyKind::Structural)).collect())
}

/// The properties of rows. Of two with the same name, the relationship is kept, else the first one.
fn properties(ctx: &mut Ctx<'_>, page: &Page, owner: &str, rows: Vec<Part<'_>>) -> Vec<Property<Unresolved>> {
    let mut res: Vec<Property<Unresolved>> = Vec::new();
    let mut positions: HashMap<&str, (usize, &Row)> = HashMap::with_capacity(rows.len());
    for (draft, kind) in rows {
        let row = draft.row;
        let new = property(ctx, page, owner, draft, kind);
        let (position, before) = match positions.entry(&row.name.value) {
            Entry::Occupied(it) => it.into_mut(),
            Entry::Vacant(it) => {
                it.insert((res.len(), row));
                res.push(new);
                continue;
            }
        };
        let old = &mut res[*position];
        let is_in_new_group = in_new_group(std::mem::replace(before, row), row);
        if is_in_new_group && old.kind == new.kind && same_type(&old.ty, &new.ty) {
            continue;
        }
        let is_relationship = old.kind == PropertyKind::Structural && new.kind.is_navigation();
        let report = duplicate(owner, old, &new, declared(ctx, page, owner, row));
        ctx.diagnostics.report(report);
        if is_relationship {
            *old = new;
        }
    }
    res
}

/// A property of two rows. If one is under Properties and the other one under Relationships, the declaration determines which
/// one is wrong. Without one, it is the property.
fn duplicate(
    owner: &str,
    old: &Property<Unresolved>,
    new: &Property<Unresolved>,
    declared: Option<&Property<Unresolved>>,
) -> Diagnostic {
    let name = &new.name.value;
    let report = |at: Span| {
        let message = format!("duplicate property `{name}`");
        Diagnostic::new(Code::PropertyDuplicate, at, message).symbol(format!("{owner}.{name}"))
    };
    if old.kind != PropertyKind::Structural || !new.kind.is_navigation() {
        return report(new.name.span)
            .also(old.name.span, "first listed here")
            .note("the second one is ignored")
            .help("remove one of the rows");
    }
    let Some(declared) = declared.filter(|it| !it.kind.is_navigation()) else {
        return report(old.name.span)
            .also(new.name.span, "listed as a relationship here")
            .note("treated as a relationship")
            .help("remove the row from the section Properties");
    };
    report(new.name.span)
        .also(old.name.span, "listed as a property here")
        .also(declared.name.span, "declared as a property here")
        .note("the declaration in the metadata is kept")
        .help("remove the row from the section Relationships")
}

/// Whether a divider row or a header is between two rows, so that the second one repeats the first one for another group.
fn in_new_group(before: &Row, row: &Row) -> bool {
    row.group.is_some_and(|it| it.file == before.row.file && it.start > before.row.start)
}

/// Adds a definition, or merges it with the one of the same name.
fn define(ctx: &mut Ctx<'_>, name: Spanned<QualifiedName>, page: &Page, structure: Structure<Unresolved>) {
    let Some(old) = ctx.types.find(&name.value.namespace, &name.value.name) else {
        ctx.types.add(TypeDef::new(
            SourceKind::Pages,
            name,
            page_docs(ctx.sources, page),
            TypeKind::Complex(structure),
        ));
        return;
    };
    let old = ctx.types.get_mut(old);
    match &mut old.kind {
        TypeKind::Entity(known) | TypeKind::Complex(known) => merge(ctx.diagnostics, &name, known, structure),
        TypeKind::Enum(_) | TypeKind::Union(_) => {
            let message = format!("`{}` is defined both as a structured type and as an enum", name.value.name);
            let report = Diagnostic::new(Code::TypeConflict, name.span, message)
                .symbol(name.value.name.as_str())
                .also(old.name.span, "defined as an enum here")
                .note("the enum is kept");
            ctx.diagnostics.report(report);
        }
    }
}

/// Adds facts that `known` lacks, and reports differences.
fn merge(
    diagnostics: &mut Diagnostics,
    name: &Spanned<QualifiedName>,
    known: &mut Structure<Unresolved>,
    new: Structure<Unresolved>,
) {
    known.is_open |= new.is_open;
    known.is_abstract |= new.is_abstract;
    if known.keys.is_empty() {
        known.keys = new.keys;
    }
    if let (Some(old), Some(new)) = (&known.base, &new.base)
        && !old.name.is_alike(&new.name)
    {
        let message = format!("`{}` has different base types on different pages", name.value.name);
        let report = Diagnostic::new(Code::TypeConflict, new.span, message)
            .symbol(name.value.name.as_str())
            .label(format!("`{}` here", new.name))
            .also(old.span, format!("`{}` here", old.name))
            .note("the first one is kept");
        diagnostics.report(report);
    }
    known.base = known.base.take().or(new.base);
    for property in new.properties {
        match known.properties.iter().find(|it| it.name.value == property.name.value) {
            None => known.properties.push(property),
            Some(old) if same_type(&old.ty, &property.ty) => {}
            Some(old) => {
                let message = format!(
                    "`{}` has different types on different pages of `{}`",
                    property.name.value, name.value.name
                );
                let report = Diagnostic::new(Code::PropertyConflict, property.name.span, message)
                    .symbol(format!("{}.{}", name.value.name, property.name.value))
                    .also(old.name.span, "first listed here")
                    .note("the first one is kept");
                diagnostics.report(report);
            }
        }
    }
}

/// Whether two types are equal except for case and place.
pub(super) fn same_type(a: &Type<Unresolved>, b: &Type<Unresolved>) -> bool {
    use crate::model::ItemType::{Named, Primitive};
    let same_item = match (&a.item, &b.item) {
        (Primitive(a), Primitive(b)) => a == b,
        (Named(a), Named(b)) => a.name.name.eq_ignore_ascii_case(&b.name.name),
        _ => false,
    };
    same_item && a.is_collection == b.is_collection
}

/// Types that no page defines, but the request body of an operation describes: *supply a JSON representation of the
/// [x](…) object* with a table.
pub(super) fn imply(ctx: &mut Ctx<'_>, pages: &[Page]) {
    for page in pages {
        let Some(operation) = &page.operation else { continue };
        let Some(name) = operation.body.ty.as_ref().filter(|_| !operation.body.properties.is_empty()) else { continue };
        let reference = ctx.reference(page, &name.value, name.span);
        if ctx.find(&reference).is_some() || ctx.names.is_known(&reference) {
            continue;
        }
        let rows = drafts(ctx.sources, ctx.names, page, &operation.body.properties);
        let properties = structural(ctx, page, &reference.name.name, rows);
        let message = format!("no page defines `{}`", reference.name.name);
        let report = Diagnostic::new(Code::TypeImplied, name.span, message)
            .symbol(reference.name.name.as_str())
            .note("treated as a type with the properties of this request body")
            .help(format!("add a page `resources/{}.md`", reference.name.name.to_lowercase()));
        ctx.diagnostics.report(report);
        let structure = Structure { properties, ..Structure::default() };
        let docs = crate::model::Docs { page: Some(page.file), ..Default::default() };
        ctx.types.add(TypeDef::new(
            SourceKind::Pages,
            spanned(reference.name, name.span),
            docs,
            TypeKind::Complex(structure),
        ));
    }
}

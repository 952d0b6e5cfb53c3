//! The places of pages that describe types and parameters.

use super::Names;
use crate::input::page::type_name::{ItemText, TypeText};
use crate::input::page::{EnumTable, Operation, Page, Property as Row, Resource, Response};
use crate::model::{
    EnumStatement, ItemStated, MemberStatement, OperationStatement, Primitive, Statements, TypeStated, TypeStatement,
};
use crate::source::Spanned;
use rayon::prelude::*;

/// The statements of every place of the pages.
pub(super) fn lower(names: &Names<'_>, pages: &[Page]) -> Statements {
    let types = || pages.par_iter().flat_map_iter(|page| resources(names, page)).collect();
    let enums = || pages.iter().flat_map(|page| page.enums.iter().map(|it| table(names, page, it))).collect();
    let documented = |page: &Page| Some((page.file, operation(names, page, page.operation.as_ref()?)?));
    let operations = || pages.par_iter().filter_map(documented).collect();
    let ((types, enums), operations) = rayon::join(|| (types(), enums()), operations);
    Statements { types, enums, operations }
}

/// The types that a page describes.
fn resources(names: &Names<'_>, page: &Page) -> impl Iterator<Item = TypeStatement> {
    // Names of bodies that only an annotation on the page of an operation states are not types of the service.
    let is_declared = |it: &Resource| names.declarations.find(&names.of_resource(page, &it.name.value)).is_some();
    let is_type = move |it: &&Resource| page.operation.is_none() || is_declared(it);
    page.resources.iter().filter(is_type).map(|it| resource(names, page, it))
}

fn resource(names: &Names<'_>, page: &Page, it: &Resource) -> TypeStatement {
    let mut members: Vec<_> = it.properties.iter().map(|it| member(names, page, it, false)).collect();
    members.extend(it.relationships.iter().map(|it| member(names, page, it, true)));
    // It is not clear which of several types a heading is about.
    let is_only = page.resources.len() == 1;
    TypeStatement {
        name: names.reference(page, &it.name.value, it.name.span),
        base: it.base.as_ref().map(|it| names.reference(page, &it.value, it.span)),
        has_base: it.base.is_some() || it.inherits || rows_name_base(names, page, it),
        no_base: it.no_base,
        key: it.key.clone(),
        open_at: it.open_at,
        abstract_at: it.abstract_at,
        members,
        properties: page.properties.filter(|_| is_only),
        relationships: page.relationships.filter(|_| is_only),
    }
}

/// Whether a row is inherited from the declared base type.
fn rows_name_base(names: &Names<'_>, page: &Page, resource: &Resource) -> bool {
    let declared = names.declarations.find(&names.of_resource(page, &resource.name.value));
    let Some(base) = declared.and_then(|it| it.structure()?.base.as_ref()) else { return false };
    let mut rows = resource.properties.iter().chain(&resource.relationships);
    rows.any(|it| it.inherited_from.as_ref().is_some_and(|it| it.value.eq_ignore_ascii_case(&base.name.name)))
}

fn table(names: &Names<'_>, page: &Page, it: &EnumTable) -> EnumStatement {
    EnumStatement {
        name: names.reference(page, &it.name.value, it.name.span),
        members: it.members.iter().map(|it| it.name.clone()).collect(),
        values: it.members.iter().map(|it| it.value.clone()).collect(),
    }
}

/// `None` if the page describes neither parameters nor a result.
fn operation(names: &Names<'_>, page: &Page, it: &Operation) -> Option<OperationStatement> {
    let rows = |rows: &[Row]| rows.iter().map(|it| member(names, page, it, false)).collect();
    let result = result(names, page, &it.response);
    let is_empty = it.parameters.is_empty() && it.body.properties.is_empty() && result.is_none();
    (!is_empty).then(|| OperationStatement { url: rows(&it.parameters), body: rows(&it.body.properties), result })
}

/// The type that the Response section names.
fn result(names: &Names<'_>, page: &Page, it: &Response) -> Option<Spanned<TypeStated>> {
    let is_empty = it.is_none || it.statuses.first().is_some_and(|it| it.value == 204);
    let ty = it.ty.as_ref().filter(|_| !is_empty)?;
    let (name, is_plural) = names.in_sentence(page, &ty.value, ty.span);
    let item = match &*ty.value.to_lowercase() {
        "json" => ItemStated::Unclear,
        _ => ItemStated::Named(name),
    };
    Some(Spanned::new(TypeStated { item, is_collection: it.is_collection || is_plural }, ty.span))
}

fn member(names: &Names<'_>, page: &Page, row: &Row, is_navigation: bool) -> MemberStatement {
    MemberStatement {
        name: row.name.clone(),
        is_navigation,
        ty: row.ty.as_ref().map(|it| ty(names, page, it)),
        is_nullable: row.is_nullable.clone(),
        is_deprecated: row.is_deprecated,
        values: row.values.clone(),
        group: row.group,
    }
}

fn ty(names: &Names<'_>, page: &Page, cell: &Spanned<TypeText>) -> Spanned<TypeStated> {
    let item = match &cell.value.item {
        ItemText::Primitive(Primitive::Untyped) | ItemText::Union(_) => ItemStated::Unclear,
        ItemText::Primitive(it) => ItemStated::Primitive(*it),
        ItemText::Named(name) => ItemStated::Named(names.reference(page, name, cell.span)),
        ItemText::Enumeration => ItemStated::Enumeration,
    };
    Spanned::new(TypeStated { item, is_collection: cell.value.is_collection }, cell.span)
}

//! Rows → properties.

use super::drafts::{Draft, Item};
use super::{Ctx, enums, stated};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::page::type_name::{ItemText, is_primitive};
use crate::input::page::{Page, Property as Row};
use crate::lower::case::{lower_first, upper_first};
use crate::model::{
    Capabilities, ItemType, Parameter, Primitive, Property, PropertyKind, QualifiedName, Type, Unresolved,
};
use crate::source::Span;

/// The property that a row of type `owner` describes.
pub(super) fn property(
    ctx: &mut Ctx<'_>,
    page: &Page,
    owner: &str,
    draft: Draft<'_>,
    kind: PropertyKind,
) -> Property<Unresolved> {
    let Draft { row, item, docs, values } = draft;
    Property {
        name: row.name.clone(),
        docs,
        ty: row_type(ctx, page, owner, row, item),
        kind,
        is_read_only: row.is_read_only,
        capabilities: Capabilities::default(),
        is_required: row.is_required,
        values,
        details: None,
        provenance: stated(&row.name),
    }
}

/// The parameter that a row describes. The default type is string.
pub(super) fn parameter(ctx: &mut Ctx<'_>, page: &Page, draft: Draft<'_>) -> Parameter<Unresolved> {
    let Draft { row, item, docs, .. } = draft;
    let ty = match &row.ty {
        Some(_) => row_type(ctx, page, "", row, item),
        None => Type { item: ItemType::Primitive(Primitive::String), is_collection: false, is_nullable: None },
    };
    Parameter {
        name: row.name.clone(),
        docs,
        ty,
        is_required: row.is_required,
        fixed: fixed(&ctx.sources[row.description]),
    }
}

/// The value of a header whose description begins with it: `eventual. Required.`
fn fixed(description: &str) -> Option<String> {
    let (word, _) = description.trim().split_once(". ")?;
    let word = word.trim_matches('`');
    let is_value = !word.is_empty() && word.bytes().all(|it| it.is_ascii_lowercase());
    is_value.then(|| word.to_owned())
}

fn row_type(ctx: &mut Ctx<'_>, page: &Page, owner: &str, row: &Row, item: Item) -> Type<Unresolved> {
    let item = match item {
        Item::Known(it) => it,
        Item::Listed(it) => listed(ctx, page, row, it),
        Item::Open => open(ctx, page, owner, row),
    };
    let is_collection = row.ty.as_ref().is_some_and(|it| it.value.is_collection);
    Type { item, is_collection, is_nullable: row.is_nullable.as_ref().map(|it| it.value) }
}

/// A type for which the page lists values: they define an enum if nothing else defines the type.
fn listed(ctx: &mut Ctx<'_>, page: &Page, row: &Row, reference: Unresolved) -> ItemType<Unresolved> {
    if ctx.find(&reference).is_none() {
        let name = QualifiedName { name: lower_first(&reference.name.name).into(), ..reference.name.clone() };
        enums::from_values(ctx, page, name, reference.span, &enums::listed(page, row));
    }
    ItemType::Named(reference)
}

fn open(ctx: &mut Ctx<'_>, page: &Page, owner: &str, row: &Row) -> ItemType<Unresolved> {
    let Some(text) = &row.ty else { return missing(ctx, page, owner, row) };
    match &text.value.item {
        ItemText::Primitive(primitive) => ItemType::Primitive(*primitive),
        ItemText::Named(name) => ItemType::Named(ctx.reference(page, name, text.span)),
        ItemText::Enumeration => enumeration(ctx, page, owner, row, text.span),
        ItemText::Union(names) => union(ctx, page, owner, row, text.span, names),
    }
}

fn missing(ctx: &mut Ctx<'_>, page: &Page, owner: &str, row: &Row) -> ItemType<Unresolved> {
    let message = format!("`{}` has no type", row.name.value);
    let report = Diagnostic::new(Code::TypeCell, row.name.span, message).symbol(symbol(owner, row));
    let report = without_type(ctx, page, owner, row, report);
    ctx.diagnostics.report(report);
    ItemType::Primitive(Primitive::Untyped)
}

/// Several types: their base type, if another source declares it. Readers learn more from the types than from the base type.
fn union(ctx: &mut Ctx<'_>, page: &Page, owner: &str, row: &Row, span: Span, names: &[String]) -> ItemType<Unresolved> {
    let options: Vec<QualifiedName> = names.iter().map(|it| ctx.reference(page, it, span).name).collect();
    if let Some(base) = ctx.names.declarations.common_base(&options) {
        return ItemType::Named(Unresolved { name: base.name.value.clone(), is_qualified: true, span });
    }
    // Values of several primitive types are untyped JSON. Only a declared type contradicts them.
    let is_typed = |it: &Property<Unresolved>| !matches!(it.ty.item, ItemType::Primitive(Primitive::Untyped));
    if !names.iter().all(|it| is_primitive(it)) || declared(ctx, page, owner, row).is_some_and(is_typed) {
        let message = format!("`{}` has several types", row.name.value);
        let report = Diagnostic::new(Code::TypeCell, span, message)
            .symbol(symbol(owner, row))
            .label(format!("{} types", names.len()));
        let report = without_type(ctx, page, owner, row, report);
        ctx.diagnostics.report(report);
    }
    ItemType::Primitive(Primitive::Untyped)
}

/// Adds the type that a row gets instead, and the remedy.
fn without_type(ctx: &Ctx<'_>, page: &Page, owner: &str, row: &Row, report: Diagnostic) -> Diagnostic {
    if ctx.names.declarations.is_empty() {
        return report.note("treated as untyped JSON");
    }
    let Some(declared) = declared(ctx, page, owner, row) else {
        return report.note("treated as untyped JSON unless another source declares its type");
    };
    let item = match &declared.ty.item {
        ItemType::Primitive(it) => it.name(),
        ItemType::Named(it) => &it.name.name,
        ItemType::List(_) | ItemType::Map(_) => Primitive::Untyped.name(),
    };
    let many = if declared.ty.is_collection { " collection" } else { "" };
    report
        .also(declared.name.span, "declared here")
        .note("the declared type is kept")
        .help(format!("write `{item}{many}`"))
}

/// The declaration of the member that a row describes.
pub(super) fn declared<'a>(ctx: &Ctx<'a>, page: &Page, owner: &str, row: &Row) -> Option<&'a Property<Unresolved>> {
    let members = ctx.names.declarations.members(&ctx.names.own(page, owner))?;
    members.into_iter().find(|it| it.name.value.eq_ignore_ascii_case(&row.name.value))
}

/// `Enumeration`: the enum is named after the property, and shared by all properties of that name and these values.
fn enumeration(ctx: &mut Ctx<'_>, page: &Page, owner: &str, row: &Row, span: Span) -> ItemType<Unresolved> {
    let listed = enums::listed(page, row);
    if listed.is_empty() {
        let message = format!("`{}` is an enumeration without values", row.name.value);
        let report = Diagnostic::new(Code::EnumEmpty, span, message)
            .symbol(symbol(owner, row))
            .note("treated as a string")
            .help("list the values in the description: Possible values are: `a`, `b`");
        ctx.diagnostics.report(report);
        return ItemType::Primitive(Primitive::String);
    }
    let name = ctx.names.own(page, &lower_first(&row.name.value));
    let mut reference = Unresolved { name, is_qualified: false, span };
    let is_taken = ctx.find(&reference).is_some();
    if is_taken && !enums::has_same_values(ctx, &reference.name, &listed) {
        // Another enum has this name: the name of the owner is added.
        reference.name.name = format!("{}{}", lower_first(owner), upper_first(&row.name.value)).into();
    }
    enums::from_values(ctx, page, reference.name.clone(), span, &listed);
    ItemType::Named(reference)
}

/// The symbol of a finding about a row. Parameters have no owner.
fn symbol(owner: &str, row: &Row) -> String {
    if owner.is_empty() { row.name.value.clone() } else { format!("{owner}.{}", row.name.value) }
}

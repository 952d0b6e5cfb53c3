//! The body of an operation: a type, or parameters that become a type.

use super::named::named;
use super::{Ctx, spanned, types};
use crate::input::page::{Operation, Page};
use crate::lower::case::{lower_first, upper_first};
use crate::model::example::Body;
use crate::model::http::{Method, Segment, UrlTemplate};
use crate::model::{
    Docs, ItemType, Primitive, PropertyKind, QualifiedName, Role, SourceKind, Structure, Type, TypeDef, TypeKind,
    Unresolved,
};

/// The body of an operation.
pub(super) fn body(
    ctx: &mut Ctx<'_>,
    page: &Page,
    operation: &Operation,
    response: Option<&Type<Unresolved>>,
) -> Option<Type<Unresolved>> {
    let request = operation.requests.first()?;
    if matches!(request.method.value, Method::Get | Method::Delete) {
        return None;
    }
    if let Some(name) = operation.body.ty.as_ref().filter(|_| !operation.body.is_parameters) {
        return Some(named(ctx, page, name, false));
    }
    if operation.body.is_none && operation.body.properties.is_empty() {
        return None;
    }
    if ends_with(&request.url.value, "$ref") || ends_with(&request.url.value, "$value") {
        return None;
    }
    // PATCH and PUT send the addressed type; POST sends the type that it returns.
    if matches!(request.method.value, Method::Patch | Method::Put) {
        return response.filter(|it| matches!(it.item, ItemType::Named(_)) && !it.is_collection).cloned();
    }
    let verb = page.title.value.split_whitespace().next().unwrap_or_default().to_lowercase();
    let creates = matches!(verb.as_str(), "create" | "add" | "post") && !operation.body.is_parameters;
    let created = response.filter(|it| matches!(it.item, ItemType::Named(_)) && !it.is_collection);
    if let Some(created) = created.filter(|_| creates) {
        return Some(created.clone());
    }
    if operation.body.properties.is_empty() {
        return undescribed(operation);
    }
    Some(parameters(ctx, page, operation, &request.url.value))
}

/// A body that appears only in examples.
fn undescribed(operation: &Operation) -> Option<Type<Unresolved>> {
    let sends = |it: &Body| matches!(it, Body::Json(_));
    let is_sent = operation.examples.iter().any(|it| it.request.as_ref().is_some_and(|it| sends(&it.body)));
    is_sent.then_some(Type { item: ItemType::Primitive(Primitive::Untyped), is_collection: false, is_nullable: None })
}

/// The parameters of an action: a complex type named after the action and its binding type.
fn parameters(ctx: &mut Ctx<'_>, page: &Page, operation: &Operation, url: &UrlTemplate) -> Type<Unresolved> {
    let name = free_name(ctx, page, parameters_name(ctx, page, url));
    let rows: Vec<_> = operation.body.properties.iter().map(|it| (it, PropertyKind::Structural)).collect();
    let properties = types::properties(ctx, page, &name.name, &rows);
    let span = operation.body.span.unwrap_or(page.title.span);
    let structure = Structure { properties, ..Structure::default() };
    let docs = Docs { page: Some(page.file), ..Docs::default() };
    let def = TypeDef::new(SourceKind::Pages, spanned(name.clone(), span), docs, TypeKind::Complex(structure));
    ctx.types.add(TypeDef { role: Role::Parameters, ..def });
    let item = ItemType::Named(Unresolved { name, is_qualified: true, span });
    Type { item, is_collection: false, is_nullable: None }
}

/// `userSendMailBody`: the binding type comes from the file name of the page, the spelling from the URL.
fn parameters_name(ctx: &Ctx<'_>, page: &Page, url: &UrlTemplate) -> String {
    let mut names = url.segments.iter().rev().filter_map(|it| match it {
        Segment::Literal(name) | Segment::Call(name, _) => Some(name.rsplit('.').next().unwrap_or(name)),
        _ => None,
    });
    let action = names.next().unwrap_or("action");
    let file = &ctx.sources.file(page.file).name;
    let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".md");
    let known = |it: &str| {
        let id = ctx.find(&ctx.reference(page, it, page.title.span))?;
        Some(ctx.types.get(id).name.value.name.clone())
    };
    let owner = stem.rsplit('-').find_map(known).or_else(|| names.next().map(Into::into));
    format!("{}{}Body", lower_first(&owner.unwrap_or_default()), upper_first(action))
}

/// The name in the page's namespace, with a number where it is taken.
fn free_name(ctx: &Ctx<'_>, page: &Page, name: String) -> QualifiedName {
    let mut res = QualifiedName { namespace: ctx.names.namespace(page).into(), name: lower_first(&name).into() };
    let mut number = 2;
    while ctx.types.find(&res.namespace, &res.name).is_some() {
        res.name = format!("{}{number}", lower_first(&name)).into();
        number += 1;
    }
    res
}

fn ends_with(url: &UrlTemplate, name: &str) -> bool {
    matches!(url.segments.last(), Some(Segment::Literal(it)) if it == name)
}

//! The body of an operation: a type, or parameters that become a type.

use super::calls::Evidence;
use super::drafts::Draft;
use super::named::named;
use super::{Ctx, DefId, spanned, types};
use crate::input::page::{Operation, Page};
use crate::lower::case::{lower_first, upper_first};
use crate::model::example::Body;
use crate::model::http::{Method, Segment, UrlTemplate};
use crate::model::{
    BodyRow, Docs, ItemType, Primitive, Property, QualifiedName, Request, Role, SourceKind, Structure, Type, TypeDef,
    TypeKind, Unresolved,
};
use crate::spelling::suffixes;

/// The body of an operation, as its first request sends it, and the rows that describe it, unless they are the properties
/// of the type of its parameters.
pub(super) fn body(
    ctx: &mut Ctx<'_>,
    page: &Page,
    operation: &Operation,
    request: &Request,
    evidence: &Evidence<'_>,
    response: Option<&Type<Unresolved>>,
    rows: Vec<Draft<'_>>,
) -> (Option<Type<Unresolved>>, Vec<BodyRow>) {
    match sent(ctx, page, operation, request, evidence, response) {
        Sent::Parameters => (Some(parameters(ctx, page, operation, &request.url.value, rows)), Vec::new()),
        Sent::Type(ty) => {
            let rows = self::rows(ctx, &ty, rows);
            (Some(ty), rows)
        }
        Sent::Nothing => (None, rows.into_iter().map(row).collect()),
    }
}

/// What a request sends.
enum Sent {
    Nothing,
    Type(Type<Unresolved>),
    /// The rows are the parameters of an action.
    Parameters,
}

fn sent(
    ctx: &Ctx<'_>,
    page: &Page,
    operation: &Operation,
    request: &Request,
    evidence: &Evidence<'_>,
    response: Option<&Type<Unresolved>>,
) -> Sent {
    if matches!(request.method, Method::Get | Method::Delete | Method::Head) {
        return Sent::Nothing;
    }
    if let Some(name) = operation.body.ty.as_ref().filter(|_| !operation.body.is_parameters) {
        return Sent::Type(named(ctx.sources, ctx.names, page, name, false));
    }
    if operation.body.is_none && operation.body.properties.is_empty() {
        return Sent::Nothing;
    }
    if ends_with(&request.url.value, "$ref") || ends_with(&request.url.value, "$value") {
        return Sent::Nothing;
    }
    let item = response.filter(|it| matches!(it.item, ItemType::Named(_)) && !it.is_collection);
    // PATCH and PUT send the addressed type; POST to a collection sends the type that it returns.
    if matches!(request.method, Method::Patch | Method::Put) {
        return item.cloned().map_or(Sent::Nothing, Sent::Type);
    }
    let sends_item = !request.is_call && !evidence.has_parameters;
    if let Some(item) = item.filter(|_| sends_item) {
        return Sent::Type(item.clone());
    }
    if operation.body.properties.is_empty() { undescribed(operation) } else { Sent::Parameters }
}

/// The rows of a body with a type.
fn rows(ctx: &Ctx<'_>, body: &Type<Unresolved>, rows: Vec<Draft<'_>>) -> Vec<BodyRow> {
    let id = body.item.named().and_then(|it| ctx.find(it));
    let are_parameters = id.is_some_and(|it| ctx.types.get(it).role == Role::Parameters);
    if are_parameters { Vec::new() } else { rows.into_iter().map(row).collect() }
}

fn row(draft: Draft<'_>) -> BodyRow {
    let Draft { row, docs, .. } = draft;
    let is_required = if row.is_optional { Some(false) } else { row.is_required.then_some(true) };
    BodyRow { name: row.name.clone(), is_required, docs }
}

/// A body that appears only in examples.
fn undescribed(operation: &Operation) -> Sent {
    let sends = |it: &Body| matches!(it, Body::Json(_));
    if !operation.examples.iter().any(|it| it.request.as_ref().is_some_and(|it| sends(&it.body))) {
        return Sent::Nothing;
    }
    Sent::Type(Type { item: ItemType::Primitive(Primitive::Untyped), is_collection: false, is_nullable: None })
}

/// The parameters of an action: a complex type named after the action and its binding type. All pages of an action add
/// to the same type, unless they disagree.
fn parameters(
    ctx: &mut Ctx<'_>,
    page: &Page,
    operation: &Operation,
    url: &UrlTemplate,
    rows: Vec<Draft<'_>>,
) -> Type<Unresolved> {
    let base = parameters_name(ctx, page, url);
    let properties = types::structural(ctx, page, &lower_first(&base), rows);
    let span = operation.body.span.unwrap_or(page.title.span);
    let (name, known) = free_name(ctx, page, &base, &properties);
    match known.and_then(|it| ctx.types.structure_mut(it)) {
        Some(known) => {
            let is_new = |new: &Property<_>| known.properties.iter().all(|it| it.name.value != new.name.value);
            let new: Vec<_> = properties.into_iter().filter(is_new).collect();
            known.properties.extend(new);
        }
        None => {
            let structure = Structure { properties, ..Structure::default() };
            let docs = Docs { page: Some(page.file), ..Docs::default() };
            let def = TypeDef::new(SourceKind::Pages, spanned(name.clone(), span), docs, TypeKind::Complex(structure));
            ctx.types.add(TypeDef { role: Role::Parameters, ..def });
        }
    }
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
    let stem = ctx.sources.file(page.file).stem();
    let known = |it: &str| {
        let id = ctx.find(&ctx.reference(page, it, page.title.span))?;
        Some(ctx.types.get(id).name.value.name.clone())
    };
    // `table-post-rows`: the method, unless it is the owner.
    let words = stem.rsplit('-').filter(|it| *it != "post" || stem.starts_with("post-"));
    let owner = words.into_iter().find_map(known).or_else(|| names.next().map(Into::into));
    format!("{}{}Body", lower_first(&owner.unwrap_or_default()), upper_first(action))
}

/// The name in the page's namespace, and the parameters of the same action that have it already; with a suffix of
/// the page if it is the name of another type.
fn free_name(
    ctx: &Ctx<'_>,
    page: &Page,
    base: &str,
    properties: &[Property<Unresolved>],
) -> (QualifiedName, Option<DefId>) {
    let base = lower_first(base);
    let namespace = ctx.names.namespace(page);
    let names = std::iter::once(base.clone())
        .chain(suffixes(ctx.sources.file(page.file).stem()).map(|suffix| base.clone() + &suffix));
    let mut free = names.filter_map(|name| {
        let known = ctx.types.find(namespace, &name);
        let is_free = known.is_none_or(|id| agrees(ctx.types.get(id), properties));
        is_free.then(|| (QualifiedName { namespace: namespace.into(), name: name.into() }, known))
    });
    free.next().expect("no two pages have the same digest")
}

/// Whether a type holds parameters, and those of the same names have the same types.
fn agrees(def: &TypeDef<Unresolved>, properties: &[Property<Unresolved>]) -> bool {
    let Some(known) = def.structure().filter(|_| def.role == Role::Parameters) else { return false };
    properties.iter().all(|new| {
        let old = known.properties.iter().find(|it| it.name.value == new.name.value);
        old.is_none_or(|it| types::same_type(&it.ty, &new.ty))
    })
}

fn ends_with(url: &UrlTemplate, name: &str) -> bool {
    matches!(url.segments.last(), Some(Segment::Literal(it)) if it == name)
}

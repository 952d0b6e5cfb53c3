//! Documented results against the types that URLs address.

use super::{Ctx, Requests, value_types};
use crate::analysis::paths::{Found, PlaceKind, RequestId, Resolved, Tail};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::http::Method;
use crate::model::{ItemStated, ItemType, Model, Operation, OperationId, Type, TypeId, TypeStated};
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// A request line, and the type that its URL addresses.
type Line = (Span, Type<TypeId>);

/// Reports pages whose Response section names another type than each of their URLs addresses.
pub(super) fn check(ctx: &mut Ctx<'_>, requests: &Requests<'_>) {
    let mut pages: BTreeMap<OperationId, Option<Vec<Line>>> = BTreeMap::new();
    for (RequestId(id, idx), operation, resolved) in requests.all() {
        let request = &operation.requests[idx as usize];
        // `$expand` adds objects that the page may be about.
        let is_plain = request.url.value.query.iter().all(|(name, _)| name != "$expand");
        let addressed = addressed(requests, request.method, resolved).filter(|_| is_plain);
        let lines = pages.entry(id).or_insert_with(|| Some(Vec::new()));
        // The statement may be about a line whose type is uncertain.
        match (lines.as_mut(), addressed) {
            (Some(lines), Some(ty)) => lines.push((request.url.span, ty)),
            _ => *lines = None,
        }
    }
    for (id, lines) in pages {
        let operation = requests.model.operation(id);
        let stated = requests.statements.get(&operation.page).and_then(|it| it.result.as_ref());
        let (Some(lines), Some(stated)) = (lines, stated) else { continue };
        // A page about several types describes what their requests have in common.
        let is_about_one = lines.iter().all(|(_, ty)| ty.item == lines[0].1.item);
        if is_about_one && lines.iter().all(|(_, ty)| differs(ctx, &stated.value, ty)) {
            report(ctx, requests.model, operation, stated, &lines[0]);
        }
    }
}

/// The type that a request returns, if its URL determines it for certain.
fn addressed(requests: &Requests<'_>, method: Method, resolved: &Resolved) -> Option<Type<TypeId>> {
    // Without a cast, any of several derived types is possible.
    if resolved.odata_operation.is_some() || resolved.found >= Found::WithoutCast || resolved.tail != Tail::None {
        return None;
    }
    let (ty, is_collection) = match requests.paths.places[resolved.at.0 as usize].kind {
        PlaceKind::Item(ty) if method == Method::Get => (ty, false),
        PlaceKind::Collection(ty) if method == Method::Get => (ty, true),
        PlaceKind::Collection(ty) if method == Method::Post => (ty, false),
        _ => return None,
    };
    Some(Type { item: ItemType::Named(ty), is_collection, is_nullable: None })
}

/// Whether a page names an unrelated type: neither the same, nor a base type, nor a derived type.
pub(super) fn differs(ctx: &Ctx<'_>, stated: &TypeStated, declared: &Type<TypeId>) -> bool {
    let (ItemStated::Named(name), ItemType::Named(id)) = (&stated.item, &declared.item) else { return false };
    let Some(found) = ctx.types.find(name) else { return false };
    !ctx.types.are_related(found, *id) || stated.is_collection != declared.is_collection
}

/// Whether a page names a type of the API.
pub(super) fn is_known(ctx: &Ctx<'_>, stated: &TypeStated) -> bool {
    matches!(&stated.item, ItemStated::Named(name) if ctx.types.find(name).is_some())
}

fn report(
    ctx: &mut Ctx<'_>,
    model: &Model<TypeId>,
    operation: &Operation<TypeId>,
    stated: &Spanned<TypeStated>,
    line: &Line,
) {
    let (url, ty) = line;
    let declared = value_types::shown(ctx, ty);
    let message =
        format!("the page returns `{}`, but its URL addresses `{declared}`", value_types::stated(ctx, &stated.value));
    let report = Diagnostic::new(Code::ResultDiffers, stated.span, message)
        .symbol(&operation.title.value)
        .also(*url, format!("addresses `{declared}`"))
        .note("the type that the URL addresses is kept")
        .help(remedy(ctx, model, &stated.value, ty));
    ctx.diagnostics.report(report);
}

/// The sentence is wrong if only pages know its type. Else the URL may be wrong.
fn remedy(ctx: &Ctx<'_>, model: &Model<TypeId>, stated: &TypeStated, ty: &Type<TypeId>) -> String {
    let (ItemStated::Named(name), ItemType::Named(addressed)) = (&stated.item, &ty.item) else { return String::new() };
    let found = ctx.types.find(name);
    let short = ctx.types.short(*addressed);
    let one =
        if ty.is_collection { format!("a collection of `{short}` objects") } else { format!("one `{short}` object") };
    let is_documented_only = found.is_some_and(|it| model.type_def(it).declared().is_none());
    if is_documented_only && model.type_def(*addressed).declared().is_some() {
        format!("name {one}")
    } else if found == Some(*addressed) {
        format!("name {one}, or correct the URL")
    } else {
        "correct the type, or the URL".to_owned()
    }
}

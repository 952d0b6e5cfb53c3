//! Documented results against the types that URLs address.

use super::{Ctx, Requests, value_types};
use crate::analysis::paths::{Found, PlaceKind, RequestId, Tail};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::http::Method;
use crate::model::{ItemType, Operation, Type, TypeId};
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) fn check(ctx: &mut Ctx<'_>, requests: &Requests<'_>) {
    let mut reported = BTreeSet::new();
    for (RequestId(id, idx), operation, resolved) in requests.all() {
        let request = &operation.requests[idx as usize];
        if resolved.odata_operation.is_some() || resolved.found == Found::Inferred || resolved.tail != Tail::None {
            continue;
        }
        let (ty, is_collection) = match requests.paths.places[resolved.at.0 as usize].kind {
            PlaceKind::Item(ty) if request.method == Method::Get => (ty, false),
            PlaceKind::Collection(ty) if request.method == Method::Get => (ty, true),
            PlaceKind::Collection(ty) if request.method == Method::Post => (ty, false),
            _ => continue,
        };
        let declared = Type { item: ItemType::Named(ty), is_collection, is_nullable: None };
        if differs(ctx, operation, &declared) && reported.insert(id) {
            report(ctx, operation, request.url.span, &declared);
        }
    }
}

/// Whether the page names an unrelated type: neither the same, nor a base type, nor a derived type.
fn differs(ctx: &Ctx<'_>, operation: &Operation<TypeId>, declared: &Type<TypeId>) -> bool {
    let Some(documented) = &operation.response else { return false };
    let (ItemType::Named(a), ItemType::Named(b)) = (&documented.item, &declared.item) else { return false };
    !ctx.types.are_related(*a, *b) || documented.is_collection != declared.is_collection
}

fn report(ctx: &mut Ctx<'_>, operation: &Operation<TypeId>, url: Span, declared: &Type<TypeId>) {
    let Some(documented) = &operation.response else { return };
    let message = format!(
        "the page returns `{}`, but its URL addresses `{}`",
        value_types::shown(ctx, documented),
        value_types::shown(ctx, declared)
    );
    let report = Diagnostic::new(Code::ResultDiffers, url, message)
        .symbol(&operation.title.value)
        .label(format!("addresses `{}`", value_types::shown(ctx, declared)))
        .note("the type that the URL addresses is kept");
    ctx.diagnostics.report(report);
}

//! Documented results against the types that URLs address.

use super::{Ctx, Requests, value_types};
use crate::analysis::paths::{Found, PlaceKind, RequestId, Resolved, Tail};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::example::Body;
use crate::model::http::Method;
use crate::model::json::Value;
use crate::model::{ItemStated, ItemType, Model, Operation, OperationId, Type, TypeId, TypeStated};
use crate::source::{Span, Spanned};
use crate::spelling;
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
        PlaceKind::Item(ty) if matches!(method, Method::Patch | Method::Put) => (ty, false),
        _ => return None,
    };
    Some(Type { item: ItemType::Named(ty), is_collection, is_nullable: None })
}

/// Whether a page names an unrelated type: neither the same, nor a base type, nor a derived type.
pub(super) fn differs(ctx: &Ctx<'_>, stated: &TypeStated, declared: &Type<TypeId>) -> bool {
    let (ItemStated::Named(name), ItemType::Named(id)) = (&stated.item, &declared.item) else { return false };
    let Some(found) = ctx.types.find(name) else { return false };
    !is_misspelled(ctx, found, *id)
        && (!ctx.types.are_related(found, *id) || stated.is_collection != declared.is_collection)
}

/// Whether a type is only documented, with a name that is similar to that of a declared one. This is reported on its page.
fn is_misspelled(ctx: &Ctx<'_>, found: TypeId, declared: TypeId) -> bool {
    !ctx.types.is_declared(found) && spelling::nearest(ctx.types.short(found), [ctx.types.short(declared)]).is_some()
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
    let (returned, declared) = (value_types::stated(ctx, &stated.value), value_types::shown(ctx, ty));
    let message = format!("the page returns `{returned}`, but its URL addresses `{declared}`");
    let shown = shown(operation);
    let report = if ty.is_collection && !stated.value.is_collection && lacks_key(operation, *url) {
        Diagnostic::new(Code::ResultDiffers, *url, message)
            .also(stated.span, format!("returns `{returned}`"))
            .help("append a key to the URL, as in `/{id}`: the example has one")
    } else {
        Diagnostic::new(Code::ResultDiffers, stated.span, message)
            .also(*url, format!("addresses `{declared}`"))
            .help(remedy(ctx, model, &stated.value, ty, shown))
    };
    let report = report.symbol(&operation.title.value).note("the type that the URL addresses is kept");
    ctx.diagnostics.report(report);
}

/// Whether the URLs of examples have one more segment than a request line.
fn lacks_key(operation: &Operation<TypeId>, url: Span) -> bool {
    let line = operation.requests.iter().find(|it| it.url.span == url);
    let count = line.map_or(0, |it| it.url.value.segments.len());
    let mut examples = operation.example_requests().peekable();
    examples.peek().is_some() && examples.all(|it| it.template.segments.len() == count + 1)
}

/// What the examples of a page return.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    One,
    Many,
}

/// What the examples of a page return, if all agree.
fn shown(operation: &Operation<TypeId>) -> Option<Shown> {
    let responses = operation.examples.iter().filter_map(|it| it.response.as_ref());
    let mut all = responses.filter_map(|it| match &it.body {
        Body::Json(json) => match json.value.get("value").map(|it| &it.value) {
            Some(Value::Array(_)) => Some(Shown::Many),
            _ => Some(Shown::One),
        },
        _ => None,
    });
    let first = all.next()?;
    all.all(|it| it == first).then_some(first)
}

/// The sentence is wrong if only pages know its type, or if the examples agree with the URL. Else the URL may be wrong.
fn remedy(
    ctx: &Ctx<'_>,
    model: &Model<TypeId>,
    stated: &TypeStated,
    ty: &Type<TypeId>,
    shown: Option<Shown>,
) -> String {
    let (ItemStated::Named(name), ItemType::Named(addressed)) = (&stated.item, &ty.item) else { return String::new() };
    let agrees = shown == Some(if ty.is_collection { Shown::Many } else { Shown::One });
    let found = ctx.types.find(name);
    let short = ctx.types.short(*addressed);
    let one =
        if ty.is_collection { format!("a collection of `{short}` objects") } else { format!("one `{short}` object") };
    let is_documented_only = found.is_some_and(|it| model.type_def(it).declared().is_none());
    if is_documented_only && model.type_def(*addressed).declared().is_some() {
        format!("name {one}")
    } else if found == Some(*addressed) && agrees {
        format!("name {one}, as the example shows")
    } else if found == Some(*addressed) {
        format!("name {one}, or correct the URL")
    } else {
        "correct the type, or the URL".to_owned()
    }
}

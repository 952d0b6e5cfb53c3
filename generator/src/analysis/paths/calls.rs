//! The calls at each place.

use super::agreement::{Agreement, are_parameters, describing};
use super::conflicts::{self, Described};
use super::evidence::Documented;
use super::graph::Graph;
use super::reach::End;
use super::types::named;
use super::verb::last;
use super::{Call, Payload, PlaceId, PlaceKind, Resolved, Tail, Verb};
use crate::diagnostics::Diagnostics;
use crate::model::http::Method;
use crate::model::{
    Index, ItemType, Model, ODataOperationId, Operation, OperationId, Primitive, Request, Type, TypeId, TypeKind,
};
use std::collections::BTreeMap;

/// The identity of a call.
type Key = (PlaceId, Verb, Tail, Method);

/// Turns every documented request into a call of the place that its URL addresses.
pub(super) fn collect(diagnostics: &mut Diagnostics, graph: &mut Graph<'_>, ended: Vec<(Documented<'_>, End)>) {
    let mut found: BTreeMap<Key, (Option<ODataOperationId>, Vec<OperationId>)> = BTreeMap::new();
    let model = graph.model;
    for (Documented { id, operation, request }, end) in ended {
        let End { at, through, tail, odata_operation, found: how, template, deviations } = end;
        // A function has no result without a body.
        let odata_operation = odata_operation.filter(|_| request.method != Method::Head);
        let verb = match tail.called().filter(|_| odata_operation.is_some()) {
            Some(name) => Verb::Invoke(name.to_owned()),
            None => verb(graph.kind(at), operation, request, &tail),
        };
        let (of_call, by) = (tail.clone(), verb.clone());
        let resolved =
            Resolved { found: how, template, deviations, odata_operation, at, through, tail: of_call, verb: by };
        graph.requests.insert(id, resolved);
        let (_, operations) = found.entry((at, verb, tail, request.method)).or_insert((odata_operation, Vec::new()));
        if !operations.contains(&id.0) {
            operations.push(id.0);
        }
    }
    for ((at, verb, tail, method), (odata_operation, operations)) in found {
        let call = match odata_operation {
            Some(id) => invoke(model, id, verb, tail, method, operations),
            None => call(diagnostics, graph, at, verb, tail, method, operations),
        };
        graph.calls.entry(at).or_default().push(call);
    }
}

/// The call of a declared action or function, with its declared types.
pub(super) fn invoke(
    model: &Model<TypeId>,
    id: ODataOperationId,
    verb: Verb,
    tail: Tail,
    method: Method,
    operations: Vec<OperationId>,
) -> Call {
    let odata_operation = model.odata_operation(id);
    let body = odata_operation.body.map_or(Payload::None, |it| named(it, false));
    let result = odata_operation
        .result
        .as_ref()
        .map_or(Payload::None, |it| if is_report(model, it) { Payload::Bytes } else { payload(it) });
    Call {
        verb,
        tail,
        method,
        body,
        result,
        odata_operation: Some(id),
        operations,
        permissions: Vec::new(),
        paging: None,
    }
}

/// A result type that contains only a stream: the service returns the bytes themselves.
fn is_report(model: &Model<TypeId>, ty: &Type<TypeId>) -> bool {
    let ItemType::Named(id) = ty.item else { return false };
    let TypeKind::Complex(it) = &model.type_def(id).kind else { return false };
    matches!(&it.properties[..], [only] if only.ty.item == ItemType::Primitive(Primitive::Stream)) && !ty.is_collection
}

/// The verb of a request.
fn verb(kind: &PlaceKind, operation: &Operation<TypeId>, request: &Request, tail: &Tail) -> Verb {
    use Method::{Delete, Get, Head, Patch, Post, Put};
    match (tail, request.method) {
        (_, Head) => Verb::Head,
        (Tail::Segment(name), method) if name == "$ref" => match method {
            Get => Verb::ListRefs,
            Post => Verb::AddRef,
            Put | Patch => Verb::SetRef,
            Delete => Verb::RemoveRef,
            Head => Verb::Head,
        },
        (Tail::Segment(name), Get) if name == "$count" => Verb::Count,
        (Tail::Segment(name), Post) => Verb::Invoke(last(name).to_owned()),
        (Tail::Segment(name), Get) if name != "$value" && !is_bytes(operation) => Verb::Invoke(last(name).to_owned()),
        (Tail::Segment(_), Get) => Verb::Content,
        (Tail::Segment(_), Put | Patch) => Verb::Upload,
        (Tail::Segment(_), Delete) => Verb::DeleteContent,
        (Tail::Function(name, _), _) => Verb::Invoke(last(name).to_owned()),
        (Tail::None, Get) if is_many(kind, operation) => Verb::List,
        (Tail::None, Get) => Verb::Get,
        (Tail::None, Post) => Verb::Create,
        (Tail::None, Put) => Verb::Replace,
        (Tail::None, Patch) => Verb::Update,
        (Tail::None, Delete) => Verb::Delete,
    }
}

fn is_many(kind: &PlaceKind, operation: &Operation<TypeId>) -> bool {
    match kind {
        PlaceKind::Collection(_) => true,
        PlaceKind::Item(_) => false,
        PlaceKind::Root | PlaceKind::Segment { .. } => operation.response.as_ref().is_some_and(|it| it.is_collection),
    }
}

fn is_bytes(operation: &Operation<TypeId>) -> bool {
    let is_redirect = operation.status.as_ref().is_some_and(|it| it.value == 302);
    operation.response.as_ref().map_or(is_redirect, |it| it.item == ItemType::Primitive(Primitive::Stream))
}

/// One method of a path type. If its pages disagree, the type that the URL addresses wins.
fn call(
    diagnostics: &mut Diagnostics,
    graph: &Graph<'_>,
    at: PlaceId,
    verb: Verb,
    tail: Tail,
    method: Method,
    operations: Vec<OperationId>,
) -> Call {
    let (model, index) = (graph.model, graph.names);
    let kind = graph.kind(at);
    let described = describing(model, &verb, &tail, &operations).into_iter().map(|id| {
        let operation = model.operation(id);
        let (sent, received) = (body(index, kind, &verb, operation), result(index, kind, &verb, operation));
        Described { id, operation, sent, received }
    });
    let described: Vec<_> = described.collect();
    if !matches!(verb, Verb::AddRef | Verb::SetRef) {
        diagnostics.report_all(conflicts::find(graph, kind, method, &described));
    }
    let agreement = Agreement { model, kind, verb: &verb };
    let body = agreement.body(described.iter().map(|it| &it.sent));
    let result = agreement.result(described.iter().map(|it| &it.received));
    Call { verb, tail, method, body, result, odata_operation: None, operations, permissions: Vec::new(), paging: None }
}

/// The documented type as content.
pub(super) fn payload(ty: &Type<TypeId>) -> Payload {
    match ty.item {
        ItemType::Primitive(Primitive::Stream) => Payload::Bytes,
        ItemType::Primitive(Primitive::Untyped) if !ty.is_collection => Payload::Json,
        _ => Payload::Type(Type { is_nullable: None, ..ty.clone() }),
    }
}

fn body(index: &Index<'_>, kind: &PlaceKind, verb: &Verb, operation: &Operation<TypeId>) -> Payload {
    let documented = operation.body.as_ref().map(payload);
    match (verb, kind) {
        (Verb::List | Verb::Get | Verb::Delete | Verb::Count | Verb::ListRefs, _) => Payload::None,
        (Verb::RemoveRef | Verb::Content | Verb::DeleteContent | Verb::Head, _) => Payload::None,
        (Verb::Upload, _) => Payload::Bytes,
        (Verb::AddRef | Verb::SetRef, _) => {
            documented.filter(|it| matches!(it, Payload::Type(_))).unwrap_or(Payload::Reference)
        }
        // PATCH of an item sends members of its type, even if the page names another type.
        (Verb::Update, PlaceKind::Item(ty)) => named(*ty, false),
        (Verb::Create, PlaceKind::Collection(ty)) | (Verb::Replace, PlaceKind::Item(ty)) => {
            let is_only = |it: &Payload| {
                !super::siblings::are_shown(index, *ty, it, operation) && !are_parameters(index.model, it)
            };
            documented.filter(is_only).unwrap_or_else(|| named(*ty, false))
        }
        (Verb::Update | Verb::Replace | Verb::Create, _) => documented.unwrap_or(Payload::Json),
        (Verb::Invoke(_), _) => documented.unwrap_or(Payload::None),
    }
}

fn result(index: &Index<'_>, kind: &PlaceKind, verb: &Verb, operation: &Operation<TypeId>) -> Payload {
    let documented = operation.response.as_ref().map(payload);
    let is_empty = operation.status.as_ref().is_some_and(|it| matches!(it.value, 202 | 204 | 205));
    let is_ok = operation.status.as_ref().is_some_and(|it| it.value == 200);
    match (verb, kind) {
        (Verb::Delete | Verb::RemoveRef | Verb::DeleteContent | Verb::Head, _) => Payload::None,
        (Verb::Count, _) => Payload::Count,
        (Verb::ListRefs, _) => Payload::Reference,
        (Verb::Content, _) => Payload::Bytes,
        (Verb::List, PlaceKind::Collection(ty)) => named(*ty, true),
        (Verb::Get, PlaceKind::Item(ty)) => named(*ty, false),
        (Verb::List | Verb::Get, _) => documented.unwrap_or(Payload::Json),
        // With 200, the entity comes back (OData Protocol 4.01, 11.4.3), even if the page does not name its type.
        (Verb::Update, PlaceKind::Item(ty)) if documented.is_some() || is_ok => named(*ty, false),
        (Verb::Invoke(_), _) if method_is_get(operation) && !is_empty => documented.unwrap_or(Payload::Json),
        (Verb::Create, PlaceKind::Collection(ty)) => documented.map_or(Payload::None, |it| {
            if super::siblings::are_shown(index, *ty, &it, operation) { named(*ty, false) } else { it }
        }),
        _ => documented.unwrap_or(Payload::None),
    }
}

fn method_is_get(operation: &Operation<TypeId>) -> bool {
    operation.requests.iter().all(|it| it.method == Method::Get)
}

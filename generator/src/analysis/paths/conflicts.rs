//! Pages that contradict each other about one request.

use super::graph::Graph;
use super::{Payload, PlaceKind, RequestId};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::http::{Method, Segment, UrlTemplate};
use crate::model::{Index, ItemType, Model, Operation, OperationId, Primitive, Request, Role, Type, TypeId};
use std::collections::BTreeSet;

/// What one page says about a request.
#[derive(Clone)]
pub(super) struct Described<'a> {
    pub(super) id: OperationId,
    pub(super) operation: &'a Operation<TypeId>,
    pub(super) sent: Payload,
    pub(super) received: Payload,
}

/// The contradictions between pages that document the same method of the same URL: at most one for each page.
///
/// A page whose request lines address several types says nothing about the body of one of them: *create an extended property
/// of a message, an event or a contact*.
pub(super) fn find(graph: &Graph<'_>, kind: &PlaceKind, method: Method, all: &[Described<'_>]) -> Vec<Diagnostic> {
    if all.len() < 2 {
        return Vec::new();
    }
    let all: Vec<_> = all.iter().filter(|it| addresses_one(graph, it, method)).collect();
    let mut found = Vec::new();
    for (idx, it) in all.iter().enumerate() {
        found.extend(all[..idx].iter().find_map(|other| between(graph, kind, method, it, other)));
    }
    found
}

fn addresses_one(graph: &Graph<'_>, page: &Described<'_>, method: Method) -> bool {
    let lines = (0..).zip(&page.operation.requests).filter(|(_, it)| it.method == method);
    let ends: BTreeSet<_> =
        lines.filter_map(|(idx, _)| Some(graph.requests.get(&RequestId(page.id, idx))?.at)).collect();
    ends.len() == 1
}

fn between(
    graph: &Graph<'_>,
    kind: &PlaceKind,
    method: Method,
    one: &Described<'_>,
    other: &Described<'_>,
) -> Option<Diagnostic> {
    // With metadata, results are compared with the type that the URL addresses.
    let is_compared = graph.is_closed && kind.ty().is_some();
    let (verb, a, b) = if !is_compared && do_contradict(graph, kind, &one.received, &other.received) {
        ("return", &one.received, &other.received)
    } else if do_contradict(graph, kind, &one.sent, &other.sent) {
        ("send", &one.sent, &other.sent)
    } else {
        return None;
    };
    // The page that differs from the URL is the one to correct.
    if fits(graph.model, kind, a) && !fits(graph.model, kind, b) {
        return report(graph, method, verb, (other, b), (one, a));
    }
    report(graph, method, verb, (one, a), (other, b))
}

fn report(
    graph: &Graph<'_>,
    method: Method,
    verb: &str,
    (one, a): (&Described<'_>, &Payload),
    (other, b): (&Described<'_>, &Payload),
) -> Option<Diagnostic> {
    let (own, before) = same_url(method, one.operation, other.operation)?;
    let (a, b) = (shown(graph.names, a)?, shown(graph.names, b)?);
    let message = format!("`{method} {}` {verb}s {a} on this page, but {b} on another page", own.url.value);
    let report = Diagnostic::new(Code::OperationConflict, own.url.span, message)
        .symbol(&one.operation.title.value)
        .also(before.url.span, format!("documented to {verb} {b}"))
        .note("if the URL determines the type, that type is kept; else the body is untyped JSON");
    Some(report)
}

/// Whether no call can satisfy both descriptions. A page that describes nothing contradicts nothing, and types that derive
/// from one another, or from the type that the URL addresses, are alternatives. Parameters have no documented type.
fn do_contradict(graph: &Graph<'_>, kind: &PlaceKind, one: &Payload, other: &Payload) -> bool {
    let (Payload::Type(a), Payload::Type(b)) = (one, other) else { return false };
    match (&a.item, &b.item) {
        (ItemType::Named(id), _) | (_, ItemType::Named(id)) if graph.model.type_def(*id).role == Role::Parameters => {
            false
        }
        _ if a.is_collection != b.is_collection => true,
        (ItemType::Named(a), ItemType::Named(b)) => !are_alternatives(graph.model, kind, *a, *b),
        (ItemType::Primitive(a), ItemType::Primitive(b)) => a != b,
        _ => false,
    }
}

fn are_alternatives(model: &Model<TypeId>, kind: &PlaceKind, a: TypeId, b: TypeId) -> bool {
    kind.ty().is_some_and(|ty| is_a(model, a, ty) && is_a(model, b, ty)) || is_a(model, a, b) || is_a(model, b, a)
}

/// Whether the URL accepts a type.
fn fits(model: &Model<TypeId>, kind: &PlaceKind, payload: &Payload) -> bool {
    match payload {
        Payload::Type(Type { item: ItemType::Named(id), .. }) => kind.ty().is_some_and(|ty| is_a(model, *id, ty)),
        _ => false,
    }
}

fn is_a(model: &Model<TypeId>, ty: TypeId, base: TypeId) -> bool {
    ty == base || model.bases(ty).contains(&base)
}

/// The request lines of two operations with the same URL, apart from the names of placeholders.
fn same_url<'a>(
    method: Method,
    one: &'a Operation<TypeId>,
    other: &'a Operation<TypeId>,
) -> Option<(&'a Request, &'a Request)> {
    let own = one.requests.iter().filter(|it| it.method == method);
    let mut pairs = own.flat_map(|a| other.requests.iter().filter(|b| b.method == method).map(move |b| (a, b)));
    pairs.find(|(a, b)| are_equal(&a.url.value, &b.url.value))
}

fn are_equal(a: &UrlTemplate, b: &UrlTemplate) -> bool {
    let is_equal = |(a, b): (&Segment, &Segment)| match (a, b) {
        (Segment::Placeholder(_), Segment::Placeholder(_)) => true,
        (Segment::Literal(a), Segment::Literal(b)) => a.eq_ignore_ascii_case(b),
        (a, b) => a == b,
    };
    a.segments.len() == b.segments.len() && a.segments.iter().zip(&b.segments).all(is_equal)
}

/// `a collection of `user``.
fn shown(index: &Index<'_>, payload: &Payload) -> Option<String> {
    let Payload::Type(Type { item, is_collection, .. }) = payload else { return None };
    let name = match item {
        ItemType::Named(id) => index.short_name(*id),
        ItemType::Primitive(it) => it.name(),
        ItemType::List(_) | ItemType::Map(_) => Primitive::Untyped.name(),
    };
    Some(if *is_collection { format!("a collection of `{name}`") } else { format!("`{name}`") })
}

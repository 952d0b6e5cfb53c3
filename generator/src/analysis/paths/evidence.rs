//! Undeclared segments: their targets are inferred from documented bodies.

use super::corrected::Line;
use super::graph::{Edge, EdgeOrigin, Graph, RequestEnd, Target};
use super::reach::{End, Reached};
use super::{PlaceId, PlaceKind, RequestId, StepKind, literal};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::http::{Method, Segment};
use crate::model::{ItemType, Model, Operation, OperationId, Primitive, Request, Role, Type, TypeId};
use crate::source::{SourceMap, Span};
use crate::spelling::{did_you_mean, singulars};
use std::collections::BTreeMap;

/// Determines the target of every segment of every URL. Returns the end of each request, in order.
pub(super) fn infer<'a>(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    graph: &mut Graph<'a>,
) -> Vec<(Documented<'a>, End)> {
    let (mut open, mut ended) = (requests(graph.model), Vec::new());
    loop {
        let unknown = gather(sources, graph, &mut open, &mut ended);
        if unknown.is_empty() {
            ended.sort_by_key(|(it, _): &(Documented<'a>, End)| it.id);
            return ended;
        }
        // Segments with evidence go first: URLs through them may give evidence about the others.
        let inferred: Vec<_> = unknown.iter().filter(|(_, it)| it.determines_target()).collect();
        if inferred.is_empty() {
            for ((at, step), evidence) in &unknown {
                guess(diagnostics, graph, *at, step, evidence);
            }
        } else {
            for ((at, step), evidence) in inferred {
                decide(graph, *at, step, evidence);
            }
        }
    }
}

/// The evidence about a segment from the URLs that reach it.
#[derive(Default)]
struct Evidence {
    /// How often a type is received or sent here, as an item or as a collection.
    types: BTreeMap<(TypeId, bool), usize>,
    /// Whether a key follows.
    has_key: bool,
    /// Whether anything but a key follows.
    has_more: bool,
    /// Requests that end here and look like actions or functions.
    calls: usize,
    /// Requests that end here and look like anything else.
    others: usize,
    /// Requests that end here and receive or send bytes.
    streams: usize,
    /// Its place in the first URL that reaches it.
    first: Option<Span>,
}

impl Evidence {
    fn determines_target(&self) -> bool {
        !self.types.is_empty() || self.streams > 0 || (self.calls > 0 && self.others == 0)
    }

    /// The type with the most evidence; ties go to the first one.
    fn ty(&self) -> Option<(TypeId, bool)> {
        let most = self.types.iter().max_by(|(a, n), (b, m)| n.cmp(m).then(b.cmp(a)))?;
        let (ty, is_collection) = *most.0;
        Some((ty, is_collection || self.has_key))
    }
}

/// A documented request.
#[derive(Clone, Copy)]
pub(super) struct Documented<'a> {
    pub(super) id: RequestId,
    pub(super) operation: &'a Operation<TypeId>,
    pub(super) request: &'a Request,
}

/// All requests that have a URL.
fn requests(model: &Model<TypeId>) -> Vec<Documented<'_>> {
    let operations = model.operations.iter().enumerate().filter(|(_, it)| it.contract.is_none());
    let all = operations.flat_map(|(idx, operation)| {
        operation.requests.iter().enumerate().map(move |(n, request)| {
            let id = RequestId(OperationId(idx as u32), n as u32);
            Documented { id, operation, request }
        })
    });
    all.filter(|it| !it.request.url.value.segments.is_empty()).collect()
}

/// Collects evidence from all open requests. Requests that reach the end of their URLs are closed, because the graph only
/// grows.
fn gather<'a>(
    sources: &SourceMap,
    graph: &mut Graph<'_>,
    open: &mut Vec<Documented<'a>>,
    ended: &mut Vec<(Documented<'a>, End)>,
) -> BTreeMap<(PlaceId, StepKind), Evidence> {
    let mut res: BTreeMap<(PlaceId, StepKind), Evidence> = BTreeMap::new();
    open.retain(|it| {
        let Documented { request, .. } = *it;
        let segments = &request.url.value.segments;
        match graph.reach(segments, request_end(request)) {
            Reached::End(end) => {
                ended.push((*it, end));
                false
            }
            Reached::Unknown(at, step, idx) => {
                let is_keyed = matches!((&step, &segments[idx]), (StepKind::Segment(_), Segment::Call(..)));
                let evidence = res.entry((at, step)).or_default();
                evidence.first.get_or_insert_with(|| Line::read(sources, request).place(idx));
                collect(evidence, graph.model, it, &segments[idx..], is_keyed);
                true
            }
        }
    });
    res
}

/// Collects the evidence of one request about the first remaining segment. `is_keyed` if the segment includes a key.
fn collect(
    evidence: &mut Evidence,
    model: &Model<TypeId>,
    documented: &Documented<'_>,
    rest: &[Segment],
    is_keyed: bool,
) {
    let Documented { operation, request, .. } = *documented;
    let is_key = |it: &Segment| match it {
        Segment::Placeholder(_) | Segment::Keys(_) => true,
        Segment::Literal(name) => literal::is_key(model, name),
        _ => false,
    };
    let received = operation.response.as_ref().and_then(named);
    let sent = operation.body.as_ref().and_then(named);
    match rest {
        // `books({book-id})`: a collection and a key.
        [_] if is_keyed => {
            evidence.has_key = true;
            count(evidence, received.or(sent).map(|(ty, _)| (ty, true)));
        }
        [..] if is_keyed => evidence.has_key = true,
        [_] => {
            let is_stream = is_stream(operation, request.method);
            if request.is_call {
                evidence.calls += 1;
            } else if is_stream {
                evidence.streams += 1;
            } else {
                evidence.others += 1;
                let inferred = match request.method {
                    Method::Post => received.or(sent).map(|(ty, _)| (ty, true)),
                    _ => received.or(sent),
                };
                count(evidence, inferred);
            }
        }
        [_, key] if is_key(key) => {
            evidence.has_key = true;
            count(evidence, received.or(sent).map(|(ty, _)| (ty, true)));
        }
        [_, Segment::Literal(tail)] if tail == "$ref" => {
            evidence.has_more = true;
            count(evidence, sent.filter(|_| request.method == Method::Post).map(|(ty, _)| (ty, true)));
        }
        [_, key, ..] if is_key(key) => evidence.has_key = true,
        _ => evidence.has_more = true,
    }
}

/// Counts a type as evidence.
fn count(evidence: &mut Evidence, inferred: Option<(TypeId, bool)>) {
    if let Some(inferred) = inferred {
        *evidence.types.entry(inferred).or_default() += 1;
    }
}

fn named(ty: &Type<TypeId>) -> Option<(TypeId, bool)> {
    Some((*ty.item.named()?, ty.is_collection))
}

/// How the URL of a request ends.
fn request_end(request: &Request) -> RequestEnd {
    RequestEnd { method: request.method, is_call: request.is_call }
}

/// Whether a request receives or sends bytes.
fn is_stream(operation: &Operation<TypeId>, method: Method) -> bool {
    let is_bytes = operation.response.as_ref().is_some_and(|it| it.item == ItemType::Primitive(Primitive::Stream));
    let redirects = operation.status.as_ref().is_some_and(|it| it.value == 302);
    is_bytes || (method == Method::Get && redirects)
}

fn decide(graph: &mut Graph<'_>, at: PlaceId, step: &StepKind, evidence: &Evidence) {
    let goes_on = evidence.has_key || evidence.has_more;
    let target = match evidence.ty() {
        _ if evidence.calls > 0 && evidence.others == 0 && !goes_on => Target::Operation,
        Some((ty, true)) => Target::Place(graph.place(PlaceKind::Collection(ty)), EdgeOrigin::Nothing),
        Some((ty, false)) => Target::Place(graph.place(PlaceKind::Item(ty)), EdgeOrigin::Nothing),
        None if evidence.streams > 0 && !goes_on => Target::Stream,
        None if !goes_on => Target::Operation,
        None => Target::Place(segment_place(graph, at, step), EdgeOrigin::Nothing),
    };
    graph.edges.insert((at, step.clone()), Edge::inferred(target));
}

/// A segment without evidence: it may be named after a type; otherwise it gets its own place.
fn guess(diagnostics: &mut Diagnostics, graph: &mut Graph<'_>, at: PlaceId, step: &StepKind, evidence: &Evidence) {
    let StepKind::Segment(name) = step else {
        let target = segment_place(graph, at, step);
        graph.edges.insert((at, step.clone()), Edge::inferred(Target::Place(target, EdgeOrigin::Nothing)));
        return;
    };
    let (found, is_collection) = match (evidence.has_key, graph.kind(at)) {
        // A literal instead of a key.
        (_, PlaceKind::Collection(ty)) => (Some(*ty), false),
        (true, _) => {
            let mut names = std::iter::once(name.clone()).chain(singulars(name));
            (names.find_map(|it| graph.names.only_structured(&it)), true)
        }
        (false, _) => (graph.names.only_structured(name), false),
    };
    let target = match (found, is_collection) {
        (Some(ty), true) => graph.place(PlaceKind::Collection(ty)),
        (Some(ty), false) => graph.place(PlaceKind::Item(ty)),
        (None, _) => segment_place(graph, at, step),
    };
    if let (None, Some(span)) = (found, evidence.first) {
        diagnostics.report_all(unknown(graph, at, name, span));
    }
    graph.edges.insert((at, step.clone()), Edge::inferred(Target::Place(target, EdgeOrigin::Nothing)));
}

/// Reports a segment that the page of the type before it does not describe. Without such a page, nothing shows that the
/// segment is wrong; with metadata, it is reported as undeclared.
fn unknown(graph: &Graph<'_>, at: PlaceId, name: &str, span: Span) -> Option<Diagnostic> {
    let PlaceKind::Item(ty) = *graph.kind(at) else { return None };
    if graph.is_closed {
        return None;
    }
    let lineage = graph.model.lineage(ty);
    let members = lineage.iter().filter_map(|it| graph.model.type_def(*it).structure()).flat_map(|it| &it.properties);
    let meant = did_you_mean(name, members.map(|it| it.name.value.as_str()));
    // Pages of types do not list the types that derive from them.
    let is_described = |it: &TypeId| graph.model.type_def(*it).role == Role::Definition;
    if meant.is_none() && (name.contains('.') || !lineage.iter().all(is_described)) {
        return None;
    }
    let message = format!("unknown segment `{name}` after `{}`", graph.names.short_name(ty));
    let report = Diagnostic::new(Code::SegmentUnknown, span, message)
        .symbol(name)
        .note("treated as a path without a known type");
    Some(meant.into_iter().fold(report, Diagnostic::help))
}

fn segment_place(graph: &mut Graph<'_>, at: PlaceId, step: &StepKind) -> PlaceId {
    let (name, is_item) = match step {
        StepKind::Segment(name) | StepKind::Function(name, _) => (name.clone(), false),
        StepKind::Key | StepKind::Keys(_) => ("item".to_owned(), true),
        StepKind::ByPath => ("path".to_owned(), true),
        StepKind::Values(_) => ("values".to_owned(), true),
    };
    graph.place(PlaceKind::Segment { owner: at, name, is_item })
}

//! Requests that no page documents, but the metadata declares.

use super::calls::invoke;
use super::graph::Graph;
use super::types::named;
use super::{Call, Payload, PlaceId, PlaceKind, StepKind, Tail, Verb};
use crate::model::http::Method;
use crate::model::{
    EntryKind, ItemType, ODataOperationId, ODataOperationKind, Primitive, PropertyKind, Structure, TypeId, TypeKind,
};
use std::collections::BTreeSet;

/// Adds these requests to every place.
pub(super) fn add(graph: &mut Graph<'_>) {
    let referenced = referenced(graph);
    for idx in 0..graph.kinds.len() {
        let at = PlaceId(idx as u32);
        let calls = match *graph.kind(at) {
            PlaceKind::Root => imports(graph),
            PlaceKind::Collection(ty) => of_collection(graph, ty, referenced.contains(&(ty, true))),
            PlaceKind::Item(ty) => of_item(graph, ty, referenced.contains(&(ty, false))),
            PlaceKind::Segment { .. } => continue,
        };
        let known = graph.calls.entry(at).or_default();
        for call in calls {
            let is_known =
                known.iter().any(|it| it.verb == call.verb && it.tail == call.tail && it.method == call.method);
            if !is_known {
                known.push(call);
            }
        }
    }
}

/// Targets of non-containment navigation properties, as an item or as a collection: such relations are added and removed
/// with `$ref`.
fn referenced(graph: &Graph<'_>) -> BTreeSet<(TypeId, bool)> {
    let structures = graph.model.types.iter().filter_map(|it| it.structure());
    let relations = structures.flat_map(|it| &it.properties).filter(|it| it.kind == PropertyKind::RELATIONSHIP);
    relations.filter_map(|it| Some((*it.ty.item.named()?, it.ty.is_collection))).collect()
}

fn plain(verb: Verb, method: Method, tail: &str, body: Payload, result: Payload) -> Call {
    let tail = if tail.is_empty() { Tail::None } else { Tail::Segment(tail.to_owned()) };
    let (operations, permissions) = (Vec::new(), Vec::new());
    Call { verb, tail, method, body, result, odata_operation: None, operations, permissions, paging: None }
}

fn of_collection(graph: &Graph<'_>, ty: TypeId, is_referenced: bool) -> Vec<Call> {
    let mut res = vec![plain(Verb::List, Method::Get, "", Payload::None, named(ty, true))];
    if matches!(graph.model.type_def(ty).kind, TypeKind::Entity(_)) {
        res.push(plain(Verb::Create, Method::Post, "", named(ty, false), named(ty, false)));
        res.push(plain(Verb::Count, Method::Get, "$count", Payload::None, Payload::Count));
    }
    if is_referenced {
        res.push(plain(Verb::AddRef, Method::Post, "$ref", Payload::Reference, Payload::None));
    }
    res.extend(bound(graph, ty, true));
    res
}

fn of_item(graph: &Graph<'_>, ty: TypeId, is_referenced: bool) -> Vec<Call> {
    let mut res = vec![plain(Verb::Get, Method::Get, "", Payload::None, named(ty, false))];
    if matches!(graph.model.type_def(ty).kind, TypeKind::Entity(_)) {
        res.push(plain(Verb::Update, Method::Patch, "", named(ty, false), named(ty, false)));
        // Removed again unless the metadata states that updates may be a PUT.
        res.push(plain(Verb::Replace, Method::Put, "", named(ty, false), named(ty, false)));
        res.push(plain(Verb::Delete, Method::Delete, "", Payload::None, Payload::None));
    }
    if is_referenced {
        res.push(plain(Verb::SetRef, Method::Put, "$ref", Payload::Reference, Payload::None));
        res.push(plain(Verb::RemoveRef, Method::Delete, "$ref", Payload::None, Payload::None));
    }
    for owner in graph.model.lineage(ty) {
        let Some(structure) = graph.model.type_def(owner).structure() else { continue };
        res.extend(streams(structure));
    }
    res.extend(bound(graph, ty, false));
    res
}

/// The bytes of a media entity and of stream properties.
fn streams(structure: &Structure<TypeId>) -> Vec<Call> {
    let properties = structure.properties.iter().filter(|it| it.ty.item == ItemType::Primitive(Primitive::Stream));
    let own = structure.has_stream.then_some("$value");
    let tails = own.into_iter().chain(properties.map(|it| it.name.value.as_str()));
    let calls = tails.flat_map(|tail| {
        let read = plain(Verb::Content, Method::Get, tail, Payload::None, Payload::Bytes);
        [read, plain(Verb::Upload, Method::Put, tail, Payload::Bytes, Payload::None)]
    });
    calls.collect()
}

/// Actions and functions that are bound to a type or its bases, except those that are places.
fn bound(graph: &Graph<'_>, ty: TypeId, is_collection: bool) -> Vec<Call> {
    let all = graph.model.lineage(ty).into_iter().flat_map(|it| graph.bound_to(it, is_collection));
    all.filter(|id| !graph.is_place(*id)).map(|id| call(graph, id, None)).collect()
}

fn imports(graph: &Graph<'_>) -> Vec<Call> {
    let imports = graph.model.entries.iter().filter_map(|it| match &it.kind {
        EntryKind::Import(name) => Some((&it.name.value, graph.unbound.get(name)?)),
        _ => None,
    });
    imports.flat_map(|(import, all)| all.iter().map(|id| call(graph, *id, Some(import)))).collect()
}

/// A call as metadata declares it; `import` is its name in the container.
fn call(graph: &Graph<'_>, id: ODataOperationId, import: Option<&str>) -> Call {
    let odata_operation = graph.model.odata_operation(id);
    let method = if odata_operation.kind == ODataOperationKind::Action { Method::Post } else { Method::Get };
    let name = import.unwrap_or(&odata_operation.name.value.name);
    let tail = Tail::of_call(graph.spelling(id, import));
    invoke(graph.model, id, Verb::Invoke(name.to_owned()), tail, method, Vec::new())
}

impl Graph<'_> {
    /// Adds composable functions, casts to derived types, and complex properties with own URLs.
    pub(super) fn add_undocumented_steps(&mut self, at: PlaceId) {
        let (ty, is_collection) = match *self.kind(at) {
            PlaceKind::Item(ty) => (ty, false),
            PlaceKind::Collection(ty) => (ty, true),
            _ => return,
        };
        for id in self.model.lineage(ty).into_iter().flat_map(|it| self.bound_to(it, is_collection)).collect::<Vec<_>>()
        {
            if self.is_place(id) {
                let step = self.spelling(id, None);
                self.add(at, step);
            }
        }
        if !is_collection {
            self.add_complex_properties(at, ty);
        }
        if matches!(self.model.type_def(ty).kind, TypeKind::Entity(_)) {
            for derived in self.names.derived(ty) {
                let step = StepKind::Segment(self.model.type_def(derived).name.value.to_string());
                self.add(at, step);
            }
        }
    }

    /// Adds the complex properties of a type whose values have relations, actions or functions.
    fn add_complex_properties(&mut self, at: PlaceId, ty: TypeId) {
        let model = self.model;
        let structures = model.lineage(ty).into_iter().filter_map(|it| model.type_def(it).structure());
        for property in structures.flat_map(|it| &it.properties).filter(|it| !it.kind.is_navigation()) {
            let ItemType::Named(complex) = property.ty.item else { continue };
            if self.has_urls(complex, property.ty.is_collection, &mut BTreeSet::new()) {
                self.add(at, StepKind::Segment(property.name.value.clone()));
            }
        }
    }

    /// Whether URLs address something below a value of a complex type, or below a collection of them. `seen` are the types
    /// that contain it.
    fn has_urls(&self, ty: TypeId, is_collection: bool, seen: &mut BTreeSet<TypeId>) -> bool {
        let lineage = self.model.lineage(ty);
        if lineage.iter().any(|it| !self.bound_to(*it, is_collection).is_empty()) {
            return true;
        }
        // Items of a collection of complex values have no URLs.
        if is_collection || !seen.insert(ty) {
            return false;
        }
        let structures = lineage.into_iter().filter_map(|it| self.model.type_def(it).structure());
        let mut properties = structures.flat_map(|it| &it.properties);
        properties.any(|it| match it.ty.item {
            ItemType::Named(_) if it.kind.is_navigation() => true,
            ItemType::Named(part) => self.has_urls(part, it.ty.is_collection, seen),
            ItemType::Primitive(_) | ItemType::List(_) | ItemType::Map(_) => false,
        })
    }

    /// Whether a function is a step instead of a call.
    fn is_place(&self, id: ODataOperationId) -> bool {
        let odata_operation = self.model.odata_operation(id);
        let is_structured = |ty: &crate::model::Type<TypeId>| match ty.item {
            ItemType::Named(id) => self.model.type_def(id).structure().is_some(),
            ItemType::Primitive(_) | ItemType::List(_) | ItemType::Map(_) => false,
        };
        odata_operation.kind == ODataOperationKind::Function
            && odata_operation.is_composable
            && odata_operation.result.as_ref().is_some_and(is_structured)
    }

    fn bound_to(&self, ty: TypeId, is_collection: bool) -> Vec<ODataOperationId> {
        let from = (ty, is_collection, String::new());
        let all = self.bound.range(from..).take_while(|((it, many, _), _)| (*it, *many) == (ty, is_collection));
        all.flat_map(|(_, ids)| ids).copied().collect()
    }
}

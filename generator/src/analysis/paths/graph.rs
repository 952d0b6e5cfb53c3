//! The graph while it is built.

use super::{
    Call, Found, Operations, Paths, Place, PlaceId, PlaceKind, RequestId, Resolved, Step, StepKind, templates, used,
};
use crate::model::http::Method;
use crate::model::{
    Fact, Index, ItemType, Model, ODataOperation, ODataOperationId, QualifiedName, Type, TypeId, TypeKind,
};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// Places and the edges between them.
pub(super) struct Graph<'a> {
    pub(super) model: &'a Model<TypeId>,
    pub(super) names: &'a Index<'a>,
    /// Whether a source is exhaustive for members.
    pub(super) is_closed: bool,
    /// Whether URLs must follow the rules of OData, because no pages show what else the service accepts.
    pub(super) is_strict: bool,
    pub(super) kinds: Vec<PlaceKind>,
    places: BTreeMap<PlaceKind, PlaceId>,
    /// The edges, by place and step as the model or the pages spell it.
    pub(super) edges: HashMap<(PlaceId, StepKind), Edge>,
    /// Steps that pages spell differently than the model.
    aliases: HashMap<(PlaceId, StepKind), (StepKind, Found)>,
    pub(super) calls: BTreeMap<PlaceId, Vec<Call>>,
    /// The resolution of every request line.
    pub(super) requests: BTreeMap<RequestId, Resolved>,
    /// Bound actions and functions, by binding type, whether it is a collection, and name in lower case.
    pub(super) bound: BTreeMap<(TypeId, bool, String), Vec<ODataOperationId>>,
    /// Unbound actions and functions.
    pub(super) unbound: BTreeMap<QualifiedName, Vec<ODataOperationId>>,
}

/// The end of a request.
#[derive(Clone, Copy)]
pub(super) struct RequestEnd {
    pub(super) method: Method,
    /// Whether the page calls its last segment an action or function.
    pub(super) is_call: bool,
}

impl RequestEnd {
    /// Whether the last segment names an action or function, rather than an item.
    pub(super) fn is_action(self) -> bool {
        self.is_call || self.method == Method::Post
    }
}

/// The target of a step, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) target: Target,
    pub(super) found: Found,
}

impl Edge {
    /// Creates an inferred edge.
    pub(super) fn inferred(target: Target) -> Edge {
        Edge { target, found: Found::Inferred }
    }
}

/// The target of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A place.
    Place(PlaceId, EdgeOrigin),
    /// An action or function that metadata declares: the segment is the end of a call.
    Call(ODataOperationId),
    /// An undeclared action or function, or a value: the segment is the end of a call.
    Operation,
    /// A stream: the segment is the end of a call.
    Stream,
}

/// The declaration that an edge comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EdgeOrigin {
    /// A key, a cast, an entry, or an undeclared segment.
    Nothing,
    /// A property.
    Property((TypeId, u32)),
    /// A composable function.
    Function(ODataOperationId),
}

impl<'a> Graph<'a> {
    pub(super) fn new(names: &'a Index<'a>) -> Graph<'a> {
        let model = names.model;
        let mut res = Graph {
            model,
            names,
            is_closed: model.sources.declare(Fact::Members),
            is_strict: model.is_declared_only(),
            kinds: Vec::new(),
            places: BTreeMap::new(),
            edges: HashMap::new(),
            aliases: HashMap::new(),
            calls: BTreeMap::new(),
            requests: BTreeMap::new(),
            bound: BTreeMap::new(),
            unbound: BTreeMap::new(),
        };
        res.place(PlaceKind::Root);
        for (idx, odata_operation) in model.odata_operations.iter().enumerate() {
            res.add_odata_operation(ODataOperationId(idx as u32), odata_operation);
        }
        res
    }

    fn add_odata_operation(&mut self, id: ODataOperationId, odata_operation: &ODataOperation<TypeId>) {
        match &odata_operation.binding {
            Some(Type { item: ItemType::Named(ty), is_collection, .. }) => {
                let key = (*ty, *is_collection, odata_operation.name.value.name.to_lowercase());
                self.bound.entry(key).or_default().push(id);
            }
            // Operations that are bound to primitive values have no URLs.
            Some(_) => {}
            None => self.unbound.entry(odata_operation.name.value.clone()).or_default().push(id),
        }
    }

    /// The edge of a step, if it is known, else the step. Declared edges are added to the graph.
    pub(super) fn follow(
        &mut self,
        at: PlaceId,
        step: StepKind,
        request_end: Option<RequestEnd>,
    ) -> Result<(Edge, StepKind), StepKind> {
        let key = (at, step);
        if let Some(edge) = self.edges.get(&key) {
            return Ok((*edge, key.1));
        }
        if let Some((spelled, found)) = self.aliases.get(&key).cloned() {
            let edge = self.edges[&(at, spelled.clone())];
            return Ok((Edge { found: edge.found.max(found), ..edge }, spelled));
        }
        let Some(implied) = self.implied(at, &key.1, request_end) else { return Err(key.1) };
        self.edges.entry((at, implied.step.clone())).or_insert(implied.edge);
        if implied.step != key.1 {
            self.aliases.insert(key, (implied.step.clone(), implied.found));
        }
        let found = implied.found.max(implied.edge.found);
        Ok((Edge { found, ..implied.edge }, implied.step))
    }

    /// Adds the edge of a step, if something declares it.
    pub(super) fn add(&mut self, at: PlaceId, step: StepKind) {
        let _ = self.follow(at, step, None);
    }

    /// The place of a kind, created if it is new.
    pub(super) fn place(&mut self, kind: PlaceKind) -> PlaceId {
        let next = PlaceId(self.kinds.len() as u32);
        let id = *self.places.entry(kind.clone()).or_insert(next);
        if id == next {
            self.kinds.push(kind);
        }
        id
    }

    pub(super) fn kind(&self, id: PlaceId) -> &PlaceKind {
        &self.kinds[id.0 as usize]
    }

    /// Adds the navigation properties and keys of every type that URLs reach, whether or not a page shows such a URL.
    pub(super) fn add_declared(&mut self, operations: Operations) {
        self.add_entries();
        let mut next = 0;
        while next < self.kinds.len() {
            let at = PlaceId(next as u32);
            next += 1;
            if operations == Operations::All {
                self.add_undocumented_steps(at);
            }
            match *self.kind(at) {
                PlaceKind::Item(ty) => self.add_navigation(at, ty),
                PlaceKind::Collection(ty) if matches!(self.model.type_def(ty).kind, TypeKind::Entity(_)) => {
                    let item = self.place(PlaceKind::Item(ty));
                    let edge = Edge { target: Target::Place(item, EdgeOrigin::Nothing), found: Found::Declared };
                    let alternate = self.model.alternate_keys(ty).into_iter().map(|it| StepKind::Keys(it.to_vec()));
                    for step in std::iter::once(self.key_step(ty)).chain(alternate) {
                        self.edges.entry((at, step)).or_insert(edge);
                    }
                }
                _ => {}
            }
        }
    }

    fn add_entries(&mut self) {
        for entry in &self.model.entries {
            let step = StepKind::Segment(entry.name.value.clone());
            self.add(PlaceId(0), step);
        }
    }

    fn add_navigation(&mut self, at: PlaceId, ty: TypeId) {
        let model = self.model;
        for owner in model.lineage(ty) {
            let properties = model.type_def(owner).structure().map_or(&[][..], |it| &it.properties);
            for (idx, property) in properties.iter().enumerate() {
                let step = StepKind::Segment(property.name.value.clone());
                if !property.kind.is_navigation() || self.edges.contains_key(&(at, step.clone())) {
                    continue;
                }
                if let Some(target @ Target::Place(..)) = self.property_target((owner, idx as u32)) {
                    self.edges.insert((at, step), Edge { target, found: Found::Declared });
                }
            }
        }
    }

    /// Finishes the graph, with steps and calls sorted.
    pub(super) fn finish(mut self) -> Paths {
        let place = |kind| Place { kind, steps: Vec::new(), calls: Vec::new(), parent: None };
        let mut places: Vec<Place> = self.kinds.into_iter().map(place).collect();
        for ((from, kind), edge) in self.edges {
            let Target::Place(target, origin) = edge.target else { continue };
            let (property, odata_operation) = match origin {
                EdgeOrigin::Nothing => (None, None),
                EdgeOrigin::Property(it) => (Some(it), None),
                EdgeOrigin::Function(it) => (None, Some(it)),
            };
            let values = Vec::new();
            places[from.0 as usize].steps.push(Step { kind, target, property, odata_operation, values });
        }
        for (idx, place) in places.iter_mut().enumerate() {
            place.steps.sort_by(|a, b| a.kind.cmp(&b.kind));
            place.calls = self.calls.remove(&PlaceId(idx as u32)).unwrap_or_default();
            place.calls.sort_by(|a, b| (&a.verb, &a.tail, a.method).cmp(&(&b.verb, &b.tail, b.method)));
        }
        templates::add(&mut places, self.model);
        let types = used::types(self.model, &places);
        Paths { places, requests: self.requests, types, permitted: 0 }
    }
}

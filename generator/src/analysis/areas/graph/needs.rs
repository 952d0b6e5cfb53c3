//! Dependencies between nodes.

use crate::analysis::paths::{Call, Paths, Payload, Place, PlaceId, PlaceKind, Step, StepKind};
use crate::model::{Contract, Model, Parameter, Type, TypeId};
use std::collections::BTreeMap;

/// An item that can be compiled or omitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Type(TypeId),
    Place(PlaceId),
    Call(PlaceId, usize),
}

/// The graph, with nodes as numbers.
pub(super) struct Needs {
    n_types: usize,
    /// The number of the first call of each place, and the number after the last call.
    calls: Vec<usize>,
    /// What each node needs.
    pub(super) edges: Vec<Vec<usize>>,
    /// The types that have a navigation property to a type.
    leading: BTreeMap<TypeId, Vec<TypeId>>,
}

impl Needs {
    /// `owned` is whether undocumented calls belong to the type that they are declared on.
    pub(super) fn new(model: &Model<TypeId>, paths: &Paths, owned: bool) -> Needs {
        let (n_types, n_places) = (model.types.len(), paths.places.len());
        let mut calls = vec![n_types + n_places];
        for (idx, place) in paths.places.iter().enumerate() {
            calls.push(calls[idx] + place.calls.len());
        }
        let len = calls[n_places];
        let mut res = Needs { n_types, calls, edges: vec![Vec::new(); len], leading: BTreeMap::new() };
        paths.types.iter().for_each(|it| res.add_type(model, *it));
        for (idx, place) in paths.places.iter().enumerate() {
            res.add_place(model, paths, PlaceId(idx as u32), place, owned);
        }
        res
    }

    pub(super) fn len(&self) -> usize {
        self.edges.len()
    }

    pub(super) fn node(&self, node: Node) -> usize {
        match node {
            Node::Type(id) => id.0 as usize,
            Node::Place(id) => self.n_types + id.0 as usize,
            Node::Call(place, idx) => self.calls[place.0 as usize] + idx,
        }
    }

    /// The types that have a navigation property to a type.
    pub(super) fn leading(&self, id: TypeId) -> &[TypeId] {
        self.leading.get(&id).map_or(&[], |it| it)
    }

    fn add(&mut self, from: Node, to: Node) {
        let (from, to) = (self.node(from), self.node(to));
        self.edges[from].push(to);
    }

    /// A struct needs its base types and the types of its properties. Relations to omitted types are omitted.
    fn add_type(&mut self, model: &Model<TypeId>, id: TypeId) {
        let def = model.type_def(id);
        let Some(structure) = def.structure() else {
            return def.references().into_iter().for_each(|it| self.add(Node::Type(id), Node::Type(it)));
        };
        structure.base.into_iter().for_each(|it| self.add(Node::Type(id), Node::Type(it)));
        let rest = structure.rest.as_ref().and_then(|it| it.item.innermost());
        rest.into_iter().for_each(|it| self.add(Node::Type(id), Node::Type(*it)));
        for property in &structure.properties {
            let Some(&to) = property.ty.item.innermost() else { continue };
            if property.kind.is_navigation() {
                self.leading.entry(to).or_default().push(id);
            } else {
                self.add(Node::Type(id), Node::Type(to));
            }
        }
    }

    fn add_place(&mut self, model: &Model<TypeId>, paths: &Paths, id: PlaceId, place: &Place, owned: bool) {
        match place.kind {
            PlaceKind::Root => {}
            _ if place.parent.is_some() => {
                let parent = place.parent.filter(|it| *it != PlaceId(0));
                parent.into_iter().for_each(|it| self.add(Node::Place(id), Node::Place(it)));
            }
            PlaceKind::Item(ty) | PlaceKind::Collection(ty) => self.add(Node::Type(ty), Node::Place(id)),
            PlaceKind::Segment { owner, .. } if owner != PlaceId(0) => self.add(Node::Place(owner), Node::Place(id)),
            PlaceKind::Segment { .. } => {}
        }
        place.steps.iter().for_each(|it| self.add_step(model, paths, it));
        for (idx, call) in place.calls.iter().enumerate() {
            let node = Node::Call(id, idx);
            self.add(node, Node::Place(id));
            for ty in types_of_call(model, place, call) {
                self.add(node, Node::Type(ty));
            }
            if let Some(ty) = place.kind.ty().filter(|_| owned && call.operations.is_empty()) {
                self.add(Node::Type(ty), node);
            }
        }
    }

    /// A step needs the types of its keys or parameters. It is compiled if its target is.
    fn add_step(&mut self, model: &Model<TypeId>, paths: &Paths, step: &Step) {
        let keys = match &step.kind {
            StepKind::Key => paths.key_type(model, step.target).into_iter().collect(),
            StepKind::Keys(names) => {
                let item = paths.item(step.target);
                names.iter().filter_map(|it| model.key_type(item?, it)).collect()
            }
            _ => Vec::new(),
        };
        let parameters = step.odata_operation.map_or(&[][..], |it| &model.odata_operation(it).parameters);
        for input in step.inputs(model).flatten() {
            let ty = input.parameter.ty.item.innermost();
            ty.into_iter().for_each(|it| self.add(Node::Place(step.target), Node::Type(*it)));
        }
        for ty in keys
            .into_iter()
            .filter_map(|it: &Type<TypeId>| it.item.named().copied())
            .chain(types_of_parameters(parameters))
        {
            self.add(Node::Place(step.target), Node::Type(ty));
        }
    }
}

/// The types that a request function names.
fn types_of_call(model: &Model<TypeId>, place: &Place, call: &Call) -> Vec<TypeId> {
    let payloads = [&call.body, &call.result].into_iter().flat_map(Payload::types);
    let parameters = call.odata_operation.map_or(&[][..], |it| &model.odata_operation(it).parameters);
    let contracts = call.operations.iter().filter_map(|it| model.operation(*it).contract.as_deref());
    let described = contracts.flat_map(types_of_contract);
    payloads.chain(call.expected(place)).chain(types_of_parameters(parameters)).chain(described).collect()
}

/// The types of all parameters and bodies: programs read errors as the types of their bodies, and write parts of forms.
fn types_of_contract(contract: &Contract<TypeId>) -> impl Iterator<Item = TypeId> {
    let inputs = contract.parameters.iter().chain(contract.responses.iter().flat_map(|it| &it.headers));
    let contents = contract.bodies.iter().chain(contract.responses.iter().flat_map(|it| &it.contents));
    let types = inputs.map(|it| &it.parameter.ty).chain(contents.filter_map(|it| it.ty.as_ref()));
    types.filter_map(|it| it.item.innermost().copied())
}

fn types_of_parameters(parameters: &[Parameter<TypeId>]) -> impl Iterator<Item = TypeId> {
    parameters.iter().filter_map(|it| it.ty.item.named().copied())
}

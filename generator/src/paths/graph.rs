//! The graph while it is built.

use super::{Call, Paths, Place, PlaceId, PlaceKind, Step, StepKind};
use crate::model::{ItemType, Model, Primitive, PropertyKind, TypeId, TypeKind};
use std::collections::{BTreeMap, BTreeSet};

/// Places and the ways between them.
pub(super) struct Graph<'a> {
    pub(super) model: &'a Model<TypeId>,
    pub(super) kinds: Vec<PlaceKind>,
    index: BTreeMap<PlaceKind, PlaceId>,
    pub(super) edges: BTreeMap<(PlaceId, StepKind), Edge>,
    pub(super) calls: BTreeMap<PlaceId, Vec<Call>>,
    /// The types that derive from each type, directly.
    derived: BTreeMap<TypeId, Vec<TypeId>>,
    /// Types by name in lower case, for casts and for segments that are named after a type.
    pub(super) names: BTreeMap<String, Vec<TypeId>>,
}

/// What a segment leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// A place.
    Place(PlaceId, Option<(TypeId, u32)>),
    /// An action or function: the segment is the end of a call.
    Operation,
    /// A stream: the segment is the end of a call.
    Stream,
}

impl<'a> Graph<'a> {
    pub(super) fn new(model: &'a Model<TypeId>) -> Graph<'a> {
        let mut res = Graph {
            model,
            kinds: Vec::new(),
            index: BTreeMap::new(),
            edges: BTreeMap::new(),
            calls: BTreeMap::new(),
            derived: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        res.place(PlaceKind::Root);
        for (idx, def) in model.types.iter().enumerate() {
            let id = TypeId(idx as u32);
            if let Some(base) = def.structure().and_then(|it| it.base) {
                res.derived.entry(base).or_default().push(id);
            }
            res.names.entry(def.name.value.name.to_lowercase()).or_default().push(id);
        }
        res
    }

    /// The place of a kind, made if it is new.
    pub(super) fn place(&mut self, kind: PlaceKind) -> PlaceId {
        let next = PlaceId(self.kinds.len() as u32);
        let id = *self.index.entry(kind.clone()).or_insert(next);
        if id == next {
            self.kinds.push(kind);
        }
        id
    }

    pub(super) fn kind(&self, id: PlaceId) -> &PlaceKind {
        &self.kinds[id.0 as usize]
    }

    /// The place of what a property holds; `None` if URLs do not go on from there.
    fn property_target(&mut self, at: (TypeId, u32)) -> Option<Edge> {
        let property = self.model.property(at)?;
        match property.ty.item {
            ItemType::Named(ty) if self.model.type_def(ty).structure().is_some() => {
                let kind = if property.ty.is_collection { PlaceKind::Collection(ty) } else { PlaceKind::Item(ty) };
                Some(Edge::Place(self.place(kind), Some(at)))
            }
            ItemType::Primitive(Primitive::Stream) => Some(Edge::Stream),
            _ => None,
        }
    }

    /// What a segment means at an item of a type: one of its properties, or one of a derived type.
    pub(super) fn declared(&mut self, ty: TypeId, name: &str) -> Option<Edge> {
        let own = self.model.find_property(ty, name);
        let at = own.or_else(|| self.derived_property(ty, name))?;
        self.property_target(at)
    }

    /// A property that only derived types declare: URLs often leave the cast out.
    fn derived_property(&self, ty: TypeId, name: &str) -> Option<(TypeId, u32)> {
        let mut queue: Vec<TypeId> = self.derived.get(&ty).cloned().unwrap_or_default();
        let mut seen = BTreeSet::new();
        while let Some(ty) = queue.pop() {
            if !seen.insert(ty) {
                continue;
            }
            let found = self.model.find_property(ty, name).filter(|(owner, _)| *owner == ty);
            if found.is_some() {
                return found;
            }
            queue.extend(self.derived.get(&ty).into_iter().flatten());
        }
        None
    }

    /// The type that a cast segment names.
    pub(super) fn cast(&self, segment: &str) -> Option<TypeId> {
        let (namespace, name) = segment.rsplit_once('.').unwrap_or(("", segment));
        let all = self.names.get(&name.to_lowercase())?;
        let is_structured = |id: &&TypeId| !matches!(self.model.type_def(**id).kind, TypeKind::Enum(_));
        let mut found = all.iter().filter(is_structured);
        let in_namespace =
            |id: &&&TypeId| self.model.type_def(***id).name.value.namespace.eq_ignore_ascii_case(namespace);
        found.clone().find(|id| in_namespace(&id)).or_else(|| found.next()).copied()
    }

    /// Adds the navigation properties and keys of every type that URLs reach, whether or not a page shows such a URL.
    pub(super) fn add_declared(&mut self) {
        let mut next = 0;
        while next < self.kinds.len() {
            let at = PlaceId(next as u32);
            next += 1;
            match *self.kind(at) {
                PlaceKind::Item(ty) => self.add_navigation(at, ty),
                PlaceKind::Collection(ty) if matches!(self.model.type_def(ty).kind, TypeKind::Entity(_)) => {
                    let item = self.place(PlaceKind::Item(ty));
                    self.edges.entry((at, StepKind::Key)).or_insert(Edge::Place(item, None));
                }
                _ => {}
            }
        }
    }

    fn add_navigation(&mut self, at: PlaceId, ty: TypeId) {
        let mut owners = vec![ty];
        owners.extend(self.model.bases(ty));
        let model = self.model;
        for owner in owners {
            let properties = model.type_def(owner).structure().map_or(&[][..], |it| &it.properties);
            for (idx, property) in properties.iter().enumerate() {
                let step = StepKind::Segment(property.name.value.clone());
                if property.kind != PropertyKind::Navigation || self.edges.contains_key(&(at, step.clone())) {
                    continue;
                }
                if let Some(edge @ Edge::Place(..)) = self.property_target((owner, idx as u32)) {
                    self.edges.insert((at, step), edge);
                }
            }
        }
    }

    /// Hands the graph out: steps and calls sorted.
    pub(super) fn finish(mut self) -> Paths {
        let mut places: Vec<Place> =
            self.kinds.into_iter().map(|kind| Place { kind, steps: Vec::new(), calls: Vec::new() }).collect();
        for ((from, kind), edge) in self.edges {
            if let Edge::Place(target, property) = edge {
                places[from.0 as usize].steps.push(Step { kind, target, property });
            }
        }
        for (idx, place) in places.iter_mut().enumerate() {
            place.calls = self.calls.remove(&PlaceId(idx as u32)).unwrap_or_default();
            place.calls.sort_by(|a, b| (&a.verb, &a.tail, a.method).cmp(&(&b.verb, &b.tail, b.method)));
        }
        Paths { places }
    }
}

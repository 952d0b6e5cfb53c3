//! The properties and entry points by which places are reached, and what they state about capabilities.

use super::{Call, Paths, PlaceId, Step, StepKind, Verb};
use crate::model::{Capabilities, Capability, Model, TypeId};
use std::collections::BTreeSet;

/// A segment by which a place is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The place before it.
    pub from: PlaceId,
    /// The segment.
    pub name: String,
    /// The declared property, if any.
    pub property: Option<(TypeId, u32)>,
}

/// The origins of all places.
#[derive(Clone, Debug)]
pub struct Origins {
    /// By [`PlaceId`].
    segments: Vec<Vec<Origin>>,
    /// By [`PlaceId`]: the collections of which it is an item.
    collections: Vec<Vec<PlaceId>>,
}

impl Origins {
    /// Collects the origins. Casts are not origins; an inherited property is one origin.
    pub fn new(paths: &Paths) -> Origins {
        let count = paths.places.len();
        let mut res = Origins { segments: vec![Vec::new(); count], collections: vec![Vec::new(); count] };
        let mut known = BTreeSet::new();
        for (from, place) in (0..).map(PlaceId).zip(&paths.places) {
            for step in &place.steps {
                let is_new = step.property.is_none_or(|it| known.insert((it, step.target)));
                res.add(from, step, is_new);
            }
        }
        res
    }

    fn add(&mut self, from: PlaceId, step: &Step, is_new: bool) {
        let target = step.target.0 as usize;
        match &step.kind {
            StepKind::Key | StepKind::Keys(_) if !self.collections[target].contains(&from) => {
                self.collections[target].push(from);
            }
            StepKind::Segment(name) if is_new && !step.is_cast() => {
                self.segments[target].push(Origin { from, name: name.clone(), property: step.property });
            }
            _ => {}
        }
    }

    /// The segments by which a place is reached.
    pub fn of(&self, place: PlaceId) -> &[Origin] {
        &self.segments[place.0 as usize]
    }

    /// The collections of which a place is an item.
    pub fn collections(&self, place: PlaceId) -> &[PlaceId] {
        &self.collections[place.0 as usize]
    }

    /// Whether a capability is supported at a place, if the model states the same for every origin.
    pub fn supports(
        &self,
        model: &Model<TypeId>,
        paths: &Paths,
        place: PlaceId,
        capability: Capability,
    ) -> Option<bool> {
        let of_type = paths.places[place.0 as usize].kind.ty().and_then(|it| model.type_def(it).structure());
        let of_type = of_type.and_then(|it| it.capabilities.supports(capability));
        let places = std::iter::once(place).chain(self.collections(place).iter().copied());
        let origins = places.flat_map(|it| self.of(it));
        let mut stated = origins.map(|it| it.capabilities(model).and_then(|it| it.supports(capability)).or(of_type));
        let first = stated.next().unwrap_or(of_type)?;
        stated.all(|it| it == Some(first)).then_some(first)
    }

    /// Whether a call at a place is supported, if the model states the same for every origin.
    pub fn supports_call(&self, model: &Model<TypeId>, paths: &Paths, place: PlaceId, call: &Call) -> Option<bool> {
        let stated = |it| self.supports(model, paths, place, it);
        match call.verb {
            Verb::List => stated(Capability::Read),
            Verb::Get if self.collections(place).is_empty() => stated(Capability::Read),
            Verb::Get => stated(Capability::ReadByKey).or_else(|| stated(Capability::Read)),
            Verb::Create => stated(Capability::Insert),
            Verb::Update => both(stated(Capability::Update), stated(Capability::Patch)),
            Verb::Replace => both(stated(Capability::Update), stated(Capability::Put)),
            Verb::Delete => stated(Capability::Delete),
            Verb::Count => stated(Capability::Count),
            Verb::AddRef | Verb::SetRef | Verb::RemoveRef => stated(Capability::Reference),
            _ => None,
        }
    }
}

/// Whether two conditions hold: not if one does not, else if one does.
fn both(first: Option<bool>, second: Option<bool>) -> Option<bool> {
    match (first, second) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (first, second) => first.or(second),
    }
}

impl Origin {
    /// What the model states about the property or the entry point.
    pub fn capabilities<'a>(&self, model: &'a Model<TypeId>) -> Option<&'a Capabilities> {
        match self.property {
            Some(it) => model.property(it).map(|it| &it.capabilities),
            None if self.from == PlaceId(0) => {
                let idx = model.entries.binary_search_by(|it| it.name.value.as_str().cmp(&self.name)).ok()?;
                Some(&model.entries[idx].capabilities)
            }
            None => None,
        }
    }
}

//! The areas of everything below what rules name.
//!
//! An item that no rule names belongs to the areas of the items that contain it. An item that none contains belongs to the
//! areas of the nearest items with a cast to it, else of those that refer to it.

use super::Named;
use crate::analysis::areas::AreaId;
use crate::analysis::paths::{Paths, PlaceId, PlaceKind, Step, StepKind};
use crate::model::{Model, PropertyKind, TypeId, TypeKind};
use std::collections::{BTreeMap, BTreeSet};

type Set = BTreeSet<AreaId>;

/// The areas of places and calls.
#[derive(Debug, Default)]
pub(in crate::analysis::areas) struct Labels {
    /// By number of the unit.
    units: Vec<Set>,
    /// Types whose namespaces are named.
    namespaces: BTreeMap<TypeId, Set>,
    /// The calls that rules name.
    calls: BTreeMap<(PlaceId, usize), Set>,
    /// The places on the way to what rules name.
    pub(in crate::analysis::areas) ways: BTreeSet<(PlaceId, AreaId)>,
    /// By [`PlaceId`].
    unit_of: Vec<usize>,
}

/// How a step relates two units, the closest relation first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Contained,
    Cast,
    Reference,
}

/// Determines the areas of all places and calls.
pub(in crate::analysis::areas) fn labels(named: Named, model: &Model<TypeId>, paths: &Paths) -> Labels {
    let unit_of = units(model, paths);
    let len = model.types.len() + paths.places.len();
    let mut is_unit = vec![false; len];
    unit_of.iter().for_each(|it| is_unit[*it] = true);
    let edges = edges(model, paths, &unit_of, &is_unit);
    let mut flow = Flow { labels: vec![Set::new(); len], edges, is_unit };
    for (ty, areas) in named.types {
        flow.labels[ty.0 as usize] = areas;
    }
    for (place, areas) in named.places {
        flow.labels[unit_of[place.0 as usize]] = areas;
    }
    let named_units = flow.labels.clone();
    flow.run(&named.namespaces);
    let mut res = Labels {
        units: flow.labels,
        namespaces: named.namespaces,
        calls: named.calls,
        ways: named.through.into_iter().collect(),
        unit_of,
    };
    res.add_ways(model, paths, &named_units);
    res
}

impl Labels {
    /// The areas of a type that places address, or of a place without a type.
    pub(in crate::analysis::areas) fn of_place(&self, id: PlaceId) -> &Set {
        &self.units[self.unit_of[id.0 as usize]]
    }

    pub(in crate::analysis::areas) fn of_type(&self, id: TypeId) -> &Set {
        &self.units[id.0 as usize]
    }

    /// The areas of a type that nothing else has areas for.
    pub(in crate::analysis::areas) fn of_namespace(&self, id: TypeId) -> Option<&Set> {
        self.namespaces.get(&id)
    }

    /// The areas of a call: those of the rule that names it, else of its place.
    pub(in crate::analysis::areas) fn of_call(&self, place: PlaceId, idx: usize) -> &Set {
        self.calls.get(&(place, idx)).unwrap_or_else(|| self.of_place(place))
    }

    /// Adds the places on the way to each named unit: those of the shortest URL, and those that contain it.
    fn add_ways(&mut self, model: &Model<TypeId>, paths: &Paths, named: &[Set]) {
        let before = before(model, paths);
        for idx in 0..paths.places.len() {
            for area in &named[self.unit_of[idx]] {
                self.add_shortest(PlaceId(idx as u32), *area, &before);
                self.add_containing(PlaceId(idx as u32), *area, &before);
            }
        }
    }

    fn add_shortest(&mut self, mut at: PlaceId, area: AreaId, before: &Before) {
        while let Some(parent) = before.shortest[at.0 as usize] {
            self.ways.insert((at, area));
            at = parent;
        }
    }

    fn add_containing(&mut self, place: PlaceId, area: AreaId, before: &Before) {
        let mut open = vec![place];
        while let Some(place) = open.pop() {
            for parent in &before.containing[place.0 as usize] {
                if !self.of_place(*parent).contains(&area) && self.ways.insert((*parent, area)) {
                    open.push(*parent);
                }
            }
        }
    }
}

/// The unit of each place: all places of one type are one unit, numbered by the type; the others follow.
fn units(model: &Model<TypeId>, paths: &Paths) -> Vec<usize> {
    let unit = |(idx, kind): (usize, &PlaceKind)| kind.ty().map_or(model.types.len() + idx, |it| it.0 as usize);
    paths.places.iter().map(|it| &it.kind).enumerate().map(unit).collect()
}

/// The relations between different units, without those from the root. Of casts, only those from the nearest base type that
/// places address.
fn edges(model: &Model<TypeId>, paths: &Paths, unit_of: &[usize], is_unit: &[bool]) -> Vec<(usize, Relation, usize)> {
    let common = common_base(model);
    let is_nearest = |from: usize, to: usize| {
        let mut bases = model.bases(TypeId(to as u32)).into_iter();
        let nearest = bases.find(|it| is_unit[it.0 as usize]);
        nearest.is_some_and(|it| it.0 as usize == from && Some(it) != common)
    };
    let mut res = BTreeMap::new();
    for (idx, place) in paths.places.iter().enumerate().skip(1) {
        for step in &place.steps {
            let (from, to) = (unit_of[idx], unit_of[step.target.0 as usize]);
            let relation = relation(model, paths, step);
            if from != to && (relation != Relation::Cast || is_nearest(from, to)) {
                res.insert((from, relation as u8, to), relation);
            }
        }
    }
    res.into_iter().map(|((from, _, to), relation)| (from, relation, to)).collect()
}

/// The base type of most entity types, which gives no information about them.
fn common_base(model: &Model<TypeId>) -> Option<TypeId> {
    let entities = model.types.iter().filter_map(|it| match &it.kind {
        TypeKind::Entity(it) => Some(it.base),
        _ => None,
    });
    let (mut counts, mut len) = (BTreeMap::new(), 0);
    for base in entities {
        len += 1;
        if let Some(base) = base {
            *counts.entry(base).or_insert(0) += 1;
        }
    }
    counts.into_iter().find(|(_, count)| count * 2 > len).map(|(base, _)| base)
}

fn relation(model: &Model<TypeId>, paths: &Paths, step: &Step) -> Relation {
    let property = step.property.and_then(|it| model.property(it));
    match (property.map(|it| it.kind), &step.kind) {
        (Some(PropertyKind::Navigation { contains_target: false }), _) => Relation::Reference,
        (Some(_), _) => Relation::Contained,
        (None, StepKind::Segment(_)) if paths.place(step.target).kind.ty().is_none() => Relation::Contained,
        (None, StepKind::Segment(name)) if name.contains('.') => Relation::Cast,
        (None, StepKind::Segment(_)) => Relation::Reference,
        (None, _) => Relation::Contained,
    }
}

/// The areas of all units while they are determined.
struct Flow {
    labels: Vec<Set>,
    /// Sorted.
    edges: Vec<(usize, Relation, usize)>,
    /// Whether places address each type.
    is_unit: Vec<bool>,
}

impl Flow {
    fn run(&mut self, namespaces: &BTreeMap<TypeId, Set>) {
        let named: Vec<usize> = (0..self.labels.len()).filter(|it| !self.labels[*it].is_empty()).collect();
        self.spread(named);
        let others = namespaces.iter().filter(|(ty, _)| self.is_unit[ty.0 as usize]);
        let others: Vec<_> = others.filter(|(ty, _)| self.labels[ty.0 as usize].is_empty()).collect();
        for (ty, areas) in &others {
            self.labels[ty.0 as usize] = (*areas).clone();
        }
        self.spread(others.iter().map(|(ty, _)| ty.0 as usize).collect());
        while self.round(Relation::Cast) || self.round(Relation::Reference) {}
    }

    /// Extends the areas of some units to everything that they contain and that has no areas yet.
    fn spread(&mut self, mut open: Vec<usize>) {
        let is_known: Vec<bool> = self.labels.iter().map(|it| !it.is_empty()).collect();
        while let Some(from) = open.pop() {
            let first = self.edges.partition_point(|it| it.0 < from);
            for idx in first..self.edges.len() {
                let (unit, relation, to) = self.edges[idx];
                if unit != from {
                    break;
                }
                if relation == Relation::Contained && !is_known[to] && !self.labels[from].is_subset(&self.labels[to]) {
                    let areas = self.labels[from].clone();
                    self.labels[to].extend(areas);
                    open.push(to);
                }
            }
        }
    }

    /// Gives the units without areas those of the units with a relation to them. Returns whether any was found.
    fn round(&mut self, relation: Relation) -> bool {
        let mut found: BTreeMap<usize, Set> = BTreeMap::new();
        for (from, _, to) in self.edges.iter().filter(|it| it.1 == relation) {
            if self.labels[*to].is_empty() && !self.labels[*from].is_empty() {
                found.entry(*to).or_default().extend(&self.labels[*from]);
            }
        }
        let units: Vec<usize> = found.keys().copied().collect();
        for (unit, areas) in found {
            self.labels[unit] = areas;
        }
        let is_any = !units.is_empty();
        self.spread(units);
        is_any
    }
}

/// The places before each place.
struct Before {
    /// The previous place of the shortest URL, without casts if possible.
    shortest: Vec<Option<PlaceId>>,
    /// The places that contain it, without the root. Places that are addressed with casts only contain nothing that others
    /// do not.
    containing: Vec<Vec<PlaceId>>,
}

fn before(model: &Model<TypeId>, paths: &Paths) -> Before {
    let n_places = paths.places.len();
    let mut res = Before { shortest: vec![None; n_places], containing: vec![Vec::new(); n_places] };
    let reached = res.search(model, paths, vec![PlaceId(0)], false);
    for at in reached.iter().skip(1) {
        for step in &paths.place(*at).steps {
            if relation(model, paths, step) == Relation::Contained {
                res.containing[step.target.0 as usize].push(*at);
            }
        }
    }
    res.search(model, paths, reached, true);
    res
}

impl Before {
    /// Follows the steps from some places. Returns these places and the new ones, the nearest first.
    fn search(&mut self, model: &Model<TypeId>, paths: &Paths, from: Vec<PlaceId>, casts: bool) -> Vec<PlaceId> {
        let mut reached = from;
        let mut next = 0;
        while let Some(at) = reached.get(next).copied() {
            next += 1;
            for step in &paths.place(at).steps {
                let before = &mut self.shortest[step.target.0 as usize];
                let is_new = step.target != PlaceId(0) && before.is_none();
                if is_new && (casts || relation(model, paths, step) != Relation::Cast) {
                    *before = Some(at);
                    reached.push(step.target);
                }
            }
        }
        reached
    }
}

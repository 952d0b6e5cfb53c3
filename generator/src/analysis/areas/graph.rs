//! Types, places and requests as one dependency graph.

mod needs;

use super::listed::{self, Listed};
use super::{Area, AreaId, Areas, Gate};
use crate::analysis::paths::{Paths, PlaceId};
use crate::model::{Model, OperationId, TypeId};
use needs::{Needs, Node};
use std::collections::{BTreeMap, BTreeSet};

/// The areas of a node.
type Set = BTreeSet<AreaId>;

/// Determines the gates of all items.
pub(super) fn assign(mut all: Vec<Area>, listed: &Listed, model: &Model<TypeId>, paths: &Paths) -> Areas {
    let needs = Needs::new(model, paths);
    let mut marks = Marks { own: vec![Set::new(); needs.len()], on: vec![Set::new(); needs.len()], needs: &needs };
    marks.mark_documented(listed, model, paths);
    marks.mark_related(model, paths);
    let n_areas = all.len();
    if marks.mark_others(n_areas, paths) {
        let topics = vec!["pages outside the table of contents".to_owned()];
        all.push(Area { name: "other".to_owned(), title: "Other".to_owned(), topics });
    }
    marks.areas(all, n_areas, listed, model, paths)
}

/// The areas that require each node.
struct Marks<'a> {
    needs: &'a Needs,
    /// The areas that a node was assigned to directly.
    own: Vec<Set>,
    /// Also the areas of all nodes that need it.
    on: Vec<Set>,
}

impl Marks<'_> {
    /// Adds a node to an area, with everything that it needs.
    fn mark(&mut self, node: usize, area: AreaId) {
        self.own[node].insert(area);
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if self.on[node].insert(area) {
                open.extend(&self.needs.edges[node]);
            }
        }
    }

    fn mark_all(&mut self, node: usize, areas: &Set) {
        areas.iter().for_each(|it| self.mark(node, *it));
    }

    /// Adds the types, places and calls of pages to the areas of the pages.
    fn mark_documented(&mut self, listed: &Listed, model: &Model<TypeId>, paths: &Paths) {
        for id in &paths.types {
            let areas = listed::page(model.type_def(*id)).and_then(|it| listed.get(&it));
            areas.into_iter().for_each(|it| self.mark_all(self.needs.node(Node::Type(*id)), it));
        }
        for (request, resolved) in &paths.requests {
            let Some(areas) = listed.get(&model.operation(request.0).page) else { continue };
            for place in resolved.through.iter().chain([&resolved.at]) {
                self.mark_all(self.needs.node(Node::Place(*place)), areas);
            }
        }
        for (place, idx, call) in calls(paths) {
            let areas: Set = call
                .operations
                .iter()
                .filter_map(|it| listed.get(&model.operation(*it).page))
                .flatten()
                .copied()
                .collect();
            self.mark_all(self.needs.node(Node::Call(place, idx)), &areas);
        }
    }

    /// A node that no area needs belongs to the areas of the types that refer to it or that it derives from, else to those
    /// of its namespace.
    fn mark_related(&mut self, model: &Model<TypeId>, paths: &Paths) {
        let root = model.namespaces.root();
        loop {
            let homeless: Vec<TypeId> = self.homeless(paths).collect();
            let namespaces = self.namespaces(model, paths);
            // The root namespace gives no information.
            let siblings = |it| namespaces.get(namespace(model, it)).filter(|_| namespace(model, it) != root);
            let related = |it| self.related(it, model).or_else(|| siblings(it).cloned()).unwrap_or_default();
            let found = homeless.iter().map(|it| (*it, related(*it)));
            let found: Vec<(TypeId, Set)> = found.filter(|(_, areas)| !areas.is_empty()).collect();
            if found.is_empty() {
                return;
            }
            found.iter().for_each(|(id, areas)| self.mark_all(self.needs.node(Node::Type(*id)), areas));
        }
    }

    fn homeless(&self, paths: &Paths) -> impl Iterator<Item = TypeId> {
        paths.types.iter().copied().filter(|it| self.on[self.needs.node(Node::Type(*it))].is_empty())
    }

    /// The areas of the types that refer to a type, else of its base types.
    fn related(&self, id: TypeId, model: &Model<TypeId>) -> Option<Set> {
        let own = |it: TypeId| &self.own[self.needs.node(Node::Type(it))];
        let leading: Set = self.needs.leading(id).iter().flat_map(|it| own(*it)).copied().collect();
        if !leading.is_empty() {
            return Some(leading);
        }
        let base = model.type_def(id).structure().and_then(|it| it.base);
        // The root base type gives no information.
        let base = base.filter(|it| model.type_def(*it).structure().is_some_and(|it| it.base.is_some()));
        base.map(own).filter(|it| !it.is_empty()).cloned()
    }

    /// The areas of the types of each namespace.
    fn namespaces<'m>(&self, model: &'m Model<TypeId>, paths: &Paths) -> BTreeMap<&'m str, Set> {
        let mut res: BTreeMap<&str, Set> = BTreeMap::new();
        for id in &paths.types {
            res.entry(namespace(model, *id)).or_default().extend(&self.own[self.needs.node(Node::Type(*id))]);
        }
        res
    }

    /// Assigns the remaining nodes to one more area. Returns whether there were any.
    fn mark_others(&mut self, area: AreaId, paths: &Paths) -> bool {
        let types = self.homeless(paths).map(|it| self.needs.node(Node::Type(it)));
        let calls = calls(paths).map(|(place, idx, _)| self.needs.node(Node::Call(place, idx)));
        let rest: Vec<usize> = types.chain(calls).filter(|it| self.on[*it].is_empty()).collect();
        rest.iter().for_each(|it| self.mark(*it, area));
        !rest.is_empty()
    }

    /// Turns marks into gates. Items in more than half of the areas are always compiled: a condition that names them all
    /// would cost more than it saves. Everything that an item needs is in all of its areas, so it is compiled, too.
    fn areas(mut self, all: Vec<Area>, n_areas: usize, listed: &Listed, model: &Model<TypeId>, paths: &Paths) -> Areas {
        let gate = |set: Set| if set.len() * 2 > n_areas { Gate::Always } else { Gate::Any(set) };
        let mut take = |node: Node| gate(std::mem::take(&mut self.on[self.needs.node(node)]));
        let types = (0..model.types.len()).map(|idx| take(Node::Type(TypeId(idx as u32)))).collect();
        let mut places: Vec<Gate> = (0..paths.places.len()).map(|idx| take(Node::Place(PlaceId(idx as u32)))).collect();
        places[0] = Gate::Always;
        let mut calls = Vec::new();
        let mut pages: Vec<Gate> = model
            .operations
            .iter()
            .map(|it| {
                let areas = listed.get(&it.page).cloned();
                gate(areas.unwrap_or_default())
            })
            .collect();
        for (idx, place) in paths.places.iter().enumerate() {
            let id = PlaceId(idx as u32);
            let gates: Vec<Gate> = (0..place.calls.len()).map(|idx| take(Node::Call(id, idx))).collect();
            for (call, gate) in place.calls.iter().zip(&gates) {
                for OperationId(page) in &call.operations {
                    let page = &mut pages[*page as usize];
                    *page = std::mem::replace(page, Gate::Always).or(gate);
                }
            }
            calls.push(gates);
        }
        Areas { all, types, places, calls, pages }
    }
}

fn namespace(model: &Model<TypeId>, id: TypeId) -> &str {
    &model.type_def(id).name.value.namespace
}

/// Every call, with its place and index.
fn calls(paths: &Paths) -> impl Iterator<Item = (PlaceId, usize, &crate::analysis::paths::Call)> {
    paths
        .places
        .iter()
        .enumerate()
        .flat_map(|(id, place)| place.calls.iter().enumerate().map(move |(idx, call)| (PlaceId(id as u32), idx, call)))
}

//! Types, places and requests as one dependency graph.

mod needs;

use super::listed::{self, Listed};
use super::rules::Labels;
use super::{Area, AreaId, Areas, Gate};
use crate::analysis::paths::{Paths, PlaceId, RequestId, Resolved};
use crate::model::{Model, OperationId, TypeId};
use needs::{Needs, Node};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the area of what belongs to no other area.
const OTHER: &str = "other";

/// The areas of a node.
type Set = BTreeSet<AreaId>;

/// Determines the gates of all items. What rules label takes precedence over what tables of contents list.
pub(super) fn assign(
    mut all: Vec<Area>,
    listed: &Listed,
    labels: Option<&Labels>,
    model: &Model<TypeId>,
    paths: &Paths,
) -> Areas {
    let needs = Needs::new(model, paths, labels.is_none());
    let none = vec![Set::new(); needs.len()];
    let mut marks = Marks { own: none.clone(), on: none, needs: &needs, n_areas: all.len() };
    if let Some(labels) = labels {
        marks.mark_labelled(labels, paths);
    }
    marks.mark_documented(listed, model, paths);
    match labels {
        Some(_) => marks.mark_urls(paths),
        None => marks.mark_listed_urls(listed, model, paths),
    }
    marks.mark_related(labels, model, paths);
    if labels.is_some() {
        marks.mark_unlabelled_calls(paths);
    }
    let last = all.iter().position(|it| it.name == OTHER).unwrap_or(all.len());
    if marks.mark_others(last, paths) && last == all.len() {
        all.push(other(labels, model));
    }
    marks.remove_unused(&mut all);
    let pages = if labels.is_some() { &Listed::default() } else { listed };
    marks.areas(all, pages, model, paths)
}

/// The area of what belongs to no other area.
fn other(labels: Option<&Labels>, model: &Model<TypeId>) -> Area {
    let is_described = model.operations.iter().any(|it| it.contract.is_some());
    let topic = match labels {
        Some(_) => "everything that no other area contains",
        None if is_described => "everything that no request of another area needs",
        None => "pages outside the table of contents",
    };
    Area { name: OTHER.to_owned(), title: "Other".to_owned(), topics: vec![topic.to_owned()] }
}

/// The areas that require each node.
struct Marks<'a> {
    needs: &'a Needs,
    n_areas: usize,
    /// The areas that a node was assigned to directly.
    own: Vec<Set>,
    /// Also the areas of all nodes that need it.
    on: Vec<Set>,
}

impl Marks<'_> {
    /// Adds a node to an area, with everything that it needs.
    fn mark(&mut self, node: usize, area: AreaId) {
        self.own[node].insert(area);
        let (mut next, mut open) = (Some(node), Vec::new());
        while let Some(node) = next {
            if self.on[node].insert(area) {
                open.extend(&self.needs.edges[node]);
            }
            next = open.pop();
        }
    }

    fn mark_all(&mut self, node: usize, areas: &Set) {
        areas.iter().for_each(|it| self.mark(node, *it));
    }

    /// Adds types, places and calls to the areas that rules give them.
    fn mark_labelled(&mut self, labels: &Labels, paths: &Paths) {
        paths.types.iter().for_each(|it| self.mark_all(self.needs.node(Node::Type(*it)), labels.of_type(*it)));
        for idx in 0..paths.places.len() {
            let place = PlaceId(idx as u32);
            self.mark_all(self.needs.node(Node::Place(place)), labels.of_place(place));
        }
        labels.ways.iter().for_each(|(place, area)| self.mark(self.needs.node(Node::Place(*place)), *area));
        for (place, idx, _) in calls(paths) {
            self.mark_all(self.needs.node(Node::Call(place, idx)), labels.of_call(place, idx));
        }
    }

    /// Adds the places of the URLs of pages to the areas of the pages.
    fn mark_listed_urls(&mut self, listed: &Listed, model: &Model<TypeId>, paths: &Paths) {
        for (request, resolved) in &paths.requests {
            let Some(areas) = listed.of_operation(model, request.0) else { continue };
            resolved.places().for_each(|it| self.mark_all(self.needs.node(Node::Place(it)), areas));
        }
    }

    /// Adds the places of the URLs of pages to the areas of the calls.
    fn mark_urls(&mut self, paths: &Paths) {
        for (request, resolved) in &paths.requests {
            let areas = self.of_request(*request, resolved, paths);
            resolved.places().for_each(|it| self.mark_all(self.needs.node(Node::Place(it)), &areas));
        }
    }

    /// The areas of the call of a request.
    fn of_request(&self, RequestId(page, _): RequestId, resolved: &Resolved, paths: &Paths) -> Set {
        let calls = &paths.place(resolved.at).calls;
        let call = calls
            .iter()
            .position(|it| it.verb == resolved.verb && it.tail == resolved.tail && it.operations.contains(&page));
        call.map(|it| self.on[self.needs.node(Node::Call(resolved.at, it))].clone()).unwrap_or_default()
    }

    /// Adds the types and calls of pages to the areas of the pages, unless they have areas already.
    fn mark_documented(&mut self, listed: &Listed, model: &Model<TypeId>, paths: &Paths) {
        let mut found: Vec<(usize, Set)> = Vec::new();
        for id in &paths.types {
            let areas = listed::page(model.type_def(*id)).and_then(|it| listed.of_page(it));
            found.extend(areas.map(|it| (self.needs.node(Node::Type(*id)), it.clone())));
        }
        for (place, idx, call) in calls(paths) {
            let listed = call.operations.iter().filter_map(|it| listed.of_operation(model, *it));
            found.push((self.needs.node(Node::Call(place, idx)), listed.flatten().copied().collect()));
        }
        found.retain(|(node, _)| self.on[*node].is_empty());
        found.iter().for_each(|(node, areas)| self.mark_all(*node, areas));
    }

    /// A node that no area needs belongs to the areas of its namespace in rules, else of the types that refer to it or that it
    /// derives from, else to those of its namespace.
    fn mark_related(&mut self, labels: Option<&Labels>, model: &Model<TypeId>, paths: &Paths) {
        let root = model.namespaces.root();
        loop {
            let homeless: Vec<TypeId> = self.homeless(paths).collect();
            let namespaces = self.namespaces(model, paths);
            // The root namespace gives no information.
            let siblings = |it| namespaces.get(namespace(model, it)).filter(|_| namespace(model, it) != root);
            let named = |it| labels.and_then(|labels| labels.of_namespace(it)).cloned();
            let related = |it| {
                let found = named(it).or_else(|| self.related(it, model));
                found.or_else(|| siblings(it).cloned()).unwrap_or_default()
            };
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
        let base = model.type_def(id).structure()?.base?;
        // A base type that most areas need gives no information.
        let on = &self.on[self.needs.node(Node::Type(base))];
        let areas = if own(base).is_empty() { on } else { own(base) };
        Some(areas).filter(|it| !it.is_empty() && on.len() * 2 <= self.n_areas).cloned()
    }

    /// The areas of the types of each namespace.
    fn namespaces<'m>(&self, model: &'m Model<TypeId>, paths: &Paths) -> BTreeMap<&'m str, Set> {
        let mut res: BTreeMap<&str, Set> = BTreeMap::new();
        for id in &paths.types {
            res.entry(namespace(model, *id)).or_default().extend(&self.own[self.needs.node(Node::Type(*id))]);
        }
        res
    }

    /// Adds the calls that no area needs to the areas of the types that they address.
    fn mark_unlabelled_calls(&mut self, paths: &Paths) {
        for (place, idx, _) in calls(paths) {
            let node = self.needs.node(Node::Call(place, idx));
            if let Some(ty) = paths.place(place).kind.ty().filter(|_| self.on[node].is_empty()) {
                let areas = self.on[self.needs.node(Node::Type(ty))].clone();
                self.mark_all(node, &areas);
            }
        }
    }

    /// Assigns the remaining nodes to one more area. Returns whether there were any.
    fn mark_others(&mut self, area: AreaId, paths: &Paths) -> bool {
        let types = self.homeless(paths).map(|it| self.needs.node(Node::Type(it)));
        let calls = calls(paths).map(|(place, idx, _)| self.needs.node(Node::Call(place, idx)));
        let rest: Vec<usize> = types.chain(calls).filter(|it| self.on[*it].is_empty()).collect();
        rest.iter().for_each(|it| self.mark(*it, area));
        !rest.is_empty()
    }

    /// Removes areas of the table of contents whose items all belong to areas of rules.
    fn remove_unused(&mut self, all: &mut Vec<Area>) {
        let used: Set = self.on.iter().flatten().copied().collect();
        if used.len() == all.len() {
            return;
        }
        self.n_areas = used.range(..self.n_areas).count();
        let ids: BTreeMap<AreaId, AreaId> = used.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        for areas in &mut self.on {
            *areas = areas.iter().map(|it| ids[it]).collect();
        }
        let mut id = 0..;
        all.retain(|_| id.next().is_some_and(|it| used.contains(&it)));
    }

    /// Turns marks into gates. Items in more than half of the areas are always compiled: a condition that names them all
    /// would cost more than it saves. Everything that an item needs is in all of its areas, so it is compiled, too.
    fn areas(mut self, all: Vec<Area>, listed: &Listed, model: &Model<TypeId>, paths: &Paths) -> Areas {
        let n_areas = self.n_areas;
        let gate = |set: Set| if set.len() * 2 > n_areas { Gate::Always } else { Gate::Any(set) };
        let mut take = |node: Node| gate(std::mem::take(&mut self.on[self.needs.node(node)]));
        let types = (0..model.types.len()).map(|idx| take(Node::Type(TypeId(idx as u32)))).collect();
        let mut places: Vec<Gate> = (0..paths.places.len()).map(|idx| take(Node::Place(PlaceId(idx as u32)))).collect();
        places[0] = Gate::Always;
        let mut calls = Vec::new();
        let page = |idx| gate(listed.of_operation(model, OperationId(idx)).cloned().unwrap_or_default());
        let mut pages: Vec<Gate> = (0..model.operations.len() as u32).map(page).collect();
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
        Areas { all, types, places, calls, pages, problems: Vec::new() }
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

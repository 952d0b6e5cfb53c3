//! The places of URL templates that OpenAPI descriptions state.
//!
//! A place is a prefix of a template. Unlike the places of OData, those with the same type are different: each has its
//! own calls. Variables belong to the step of the literal before them, unless the literal is a place itself.

mod calls;
mod paging;
mod results;
mod trie;

use super::{Place, PlaceId, PlaceKind, Step, StepKind};
use crate::model::{Model, Piece, TypeId};
use trie::Trie;

/// Adds the places of all operations of descriptions to those of other sources.
pub(super) fn add(places: &mut Vec<Place>, model: &Model<TypeId>) {
    let trie = Trie::new(model);
    if trie.is_empty() {
        return;
    }
    let mut growth = Growth { places, model, trie: &trie };
    growth.add_calls(PlaceId(0), Trie::ROOT);
    growth.grow(PlaceId(0), Trie::ROOT);
    for place in growth.places.iter_mut() {
        place.steps.sort_by(|a, b| a.kind.cmp(&b.kind));
        place.calls.sort_by(|a, b| (&a.verb, &a.tail, a.method).cmp(&(&b.verb, &b.tail, b.method)));
    }
}

/// The places while they are added.
struct Growth<'a> {
    places: &'a mut Vec<Place>,
    model: &'a Model<TypeId>,
    trie: &'a Trie,
}

impl Growth<'_> {
    /// Adds everything below a node of the trie, which is at a place.
    fn grow(&mut self, at: PlaceId, node: usize) {
        for run in self.trie.runs(node) {
            let last = *run.last().expect("a step has a segment");
            let target = PlaceId(self.places.len() as u32);
            let kind = self.kind(at, &run);
            self.places.push(Place { kind, steps: Vec::new(), calls: Vec::new(), parent: Some(at) });
            let step = self.step(&run, target);
            self.places[at.0 as usize].steps.push(step);
            self.add_calls(target, last);
            self.grow(target, last);
        }
    }

    fn step(&self, run: &[usize], target: PlaceId) -> Step {
        let nodes = run.iter().map(|it| self.trie.node(*it));
        let kind = match self.trie.text(run[0]).filter(|_| run.len() == 1) {
            Some(text) => StepKind::Segment(text.to_owned()),
            None => StepKind::Values(nodes.clone().map(|it| it.pieces.clone()).collect()),
        };
        let values = nodes.flat_map(|it| it.values.iter().map(|it| it.parameter())).collect();
        Step { kind, target, property: None, odata_operation: None, values }
    }

    /// The kind of the place after a step: named after the literal of the step, or of the step before it.
    fn kind(&self, at: PlaceId, run: &[usize]) -> PlaceKind {
        let is_item = run.iter().any(|it| self.trie.text(*it).is_none());
        let texts = run.iter().flat_map(|it| &self.trie.node(*it).pieces).filter_map(|it| match it {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Value(_) => None,
        });
        let words: Vec<&str> = texts.collect();
        let name = words.join(" ");
        match &self.places[at.0 as usize].kind {
            PlaceKind::Segment { owner, name: before, is_item: false } if self.trie.text(run[0]).is_none() => {
                let name = if name.is_empty() { before.clone() } else { format!("{before} {name}") };
                PlaceKind::Segment { owner: *owner, name, is_item }
            }
            _ if name.is_empty() => PlaceKind::Segment { owner: at, name: "item".to_owned(), is_item: false },
            _ => PlaceKind::Segment { owner: at, name, is_item },
        }
    }

    fn add_calls(&mut self, at: PlaceId, node: usize) {
        for id in &self.trie.node(node).operations {
            let calls = calls::calls(self.model, *id);
            self.places[at.0 as usize].calls.extend(calls);
        }
    }
}

//! The shortest URLs of places.

use super::{Paths, PlaceId, Step, StepKind, reach};
use crate::model::http::{Segment, UrlTemplate};
use crate::model::{Model, PropertyKind, TypeId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many URLs of a place are kept.
const KEPT: usize = 3;

/// URLs that cost more than the shortest one by this are not shown.
const DETOUR: u32 = 3;

/// The shortest URLs of every place.
#[derive(Clone, Debug)]
pub struct Routes(Vec<Vec<(u32, UrlTemplate)>>);

/// The end of a URL: the last step and the URL before it.
struct Prefix<'a> {
    at: PlaceId,
    step: Option<(usize, &'a Step)>,
}

impl Routes {
    /// Searches the URLs; none of them addresses a place twice.
    pub fn new(model: &Model<TypeId>, paths: &Paths) -> Routes {
        let mut res = vec![Vec::new(); paths.places.len()];
        let mut prefixes = vec![Prefix { at: PlaceId(0), step: None }];
        let mut queue = BinaryHeap::from([Reverse((0, 0))]);
        while let Some(Reverse((cost, idx))) = queue.pop() {
            let at = prefixes[idx].at;
            let known = &mut res[at.0 as usize];
            if known.len() == KEPT {
                continue;
            }
            known.push((cost, url(&prefixes, idx)));
            let steps = &paths.places[at.0 as usize].steps;
            for step in steps {
                if res[step.target.0 as usize].len() < KEPT && !passes(&prefixes, idx, step.target) {
                    queue.push(Reverse((cost + self::cost(model, steps, step), prefixes.len())));
                    prefixes.push(Prefix { at: step.target, step: Some((idx, step)) });
                }
            }
        }
        Routes(res)
    }

    /// The shortest URLs of a place, at most `count`, the shortest first, and whether there are others.
    pub fn of(&self, place: PlaceId, count: usize) -> (impl Iterator<Item = &UrlTemplate>, bool) {
        let all = &self.0[place.0 as usize];
        let limit = all.first().map_or(0, |it| it.0 + DETOUR);
        let shown = all.iter().take(count).take_while(|it| it.0 <= limit).count();
        (all[..shown].iter().map(|it| &it.1), shown < all.len())
    }
}

/// Relations to entities that are not contained, casts and functions are used less than other segments. A cast is the
/// less specific, the more types the items may have.
fn cost(model: &Model<TypeId>, steps: &[Step], step: &Step) -> u32 {
    match &step.kind {
        StepKind::Segment(_) if step.is_cast() => 4 + steps.len() as u32 / 16,
        StepKind::Segment(_) => {
            let kind = step.property.and_then(|it| model.property(it)).map(|it| it.kind);
            if kind == Some(PropertyKind::Navigation { contains_target: false }) { 3 } else { 1 }
        }
        StepKind::Key | StepKind::Keys(_) | StepKind::Values(_) => 1,
        StepKind::ByPath | StepKind::Function(..) => 3,
    }
}

/// Whether a URL addresses a place.
fn passes(prefixes: &[Prefix<'_>], mut idx: usize, place: PlaceId) -> bool {
    loop {
        if prefixes[idx].at == place {
            return true;
        }
        match prefixes[idx].step {
            Some((before, _)) => idx = before,
            None => return false,
        }
    }
}

fn url(prefixes: &[Prefix<'_>], mut idx: usize) -> UrlTemplate {
    let mut segments = Vec::new();
    while let Some((before, step)) = prefixes[idx].step {
        match &step.kind {
            StepKind::Values(all) => segments.extend(all.iter().rev().map(|it| Segment::from(&it[..]))),
            kind => segments.push(reach::spelled(Some(kind.clone()), &Segment::Placeholder(String::new()))),
        }
        idx = before;
    }
    segments.reverse();
    UrlTemplate { segments, query: Vec::new() }
}

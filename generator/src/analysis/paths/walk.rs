//! The search for the target of a URL: part by part over places, the best match first.

use super::PlaceId;

/// The structure that URLs are walked over: the graph while it is built, or the finished places.
pub(crate) trait Ground {
    /// A part of a URL.
    type Part;
    /// A step from one place to another.
    type Step;
    /// The end of a walk.
    type End;

    /// Adds the possible ways from a place, the best one last. `rest` is the rest of the URL.
    fn ways(&mut self, at: PlaceId, rest: &[Self::Part], ways: &mut Vec<Way<Self::Step, Self::End>>);
}

/// A possible way from a place.
pub(crate) enum Way<S, E> {
    /// A step to another place. A name followed by a key takes two steps.
    On(S, Option<S>, PlaceId),
    /// The walk ends.
    End(E),
}

/// The result of a walk.
pub(crate) struct Walk<S, E> {
    /// The steps from the root to the end.
    pub(crate) steps: Vec<S>,
    /// `None` if the URL has no target.
    pub(crate) end: Option<E>,
    /// The index of the first unmatched part.
    pub(crate) furthest: usize,
}

/// Walks a URL from the root.
pub(crate) fn walk<G: Ground>(ground: &mut G, parts: &[G::Part]) -> Walk<G::Step, G::End> {
    let mut walker = Walker { ground, parts, steps: Vec::new(), ways: Vec::new(), furthest: 0, dead: Vec::new() };
    let end = walker.follow(PlaceId(0), 0);
    Walk { steps: walker.steps, end, furthest: walker.furthest }
}

struct Walker<'a, G: Ground> {
    ground: &'a mut G,
    parts: &'a [G::Part],
    /// The steps so far.
    steps: Vec<G::Step>,
    /// The untried ways, of all places on the way.
    ways: Vec<Way<G::Step, G::End>>,
    furthest: usize,
    /// Places and parts without a way to the end.
    dead: Vec<(PlaceId, usize)>,
}

impl<G: Ground> Walker<'_, G> {
    fn follow(&mut self, at: PlaceId, idx: usize) -> Option<G::End> {
        self.furthest = self.furthest.max(idx);
        if self.dead.contains(&(at, idx)) {
            return None;
        }
        self.dead.push((at, idx));
        let untried = self.ways.len();
        self.ground.ways(at, &self.parts[idx..], &mut self.ways);
        while self.ways.len() > untried {
            let (first, second, target) = match self.ways.pop()? {
                Way::End(end) => return Some(end),
                Way::On(first, second, target) => (first, second, target),
            };
            let before = self.steps.len();
            self.steps.push(first);
            self.steps.extend(second);
            if let Some(end) = self.follow(target, idx + 1) {
                return Some(end);
            }
            self.steps.truncate(before);
        }
        None
    }
}

//! The search for what a URL addresses: part by part over places, the best way on first.

use super::PlaceId;

/// What URLs are walked over: the graph while it is built, or the places when it is finished.
pub(crate) trait Ground {
    /// A part of a URL.
    type Part;
    /// A step from one place to another.
    type Step;
    /// Where a walk ends.
    type End;

    /// Adds the ways on from a place, the best one last. `rest` is what is left of the URL.
    fn ways(&mut self, at: PlaceId, rest: &[Self::Part], ways: &mut Vec<Way<Self::Step, Self::End>>);
}

/// A way on from a place.
pub(crate) enum Way<S, E> {
    /// Over the next part to another place. A name with a key behind it takes two steps.
    On(S, Option<S>, PlaceId),
    /// The walk ends.
    End(E),
}

/// What a walk has found.
pub(crate) struct Walk<S, E> {
    /// The steps from the root to where it ends.
    pub(crate) steps: Vec<S>,
    /// `None` if the URL leads nowhere.
    pub(crate) end: Option<E>,
    /// The index of the first part that no way led over.
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
    /// The ways that are not tried yet, of all places on the way.
    ways: Vec<Way<G::Step, G::End>>,
    furthest: usize,
    /// Places and parts from which nothing leads on.
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

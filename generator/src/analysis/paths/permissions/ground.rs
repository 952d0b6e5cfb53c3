//! Walks URLs over an index of places.

use super::index::{self, Index};
use crate::analysis::paths::walk::{self, Way};
use crate::analysis::paths::{PlaceId, Step, StepKind, Tail};
use crate::model::ODataOperationId;
use crate::model::http::{Argument, Method, Segment};

/// A segment of a URL, in lower case.
pub(super) struct Part {
    name: String,
    /// The names of arguments; empty names for values only.
    arguments: Vec<String>,
}

impl Part {
    pub(super) fn new(segment: &Segment) -> Part {
        let (name, arguments): (&str, &[Argument]) = match segment {
            Segment::Literal(name) => (name, &[]),
            Segment::Call(name, arguments) => (name, arguments),
            Segment::Placeholder(_) => (index::KEY, &[]),
            Segment::Keys(keys) if matches!(&keys[..], [only] if only.name.is_empty()) => (index::KEY, &[]),
            Segment::Keys(keys) => (index::KEYS, keys),
            Segment::ByPath(_) => (index::BY_PATH, &[]),
            Segment::Mixed(text) => (text.as_str(), &[]),
            Segment::Ellipsis => ("...", &[]),
        };
        let arguments = arguments.iter().map(|it| it.name.to_ascii_lowercase()).collect();
        Part { name: name.to_ascii_lowercase(), arguments }
    }

    fn has(&self, name: &str) -> bool {
        self.arguments.iter().any(|it| it.eq_ignore_ascii_case(name))
    }
}

/// A step over an edge.
pub(super) struct Taken {
    pub(super) from: PlaceId,
    pub(super) step: usize,
    /// The number of remaining parts, including its own.
    pub(super) left: usize,
}

/// A way, and the number of missing arguments.
type Fitting = (usize, Way<Taken, (PlaceId, usize)>);

/// The places that the URL of a request with one method is walked over.
pub(super) struct Ground<'i, 'a> {
    pub(super) index: &'i Index<'a>,
    pub(super) method: Method,
}

impl walk::Ground for Ground<'_, '_> {
    type Part = Part;
    type Step = Taken;
    /// The place of a call, and its index.
    type End = (PlaceId, usize);

    fn ways(&mut self, at: PlaceId, rest: &[Part], ways: &mut Vec<Way<Taken, (PlaceId, usize)>>) {
        if let Some(call) = self.call(at, rest) {
            ways.push(Way::End((at, call)));
        } else if let [part, ..] = rest {
            let mut found = self.steps(at, part, rest.len());
            found.sort_by_key(|(missing, _)| std::cmp::Reverse(*missing));
            ways.extend(found.into_iter().map(|(_, way)| way));
        }
    }
}

impl Ground<'_, '_> {
    /// The best call that the URL ends with.
    fn call(&self, at: PlaceId, rest: &[Part]) -> Option<usize> {
        let part = match rest {
            [] => None,
            [part] => Some(part),
            _ => return None,
        };
        let calls = self.index.calls(at, part.map_or("", |it| &it.name)).filter(|(_, it)| it.method == self.method);
        let fitting = calls.filter_map(|(idx, call)| {
            let missing = match (&call.tail, part) {
                (Tail::Function(_, parameters), Some(part)) => self.missing(call.odata_operation, parameters, part)?,
                (Tail::None | Tail::Segment(_), _) => 0,
                (Tail::Function(..), None) => return None,
            };
            Some((missing, idx))
        });
        fitting.min().map(|(_, idx)| idx)
    }

    /// The steps that a part may be, each with the number of missing arguments.
    fn steps(&self, at: PlaceId, part: &Part, left: usize) -> Vec<Fitting> {
        let steps = self.index.steps(at, &part.name);
        let ways = steps.filter_map(|(step, it)| {
            let taken = Taken { from: at, step, left };
            match &it.kind {
                StepKind::Segment(_) if part.arguments.is_empty() => Some((0, Way::On(taken, None, it.target))),
                StepKind::Segment(_) => {
                    let (key, target) = self.key(it.target, part)?;
                    Some((0, Way::On(taken, Some(Taken { from: it.target, step: key, left }), target)))
                }
                StepKind::Function(_, parameters) => {
                    let missing = self.missing(it.odata_operation, parameters, part)?;
                    Some((missing, Way::On(taken, None, it.target)))
                }
                StepKind::Keys(_) => self.is_key(it, part).then_some((0, Way::On(taken, None, it.target))),
                StepKind::Key | StepKind::ByPath | StepKind::Values(_) => Some((0, Way::On(taken, None, it.target))),
            }
        });
        ways.collect()
    }

    /// The step over the key in the parentheses after the name of a collection.
    fn key(&self, collection: PlaceId, part: &Part) -> Option<(usize, PlaceId)> {
        let mut steps = self.index.steps(collection, index::KEY).chain(self.index.steps(collection, index::KEYS));
        steps.find(|(_, it)| self.is_key(it, part)).map(|(idx, it)| (idx, it.target))
    }

    fn is_key(&self, step: &Step, part: &Part) -> bool {
        match (&step.kind, &part.arguments[..]) {
            (StepKind::Key, [name]) => name.is_empty() || self.index.is_only_key(step.target, name),
            (StepKind::Keys(keys), names) => names.len() == keys.len() && keys.iter().all(|it| part.has(it)),
            _ => false,
        }
    }

    /// The number of required arguments that are not given; `None` if the function takes other arguments.
    fn missing(&self, id: Option<ODataOperationId>, parameters: &[Argument], part: &Part) -> Option<usize> {
        let name = |it: &Argument| if it.name.is_empty() { it.value.clone() } else { it.name.clone() };
        if part.arguments.iter().any(String::is_empty) {
            return (part.arguments.len() == parameters.len()).then_some(0);
        }
        let is_known = |given: &String| parameters.iter().any(|it| name(it).eq_ignore_ascii_case(given));
        if !part.arguments.iter().all(is_known) {
            return None;
        }
        let missing = parameters.iter().map(name).filter(|it| !part.has(it) && self.index.is_required(id, it));
        Some(missing.count())
    }
}

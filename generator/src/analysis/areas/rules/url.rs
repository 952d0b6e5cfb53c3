//! The targets of prefixes of URLs.

use crate::analysis::paths::{Call, Paths, Place, PlaceId, StepKind, Tail};
use crate::spelling;

/// What a prefix of URLs addresses.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A place, with everything below it.
    Place(PlaceId),
    /// Some calls at a place, by index.
    Calls(PlaceId, Vec<usize>),
}

/// The places before the target of a prefix, and the target; the nearest prefix if there is none.
pub(super) fn target(paths: &Paths, prefix: &str) -> Result<(Vec<PlaceId>, Target), Option<String>> {
    let segments: Vec<&str> = prefix.trim_matches('/').split('/').collect();
    let (mut at, mut through) = (PlaceId(0), Vec::new());
    for (idx, segment) in segments.iter().enumerate() {
        let place = paths.place(at);
        let Some(next) = step(place, segment) else {
            let calls = calls(place, &segments[idx..]);
            if calls.is_empty() {
                let near = spelling::nearest(segment, names(place));
                return Err(near.map(|near| spelled(&segments, idx, near)));
            }
            return Ok((through, Target::Calls(at, calls)));
        };
        if idx + 1 < segments.len() {
            through.push(next);
        }
        at = next;
    }
    Ok((through, Target::Place(at)))
}

/// The prefix with another segment.
fn spelled(segments: &[&str], idx: usize, segment: &str) -> String {
    let rest = segments[idx + 1..].iter().copied();
    let all = segments[..idx].iter().copied().chain([segment]).chain(rest);
    all.map(|it| format!("/{it}")).collect()
}

/// The target of a step.
fn step(place: &Place, segment: &str) -> Option<PlaceId> {
    let is_key = segment.starts_with('{');
    let mut steps = place.steps.iter();
    let step = steps.find(|it| match &it.kind {
        StepKind::Key | StepKind::Keys(_) => is_key,
        StepKind::Segment(name) | StepKind::Function(name, _) => is_name(name, segment),
        StepKind::ByPath | StepKind::Values(_) => false,
    });
    step.map(|it| it.target)
}

/// The calls whose last segments begin with `rest`.
fn calls(place: &Place, rest: &[&str]) -> Vec<usize> {
    let is_meant = |call: &Call| match &call.tail {
        Tail::None => false,
        Tail::Segment(tail) => {
            let tail: Vec<&str> = tail.split('/').collect();
            tail.len() >= rest.len() && tail.iter().zip(rest).all(|(name, segment)| is_name(name, segment))
        }
        Tail::Function(name, _) => matches!(rest, [segment] if is_name(name, segment)),
    };
    (0..place.calls.len()).filter(|it| is_meant(&place.calls[*it])).collect()
}

/// Whether a segment is a name, with or without the namespace and arguments.
fn is_name(name: &str, segment: &str) -> bool {
    let segment = segment.split('(').next().unwrap_or_default();
    name == segment || name.strip_suffix(segment).is_some_and(|it| it.ends_with('.'))
}

/// The names of the steps and calls at a place, for suggestions.
fn names(place: &Place) -> impl Iterator<Item = &str> {
    let steps = place.steps.iter().filter_map(|it| match &it.kind {
        StepKind::Segment(name) | StepKind::Function(name, _) => Some(name.as_str()),
        _ => None,
    });
    let calls = place.calls.iter().filter_map(|it| match &it.tail {
        Tail::Segment(name) | Tail::Function(name, _) => Some(name.as_str()),
        Tail::None => None,
    });
    steps.chain(calls)
}

//! Walks documented URLs over the known part of the graph.

use super::graph::{Edge, EdgeOrigin, Graph, RequestEnd, Target};
use super::walk::{self, Ground, Walk, Way};
use super::{Deviation, Found, PlaceId, StepKind, Tail, literal};
use crate::model::http::{Argument, Method, Segment, UrlTemplate};
use crate::model::{ODataOperationId, Piece};

/// The result of walking a URL.
pub(super) enum Reached {
    /// The end of the URL.
    End(End),
    /// A segment with an unknown target: place, step, and the index of the segment.
    Unknown(PlaceId, StepKind, usize),
}

/// The end of a URL.
pub(super) struct End {
    /// The last place.
    pub(super) at: PlaceId,
    /// The places before it, in order, without the root.
    pub(super) through: Vec<PlaceId>,
    /// The rest of the URL.
    pub(super) tail: Tail,
    /// The action or function that it calls.
    pub(super) odata_operation: Option<ODataOperationId>,
    /// How its least certain step was found.
    pub(super) found: Found,
    /// The URL as the model spells it.
    pub(super) template: UrlTemplate,
    /// The segments that the model does not declare as written.
    pub(super) deviations: Vec<Deviation>,
}

impl Graph<'_> {
    /// Walks the URL of a request.
    pub(super) fn reach(&mut self, segments: &[Segment], request_end: RequestEnd) -> Reached {
        let mut known = Known { graph: self, request_end, unknown: None };
        let Walk { steps, end, furthest } = walk::walk(&mut known, segments);
        match (end, known.unknown) {
            (None, Some((at, step))) => Reached::Unknown(at, step, furthest),
            (end, _) => Reached::End(End::new(segments, steps, end.expect("a walk ends unless a step is unknown"))),
        }
    }
}

/// The graph, as far as it is known.
struct Known<'g, 'm> {
    graph: &'g mut Graph<'m>,
    request_end: RequestEnd,
    /// The step at which the walk stops.
    unknown: Option<(PlaceId, StepKind)>,
}

/// A step over an edge.
struct Taken {
    from: PlaceId,
    /// As the model spells it. `None` for a repetition (`...`), which has no target.
    kind: Option<StepKind>,
    found: Found,
    /// The number of remaining segments, including its own.
    left: usize,
}

/// The end of a walk.
struct Stop {
    at: PlaceId,
    tail: Tail,
    /// Its first segment, as the model spells it.
    kind: Option<StepKind>,
    odata_operation: Option<ODataOperationId>,
    found: Found,
}

impl Ground for Known<'_, '_> {
    type Part = Segment;
    type Step = Taken;
    type End = Stop;

    fn ways(&mut self, at: PlaceId, rest: &[Segment], ways: &mut Vec<Way<Taken, Stop>>) {
        ways.extend(self.way(at, rest));
    }
}

impl Known<'_, '_> {
    /// The only edge; none if the step is unknown.
    fn way(&mut self, at: PlaceId, rest: &[Segment]) -> Option<Way<Taken, Stop>> {
        let stop = |at, tail| Stop { at, tail, kind: None, odata_operation: None, found: Found::Declared };
        let [segment, others @ ..] = rest else { return Some(Way::End(stop(at, Tail::None))) };
        if let Some(tail) = tail(rest) {
            return Some(Way::End(stop(at, tail)));
        }
        let Some(step) = step(segment) else {
            return Some(Way::On(Taken { from: at, kind: None, found: Found::Declared, left: rest.len() }, None, at));
        };
        let keyed = self.graph.keyed_entry(at, &step).or_else(|| self.graph.keyed_items(at, segment));
        let Some((set, keys)) = keyed else {
            return self.over(at, step, rest, others.is_empty());
        };
        let followed = self.graph.follow(at, set.clone(), None);
        let Ok((Edge { target: Target::Place(items, _), found }, kind)) = followed else {
            self.unknown = Some((at, set));
            return None;
        };
        let set = Taken { from: at, kind: Some(kind), found, left: rest.len() };
        match self.over(items, keys, rest, others.is_empty())? {
            Way::On(keys, None, target) => Some(Way::On(set, Some(keys), target)),
            end => Some(end),
        }
    }

    /// The edge of one step.
    fn over(&mut self, at: PlaceId, step: StepKind, rest: &[Segment], is_last: bool) -> Option<Way<Taken, Stop>> {
        let request_end = is_last.then_some(self.request_end);
        let (Edge { target, found }, kind) = match self.graph.follow(at, step, request_end) {
            Ok(it) => it,
            Err(step) => {
                self.unknown = Some((at, step));
                return None;
            }
        };
        let calling = |id, kind: StepKind| {
            let tail = Tail::of_call(kind.clone());
            Way::End(Stop { at, tail, kind: Some(kind), odata_operation: Some(id), found })
        };
        Some(match target {
            // Functions are called with GET; a POST is a separate call.
            Target::Place(_, EdgeOrigin::Function(id)) if request_end.is_some_and(|it| it.method != Method::Get) => {
                calling(id, kind)
            }
            Target::Place(target, _) => {
                Way::On(Taken { from: at, kind: Some(kind), found, left: rest.len() }, None, target)
            }
            Target::Call(id) if is_last => calling(id, kind),
            Target::Call(_) | Target::Operation | Target::Stream => {
                Way::End(Stop { at, tail: tail_of(rest), kind: Some(kind), odata_operation: None, found })
            }
        })
    }
}

impl End {
    fn new(written: &[Segment], steps: Vec<Taken>, stop: Stop) -> End {
        let found = steps.iter().map(|it| it.found).fold(stop.found, Found::max);
        let mut deviations: Vec<Deviation> = steps
            .iter()
            .filter_map(|it| deviation(written.len() - it.left, it.found, it.from, it.kind.as_ref()))
            .collect();
        let behind = steps.last().map_or(0, |it| written.len() - it.left + 1);
        deviations.extend(deviation(behind, stop.found, stop.at, stop.kind.as_ref()));
        let through = steps.iter().filter(|it| it.kind.is_some() && it.from != PlaceId(0)).map(|it| it.from).collect();
        let mut segments: Vec<Segment> =
            steps.into_iter().map(|it| spelled(it.kind, &written[written.len() - it.left])).collect();
        segments.extend(stop.tail.segment());
        let template = UrlTemplate { segments, query: Vec::new() };
        End {
            at: stop.at,
            through,
            tail: stop.tail,
            odata_operation: stop.odata_operation,
            found,
            template,
            deviations,
        }
    }
}

/// The deviation of a step, if the model does not declare it as written.
fn deviation(segment: usize, found: Found, from: PlaceId, step: Option<&StepKind>) -> Option<Deviation> {
    let step = step.filter(|_| found != Found::Declared)?.clone();
    Some(Deviation { segment, found, from, step })
}

/// A step as a segment of a template. Keys and file paths keep their names on the page.
pub(super) fn spelled(step: Option<StepKind>, written: &Segment) -> Segment {
    match step {
        None => Segment::Ellipsis,
        Some(StepKind::Segment(name)) => Segment::Literal(name),
        Some(StepKind::Key) => Segment::Placeholder(match written {
            Segment::Placeholder(name) if !name.is_empty() => name.clone(),
            Segment::Call(_, arguments) if literal::is_positional(arguments) => arguments[0].value.clone(),
            _ => "id".to_owned(),
        }),
        Some(StepKind::Keys(names)) => Segment::Keys(names.into_iter().map(parameter).collect()),
        Some(StepKind::ByPath) => Segment::ByPath(match written {
            Segment::ByPath(name) if !name.is_empty() => name.clone(),
            _ => "path".to_owned(),
        }),
        Some(StepKind::Function(name, arguments)) => call(name, arguments),
        Some(StepKind::Values(all)) => Segment::Mixed(all.iter().flatten().map(Piece::to_string).collect()),
    }
}

impl Tail {
    /// The tail as a segment of a template.
    pub(crate) fn segment(&self) -> Option<Segment> {
        match self {
            Tail::None => None,
            Tail::Segment(name) => Some(Segment::Literal(name.clone())),
            Tail::Function(name, arguments) => Some(call(name.clone(), arguments.clone())),
        }
    }
}

/// A function whose arguments are named like its parameters.
fn call(name: String, arguments: Vec<Argument>) -> Segment {
    Segment::Call(name, arguments.into_iter().map(|it| parameter(it.name)).collect())
}

/// A placeholder for the literal of a parameter, including its quotes.
fn parameter(name: String) -> Argument {
    Argument { value: name.clone(), name, is_quoted: false }
}

/// `$ref`, `$count` and `$value` end every path.
fn tail(rest: &[Segment]) -> Option<Tail> {
    match rest {
        [Segment::Literal(name)] if name.starts_with('$') => Some(Tail::Segment(name.clone())),
        _ => None,
    }
}

/// The step of a segment; `None` for segments that end a path.
fn step(segment: &Segment) -> Option<StepKind> {
    Some(match segment {
        Segment::Literal(name) | Segment::Mixed(name) => StepKind::Segment(name.clone()),
        Segment::Placeholder(_) | Segment::Keys(_) => StepKind::Key,
        Segment::Call(name, arguments) => StepKind::Function(name.clone(), parameters(arguments)),
        Segment::ByPath(_) => StepKind::ByPath,
        Segment::Ellipsis => return None,
    })
}

/// The parameters of a function, without the values on the page.
fn parameters(arguments: &[Argument]) -> Vec<Argument> {
    let name = |it: &Argument| if it.name.is_empty() { it.value.clone() } else { it.name.clone() };
    arguments.iter().map(|it| Argument { name: name(it), value: name(it), is_quoted: it.is_quoted }).collect()
}

/// The rest of a URL as the end of a call.
fn tail_of(rest: &[Segment]) -> Tail {
    match rest {
        [Segment::Call(name, arguments)] => Tail::Function(name.clone(), parameters(arguments)),
        _ => Tail::Segment(rest.iter().map(segment_text).collect::<Vec<_>>().join("/")),
    }
}

fn segment_text(segment: &Segment) -> String {
    match segment {
        Segment::Literal(name) | Segment::Call(name, _) | Segment::Mixed(name) => name.clone(),
        Segment::Placeholder(name) | Segment::ByPath(name) => format!("{{{name}}}"),
        Segment::Keys(keys) => keys.iter().map(|it| format!("{{{}}}", it.value)).collect(),
        Segment::Ellipsis => "...".to_owned(),
    }
}

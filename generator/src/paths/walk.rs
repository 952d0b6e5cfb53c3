//! One URL, walked over the graph.

use super::graph::{Edge, Graph};
use super::{PlaceId, PlaceKind, StepKind, Tail};
use crate::page::http::{Argument, Segment};

/// Where a walk ends.
pub(super) enum Walk {
    /// At a place, with what is left of the URL.
    End(PlaceId, Tail),
    /// At a segment of which it is not known yet where it leads: place, step, and the index of the segment.
    Unknown(PlaceId, StepKind, usize),
}

impl Graph<'_> {
    /// Walks a URL as far as the graph is known.
    pub(super) fn walk(&mut self, segments: &[Segment]) -> Walk {
        let mut at = PlaceId(0);
        for (idx, segment) in segments.iter().enumerate() {
            let rest = &segments[idx..];
            if let Some(tail) = Self::tail(rest) {
                return Walk::End(at, tail);
            }
            let Some(step) = Self::step(segment) else { continue };
            let edge = self.edges.get(&(at, step.clone())).copied().or_else(|| self.implied(at, &step));
            match edge {
                Some(edge @ Edge::Place(target, _)) => {
                    self.edges.insert((at, step), edge);
                    at = target;
                }
                Some(Edge::Operation | Edge::Stream) => return Walk::End(at, tail_of(rest)),
                None => return Walk::Unknown(at, step, idx),
            }
        }
        Walk::End(at, Tail::None)
    }

    /// `$ref`, `$count` and `$value` end every path.
    fn tail(rest: &[Segment]) -> Option<Tail> {
        match rest {
            [Segment::Literal(name)] if name.starts_with('$') => Some(Tail::Segment(name.clone())),
            _ => None,
        }
    }

    /// What a segment says; `None` for what does not lead on.
    fn step(segment: &Segment) -> Option<StepKind> {
        Some(match segment {
            Segment::Literal(name) | Segment::Qualified(name) => StepKind::Segment(name.clone()),
            Segment::Placeholder(_) | Segment::Key(_) => StepKind::Key,
            Segment::Call(name, arguments) => StepKind::Function(name.clone(), parameters(arguments)),
            Segment::ByPath(_) => StepKind::ByPath,
            Segment::Ellipsis => return None,
        })
    }

    /// What the model says of a step.
    fn implied(&mut self, at: PlaceId, step: &StepKind) -> Option<Edge> {
        match (self.kind(at).clone(), step) {
            (PlaceKind::Collection(ty), StepKind::Key) => Some(Edge::Place(self.place(PlaceKind::Item(ty)), None)),
            (PlaceKind::Segment { owner, name, is_item: false }, StepKind::Key) => {
                let kind = PlaceKind::Segment { owner, name, is_item: true };
                Some(Edge::Place(self.place(kind), None))
            }
            (_, StepKind::ByPath) => Some(Edge::Place(at, None)),
            (PlaceKind::Item(ty), StepKind::Segment(name)) => {
                self.declared(ty, name).or_else(|| self.cast_edge(name, PlaceKind::Item))
            }
            (PlaceKind::Collection(_), StepKind::Segment(name)) => self.cast_edge(name, PlaceKind::Collection),
            _ => None,
        }
    }

    fn cast_edge(&mut self, segment: &str, kind: fn(crate::model::TypeId) -> PlaceKind) -> Option<Edge> {
        let ty = self.cast(segment).filter(|_| segment.contains('.'))?;
        Some(Edge::Place(self.place(kind(ty)), None))
    }
}

/// The parameters of a function, whatever a page writes for their values.
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
        Segment::Literal(name) | Segment::Qualified(name) | Segment::Call(name, _) => name.clone(),
        Segment::Placeholder(name) | Segment::Key(name) | Segment::ByPath(name) => format!("{{{name}}}"),
        Segment::Ellipsis => "...".to_owned(),
    }
}

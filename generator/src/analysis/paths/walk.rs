//! One URL, walked over the graph.

use super::graph::{Edge, Graph, Over, Target};
use super::{Found, PlaceId, StepKind, Tail};
use crate::model::CallableId;
use crate::model::http::{Argument, Method, Segment};
use std::fmt;

/// The request that a URL belongs to.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub(super) method: Method,
    /// Whether the page calls its last segment an action or function.
    pub(super) is_call: bool,
}

/// Where a walk ends.
pub(super) enum Walk {
    /// At a place.
    End(End),
    /// At a segment of which it is not known yet where it leads: place, step, and the index of the segment.
    Unknown(PlaceId, StepKind, usize),
}

/// The end of a walk.
pub(super) struct End {
    /// The last place.
    pub(super) at: PlaceId,
    /// The places before it, in order; not the root.
    pub(super) through: Vec<PlaceId>,
    /// What is left of the URL.
    pub(super) tail: Tail,
    /// The action or function that it calls.
    pub(super) callable: Option<CallableId>,
    /// How the weakest of its steps was found.
    pub(super) found: Found,
    /// The URL as the model spells it, as paths of the runtime do: `/users/{id}/messages`.
    pub(super) template: String,
}

impl Graph<'_> {
    /// Walks a URL as far as the graph is known.
    pub(super) fn walk(&mut self, segments: &[Segment], ends: Ends) -> Walk {
        let mut end = End {
            at: PlaceId(0),
            through: Vec::new(),
            tail: Tail::None,
            callable: None,
            found: Found::Declared,
            template: String::new(),
        };
        for (idx, segment) in segments.iter().enumerate() {
            let rest = &segments[idx..];
            if let Some(tail) = Self::tail(rest) {
                return Walk::End(end.with_tail(tail));
            }
            let Some(step) = Self::step(segment) else {
                end.template += "/...";
                continue;
            };
            let step = match self.keyed_entry(end.at, &step) {
                Some((set, keys)) => {
                    end = self.enter(end, &set);
                    keys
                }
                None => step,
            };
            let ends = (rest.len() == 1).then_some(ends);
            let Some((edge, spelled)) = self.follow(end.at, &step, ends) else {
                return Walk::Unknown(end.at, step, idx);
            };
            end.found = end.found.max(edge.found);
            match edge.target {
                // A function is called with GET; what a page posts to is a call of its own.
                Target::Place(_, Over::Function(id)) if ends.is_some_and(|it| it.method != Method::Get) => {
                    return Walk::End(end.calling(id, spelled));
                }
                Target::Place(target, _) => end.go_on(target, &spelled),
                Target::Call(id) if rest.len() == 1 => return Walk::End(end.calling(id, spelled)),
                Target::Call(_) | Target::Operation | Target::Stream => return Walk::End(end.with_tail(tail_of(rest))),
            }
        }
        Walk::End(end)
    }

    /// Goes on into an entity set, which is declared.
    fn enter(&mut self, mut end: End, set: &StepKind) -> End {
        if let Some((Edge { target: Target::Place(target, _), found }, spelled)) = self.follow(end.at, set, None) {
            end.go_on(target, &spelled);
            end.found = end.found.max(found);
        }
        end
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
}

impl End {
    fn go_on(&mut self, target: PlaceId, step: &StepKind) {
        write_step(&mut self.template, step);
        if self.at != PlaceId(0) {
            self.through.push(self.at);
        }
        self.at = target;
    }

    fn calling(self, id: CallableId, spelling: StepKind) -> End {
        End { callable: Some(id), ..self.with_tail(Tail::of_call(spelling)) }
    }

    fn with_tail(mut self, tail: Tail) -> End {
        self.template += &tail.to_string();
        End { tail, ..self }
    }
}

/// Adds a step to a template, as the runtime's paths write it.
fn write_step(template: &mut String, step: &StepKind) {
    match step {
        StepKind::Segment(name) => template.extend(["/", name]),
        StepKind::Key => template.push_str("/{id}"),
        StepKind::Keys(names) => {
            let all = names.iter().map(|it| format!("{it}={{}}"));
            template.extend(["(", &all.collect::<Vec<_>>().join(","), ")"]);
        }
        StepKind::ByPath => template.push_str(":/{path}:"),
        StepKind::Function(name, arguments) => template.extend(["/", name, "(", &arguments_template(arguments), ")"]),
    }
}

impl fmt::Display for Tail {
    /// As the runtime's paths write it into templates.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tail::None => Ok(()),
            Tail::Segment(name) => write!(f, "/{name}"),
            Tail::Function(name, arguments) => write!(f, "/{name}({})", arguments_template(arguments)),
        }
    }
}

fn arguments_template(arguments: &[Argument]) -> String {
    let all = arguments.iter().map(|it| if it.name.is_empty() { "{}".to_owned() } else { format!("{}={{}}", it.name) });
    all.collect::<Vec<_>>().join(",")
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

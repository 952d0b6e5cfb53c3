//! Matches the parts of a URL with values to places.

use super::literal::Literal;
use super::url::{Piece, PieceKind};
use super::{Argument, Step};
use crate::analysis::paths::walk::{Ground, Way};
use crate::analysis::paths::{Call, Paths, PlaceId, StepKind, Tail};
use crate::model::http;
use crate::model::{Model, ODataOperationId, TypeId};
use crate::source::{Span, Spanned};

/// The target of a URL.
pub(super) struct End {
    pub(super) place: PlaceId,
    /// The call, by its index, and the arguments of its last segment; `None` if the target is a place.
    pub(super) call: Option<(usize, Vec<Argument>)>,
}

/// How well a part of a URL matches a declaration, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Case,
    /// The last part of a qualified name.
    LastName,
    /// Any text can be a key.
    Key,
}

/// The places that a URL with values is walked over.
pub(super) struct Places<'a> {
    pub(super) model: &'a Model<TypeId>,
    pub(super) paths: &'a Paths,
    /// The required end of the URL; `None` for a place.
    pub(super) is_meant: Option<&'a dyn Fn(&Call) -> bool>,
}

/// A way from a place, and how well it matches.
type Fitting = (Fit, Way<Step, End>);

impl Ground for Places<'_> {
    type Part = Piece;
    type Step = Step;
    type End = End;

    fn ways(&mut self, at: PlaceId, rest: &[Piece], ways: &mut Vec<Way<Step, End>>) {
        let end = match self.is_meant {
            Some(is_meant) => self.call(at, rest, is_meant),
            None => rest.is_empty().then_some(End { place: at, call: None }),
        };
        if let Some(end) = end {
            return ways.push(Way::End(end));
        }
        let Some(piece) = rest.first() else { return };
        let mut fitting = self.fitting(at, piece);
        fitting.sort_by_key(|(fit, _)| *fit);
        ways.extend(fitting.into_iter().rev().map(|(_, way)| way));
    }
}

impl Places<'_> {
    /// The call that the rest of the URL ends with.
    fn call(&self, at: PlaceId, rest: &[Piece], is_meant: &dyn Fn(&Call) -> bool) -> Option<End> {
        let calls = self.paths.places[at.0 as usize].calls.iter().enumerate().filter(|(_, it)| is_meant(it));
        let fitting = calls.filter_map(|(call, it)| {
            let (fit, arguments) = self.tail(it, rest)?;
            Some((fit, call, arguments))
        });
        let (_, call, arguments) = fitting.min_by_key(|(fit, call, _)| (*fit, *call))?;
        Some(End { place: at, call: Some((call, arguments)) })
    }

    fn tail(&self, call: &Call, rest: &[Piece]) -> Option<(Fit, Vec<Argument>)> {
        match &call.tail {
            Tail::None => rest.is_empty().then(|| (Fit::Exact, Vec::new())),
            Tail::Segment(names) => {
                let names: Vec<&str> = names.split('/').collect();
                let fits = names.iter().zip(rest).map(|(name, piece)| name_fit(name, piece, true));
                let worst = fits.reduce(|a, b| Some(a?.max(b?))).flatten()?;
                (names.len() == rest.len()).then(|| (worst, Vec::new()))
            }
            Tail::Function(name, parameters) => {
                let [piece] = rest else { return None };
                self.function(name, parameters, call.odata_operation, piece)
            }
        }
    }

    /// Every step that a part of the URL can be.
    fn fitting(&self, at: PlaceId, piece: &Piece) -> Vec<Fitting> {
        let place = &self.paths.places[at.0 as usize];
        let mut res = Vec::new();
        for (step, it) in place.steps.iter().enumerate() {
            let way = |fit, arguments| (fit, Way::On(Step { from: at, step, arguments }, None, it.target));
            match (&it.kind, &piece.kind) {
                (StepKind::Segment(name), PieceKind::Call(called, keys)) if !keys.is_empty() => {
                    let Some(fit) = names_fit(name, called, false) else { continue };
                    res.extend(self.keyed(Step { from: at, step, arguments: Vec::new() }, it.target, keys, fit));
                }
                (StepKind::Segment(name), _) => {
                    let fit = name_fit(name, piece, it.odata_operation.is_some());
                    res.extend(fit.map(|it| way(it, Vec::new())));
                }
                (StepKind::Key, PieceKind::Text(text)) if !text.starts_with('$') => {
                    let value = Spanned::new(Literal::Text(text.clone()), piece.span);
                    res.push(way(Fit::Key, vec![Argument { name: String::new(), value }]));
                }
                (StepKind::Function(name, parameters), _) => {
                    let fitting = self.function(name, parameters, it.odata_operation, piece);
                    res.extend(fitting.map(|(fit, arguments)| way(fit, arguments)));
                }
                (StepKind::ByPath, PieceKind::ByPath(path)) => {
                    let value = Spanned::new(Literal::Text(path.clone()), piece.span);
                    res.push(way(Fit::Exact, vec![Argument { name: String::new(), value }]));
                }
                _ => {}
            }
        }
        res
    }

    /// A segment and its key: `users('adele')`, `loans(code='a',number=1)`.
    fn keyed(&self, first: Step, from: PlaceId, keys: &[(String, Spanned<String>)], fit: Fit) -> Option<Fitting> {
        let steps = self.paths.places[from.0 as usize].steps.iter().enumerate();
        let mut fitting = steps.filter_map(|(step, it)| {
            let arguments = match (&it.kind, keys) {
                (StepKind::Key, [(name, value)]) => {
                    // The name of a single key is optional.
                    let is_key = name.is_empty() || self.is_only_key(it.target, name);
                    is_key.then(|| vec![argument("", value)])?
                }
                (StepKind::Keys(names), _) if names.len() == keys.len() => {
                    let value = |wanted: &String| keys.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
                    names.iter().map(|it| Some(argument(it, value(it)?))).collect::<Option<Vec<_>>>()?
                }
                _ => return None,
            };
            Some((Step { from, step, arguments }, it.target))
        });
        let (second, target) = fitting.next()?;
        Some((fit, Way::On(first, Some(second), target)))
    }

    fn is_only_key(&self, item: PlaceId, name: &str) -> bool {
        match self.paths.places[item.0 as usize].kind {
            crate::analysis::paths::PlaceKind::Item(ty) => self.model.keys(ty) == [name.to_owned()],
            _ => false,
        }
    }

    /// The arguments of a function, in the order of its parameters. Optional ones may be missing.
    fn function(
        &self,
        name: &str,
        parameters: &[http::Argument],
        odata_operation: Option<ODataOperationId>,
        piece: &Piece,
    ) -> Option<(Fit, Vec<Argument>)> {
        let (called, given): (&str, &[_]) = match &piece.kind {
            PieceKind::Text(text) => (text, &[]),
            PieceKind::Call(name, arguments) => (name, arguments),
            PieceKind::ByPath(_) => return None,
        };
        let fit = names_fit(name, called, true)?;
        let is_optional = |name: &str| {
            let declared = odata_operation.into_iter().flat_map(|it| &self.model.odata_operation(it).parameters);
            declared.into_iter().any(|it| it.name.value == name && !it.is_required)
        };
        let mut res = Vec::new();
        for (idx, parameter) in parameters.iter().enumerate() {
            let parameter = if parameter.name.is_empty() { &parameter.value } else { &parameter.name };
            let named = given.iter().find(|(name, _)| name.eq_ignore_ascii_case(parameter));
            let by_place = || given.get(idx).filter(|(name, _)| name.is_empty() && given.len() == parameters.len());
            match named.or_else(by_place) {
                Some((_, value)) => res.push(argument(parameter, value)),
                None if is_optional(parameter) => {}
                None => return None,
            }
        }
        (res.len() == given.len()).then_some((fit, res))
    }
}

fn argument(name: &str, value: &Spanned<String>) -> Argument {
    Argument { name: name.to_owned(), value: value.clone().map(|it| Literal::read(&it)) }
}

/// How well a name matches a part of a URL without arguments.
fn name_fit(name: &str, piece: &Piece, is_call: bool) -> Option<Fit> {
    match &piece.kind {
        PieceKind::Text(text) => names_fit(name, text, is_call),
        PieceKind::Call(text, arguments) if arguments.is_empty() => names_fit(name, text, is_call),
        _ => None,
    }
}

/// How well a name matches the written one. Names of actions and functions (`is_call`) may be unqualified; names of types
/// must be qualified.
fn names_fit(declared: &str, written: &str, is_call: bool) -> Option<Fit> {
    fn last(name: &str) -> &str {
        name.rsplit('.').next().unwrap_or_default()
    }
    if declared == written {
        Some(Fit::Exact)
    } else if declared.eq_ignore_ascii_case(written) {
        Some(Fit::Case)
    } else if (is_call || written.contains('.')) && last(declared).eq_ignore_ascii_case(last(written)) {
        Some(Fit::LastName)
    } else {
        None
    }
}

/// The first unmatched part of a URL; the last part if all matched.
pub(super) fn stopped_at(pieces: &[Piece], furthest: usize, whole: Span) -> (String, Span) {
    let Some(piece) = pieces.get(furthest).or(pieces.last()) else { return (String::new(), whole) };
    let text = match &piece.kind {
        PieceKind::Text(text) | PieceKind::Call(text, _) | PieceKind::ByPath(text) => text.clone(),
    };
    (text, piece.span)
}

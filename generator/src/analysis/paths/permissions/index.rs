//! Steps and calls of finished places by name, without regard to case.

use crate::analysis::paths::{Call, Place, PlaceId, PlaceKind, Step, StepKind, Tail};
use crate::model::{Model, ODataOperationId, TypeId};
use hashbrown::HashMap;

/// The name of steps over one key.
pub(super) const KEY: &str = "{}";
/// The name of steps over several keys, or an alternate key.
pub(super) const KEYS: &str = "()";
/// The name of steps over a file path.
pub(super) const BY_PATH: &str = ":";

/// The index.
pub(super) struct Index<'a> {
    model: &'a Model<TypeId>,
    places: &'a [Place],
    /// Of each place: the indices of steps and calls by name.
    names: Vec<Names>,
}

#[derive(Default)]
struct Names {
    steps: HashMap<String, Vec<usize>>,
    calls: HashMap<String, Vec<usize>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(model: &'a Model<TypeId>, places: &'a [Place]) -> Index<'a> {
        Index { model, places, names: places.iter().map(Names::new).collect() }
    }

    pub(super) fn step(&self, at: PlaceId, step: usize) -> &'a Step {
        &self.places[at.0 as usize].steps[step]
    }

    pub(super) fn call(&self, at: PlaceId, call: usize) -> &'a Call {
        &self.places[at.0 as usize].calls[call]
    }

    /// The steps of a name.
    pub(super) fn steps(&self, at: PlaceId, name: &str) -> impl Iterator<Item = (usize, &'a Step)> {
        let found = self.names[at.0 as usize].steps.get(name).into_iter().flatten();
        found.map(move |it| (*it, self.step(at, *it)))
    }

    /// The calls whose tail has a name; `""` for those without a tail.
    pub(super) fn calls(&self, at: PlaceId, name: &str) -> impl Iterator<Item = (usize, &'a Call)> {
        let found = self.names[at.0 as usize].calls.get(name).into_iter().flatten();
        found.map(move |it| (*it, self.call(at, *it)))
    }

    /// Whether a name is the only key of the items at a place.
    pub(super) fn is_only_key(&self, at: PlaceId, name: &str) -> bool {
        match self.places[at.0 as usize].kind {
            PlaceKind::Item(ty) => matches!(self.model.keys(ty), [key] if key.eq_ignore_ascii_case(name)),
            _ => false,
        }
    }

    /// Whether a function has to be called with an argument.
    pub(super) fn is_required(&self, odata_operation: Option<ODataOperationId>, name: &str) -> bool {
        let declared = odata_operation.into_iter().flat_map(|it| &self.model.odata_operation(it).parameters);
        declared.into_iter().find(|it| it.name.value == name).is_none_or(|it| it.is_required)
    }
}

impl Names {
    fn new(place: &Place) -> Names {
        let mut res = Names::default();
        for (idx, step) in place.steps.iter().enumerate() {
            let name = match &step.kind {
                StepKind::Segment(name) | StepKind::Function(name, _) => name,
                StepKind::Key => KEY,
                StepKind::Keys(_) => KEYS,
                StepKind::ByPath => BY_PATH,
                // Lists of permissions are for the URLs of OData services.
                StepKind::Values(_) => continue,
            };
            add(&mut res.steps, name, step.odata_operation.is_some(), idx);
        }
        for (idx, call) in place.calls.iter().enumerate() {
            let name = match &call.tail {
                Tail::None => "",
                Tail::Segment(name) | Tail::Function(name, _) => name,
            };
            add(&mut res.calls, name, call.odata_operation.is_some(), idx);
        }
        res
    }
}

/// Adds a name, and its last part if it may be written without its namespace.
fn add(all: &mut HashMap<String, Vec<usize>>, name: &str, is_operation: bool, idx: usize) {
    let name = name.to_ascii_lowercase();
    if let Some((_, last)) = name.rsplit_once('.').filter(|_| is_operation) {
        all.entry(last.to_owned()).or_default().push(idx);
    }
    all.entry(name).or_default().push(idx);
}

//! Calls of request functions, and the values from examples.

use graphwright::analysis::paths::{Paths, PlaceId, StepKind, Tail};
use graphwright::analysis::requests::literal::Literal;
use graphwright::analysis::requests::{Argument, Request};
use graphwright::model::http::Argument as UrlArgument;
use graphwright::model::{Model, ODataOperationId, TypeId};

/// The path through the API to a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    /// The places on the path, each with the index of the next step.
    pub(crate) steps: Vec<(PlaceId, usize)>,
    /// The place of the call.
    pub(crate) place: PlaceId,
    /// Its index at the place.
    pub(crate) call: usize,
}

impl Entry {
    /// The entry of a request.
    pub(crate) fn of(request: &Request<'_>) -> Entry {
        let steps = request.steps.iter().map(|it| (it.from, it.step)).collect();
        Entry { steps, place: request.place, call: request.call }
    }
}

/// The values that the function of a request's entry takes, in order.
pub(crate) fn arguments(model: &Model<TypeId>, paths: &Paths, request: &Request<'_>) -> Vec<Option<String>> {
    let mut res = Vec::new();
    for step in &request.steps {
        let declared = &paths.places[step.from.0 as usize].steps[step.step];
        match &declared.kind {
            StepKind::Segment(_) | StepKind::Values(_) => {}
            StepKind::Key | StepKind::ByPath => res.push(step.arguments.first().map(|it| text(&it.value.value))),
            StepKind::Keys(keys) => res.extend(keys.iter().map(|name| find(&step.arguments, name))),
            StepKind::Function(_, arguments) => {
                res.extend(
                    parameter_names(model, declared.odata_operation, arguments).map(|it| find(&step.arguments, it)),
                );
            }
        }
    }
    let call = &paths.places[request.place.0 as usize].calls[request.call];
    if let Tail::Function(_, arguments) = &call.tail {
        res.extend(parameter_names(model, call.odata_operation, arguments).map(|it| find(&request.arguments, it)));
    }
    for header in call.required_headers(model).iter().filter(|it| it.fixed.is_none()) {
        let value = request.headers.iter().find(|(name, _)| name.value.eq_ignore_ascii_case(&header.name.value));
        // Some examples lack arguments that their page requires.
        res.push(Some(value.map_or_else(|| "*".to_owned(), |(_, it)| it.value.clone())));
    }
    res
}

fn parameter_names<'a>(
    model: &'a Model<TypeId>,
    odata_operation: Option<ODataOperationId>,
    arguments: &'a [UrlArgument],
) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    match odata_operation {
        Some(id) => Box::new(model.odata_operation(id).parameters.iter().map(|it| it.name.value.as_str())),
        None => Box::new(arguments.iter().map(|it| it.name.as_str())),
    }
}

fn find(arguments: &[Argument], name: &str) -> Option<String> {
    arguments.iter().find(|it| it.name.eq_ignore_ascii_case(name)).map(|it| text(&it.value.value))
}

fn text(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Boolean(it) => it.to_string(),
        Literal::Number(it) | Literal::Text(it) | Literal::Prefixed(_, it) | Literal::Json(it) | Literal::Bare(it) => {
            it.clone()
        }
    }
}

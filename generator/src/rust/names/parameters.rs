//! The names of parameters.

use super::ident::field;
use crate::analysis::paths::{Call, Step, StepKind, Tail};
use crate::model::http::Argument;
use crate::model::{Model, ODataOperationId, Piece, TypeId};
use std::collections::BTreeSet;

/// The names of body parameters.
const BODY: [&str; 4] = ["body", "content", "media_type", "to"];

/// The parameters of a method that returns another place. Single keys and file paths have the same name everywhere.
pub(super) fn of_step(model: &Model<TypeId>, step: &Step) -> Vec<String> {
    match &step.kind {
        StepKind::Segment(_) | StepKind::Key | StepKind::ByPath => Vec::new(),
        StepKind::Keys(keys) => parameters(keys.iter().map(String::as_str)),
        StepKind::Function(_, arguments) => parameters(of_function(model, step.odata_operation, arguments)),
        StepKind::Values(all) => parameters(all.iter().flatten().filter_map(|it| match it {
            Piece::Value(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })),
    }
}

/// The parameters of a request function: those of the URL, required headers, and other required parameters.
pub(super) fn of_call(model: &Model<TypeId>, call: &Call) -> Vec<String> {
    let in_url = match &call.tail {
        Tail::Function(_, arguments) => of_function(model, call.odata_operation, arguments),
        Tail::None | Tail::Segment(_) => Vec::new(),
    };
    let headers = call.required_headers(model);
    let inputs = call.inputs(model).map(|it| &it.parameter).filter(|it| it.is_required && it.fixed.is_none());
    let inputs = inputs.map(|it| it.name.value.as_str());
    parameters(in_url.into_iter().chain(headers.iter().map(|it| it.name.value.as_str())).chain(inputs))
}

/// The declared parameters, or else those of the documented URL; some URLs contain a literal value.
fn of_function<'a>(
    model: &'a Model<TypeId>,
    odata_operation: Option<ODataOperationId>,
    arguments: &'a [Argument],
) -> Vec<&'a str> {
    match odata_operation {
        Some(id) => model.odata_operation(id).parameters.iter().map(|it| it.name.value.as_str()).collect(),
        None => arguments.iter().map(|it| if it.name.is_empty() { &*it.value } else { &*it.name }).collect(),
    }
}

fn parameters<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut name = |wanted: &str| {
        let mut res = field(wanted);
        while BODY.contains(&&*res) || !taken.insert(res.clone()) {
            res += "_";
        }
        res
    };
    names.into_iter().map(&mut name).collect()
}

//! The names of parameters.

use super::ident::field;
use crate::analysis::paths::{Call, Step, StepKind, Tail};
use crate::model::http::Argument;
use crate::model::{Model, ODataOperationId, TypeId};
use std::collections::BTreeSet;

/// What is sent has these names.
const BODY: [&str; 4] = ["body", "content", "media_type", "to"];

/// The parameters of a method that leads to another place. Those of a single key and of a path are called alike everywhere.
pub(super) fn of_step(model: &Model<TypeId>, step: &Step) -> Vec<String> {
    match &step.kind {
        StepKind::Segment(_) | StepKind::Key | StepKind::ByPath => Vec::new(),
        StepKind::Keys(keys) => parameters(keys.iter().map(String::as_str)),
        StepKind::Function(_, arguments) => parameters(of_function(model, step.odata_operation, arguments)),
    }
}

/// The parameters of a request function: those of the URL, and the headers that are required.
pub(super) fn of_call(model: &Model<TypeId>, call: &Call) -> Vec<String> {
    let in_url = match &call.tail {
        Tail::Function(_, arguments) => of_function(model, call.odata_operation, arguments),
        Tail::None | Tail::Segment(_) => Vec::new(),
    };
    let headers = call.required_headers(model);
    parameters(in_url.into_iter().chain(headers.iter().map(|it| it.name.value.as_str())))
}

/// The parameters that metadata declares, else those of the page's URL; some have a bare value there.
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

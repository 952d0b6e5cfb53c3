//! The names of requests with optional parameters.

use super::ident::{field, unique};
use super::letters::Case;
use crate::analysis::paths::{Call, Verb};
use crate::model::{Model, TypeId};
use std::collections::BTreeSet;

/// The type of a request with optional parameters.
#[derive(Clone, Debug)]
pub struct RequestName {
    /// Its name.
    pub ident: String,
    /// The setters of its optional parameters, in order.
    pub setters: Vec<String>,
}

/// The methods of all such types.
const METHODS: [&str; 10] =
    ["clone", "into_request", "items", "open", "pages", "send", "send_with_headers", "set", "set_null", "with"];

/// The word of a call in the name of its request: `List`, `FindByStatus`.
pub(super) fn word(call: &Call) -> &str {
    if let Verb::Invoke(name) = &call.verb { name } else { call.verb.word() }
}

/// The setters of a call; empty without optional parameters.
pub(super) fn setters(model: &Model<TypeId>, call: &Call) -> Vec<String> {
    let mut taken: BTreeSet<String> = METHODS.into_iter().map(str::to_owned).collect();
    let optional = call.inputs(model).filter(|it| !it.parameter.is_required);
    let setter = optional.map(|it| {
        let name = &it.parameter.name.value;
        let location = format!("{:?}", it.location).to_lowercase();
        let wanted = [field(name), field(&format!("{name}_{location}"))];
        unique(&mut taken, Case::Snake, wanted, &format!("{location} {name}")).0
    });
    setter.collect()
}

//! Variables of URL templates.

use super::{Call, Payload, Step};
use crate::model::{Input, Location, Model, OperationId, TypeId};

/// A path parameter: its operation, and its index in [`Contract::parameters`](crate::model::Contract::parameters).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathParameter(OperationId, u32);

impl PathParameter {
    /// The path parameter of an operation with this name.
    pub(super) fn find(model: &Model<TypeId>, id: OperationId, name: &str) -> Option<PathParameter> {
        let all = &model.operation(id).contract.as_ref()?.parameters;
        let idx = all.iter().position(|it| it.location == Location::Path && it.parameter.name.value == name)?;
        Some(PathParameter(id, idx as u32))
    }

    /// The parameter.
    pub fn input(self, model: &Model<TypeId>) -> &Input<TypeId> {
        let contract = model.operation(self.0).contract.as_ref().expect("only operations with a contract have one");
        &contract.parameters[self.1 as usize]
    }
}

impl Call {
    /// The parameters in the query, the headers and the cookies that descriptions state.
    pub fn inputs<'a>(&self, model: &'a Model<TypeId>) -> impl Iterator<Item = &'a Input<TypeId>> {
        let contract = self.operations.first().and_then(|it| model.operation(*it).contract.as_deref());
        let all = contract.into_iter().flat_map(|it| &it.parameters);
        all.filter(|it| it.location != Location::Path)
    }
}

impl Call {
    /// Whether the headers of responses are returned beside the content. A stream of events has its own.
    pub fn reads_headers(&self) -> bool {
        !matches!(self.result, Payload::Events(_))
    }
}

impl Step {
    /// The parameters of its values; `None` for texts without a parameter.
    pub fn inputs<'a>(&'a self, model: &'a Model<TypeId>) -> impl Iterator<Item = Option<&'a Input<TypeId>>> {
        self.values.iter().map(|it| it.map(|it| it.input(model)))
    }
}

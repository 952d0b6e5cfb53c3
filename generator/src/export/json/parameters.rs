//! Parameters, and the JSON of examples.

use super::view::{At, Ctx, DocsView, TypeView};
use crate::model::{Parameter, TypeId};
use serde::Serialize;

/// A parameter, a query option or a header.
#[derive(Serialize)]
pub(super) struct ParameterView<'a> {
    name: &'a str,
    at: At<'a>,
    #[serde(flatten)]
    ty: TypeView,
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<DocsView<'a>>,
}

impl<'a> Ctx<'a> {
    pub(super) fn parameters(self, all: &'a [Parameter<TypeId>]) -> Vec<ParameterView<'a>> {
        all.iter().map(|it| self.parameter(it)).collect()
    }

    pub(super) fn parameter(self, it: &'a Parameter<TypeId>) -> ParameterView<'a> {
        ParameterView {
            name: &it.name.value,
            at: self.at(it.name.span),
            ty: self.ty(&it.ty),
            required: it.is_required,
            docs: self.docs(&it.docs),
        }
    }
}

//! Actions, functions, and entry points of URLs.

use super::parameters::ParameterView;
use super::view::{At, Ctx, DocsView, TypeView};
use crate::model::{Entry, EntryKind, ODataOperation, ODataOperationKind, TypeId};
use serde::Serialize;

/// An action or function.
#[derive(Serialize)]
pub(super) struct ODataOperationView<'a> {
    name: String,
    at: At<'a>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    binding: Option<TypeView>,
    composable: bool,
    parameters: Vec<ParameterView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<TypeView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<DocsView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<At<'a>>,
}

/// An entry point of URLs.
#[derive(Serialize)]
pub(super) struct EntryView<'a> {
    name: &'a str,
    at: At<'a>,
    kind: &'static str,
    target: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<DocsView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<At<'a>>,
}

impl<'a> Ctx<'a> {
    pub(super) fn odata_operation(self, it: &'a ODataOperation<TypeId>) -> ODataOperationView<'a> {
        ODataOperationView {
            name: it.name.value.to_string(),
            at: self.at(it.name.span),
            kind: match it.kind {
                ODataOperationKind::Action => "action",
                ODataOperationKind::Function => "function",
            },
            binding: it.binding.as_ref().map(|it| self.ty(it)),
            composable: it.is_composable,
            parameters: it.parameters.iter().map(|it| self.parameter(it)).collect(),
            body: it.body.map(|it| self.type_name(it)),
            result: it.result.as_ref().map(|it| self.ty(it)),
            docs: self.docs(&it.docs),
            deprecated: self.deprecated(&it.docs),
        }
    }

    pub(super) fn entry(self, it: &'a Entry<TypeId>) -> EntryView<'a> {
        let (kind, target) = match &it.kind {
            EntryKind::EntitySet(ty) => ("entitySet", self.type_name(*ty)),
            EntryKind::Singleton(ty) => ("singleton", self.type_name(*ty)),
            EntryKind::Import(name) => ("import", name.to_string()),
        };
        EntryView {
            name: &it.name.value,
            at: self.at(it.name.span),
            kind,
            target,
            docs: self.docs(&it.docs),
            deprecated: self.deprecated(&it.docs),
        }
    }
}

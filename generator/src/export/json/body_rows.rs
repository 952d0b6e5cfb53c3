//! The rows that describe the body of an operation.

use super::view::{At, Ctx, DocsView};
use crate::analysis::paths::{Payload, RequestId};
use crate::model::{BodyRow, OperationId, TypeId};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
pub(super) struct BodyRowView<'a> {
    name: &'a str,
    at: At<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<DocsView<'a>>,
}

impl<'a> Ctx<'a> {
    pub(super) fn body_rows(self, id: OperationId) -> Vec<BodyRowView<'a>> {
        let rows = &self.model.operation(id).body_rows;
        let types = if rows.is_empty() { BTreeSet::new() } else { self.body_types(id) };
        let known = |ty: &TypeId, name: &str| {
            let property = self.model.find_property(*ty, name).and_then(|it| self.model.property(it))?;
            Some([self.model.member_docs(*ty, property), &property.docs])
        };
        let row = |it: &'a BodyRow| {
            let mut descriptions = types.iter().filter_map(|ty| known(ty, &it.name.value)).flatten();
            let is_known = descriptions.any(|known| known.is_alike(&it.docs));
            let docs = if is_known || it.docs.is_hollow() { None } else { self.docs(&it.docs) };
            BodyRowView { name: &it.name.value, at: self.at(it.name.span), required: it.is_required, docs }
        };
        rows.iter().map(row).collect()
    }

    /// The types that an operation sends: the type that its page names, and those that its URLs determine.
    fn body_types(self, id: OperationId) -> BTreeSet<TypeId> {
        let stated = self.model.operation(id).body.iter().filter_map(|it| it.item.named());
        let requests = self.paths.requests.range(RequestId(id, 0)..=RequestId(id, u32::MAX)).map(|it| it.1);
        let addressed = requests.flat_map(|it| {
            let place = &self.paths.places[it.at.0 as usize];
            let mut calls = place.calls.iter().filter(|call| (&call.verb, &call.tail) == (&it.verb, &it.tail));
            let sent = calls.find_map(|call| match &call.body {
                Payload::Type(ty) => ty.item.named().copied(),
                _ => None,
            });
            sent.into_iter().chain(it.verb.sent_to(&place.kind))
        });
        stated.copied().chain(addressed).collect()
    }
}

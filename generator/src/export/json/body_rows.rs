//! The rows that describe the body of an operation.

use super::view::{At, Ctx, DocsView};
use crate::model::{BodyRow, Docs, ItemType, Operation, TypeId};
use serde::Serialize;

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
    pub(super) fn body_rows(self, operation: &'a Operation<TypeId>) -> Vec<BodyRowView<'a>> {
        let ty = operation.body.as_ref().and_then(|it| match it.item {
            ItemType::Named(id) => Some(id),
            ItemType::Primitive(_) => None,
        });
        let row = |it: &'a BodyRow| {
            let known = ty
                .and_then(|ty| self.model.find_property(ty, &it.name.value))
                .and_then(|it| self.model.property(it))
                .map(|it| &it.docs);
            let docs =
                if known.is_some_and(|known| has_same_text(known, &it.docs)) { None } else { self.docs(&it.docs) };
            BodyRowView { name: &it.name.value, at: self.at(it.name.span), required: it.is_required, docs }
        };
        operation.body_rows.iter().map(row).collect()
    }
}

fn has_same_text(one: &Docs, other: &Docs) -> bool {
    let words = |it: &Docs| {
        let texts = it.paragraphs.iter().map(|it| own(&it.text));
        texts.collect::<String>().split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    words(one) == words(other)
}

/// A description without the sentence about the base type.
fn own(text: &str) -> String {
    let Some((before, inherited)) = text.split_once("Inherited from") else { return text.to_owned() };
    let after = inherited.split_once(')').map_or("", |it| it.1);
    before.to_owned() + after.trim_start_matches('.')
}

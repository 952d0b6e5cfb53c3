//! Facts of properties that descriptions state in prose.

use super::view::{Ctx, Word};
use crate::model::facts::Facts;
use crate::model::{ItemType, Property, TypeId};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FactsView<'a> {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    select_only: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    query_options: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    filter: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<Word<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_items: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<String>,
}

impl<'a> Ctx<'a> {
    pub(super) fn facts(self, it: &'a Property<TypeId>) -> FactsView<'a> {
        let facts = Facts::new(self.model, it);
        let is_named = matches!(it.ty.item, ItemType::Named(_));
        FactsView {
            select_only: facts.is_select_only,
            query_options: facts.options,
            filter: facts.filter,
            values: it.values.iter().filter(|_| !is_named).map(|it| self.word(it)).collect(),
            max_length: facts.max_length,
            max_items: facts.max_items,
            minimum: facts.minimum,
            maximum: facts.maximum,
            default: facts.default,
        }
    }
}

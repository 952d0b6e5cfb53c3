//! Examples of bodies and parameters.

use super::shape;
use crate::input::openapi::{Field, Media, Schema, Targets};
use crate::model::Sample;
use crate::model::json::{Json, Value};
use std::sync::Arc;

/// The examples of a body: of its media type, else of its schema.
pub(super) fn of_media(targets: &Targets, media: &Media) -> Vec<Sample> {
    let named = media.examples.iter().filter_map(|(name, it)| {
        let value = it.get(&targets.examples)?.value.clone()?;
        Some(Sample { name: Some(name.clone().map(|it| it.to_string())), value })
    });
    let unnamed = media.example.iter().map(|it| Sample { name: None, value: it.clone() });
    let res: Vec<Sample> = unnamed.chain(named).collect();
    if !res.is_empty() {
        return res;
    }
    let schema = media.schema.as_ref().map(|it| shape::referenced(targets, it));
    let of_schema = schema.into_iter().flat_map(|it| &it.examples);
    of_schema.map(|it| Sample { name: None, value: Arc::new(it.clone()) }).collect()
}

/// The first example of a parameter.
pub(super) fn of_field(targets: &Targets, field: &Field) -> Option<Json> {
    let named = || field.examples.iter().find_map(|(_, it)| it.get(&targets.examples)?.value.as_deref());
    let of_content = || {
        let content = field.content.first()?;
        Some(Json::clone(&of_media(targets, content).first()?.value))
    };
    field.example.as_ref().or_else(named).cloned().or_else(of_content)
}

/// A usual value of a parameter.
pub(super) fn usual(targets: &Targets, field: &Field) -> Option<Json> {
    let schema = field.schema.as_ref().or_else(|| field.content.first()?.schema.as_ref())?;
    of_schema(shape::referenced(targets, schema)).cloned()
}

fn of_schema(schema: &Schema) -> Option<&Json> {
    let values = || schema.values.iter().flatten().chain(schema.constant.as_deref());
    let all = schema.examples.iter().chain(schema.default.as_deref()).chain(values());
    all.into_iter().find(|it| it.value != Value::Null)
}

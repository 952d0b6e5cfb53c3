//! Schemas with a list of values.

use super::Shape;
use crate::input::openapi::Schema;
use crate::model::json::{Json, Value};
use crate::model::{EnumJson, Primitive};

/// The values of a schema, without null.
pub(in super::super) fn values(schema: &Schema) -> Vec<&Json> {
    let all = schema.values.iter().flatten().chain(schema.constant.as_deref());
    all.filter(|it| it.value != Value::Null).collect()
}

/// The only value of a schema.
pub(in super::super) fn constant(schema: &Schema) -> Option<&Json> {
    match values(schema)[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// The shape of a schema with values. Several texts or numbers are an enum; a single value is a constant of its type.
pub(super) fn shape(schema: &Schema) -> Option<Shape<'_>> {
    let values = values(schema);
    let first = values.first()?;
    let is_same = |it: &&Json| std::mem::discriminant(&it.value) == std::mem::discriminant(&first.value);
    if !values.iter().all(is_same) {
        return Some(Shape::Any);
    }
    let is_integer = |it: &&Json| matches!(&it.value, Value::Number(it) if it.parse::<i64>().is_ok());
    Some(match &first.value {
        Value::String(_) if values.len() == 1 => Shape::Scalar(Primitive::String),
        Value::String(_) => Shape::Enum(EnumJson::Names),
        Value::Bool(_) => Shape::Scalar(Primitive::Boolean),
        Value::Number(_) if !values.iter().all(is_integer) => Shape::Scalar(Primitive::Double),
        Value::Number(_) if values.len() == 1 => Shape::Scalar(Primitive::Int64),
        Value::Number(_) => Shape::Enum(EnumJson::Numbers),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    })
}

//! What a schema describes, without its parts.

mod alternatives;
mod combined;
mod values;

use super::Ctx;
use crate::input::openapi::{Schema, Target, Targets, Type};
use crate::model::json::{Json, Value};
use crate::model::{EnumJson, Primitive};
pub(super) use alternatives::{has_null, is_text, variants};
pub(super) use combined::parts;
use std::collections::BTreeSet;
pub(super) use values::{constant, values};

/// References may refer to references, and parts may be combined from parts: deeper ones are any JSON.
pub(super) const MAX_DEPTH: usize = 64;

/// What a schema describes.
#[derive(Clone, Debug)]
pub(super) enum Shape<'a> {
    /// Any JSON.
    Any,
    /// A scalar.
    Scalar(Primitive),
    /// A list of these items.
    List(Option<&'a Schema>),
    /// An object with any members of this schema.
    Map(Option<&'a Schema>),
    /// The same as another schema.
    Same(&'a Schema),
    /// An object with members.
    Object,
    /// One of several texts or numbers.
    Enum(EnumJson),
    /// One of several schemas.
    Union(Vec<&'a Schema>),
}

impl Shape<'_> {
    /// Whether it is a type of its own.
    pub(super) fn is_definition(&self) -> bool {
        matches!(self, Shape::Object | Shape::Enum(_) | Shape::Union(_))
    }
}

/// The shape of a schema. A reference that is not combined with other keywords is the same as its target.
pub(super) fn shape<'a>(targets: &'a Targets, schema: &'a Schema) -> Shape<'a> {
    if schema.accepts.is_some() {
        return Shape::Any;
    }
    if let Some(res) = values::shape(schema) {
        return res;
    }
    if schema.reference.is_some() || !schema.all_of.is_empty() {
        return combined::shape(targets, schema);
    }
    if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
        return alternatives::shape(targets, schema);
    }
    of_type(schema)
}

/// The shape that the types of a schema describe.
pub(super) fn of_type(schema: &Schema) -> Shape<'_> {
    let types: Vec<Type> = schema.types.iter().map(|it| it.value).collect();
    match types[..] {
        [Type::Object] => object(schema),
        [Type::Array] => Shape::List(schema.items.as_deref()),
        [Type::Integer, Type::Number] | [Type::Number, Type::Integer] => Shape::Scalar(number(schema)),
        [it] => Shape::Scalar(scalar(it, schema)),
        [] if !schema.properties.is_empty() => Shape::Object,
        [] if schema.items.is_some() => Shape::List(schema.items.as_deref()),
        [] if schema.additional_properties.as_ref().is_some_and(|it| it.accepts.is_none()) => object(schema),
        _ => Shape::Any,
    }
}

/// An object without declared members is a map, unless it has none at all.
fn object(schema: &Schema) -> Shape<'_> {
    let rest = schema.additional_properties.as_deref();
    match rest.map(|it| it.accepts) {
        _ if !schema.properties.is_empty() => Shape::Object,
        Some(Some(false)) => Shape::Object,
        Some(Some(true)) | None => Shape::Map(None),
        Some(None) => Shape::Map(rest),
    }
}

fn scalar(ty: Type, schema: &Schema) -> Primitive {
    match ty {
        Type::Boolean => Primitive::Boolean,
        Type::Integer => integer(schema),
        Type::Number => number(schema),
        Type::String => text(schema),
        Type::Array | Type::Object => Primitive::Untyped,
    }
}

fn format(schema: &Schema) -> &str {
    schema.format.as_ref().map_or("", |it| &it.value)
}

fn integer(schema: &Schema) -> Primitive {
    match format(schema) {
        "int8" => Primitive::SByte,
        "uint8" => Primitive::Byte,
        "int16" => Primitive::Int16,
        "int32" | "uint16" => Primitive::Int32,
        "uint64" | "bigint" => Primitive::Decimal,
        _ => Primitive::Int64,
    }
}

fn number(schema: &Schema) -> Primitive {
    match format(schema) {
        "float" => Primitive::Single,
        "decimal" | "decimal128" => Primitive::Decimal,
        _ => Primitive::Double,
    }
}

/// Texts of unknown formats stay texts.
fn text(schema: &Schema) -> Primitive {
    let encoding = schema.content_encoding.as_ref().map_or("", |it| &it.value);
    match format(schema) {
        "date" => Primitive::Date,
        "date-time" => Primitive::DateTimeOffset,
        "duration" => Primitive::Duration,
        "uuid" => Primitive::Guid,
        "byte" => Primitive::Binary,
        "base64url" => Primitive::Base64Url,
        _ if encoding.eq_ignore_ascii_case("base64url") => Primitive::Base64Url,
        _ if encoding.eq_ignore_ascii_case("base64") => Primitive::Binary,
        _ => Primitive::String,
    }
}

/// The schema that a reference without other keywords refers to, or the schema itself.
pub(super) fn referenced<'a>(targets: &'a Targets, mut schema: &'a Schema) -> &'a Schema {
    for _ in 0..MAX_DEPTH {
        let target = schema.reference.as_ref().filter(|_| !has_siblings(schema)).and_then(|it| it.target);
        match target.and_then(|it| targets.schemas.get(&it)) {
            Some(next) => schema = next,
            None => return schema,
        }
    }
    schema
}

/// Whether a schema has keywords besides a reference that describe values.
pub(super) fn has_siblings(schema: &Schema) -> bool {
    !schema.types.is_empty()
        || !schema.properties.is_empty()
        || schema.additional_properties.is_some()
        || schema.items.is_some()
        || !schema.all_of.is_empty()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || schema.values.is_some()
        || schema.constant.is_some()
}

/// Whether a schema describes values at all.
pub(super) fn describes(schema: &Schema) -> bool {
    schema.reference.is_some() || has_siblings(schema)
}

/// Whether only null is valid.
pub(super) fn is_null(schema: &Schema) -> bool {
    let is_null_value = |it: &Json| it.value == Value::Null;
    let has_only_null = schema.values.as_ref().is_some_and(|it| !it.is_empty() && it.iter().all(is_null_value))
        || schema.constant.as_deref().is_some_and(is_null_value);
    has_only_null || schema.nullable.is_some() && !describes(schema)
}

/// Whether values are objects: of a schema, or of one of the schemas that it is combined from.
pub(super) fn is_object(targets: &Targets, schema: &Schema) -> bool {
    is_new_object(targets, schema, &mut BTreeSet::new())
}

/// Schemas that contain themselves are visited once.
fn is_new_object(targets: &Targets, schema: &Schema, seen: &mut BTreeSet<Target>) -> bool {
    let schema = referenced(targets, schema);
    if seen.len() > MAX_DEPTH || !seen.insert(Target(schema.span)) {
        return false;
    }
    !schema.properties.is_empty()
        || schema.types.iter().any(|it| it.value == Type::Object)
        || parts(targets, schema).any(|it| is_new_object(targets, it, seen))
        || is_choice_of_objects(targets, schema, seen)
}

fn is_choice_of_objects(targets: &Targets, schema: &Schema, seen: &mut BTreeSet<Target>) -> bool {
    let mut all = schema.one_of.iter().chain(&schema.any_of).filter(|it| !is_null(it)).peekable();
    schema.types.is_empty() && all.peek().is_some() && all.all(|it| is_new_object(targets, it, seen))
}

impl<'a> Ctx<'a> {
    /// The shape of a schema.
    pub(super) fn shape(&self, schema: &'a Schema) -> Shape<'a> {
        shape(&self.document.targets, schema)
    }
}

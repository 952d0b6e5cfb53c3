//! Schemas with alternatives: `oneOf` and `anyOf`.

use super::{MAX_DEPTH, Shape, describes, is_null, is_object, of_type, referenced};
use crate::input::openapi::{Schema, Target, Targets};
use crate::model::{EnumJson, Primitive};
use std::collections::BTreeSet;

/// The alternatives of a schema, without null.
pub(in super::super) fn variants<'a>(targets: &'a Targets, schema: &'a Schema) -> Vec<&'a Schema> {
    let all: Vec<&Schema> = schema.one_of.iter().chain(&schema.any_of).filter(|it| !is_null(it)).collect();
    let has_reference = all.iter().any(|it| it.reference.is_some());
    // OpenAPI 3.0 has no type for null: some descriptions write an object that may be null.
    let is_null_object =
        |it: &Schema| it.nullable.is_some() && it.properties.is_empty() && matches!(of_type(it), Shape::Map(None));
    all.into_iter().filter(|it| !(has_reference && is_null_object(referenced(targets, it)))).collect()
}

/// Whether one of the alternatives is null.
pub(in super::super) fn has_null(targets: &Targets, schema: &Schema) -> bool {
    variants(targets, schema).len() < schema.one_of.len() + schema.any_of.len()
}

/// The shape of a schema with alternatives.
pub(super) fn shape<'a>(targets: &'a Targets, schema: &'a Schema) -> Shape<'a> {
    let all = variants(targets, schema);
    if !schema.properties.is_empty() {
        return Shape::Object;
    }
    match all[..] {
        [] => return of_type(schema),
        [only] => return Shape::Same(only),
        _ => {}
    }
    let shapes: Vec<Shape<'_>> = all.iter().map(|it| resolved(targets, it)).collect();
    if let Some(res) = of_texts(&shapes).or_else(|| of_scalars(&shapes)) {
        return res;
    }
    let places: BTreeSet<Target> = all.iter().map(|it| Target(referenced(targets, it).span)).collect();
    let are_objects = || all.iter().all(|it| is_object(targets, it));
    let adds_nothing = |it: &&Schema| !describes(it);
    match all[..] {
        [first, ..] if places.len() == 1 => Shape::Same(first),
        // Alternatives that only require members.
        _ if all.iter().all(adds_nothing) => of_type(schema),
        _ if schema.one_of.is_empty() && schema.discriminator.is_none() && are_objects() => Shape::Object,
        _ => Shape::Union(all),
    }
}

/// The shape of a schema, or of the one that it is the same as.
fn resolved<'a>(targets: &'a Targets, mut schema: &'a Schema) -> Shape<'a> {
    for _ in 0..MAX_DEPTH {
        schema = referenced(targets, schema);
        // Alternatives of alternatives are not compared.
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return Shape::Any;
        }
        match super::shape(targets, schema) {
            Shape::Same(next) => schema = next,
            found => return found,
        }
    }
    Shape::Any
}

/// Texts and enums of texts: an open enum, or a text.
fn of_texts<'a>(shapes: &[Shape<'_>]) -> Option<Shape<'a>> {
    let is_enum = |it: &Shape<'_>| matches!(it, Shape::Enum(EnumJson::Names));
    let is_text = |it: &Shape<'_>| is_enum(it) || matches!(it, Shape::Scalar(it) if is_text(*it));
    if !shapes.iter().all(is_text) {
        return None;
    }
    let has_enum = shapes.iter().any(is_enum);
    match shapes[0] {
        _ if has_enum => Some(Shape::Enum(EnumJson::Names)),
        Shape::Scalar(first) if shapes.iter().all(|it| matches!(it, Shape::Scalar(it) if *it == first)) => {
            Some(Shape::Scalar(first))
        }
        _ => Some(Shape::Scalar(Primitive::String)),
    }
}

pub(in super::super) fn is_text(ty: Primitive) -> bool {
    use Primitive::{Base64Url, Binary, Date, DateTimeOffset, Duration, Guid, String, TimeOfDay};
    matches!(ty, Base64Url | Binary | Date | DateTimeOffset | Duration | Guid | String | TimeOfDay)
}

/// Scalars of one kind of JSON.
fn of_scalars<'a>(shapes: &[Shape<'_>]) -> Option<Shape<'a>> {
    use Primitive::{Byte, Decimal, Double, Int16, Int32, Int64, SByte, Single};
    let scalar = |it: &Shape<'_>| if let Shape::Scalar(it) = it { Some(*it) } else { None };
    let all: Vec<Primitive> = shapes.iter().map(scalar).collect::<Option<_>>()?;
    let is_integer = |it: &Primitive| matches!(it, Byte | SByte | Int16 | Int32 | Int64);
    let is_number = |it: &Primitive| is_integer(it) || matches!(it, Decimal | Double | Single);
    match all[0] {
        first if all.iter().all(|it| *it == first) => Some(Shape::Scalar(first)),
        _ if all.iter().all(is_integer) => Some(Shape::Scalar(Int64)),
        _ if all.iter().all(is_number) => Some(Shape::Scalar(if all.contains(&Decimal) { Decimal } else { Double })),
        _ => None,
    }
}

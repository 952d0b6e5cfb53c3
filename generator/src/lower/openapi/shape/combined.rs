//! Schemas that are combined from others: `allOf`, and keywords beside `$ref`.

use super::{Shape, is_object, of_type, referenced};
use crate::input::openapi::{Schema, Targets};

/// The schemas that a schema is combined from, apart from its own keywords.
pub(in super::super) fn parts<'a>(targets: &'a Targets, schema: &'a Schema) -> impl Iterator<Item = &'a Schema> {
    let target = schema.reference.as_ref().and_then(|it| it.target);
    target.and_then(|it| targets.schemas.get(&it)).into_iter().chain(&schema.all_of)
}

/// The shape of a schema that is combined from others.
pub(super) fn shape<'a>(targets: &'a Targets, schema: &'a Schema) -> Shape<'a> {
    let parts: Vec<&Schema> = parts(targets, schema).filter(|it| describes(targets, it)).collect();
    let has_own = !schema.properties.is_empty() || !schema.one_of.is_empty() || !schema.any_of.is_empty();
    match parts[..] {
        [only] if !has_own => return Shape::Same(only),
        [] if !schema.one_of.is_empty() || !schema.any_of.is_empty() => {
            return super::alternatives::shape(targets, schema);
        }
        [] => return of_type(schema),
        _ => {}
    }
    if has_own && is_object(targets, schema) || parts.iter().any(|it| is_object(targets, it)) {
        return Shape::Object;
    }
    parts.first().map_or(Shape::Any, |it| Shape::Same(it))
}

fn describes(targets: &Targets, schema: &Schema) -> bool {
    super::describes(referenced(targets, schema))
}

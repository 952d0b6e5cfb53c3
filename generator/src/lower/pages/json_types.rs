//! Types of properties from JSON representations.

use super::Ctx;
use crate::input::page::Page;
use crate::model::json::{Json, Value};
use crate::model::{ItemType, Primitive, Type, Unresolved};

/// The type of a sample value: `"String (timestamp)"`, `{"@odata.type": "microsoft.graph.user"}`, `true`.
pub(super) fn infer(ctx: &Ctx<'_>, page: &Page, sample: &Json) -> Type<Unresolved> {
    let (item, is_collection) = match &sample.value {
        Value::Array(items) => (items.first().map_or(untyped(), |it| item(ctx, page, it)), true),
        _ => (item(ctx, page, sample), false),
    };
    Type { item, is_collection, is_nullable: None }
}

fn untyped() -> ItemType<Unresolved> {
    ItemType::Primitive(Primitive::Untyped)
}

fn item(ctx: &Ctx<'_>, page: &Page, sample: &Json) -> ItemType<Unresolved> {
    match &sample.value {
        Value::Bool(_) => ItemType::Primitive(Primitive::Boolean),
        Value::Number(text) if text.contains(['.', 'e', 'E']) => ItemType::Primitive(Primitive::Double),
        // One value does not show the range.
        Value::Number(_) => ItemType::Primitive(Primitive::Int64),
        Value::String(text) => ItemType::Primitive(word(text)),
        Value::Object(_) => match sample.value.get("@odata.type").or_else(|| sample.value.get("@type")) {
            Some(name) => match name.value.as_str() {
                Some(text) => primitive(text)
                    .map_or_else(|| ItemType::Named(ctx.reference(page, text, name.span)), ItemType::Primitive),
                None => untyped(),
            },
            None => untyped(),
        },
        Value::Null | Value::Array(_) => untyped(),
    }
}

/// `Edm.Stream`.
fn primitive(text: &str) -> Option<Primitive> {
    let name = text.trim_start_matches('#').strip_prefix("Edm.")?;
    Primitive::ALL.iter().copied().find(|it| it.name() == name)
}

fn word(text: &str) -> Primitive {
    let text = text.to_lowercase();
    match text.as_str() {
        _ if text.contains("timestamp") || text == "datetimeoffset" || text == "datetime" => Primitive::DateTimeOffset,
        _ if text.contains("(duration)") || text.contains("iso 8601 duration") => Primitive::Duration,
        _ if text.contains("time of day") => Primitive::TimeOfDay,
        "boolean" | "bool" => Primitive::Boolean,
        "integer" | "int32" | "int" => Primitive::Int32,
        "int64" => Primitive::Int64,
        "double" => Primitive::Double,
        "date" => Primitive::Date,
        "guid" => Primitive::Guid,
        "binary" => Primitive::Binary,
        "json" => Primitive::Untyped,
        _ => Primitive::String,
    }
}

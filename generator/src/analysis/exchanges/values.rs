//! Values of required parameters for which a description states none.

use crate::model::json::{Json, Value};
use crate::model::{EnumJson, Enumeration, ItemType, Model, Primitive, Type, TypeId, TypeKind};
use crate::source::{Span, Spanned};

/// The maximum depth of unions in unions.
const MAX_DEPTH: usize = 8;

/// A value of a type. A text is the name of the parameter. `None` if the type has no evident value.
pub(super) fn made_up(model: &Model<TypeId>, ty: Option<&Type<TypeId>>, name: &str, span: Span) -> Option<Json> {
    let Some(ty) = ty else { return Some(Spanned::new(Value::String(name.into()), span)) };
    Some(Spanned::new(value(model, ty, name, span, MAX_DEPTH)?, span))
}

fn value(model: &Model<TypeId>, ty: &Type<TypeId>, name: &str, span: Span, depth: usize) -> Option<Value> {
    let item = item(model, &ty.item, name, span, depth)?;
    Some(if ty.is_collection { Value::Array(vec![Spanned::new(item, span)]) } else { item })
}

/// A value of one item.
fn item(model: &Model<TypeId>, ty: &ItemType<TypeId>, name: &str, span: Span, depth: usize) -> Option<Value> {
    let primitive = match ty {
        ItemType::Primitive(it) => *it,
        ItemType::Named(id) => {
            return match &model.type_def(*id).kind {
                TypeKind::Enum(it) => member(it),
                // The first variant that has an evident value.
                TypeKind::Union(it) if depth > 0 => {
                    it.variants.iter().find_map(|it| value(model, &it.ty, name, span, depth - 1))
                }
                _ => None,
            };
        }
        ItemType::List(_) | ItemType::Map(_) => return None,
    };
    let text = |it: &str| Some(Value::String(it.into()));
    match primitive {
        Primitive::String | Primitive::Untyped => text(name),
        Primitive::Boolean => Some(Value::Bool(true)),
        Primitive::Date => text("2026-01-31"),
        Primitive::DateTimeOffset => text("2026-01-31T12:00:00Z"),
        Primitive::TimeOfDay => text("12:00:00"),
        Primitive::Duration => text("PT1H"),
        Primitive::Guid => text("6f0a1c9e-2f44-4bb1-9d0a-3c5d5f0e7a11"),
        Primitive::Base64Url | Primitive::Binary => text("AA=="),
        Primitive::Stream => None,
        Primitive::Byte
        | Primitive::SByte
        | Primitive::Int16
        | Primitive::Int32
        | Primitive::Int64
        | Primitive::Single
        | Primitive::Double
        | Primitive::Decimal => Some(Value::Number("1".into())),
    }
}

/// The first member of an enum.
fn member(enumeration: &Enumeration) -> Option<Value> {
    let first = enumeration.members.first()?;
    match enumeration.json {
        EnumJson::Names => Some(Value::String(first.name.value.as_str().into())),
        EnumJson::Numbers => Some(Value::Number(first.value?.to_string().into())),
    }
}

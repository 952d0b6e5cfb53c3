//! The forms of JSON that the values of a type have.

use super::Kind;
use crate::model::json::Value;
use crate::model::{EnumJson, ItemType, Model, Primitive, Property, Type, TypeId, TypeKind, Union};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A form of JSON.
#[derive(Clone, Debug)]
pub(super) enum Shape<'m> {
    /// Any value.
    Any,
    /// A value without parts.
    Scalar(Scalar),
    /// An array, with the forms of its items.
    List(Vec<Shape<'m>>),
    /// An object.
    Object(Object<'m>),
}

/// A value without parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scalar {
    pub(super) kind: Kind,
    /// Whether the type has all values of this kind.
    pub(super) is_general: bool,
}

/// An object. A map has neither declared members nor required ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Object<'m> {
    pub(super) declared: Vec<&'m str>,
    pub(super) required: Vec<&'m str>,
    /// The values of members that have few.
    pub(super) constants: Vec<(&'m str, Constant<'m>)>,
}

/// One of the values of a member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Constant<'m> {
    Text(&'m str),
    /// A number or a boolean.
    Json(Cow<'m, str>),
}

/// How many unions in unions are followed: a union may contain itself.
const MAX_DEPTH: usize = 4;

/// The forms of the variants of a union, in their order.
pub(super) fn of_union<'m>(model: &'m Model<TypeId>, union: &'m Union<TypeId>) -> Vec<(usize, Shape<'m>)> {
    let variants = union.variants.iter().enumerate();
    variants
        .flat_map(|(idx, _)| of_variant(model, union, idx, MAX_DEPTH).into_iter().map(move |it| (idx, it)))
        .collect()
}

fn of_variant<'m>(model: &'m Model<TypeId>, union: &'m Union<TypeId>, idx: usize, depth: usize) -> Vec<Shape<'m>> {
    let variant = &union.variants[idx];
    let mut res = of_type(model, &variant.ty, depth);
    if let Some(discriminator) = union.discriminator.as_ref().filter(|_| !variant.values.is_empty()) {
        let name = discriminator.value.as_str();
        for shape in &mut res {
            if let Shape::Object(it) = shape {
                // The values of the discriminator replace what the member itself states.
                it.constants.retain(|(it, _)| *it != name);
                it.constants.extend(variant.values.iter().map(|it| (name, Constant::Text(it))));
            }
        }
    }
    res
}

fn of_type<'m>(model: &'m Model<TypeId>, ty: &'m Type<TypeId>, depth: usize) -> Vec<Shape<'m>> {
    if ty.is_collection { vec![Shape::List(of_item(model, &ty.item, depth))] } else { of_item(model, &ty.item, depth) }
}

fn of_item<'m>(model: &'m Model<TypeId>, item: &'m ItemType<TypeId>, depth: usize) -> Vec<Shape<'m>> {
    match item {
        ItemType::Primitive(it) => vec![of_primitive(*it)],
        ItemType::List(items) => vec![Shape::List(of_type(model, items, depth))],
        ItemType::Map(_) => vec![Shape::Object(Object::default())],
        ItemType::Named(id) => match &model.type_def(*id).kind {
            TypeKind::Enum(it) => {
                vec![scalar(if it.json == EnumJson::Numbers { Kind::Integer } else { Kind::Text }, false)]
            }
            TypeKind::Entity(_) | TypeKind::Complex(_) => vec![Shape::Object(of_structure(model, *id))],
            TypeKind::Union(_) if depth == 0 => vec![Shape::Any],
            TypeKind::Union(it) => {
                (0..it.variants.len()).flat_map(|idx| of_variant(model, it, idx, depth - 1)).collect()
            }
        },
    }
}

fn scalar<'m>(kind: Kind, is_general: bool) -> Shape<'m> {
    Shape::Scalar(Scalar { kind, is_general })
}

fn of_primitive<'m>(primitive: Primitive) -> Shape<'m> {
    match primitive {
        Primitive::Boolean => scalar(Kind::Boolean, true),
        Primitive::Int64 => scalar(Kind::Integer, true),
        Primitive::Double | Primitive::Decimal => scalar(Kind::Number, true),
        Primitive::Single => scalar(Kind::Number, false),
        Primitive::String => scalar(Kind::Text, true),
        Primitive::Stream | Primitive::Untyped => Shape::Any,
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 => scalar(Kind::Integer, false),
        Primitive::Base64Url
        | Primitive::Binary
        | Primitive::Date
        | Primitive::DateTimeOffset
        | Primitive::Duration
        | Primitive::Guid
        | Primitive::TimeOfDay => scalar(Kind::Text, false),
    }
}

/// The members of a type, inherited ones too.
fn of_structure(model: &Model<TypeId>, id: TypeId) -> Object<'_> {
    let mut res = Object::default();
    let mut names = BTreeSet::new();
    for ty in model.lineage(id) {
        for property in model.type_def(ty).structure().map_or(&[][..], |it| &it.properties) {
            let name = property.name.value.as_str();
            // The nearest one of each name.
            if !names.insert(name) {
                continue;
            }
            res.declared.push(name);
            // Responses do not have write-only members.
            if property.is_required && !property.details.as_ref().is_some_and(|it| it.is_write_only) {
                res.required.push(name);
            }
            res.constants.extend(constants(model, property).into_iter().map(|it| (name, it)));
        }
    }
    res
}

/// The values of a member, if it has few.
fn constants<'m>(model: &'m Model<TypeId>, property: &'m Property<TypeId>) -> Vec<Constant<'m>> {
    let stated = property.details.as_ref().and_then(|it| it.constant.as_ref());
    let stated = stated.and_then(|it| match &it.value {
        Value::String(text) => Some(Constant::Text(text)),
        Value::Number(text) => Some(Constant::Json(Cow::Borrowed(text))),
        Value::Bool(it) => Some(Constant::Json(Cow::Owned(it.to_string()))),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    });
    match (stated, &property.ty.item) {
        (Some(it), _) => vec![it],
        (None, ItemType::Named(id)) if !property.ty.is_collection => match &model.type_def(*id).kind {
            TypeKind::Enum(it) if it.json == EnumJson::Names => {
                it.members.iter().map(|it| Constant::Text(&it.name.value)).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

//! Entity types, complex types and enum types.

use super::annotations::{Annotated, Target};
use super::capabilities::capabilities;
use super::{At, Ctx, declared};
use crate::input::csdl;
use crate::input::csdl::schema::{Annotation, EnumType, NavigationProperty, Property, StructuredType};
use crate::model::{
    self, EnumJson, Enumeration, Member, Primitive, PropertyKind, SourceKind, Structure, TypeDef, TypeKind, Unresolved,
};
use crate::source::Spanned;

pub(super) fn lower<'a>(ctx: &mut Ctx<'a>, at: At<'a>) {
    let entities = at.schema.entity_types.iter().map(|it| (it, true));
    let complex = at.schema.complex_types.iter().map(|it| (it, false));
    for (it, is_entity) in entities.chain(complex) {
        let structure = structure(ctx, at, it);
        let kind = if is_entity { TypeKind::Entity(structure) } else { TypeKind::Complex(structure) };
        define(ctx, at, &it.name, &it.annotations, kind);
    }
    for it in &at.schema.enum_types {
        let enumeration = enumeration(ctx, at, it);
        define(ctx, at, &it.name, &it.annotations, TypeKind::Enum(enumeration));
    }
}

fn define<'a>(
    ctx: &mut Ctx<'a>,
    at: At<'a>,
    name: &Spanned<String>,
    annotations: &'a [Annotation],
    kind: TypeKind<Unresolved>,
) {
    let qualified = at.define(&name.value);
    let docs = Annotated::new(at, annotations, ctx.annotations.of(&qualified)).docs();
    ctx.define(TypeDef::new(SourceKind::Csdl, Spanned::new(qualified, name.span), docs, kind));
}

fn structure<'a>(ctx: &Ctx<'a>, at: At<'a>, it: &'a StructuredType) -> Structure<Unresolved> {
    let target = ctx.annotations.of(&at.define(&it.name.value));
    let annotated = Annotated::new(at, &it.annotations, target);
    let mut properties: Vec<_> = it.properties.iter().map(|it| property(ctx, at, target, it)).collect();
    properties.extend(it.navigation_properties.iter().map(|it| navigation(ctx, at, target, it)));
    Structure {
        base: it.base.as_ref().map(|it| at.reference(it)),
        is_abstract: it.is_abstract,
        is_open: it.is_open,
        rest: None,
        is_closed: false,
        tag: None,
        is_partial: false,
        has_stream: it.has_stream,
        keys: it.key.iter().map(|it| it.alias.as_ref().unwrap_or(&it.name).value.clone()).collect(),
        key_aliases: it
            .key
            .iter()
            .filter_map(|it| Some((it.alias.as_ref()?.value.clone(), it.name.value.clone())))
            .collect(),
        alternate_keys: annotated.core("AlternateKeys").map(alternate_keys).unwrap_or_default(),
        capabilities: capabilities(&annotated),
        properties,
        inherited: Vec::new(),
        requires: Vec::new(),
    }
}

/// The property names of each alternate key, by their alias where they have one (Core.AlternateKeys).
fn alternate_keys(annotation: &Annotation) -> Vec<Vec<String>> {
    let Some(keys) = &annotation.value else { return Vec::new() };
    let names = keys.value.items().iter().map(|key| {
        let properties = key.value.property("Key").map_or(&[][..], |it| it.value.items());
        let name = |it: &Spanned<csdl::schema::Expression>| {
            let alias = it.value.property("Alias").and_then(|it| it.value.string());
            let path = || it.value.property("Name").and_then(|it| it.value.path());
            alias.filter(|it| !it.is_empty()).or_else(path).map(str::to_owned)
        };
        properties.iter().filter_map(name).collect::<Vec<_>>()
    });
    names.filter(|it| !it.is_empty()).collect()
}

/// `owner` are the annotations elsewhere of the type.
fn property<'a>(
    ctx: &Ctx<'a>,
    at: At<'a>,
    owner: Option<&Target<'a>>,
    it: &'a Property,
) -> model::Property<Unresolved> {
    let annotated = Annotated::member(at, &it.annotations, owner, &it.name.value);
    model::Property {
        name: it.name.clone(),
        docs: annotated.docs(),
        ty: ctx.ty(at, &it.ty, nullable(it.nullable.as_ref(), it.ty.is_collection)),
        kind: PropertyKind::Structural,
        is_read_only: annotated.is_read_only(),
        capabilities: capabilities(&annotated),
        is_required: false,
        values: Vec::new(),
        details: None,
        provenance: declared(&it.name),
    }
}

fn navigation<'a>(
    ctx: &Ctx<'a>,
    at: At<'a>,
    owner: Option<&Target<'a>>,
    it: &'a NavigationProperty,
) -> model::Property<Unresolved> {
    let annotated = Annotated::member(at, &it.annotations, owner, &it.name.value);
    model::Property {
        name: it.name.clone(),
        docs: annotated.docs(),
        ty: ctx.ty(at, &it.ty, nullable(it.nullable.as_ref(), it.ty.is_collection)),
        kind: PropertyKind::Navigation { contains_target: it.contains_target },
        is_read_only: annotated.is_read_only(),
        capabilities: capabilities(&annotated),
        is_required: false,
        values: Vec::new(),
        details: None,
        provenance: declared(&it.name),
    }
}

/// Single values are nullable by default; for items of collections, the default is unknown (CSDL, 7.2.1).
pub(super) fn nullable(said: Option<&Spanned<bool>>, is_collection: bool) -> Option<bool> {
    said.map(|it| it.value).or((!is_collection).then_some(true))
}

fn enumeration<'a>(ctx: &Ctx<'a>, at: At<'a>, it: &'a EnumType) -> Enumeration {
    let target = ctx.annotations.of(&at.define(&it.name.value));
    let members = it.members.iter().map(|it| Member {
        name: it.name.clone(),
        docs: Annotated::member(at, &it.annotations, target, &it.name.value).docs(),
        value: Some(it.value),
        provenance: declared(&it.name),
    });
    let underlying = it.underlying.as_ref().and_then(|it| csdl::primitive(&it.value));
    Enumeration {
        is_flags: it.is_flags,
        members: members.collect(),
        underlying: underlying.unwrap_or(Primitive::Int32),
        json: EnumJson::Names,
    }
}

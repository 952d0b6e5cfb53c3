//! Schemas → uses of types, and definitions.

use super::names::{self, singular};
use super::shape::{self, Shape};
use super::{Ctx, docs, enums, qualified, reference};
use crate::input::openapi::{Schema, Target};
use crate::model::json::Value;
use crate::model::{ItemType, Primitive, SourceKind, Type, TypeDef, TypeKind, Unresolved};
use crate::source::Spanned;

/// A type of one item.
pub(super) fn one(item: ItemType<Unresolved>) -> Type<Unresolved> {
    Type { item, is_collection: false, is_nullable: None }
}

/// Any JSON.
pub(super) fn any() -> Type<Unresolved> {
    one(ItemType::Primitive(Primitive::Untyped))
}

/// A list of items.
fn list(items: Type<Unresolved>) -> Type<Unresolved> {
    // That of a list is the one of its items.
    let is_nullable = items.is_nullable.filter(|_| !items.is_collection);
    let item = if items.is_collection { ItemType::List(Box::new(items_of(items))) } else { items.item };
    Type { item, is_collection: true, is_nullable }
}

/// The type of the items of a list.
fn items_of(list: Type<Unresolved>) -> Type<Unresolved> {
    Type { is_collection: false, ..list }
}

impl<'a> Ctx<'a> {
    /// The type of the values of a schema. `hint` is the name of the type if the schema defines one.
    pub(super) fn ty(&mut self, schema: &'a Schema, hint: &str) -> Type<Unresolved> {
        let target = schema.reference.as_ref().filter(|_| !shape::has_siblings(schema)).map(|it| it.target);
        let mut res = match target {
            Some(Some(target)) => {
                self.name_target(target, schema);
                self.target(target)
            }
            // The reference was reported.
            Some(None) => any(),
            None => self.value(schema, hint),
        };
        let is_nullable = schema.nullable.is_some()
            || schema.values.iter().flatten().any(|it| it.value == Value::Null)
            || shape::has_null(&self.document.targets, schema);
        if is_nullable && !res.is_collection {
            res.is_nullable = Some(true);
        }
        res
    }

    /// Names the target of a reference outside of the components.
    fn name_target(&mut self, target: Target, schema: &Schema) {
        if self.named.contains_key(&target) {
            return;
        }
        let uri = schema.reference.as_ref().map_or("", |it| &it.uri.value);
        let name = self.names.unique(&names::of_reference(uri));
        self.named.insert(target, Spanned::new(name, names::start(schema)));
    }

    /// The type of a schema that references refer to.
    pub(super) fn target(&mut self, target: Target) -> Type<Unresolved> {
        if let Some(known) = self.uses.get(&target) {
            return known.clone();
        }
        let document = self.document;
        let Some(schema) = document.targets.schemas.get(&target) else { return any() };
        let unnamed = || Spanned::new("Schema".to_owned(), names::start(schema));
        let name = self.named.get(&target).cloned().unwrap_or_else(unnamed);
        if self.shape(schema).is_definition() {
            let res = one(ItemType::Named(reference(&name)));
            self.open.push_back((name, schema));
            self.uses.insert(target, res.clone());
            return res;
        }
        if !self.active.insert(target) {
            let message = format!("the schema `{}` contains itself, and is not an object", name.value);
            self.unsupported(name.span, &name.value, message, "treated as any JSON");
            return any();
        }
        let res = self.ty(schema, &name.value);
        self.active.remove(&target);
        self.uses.insert(target, res.clone());
        res
    }

    /// The type of a schema in its place.
    fn value(&mut self, schema: &'a Schema, hint: &str) -> Type<Unresolved> {
        match self.shape(schema) {
            Shape::Any => any(),
            Shape::Scalar(it) => one(ItemType::Primitive(it)),
            Shape::List(items) => {
                let items = items.map_or_else(any, |it| self.ty(it, &singular(hint)));
                list(items)
            }
            Shape::Map(values) => {
                let values = values.map_or_else(any, |it| self.ty(it, &names::inside(hint, "value")));
                one(ItemType::Map(Box::new(values)))
            }
            Shape::Same(it) => self.same(it, hint),
            Shape::Object | Shape::Enum(_) | Shape::Union(_) => {
                let name = Spanned::new(self.names.unique(hint), names::start(schema));
                let res = one(ItemType::Named(reference(&name)));
                self.open.push_back((name, schema));
                res
            }
        }
    }

    /// The type of the schema that another one consists of. It has a name if references refer to it.
    fn same(&mut self, schema: &'a Schema, hint: &str) -> Type<Unresolved> {
        let target = Target(schema.span);
        if self.named.contains_key(&target) && self.document.targets.schemas.contains_key(&target) {
            return self.target(target);
        }
        self.ty(schema, hint)
    }

    /// Lowers the definitions that are open, and those that they define.
    pub(super) fn define_open(&mut self) {
        while let Some((name, schema)) = self.open.pop_front() {
            let (docs, kind) = match self.shape(schema) {
                Shape::Enum(json) => {
                    let all = self.enums(schema);
                    let docs = enums::docs_of(std::iter::once(schema).chain(all.iter().copied()));
                    (docs, TypeKind::Enum(enums::enumeration(all.into_iter(), json)))
                }
                Shape::Union(all) => (docs::schema(schema), TypeKind::Union(self.union(&name.value, schema, all))),
                _ => (docs::schema(schema), TypeKind::Complex(self.object(&name.value, schema))),
            };
            let name = name.map(|it| qualified(&it));
            self.types.insert(name.value.clone(), TypeDef::new(SourceKind::OpenApi, name, docs, kind));
        }
    }

    /// The schemas with the values of an enum: the schema itself, or its alternatives.
    fn enums(&self, schema: &'a Schema) -> Vec<&'a Schema> {
        if !shape::values(schema).is_empty() {
            return vec![schema];
        }
        let targets = &self.document.targets;
        let all = shape::variants(targets, schema).into_iter().map(|it| shape::referenced(targets, it));
        all.filter(|it| !shape::values(it).is_empty()).collect()
    }
}

//! Unions of schemas.

use super::names::{camel, inside};
use super::shape::{self, Shape, referenced};
use super::{Ctx, docs};
use crate::input::openapi::{Discriminator, Reference, Schema};
use crate::model::json::Value;
use crate::model::{EnumJson, Primitive, Union, Unresolved, Variant};
use crate::source::Spanned;
use std::collections::BTreeSet;

impl<'a> Ctx<'a> {
    /// The union of some schemas.
    pub(super) fn union(&mut self, name: &str, schema: &'a Schema, all: Vec<&'a Schema>) -> Union<Unresolved> {
        let mut taken = BTreeSet::new();
        let variants = all.into_iter().map(|it| self.variant(name, schema, it, &mut taken)).collect();
        let property = |it: &Discriminator| it.property.clone().map(|it| it.to_string());
        Union {
            discriminator: schema.discriminator.as_deref().map(property),
            is_exclusive: schema.any_of.is_empty(),
            variants,
        }
    }

    fn variant(
        &mut self,
        owner: &str,
        union: &'a Schema,
        schema: &'a Schema,
        taken: &mut BTreeSet<String>,
    ) -> Variant<Unresolved> {
        let wanted = self.variant_name(schema);
        let mut all = std::iter::once(wanted.clone()).chain((2..).map(|it: u32| format!("{wanted}{it}")));
        let name = all.find(|it| taken.insert(it.clone())).expect("there is no last number");
        let ty = self.ty(schema, &inside(owner, &name));
        let values = self.mapped(union, schema);
        Variant { name: Spanned::new(name, schema.span), docs: docs::schema(schema), ty, values }
    }

    /// The name of a variant: of its schema, else the kind of its JSON.
    fn variant_name(&self, schema: &Schema) -> String {
        let target = schema.reference.as_ref().and_then(|it| it.target);
        if let Some(name) = target.and_then(|it| self.named.get(&it)) {
            return camel(&name.value);
        }
        let named = schema.title.as_ref().map(|it| &it.value);
        let constant = || Some(shape::constant(schema)?.value.as_str()?.to_owned());
        let name = named.map(ToString::to_string).or_else(constant).map(|it| camel(&it)).filter(|it| !it.is_empty());
        name.unwrap_or_else(|| {
            let kind = match self.shape(referenced(&self.document.targets, schema)) {
                Shape::Scalar(Primitive::Boolean) => "Boolean",
                Shape::Scalar(it) if shape::is_text(it) => "Text",
                Shape::Scalar(_) | Shape::Enum(EnumJson::Numbers) => "Number",
                Shape::Enum(EnumJson::Names) => "Text",
                Shape::List(_) => "List",
                Shape::Object | Shape::Map(_) => "Object",
                Shape::Any | Shape::Same(_) | Shape::Union(_) => "Value",
            };
            kind.to_owned()
        })
    }

    /// The values of the discriminator that determine a variant: those of the mapping, else the only value of the property
    /// in the schema, else the name of the schema.
    fn mapped(&self, union: &Schema, schema: &Schema) -> Vec<String> {
        let Some(discriminator) = &union.discriminator else { return Vec::new() };
        let target = schema.reference.as_ref().and_then(|it| it.target);
        let is_meant = |it: &Reference| it.target.is_some() && it.target == target;
        let mapped = discriminator.mapping.iter().filter(|(_, it)| is_meant(it));
        let mapped: Vec<String> = mapped.map(|(value, _)| value.value.to_string()).collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let object = referenced(&self.document.targets, schema);
        let property = object.properties.iter().find(|(name, _)| name.value == discriminator.property.value);
        let values = property.map(|(_, it)| shape::values(it)).unwrap_or_default();
        let texts =
            values.iter().filter_map(|it| if let Value::String(it) = &it.value { Some(it.to_string()) } else { None });
        let texts: Vec<String> = texts.collect();
        let name = || Some(self.named.get(&target?)?.value.clone());
        if texts.is_empty() { name().into_iter().collect() } else { texts }
    }
}

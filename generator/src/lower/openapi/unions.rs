//! Unions of schemas.

use super::names::inside;
use super::shape::{self, referenced};
use super::{Ctx, docs};
use crate::input::openapi::{Discriminator, Reference, Schema};
use crate::model::json::Value;
use crate::model::{Union, Unresolved, Variant};
use crate::source::Spanned;

impl<'a> Ctx<'a> {
    /// The union of some schemas.
    pub(super) fn union(&mut self, name: &str, schema: &'a Schema, all: Vec<&'a Schema>) -> Union<Unresolved> {
        let names = self.variant_names(&all);
        let variants =
            all.into_iter().zip(names).map(|(it, variant)| self.variant(name, schema, it, variant)).collect();
        let property = |it: &Discriminator| it.property.clone().map(|it| it.to_string());
        Union {
            discriminator: schema.discriminator.as_deref().map(property),
            is_exclusive: schema.any_of.is_empty(),
            variants,
        }
    }

    fn variant(&mut self, owner: &str, union: &'a Schema, schema: &'a Schema, name: String) -> Variant<Unresolved> {
        let ty = self.ty(schema, &inside(owner, &name));
        let values = self.mapped(union, schema);
        Variant { name: Spanned::new(name, schema.span), docs: docs::schema(schema), ty, values }
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

//! Schemas of objects → structures. `allOf` of one named object and others is a base type; others are merged.

use super::names::inside;
use super::shape::{self, MAX_DEPTH, Shape, referenced};
use super::{Ctx, constraints, docs, reference};
use crate::input::openapi::{Reference, Schema, Target};
use crate::model::json::Name;
use crate::model::{
    Capabilities, Property, PropertyDetails, PropertyKind, Provenance, SourceKind, Structure, Tag, Unresolved,
};
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// The members of an object, from all schemas that it is combined from.
#[derive(Default)]
struct Members<'a> {
    properties: Vec<(&'a Name, &'a Schema)>,
    /// By name: the index in `properties`.
    known: BTreeMap<&'a str, usize>,
    required: BTreeSet<&'a str>,
    rest: Option<&'a Schema>,
    is_closed: bool,
    seen: BTreeSet<Target>,
}

impl<'a> Members<'a> {
    /// Adds the members of a schema and of what it is combined from, apart from the base type.
    fn add(&mut self, ctx: &Ctx<'a>, schema: &'a Schema, base: Option<Target>, depth: usize) {
        let schema = referenced(&ctx.document.targets, schema);
        let is_new = self.seen.insert(Target(schema.span));
        if !is_new || depth == MAX_DEPTH || base == Some(Target(schema.span)) {
            return;
        }
        for part in shape::parts(&ctx.document.targets, schema) {
            self.add(ctx, part, base, depth + 1);
        }
        schema.properties.iter().for_each(|(name, it)| self.add_property(name, it));
        for part in shape::variants(&ctx.document.targets, schema) {
            self.add_optional(ctx, part, depth + 1);
        }
        self.required.extend(schema.required.iter().map(|it| it.value.as_str()));
        let rest = schema.additional_properties.as_deref();
        self.rest = rest.filter(|it| it.accepts.is_none()).or(self.rest);
        self.is_closed |= rest.is_some_and(|it| it.accepts == Some(false));
    }

    /// Adds the members of an alternative, none of which is required.
    fn add_optional(&mut self, ctx: &Ctx<'a>, schema: &'a Schema, depth: usize) {
        let required = self.required.clone();
        self.add(ctx, schema, None, depth);
        self.required = required;
    }

    /// A property that is stated again keeps its position; a statement without a type adds nothing.
    fn add_property(&mut self, name: &'a Name, schema: &'a Schema) {
        match self.known.get(name.value.as_str()) {
            Some(idx) if shape::describes(schema) => self.properties[*idx] = (name, schema),
            Some(_) => {}
            None => {
                self.known.insert(&name.value, self.properties.len());
                self.properties.push((name, schema));
            }
        }
    }
}

impl<'a> Ctx<'a> {
    /// The structure of an object.
    pub(super) fn object(&mut self, name: &str, schema: &'a Schema) -> Structure<Unresolved> {
        let base = self.base(name, schema);
        let mut members = Members::default();
        members.add(self, schema, base, 0);
        let Members { properties, known, required, rest, is_closed, .. } = members;
        let requires = match base {
            Some(_) => required.iter().filter(|it| !known.contains_key(*it)).map(|it| (*it).to_owned()).collect(),
            None => Vec::new(),
        };
        let property = |(it, schema): (&'a Name, &'a Schema)| {
            self.property(name, it, schema, required.contains(it.value.as_str()))
        };
        let properties: Vec<_> = properties.into_iter().map(property).collect();
        let rest = rest.map(|it| self.ty(it, &inside(name, "value")));
        let base = base.and_then(|it| self.named.get(&it)).map(reference);
        Structure { base, properties, rest, is_closed, requires, tag: self.tag(schema), ..Structure::default() }
    }

    /// The property whose value names the type of an object.
    fn tag(&self, schema: &'a Schema) -> Option<Tag<Unresolved>> {
        let discriminator = referenced(&self.document.targets, schema).discriminator.as_deref()?;
        let value =
            |(value, it): &(Name, Reference)| Some((value.value.to_string(), reference(self.named.get(&it.target?)?)));
        let values = discriminator.mapping.iter().filter_map(value).collect();
        Some(Tag { property: discriminator.property.value.to_string(), values })
    }

    /// The base type: the only named object that a schema is combined from.
    fn base(&self, name: &str, schema: &'a Schema) -> Option<Target> {
        let targets = &self.document.targets;
        let parts = shape::parts(targets, schema).filter(|it| shape::describes(it));
        let place = |it: &'a Schema| {
            let target = Target(referenced(targets, it).span);
            self.named.contains_key(&target).then_some(target)
        };
        let named: Vec<Target> = parts.filter_map(place).collect();
        let [only] = named[..] else { return None };
        let is_object = matches!(self.shape(targets.schemas.get(&only)?), Shape::Object);
        (is_object && self.named[&only].value != name).then_some(only)
    }

    fn property(&mut self, owner: &str, name: &Name, schema: &'a Schema, is_required: bool) -> Property<Unresolved> {
        let ty = self.ty(schema, &inside(owner, &name.value));
        let name = Spanned::new(name.value.to_string(), name.span);
        Property {
            docs: docs::schema(schema),
            ty,
            kind: PropertyKind::Structural,
            is_read_only: schema.is_read_only,
            is_required,
            capabilities: Capabilities::default(),
            values: Vec::new(),
            details: details(schema),
            provenance: Provenance::new(SourceKind::OpenApi, name.span),
            name,
        }
    }
}

fn details(schema: &Schema) -> Option<Box<PropertyDetails>> {
    let res = PropertyDetails {
        is_write_only: schema.is_write_only,
        constant: shape::constant(schema).cloned(),
        default: schema.default.as_deref().cloned(),
        limits: constraints::limits(schema),
    };
    let is_empty = !res.is_write_only && res.constant.is_none() && res.default.is_none() && res.limits.is_empty();
    (!is_empty).then(|| Box::new(res))
}

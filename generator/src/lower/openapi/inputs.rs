//! Parameters and headers.

use super::names::inside;
use super::schemas::one;
use super::{Ctx, docs, samples, shape};
use crate::input::openapi::{self, Field, RefOr, Targets};
use crate::model::json::Value;
use crate::model::{Input, ItemType, Location, Parameter, Primitive, Type, Unresolved};
use crate::source::Spanned;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

impl<'a> Ctx<'a> {
    /// The parameters of an operation: its own, and those of its path that it does not replace.
    pub(super) fn parameters(
        &mut self,
        owner: &str,
        of_path: &'a [RefOr<openapi::Parameter>],
        own: &'a [RefOr<openapi::Parameter>],
    ) -> Vec<Input<Unresolved>> {
        let document = self.document;
        let mut found: Vec<(&'a RefOr<openapi::Parameter>, &'a openapi::Parameter)> = Vec::new();
        let mut places = HashMap::new();
        for it in of_path.iter().chain(own) {
            let Some(parameter) = it.get(&document.targets.parameters).filter(|it| !is_ignored(it)) else { continue };
            match places.entry((parameter.name.value.as_str(), parameter.location.value)) {
                Entry::Occupied(place) => found[*place.get()] = (it, parameter),
                Entry::Vacant(place) => {
                    place.insert(found.len());
                    found.push((it, parameter));
                }
            }
        }
        found.into_iter().map(|(place, it)| self.parameter(owner, place, it)).collect()
    }

    fn parameter(
        &mut self,
        owner: &str,
        place: &'a RefOr<openapi::Parameter>,
        it: &'a openapi::Parameter,
    ) -> Input<Unresolved> {
        let location = it.location.value;
        let name = Spanned::new(it.name.value.to_string(), it.name.span);
        // A shared parameter has one type.
        let hint = match place {
            RefOr::Reference(_) => inside("", &name.value),
            RefOr::Value(_) => inside(owner, &name.value),
        };
        let ty = match place {
            RefOr::Reference(at) => match at.target.map(|it| it.0) {
                Some(span) => self.shared(span, |ctx| ctx.field_type(&it.field, &hint)),
                None => self.field_type(&it.field, &hint),
            },
            RefOr::Value(_) => self.field_type(&it.field, &hint),
        };
        input(&self.document.targets, name, location, ty, &it.field)
    }

    /// The headers of a response.
    pub(super) fn header(
        &mut self,
        owner: &str,
        name: &Spanned<smol_str::SmolStr>,
        it: &'a Field,
    ) -> Input<Unresolved> {
        let ty = self.shared(it.span, |ctx| ctx.field_type(it, &inside(owner, &name.value)));
        let name = Spanned::new(name.value.to_string(), name.span);
        input(&self.document.targets, name, Location::Header, ty, it)
    }

    fn field_type(&mut self, field: &'a Field, hint: &str) -> Type<Unresolved> {
        let schema = field.schema.as_ref().or_else(|| field.content.first()?.schema.as_ref());
        match schema {
            Some(it) => self.ty(it, hint),
            None => one(ItemType::Primitive(Primitive::String)),
        }
    }
}

/// OpenAPI ignores parameters for these headers: bodies, responses and security determine them.
fn is_ignored(it: &openapi::Parameter) -> bool {
    let is_named = |name: &str| it.name.value.eq_ignore_ascii_case(name);
    it.location.value == Location::Header && ["Accept", "Content-Type", "Authorization"].into_iter().any(is_named)
}

fn input(
    targets: &Targets,
    name: Spanned<String>,
    location: Location,
    ty: Type<Unresolved>,
    field: &Field,
) -> Input<Unresolved> {
    let style = field.style.as_ref().map_or(location.default_style(), |it| it.value);
    let constant = field.schema.as_ref().and_then(shape::constant).and_then(|it| match &it.value {
        Value::String(it) | Value::Number(it) => Some(it.to_string()),
        _ => None,
    });
    let is_required = field.is_required || location == Location::Path;
    let docs = docs::docs([field.description.as_ref()], field.is_deprecated.then_some(field.span));
    Input {
        parameter: Parameter { name, docs, ty, is_required, fixed: constant.filter(|_| is_required) },
        location,
        style,
        explode: field.explode.unwrap_or(style.default_explode()),
        allows_reserved: field.allows_reserved,
        is_json: field.schema.is_none() && !field.content.is_empty(),
        example: samples::of_field(targets, field),
        usual: samples::usual(targets, field),
    }
}

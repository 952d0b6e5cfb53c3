//! Values for parameters and bodies without an example, made from their schemas.

use graphwright::input::openapi::{Document, Media, Parameter, PathItem, RefOr, Schema, Type};
use graphwright::model::json::{Json, Member, Value};
use graphwright::source::{Span, Spanned};
use std::collections::BTreeMap;

/// Schemas may contain themselves.
const MAX_DEPTH: usize = 12;

/// The schemas of parameters and bodies, by the place of the name of the parameter, or of the media type.
pub(super) struct Values<'d> {
    document: &'d Document,
    schemas: BTreeMap<Span, &'d Schema>,
}

impl<'d> Values<'d> {
    pub(super) fn new(document: &'d Document) -> Values<'d> {
        let mut res = Values { document, schemas: BTreeMap::new() };
        for (_, item) in &document.paths {
            if let Some(item) = item.get(&document.targets.path_items) {
                res.add_item(item);
            }
        }
        res
    }

    fn add_item(&mut self, item: &'d PathItem) {
        let targets = &self.document.targets;
        let own = item.operations.iter().flat_map(|(_, it)| &it.parameters);
        let parameters: Vec<&RefOr<Parameter>> = item.parameters.iter().chain(own).collect();
        for it in parameters.into_iter().filter_map(|it| it.get(&targets.parameters)) {
            let schema = it.field.schema.as_ref().or_else(|| it.field.content.first()?.schema.as_ref());
            self.schemas.extend(schema.map(|schema| (it.name.span, schema)));
        }
        for (_, it) in &item.operations {
            let body = it.request_body.as_ref().and_then(|it| it.get(&targets.request_bodies));
            body.into_iter().flat_map(|it| &it.content).for_each(|it| self.add_media(it));
        }
    }

    fn add_media(&mut self, media: &'d Media) {
        self.schemas.extend(media.schema.as_ref().map(|it| (media.media_type.span, it)));
    }

    /// A value of the schema at a place.
    pub(super) fn at(&self, span: Span) -> Option<Json> {
        self.value(self.schemas.get(&span)?, 0)
    }

    fn value(&self, schema: &Schema, depth: usize) -> Option<Json> {
        if depth > MAX_DEPTH {
            return None;
        }
        let stated = schema.examples.iter().chain(schema.default.as_deref()).chain(schema.constant.as_deref());
        let stated = stated.chain(schema.values.iter().flatten()).find(|it| it.value != Value::Null);
        if let Some(stated) = stated {
            return Some(stated.clone());
        }
        if let Some(it) = schema.reference.as_ref().and_then(|it| self.document.targets.schemas.get(&it.target?)) {
            return self.value(it, depth + 1);
        }
        let choice = schema.one_of.iter().chain(&schema.any_of).find_map(|it| self.chosen(schema, it, depth));
        let parts = schema.all_of.iter().filter_map(|it| self.value(it, depth + 1));
        let mut all: Vec<Json> = parts.chain(choice).collect();
        if all.is_empty() || !schema.properties.is_empty() {
            all.push(self.of_type(schema, depth)?);
        }
        Some(merged(all))
    }

    /// One of several schemas, with the value of the discriminator.
    fn chosen(&self, schema: &Schema, choice: &Schema, depth: usize) -> Option<Json> {
        let mut res = self.value(choice, depth + 1)?;
        let discriminator = schema.discriminator.as_deref();
        let uri = choice.reference.as_ref().map(|it| it.uri.value.as_str());
        if let (Some(it), Some(uri), Value::Object(members)) = (discriminator, uri, &mut res.value) {
            let mapped =
                it.mapping.iter().find(|(_, reference)| reference.uri.value == uri).map(|(name, _)| name.value.clone());
            let name = mapped.unwrap_or_else(|| uri.rsplit('/').next().unwrap_or_default().into());
            members.retain(|(name, _)| name.value != it.property.value);
            members.push((it.property.clone(), Spanned::new(Value::String(name), choice.span)));
        }
        Some(res)
    }

    fn of_type(&self, schema: &Schema, depth: usize) -> Option<Json> {
        let ty = schema.types.first().map(|it| it.value);
        let value = match ty {
            _ if !schema.properties.is_empty() => self.object(schema, depth)?,
            Some(Type::Object) => self.object(schema, depth)?,
            Some(Type::Array) => {
                let item = schema.items.as_deref().and_then(|it| self.value(it, depth + 1));
                Value::Array(item.into_iter().collect())
            }
            Some(Type::Boolean) => Value::Bool(true),
            Some(Type::Integer | Type::Number) => number(schema),
            Some(Type::String) | None => text(schema),
        };
        Some(Spanned::new(value, schema.span))
    }

    /// An object with the members that requests must have.
    fn object(&self, schema: &Schema, depth: usize) -> Option<Value> {
        let is_required = |name: &str| schema.required.iter().any(|it| it.value == name);
        let sent = schema.properties.iter().filter(|(name, it)| is_required(&name.value) && !it.is_read_only);
        let members = sent.map(|(name, it)| Some((name.clone(), self.value(it, depth + 1)?)));
        Some(Value::Object(members.collect::<Option<Vec<Member>>>()?))
    }
}

/// The members of all objects, or the last value that is none.
fn merged(all: Vec<Json>) -> Json {
    let all = all.into_iter().reduce(|one, other| match (one.value, other.value) {
        (Value::Object(mut one), Value::Object(others)) => {
            for (name, value) in others {
                one.retain(|(it, _)| it.value != name.value);
                one.push((name, value));
            }
            Spanned::new(Value::Object(one), other.span)
        }
        (_, value) => Spanned::new(value, other.span),
    });
    all.expect("there is a value")
}

fn number(schema: &Schema) -> Value {
    let limits = schema.constraints.as_deref();
    let above = limits.and_then(|it| it.exclusive_minimum.as_ref()).and_then(|it| it.parse::<i64>().ok());
    let least = limits.and_then(|it| it.minimum.clone().or_else(|| it.multiple_of.clone()));
    let most = limits.and_then(|it| it.maximum.clone()).filter(|it| it.parse::<f64>().is_ok_and(|it| it < 1.0));
    let above = above.map(|it| (it + 1).to_string().into());
    Value::Number(above.or(least).or(most).unwrap_or_else(|| "1".into()))
}

fn text(schema: &Schema) -> Value {
    let format = schema.format.as_ref().map_or("", |it| &it.value);
    let limits = schema.constraints.as_deref();
    let least = limits.and_then(|it| it.min_length.as_ref()).and_then(|it| it.parse::<usize>().ok()).unwrap_or(0);
    let text = match format {
        "date" => "2026-01-31".to_owned(),
        "date-time" => "2026-01-31T12:00:00Z".to_owned(),
        "time" => "12:00:00Z".to_owned(),
        "uuid" => "6f0a1c9e-2f44-4bb1-9d0a-3c5d5f0e7a11".to_owned(),
        "uri" | "url" => "https://example.com".to_owned(),
        "email" => "a@example.com".to_owned(),
        "ipv4" => "192.0.2.1".to_owned(),
        "byte" => "AAAA".to_owned(),
        _ => "x".repeat(least.max(1)),
    };
    Value::String(text.into())
}

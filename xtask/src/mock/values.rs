//! Values for parameters and bodies without a valid example, made from their schemas.

use super::pattern;
use graphwright::input::openapi::{Constraints, Document, Media, Parameter, PathItem, RefOr, Schema, Type};
use graphwright::model::json::{Json, Member, Name, Value};
use graphwright::source::{Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// Schemas may contain themselves.
const MAX_DEPTH: usize = 12;

/// The most items of a list.
const MAX_ITEMS: usize = 100;

/// The schemas of parameters, bodies and responses, by the place of the name of the parameter, or of the media type.
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
            let responses = it.responses.iter().filter_map(|(_, it)| it.get(&targets.responses));
            responses.flat_map(|it| &it.content).for_each(|it| self.add_media(it));
        }
    }

    fn add_media(&mut self, media: &'d Media) {
        self.schemas.extend(media.schema.as_ref().map(|it| (media.media_type.span, it)));
    }

    /// A value of the schema at a place.
    pub(super) fn at(&self, span: Span) -> Option<Json> {
        self.value(self.schemas.get(&span)?, 0)
    }

    /// Whether a value contradicts the schema at a place.
    pub(super) fn is_invalid(&self, span: Span, value: &Json) -> bool {
        self.schemas.get(&span).is_some_and(|it| self.contradicts(it, value, 0))
    }

    /// The schema that a schema refers to.
    pub(super) fn target(&self, schema: &Schema) -> Option<&'d Schema> {
        self.document.targets.schemas.get(&schema.reference.as_ref()?.target?)
    }

    /// A value with all members that the schema requires in any of its parts, also those that it does not describe.
    fn value(&self, schema: &Schema, depth: usize) -> Option<Json> {
        let required = self.required(schema, depth);
        let mut res = self.part(schema, &required, depth)?;
        if let Value::Object(members) = &mut res.value {
            for name in required {
                if !members.iter().any(|(it, _)| it.value == name) {
                    let value = Spanned::new(Value::String("x".into()), schema.span);
                    members.push((Spanned::new(name.into(), schema.span), value));
                }
            }
        }
        Some(res)
    }

    /// The members that objects of a schema must have, without those that only responses have.
    fn required<'s>(&'s self, schema: &'s Schema, depth: usize) -> BTreeSet<&'s str> {
        let (mut res, mut read_only, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![(schema, depth)]);
        while let Some((schema, depth)) = open.pop() {
            let is_read_only = |it: &&(Name, Schema)| it.1.is_read_only;
            res.extend(schema.required.iter().map(|it| it.value.as_str()));
            read_only.extend(schema.properties.iter().filter(is_read_only).map(|it| it.0.value.as_str()));
            let parts = self.target(schema);
            let choice = schema.one_of.iter().chain(&schema.any_of).take(1);
            let parts = parts.into_iter().chain(&schema.all_of).chain(choice);
            open.extend(parts.filter(|_| depth < MAX_DEPTH).map(|it| (it, depth + 1)));
        }
        res.retain(|it| !read_only.contains(it));
        res
    }

    /// A value of a part of a schema; objects have the required members that the part describes.
    fn part(&self, schema: &Schema, required: &BTreeSet<&str>, depth: usize) -> Option<Json> {
        if depth > MAX_DEPTH {
            return None;
        }
        let stated = schema.examples.iter().chain(schema.default.as_deref()).chain(schema.constant.as_deref());
        let stated = stated
            .chain(schema.values.iter().flatten())
            .find(|it| it.value != Value::Null && !self.contradicts(schema, it, depth));
        if let Some(stated) = stated {
            return Some(stated.clone());
        }
        if let Some(it) = self.target(schema) {
            return self.part(it, required, depth + 1);
        }
        let choices = texts_first(&schema.one_of).into_iter().chain(&schema.any_of);
        let choice = choices.into_iter().find_map(|it| self.chosen(schema, it, required, depth));
        let parts = schema.all_of.iter().filter_map(|it| self.part(it, required, depth + 1));
        let mut all: Vec<Json> = parts.chain(choice).collect();
        if all.is_empty() || !schema.properties.is_empty() {
            all.push(self.of_type(schema, required, depth)?);
        }
        Some(merged(all))
    }

    /// One of several schemas, with the value of the discriminator, unless the schema does not allow it.
    fn chosen(&self, schema: &Schema, choice: &Schema, required: &BTreeSet<&str>, depth: usize) -> Option<Json> {
        let plain = self.part(choice, required, depth + 1)?;
        let mut res = plain.clone();
        let discriminator = schema.discriminator.as_deref();
        let uri = choice.reference.as_ref().map(|it| it.uri.value.as_str());
        if let (Some(it), Some(uri), Value::Object(members)) = (discriminator, uri, &mut res.value) {
            let mapped =
                it.mapping.iter().find(|(_, reference)| reference.uri.value == uri).map(|(name, _)| name.value.clone());
            let name = mapped.unwrap_or_else(|| uri.rsplit('/').next().unwrap_or_default().into());
            members.retain(|(name, _)| name.value != it.property.value);
            members.push((it.property.clone(), Spanned::new(Value::String(name), choice.span)));
        }
        let is_wrong = |it: &Json| self.contradicts(choice, it, depth);
        Some(if is_wrong(&res) && !is_wrong(&plain) { plain } else { res })
    }

    fn of_type(&self, schema: &Schema, required: &BTreeSet<&str>, depth: usize) -> Option<Json> {
        let ty = schema.types.first().map(|it| it.value);
        let value = match ty {
            _ if !schema.properties.is_empty() => self.object(schema, required, depth)?,
            Some(Type::Object) => self.object(schema, required, depth)?,
            Some(Type::Array) => Value::Array(self.items(schema, depth)),
            Some(Type::Boolean) => Value::Bool(true),
            Some(Type::Integer | Type::Number) => number(schema),
            Some(Type::String) | None => text(schema),
        };
        Some(Spanned::new(value, schema.span))
    }

    /// The items of a list: as many as it must have, but at least one.
    fn items(&self, schema: &Schema, depth: usize) -> Vec<Json> {
        let Some(item) = schema.items.as_deref() else { return Vec::new() };
        let least = limit(schema, |it| it.min_items.as_deref()).unwrap_or(1).max(1);
        let values = self.target(item).unwrap_or(item).values.iter().flatten().filter(|it| it.value != Value::Null);
        match self.value(item, depth + 1) {
            Some(first) if least == 1 => vec![first],
            Some(first) => values.cloned().chain(std::iter::repeat(first)).take(least.min(MAX_ITEMS)).collect(),
            None => Vec::new(),
        }
    }

    /// An object with the members that requests must have.
    fn object(&self, schema: &Schema, required: &BTreeSet<&str>, depth: usize) -> Option<Value> {
        let is_required = |name: &str| required.contains(name);
        let sent = schema.properties.iter().filter(|(name, it)| is_required(&name.value) && !it.is_read_only);
        let members = sent.map(|(name, it)| Some((name.clone(), self.value(it, depth + 1)?)));
        Some(Value::Object(members.collect::<Option<Vec<Member>>>()?))
    }
}

/// The choices, those for texts first: as the text of a parameter, a number would also be a text.
fn texts_first(choices: &[Schema]) -> Vec<&Schema> {
    let is_text = |it: &&Schema| it.types.first().is_some_and(|it| it.value == Type::String);
    let (texts, others): (Vec<&Schema>, Vec<&Schema>) = choices.iter().partition(is_text);
    texts.into_iter().chain(others).collect()
}

/// The members of all objects, or the last value that is none.
fn merged(all: Vec<Json>) -> Json {
    let all = all.into_iter().reduce(|Spanned { value: one, span }, other| match (one, other.value) {
        (Value::Object(mut one), Value::Object(others)) => {
            for (name, value) in others {
                one.retain(|(it, _)| it.value != name.value);
                one.push((name, value));
            }
            Spanned::new(Value::Object(one), other.span)
        }
        // A part without members describes the object, or requires members.
        (Value::Object(one), _) => Spanned::new(Value::Object(one), span),
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

/// A limit of a schema.
fn limit(schema: &Schema, of: impl Fn(&Constraints) -> Option<&str>) -> Option<usize> {
    schema.constraints.as_deref().and_then(of)?.parse().ok()
}

fn text(schema: &Schema) -> Value {
    let format = schema.format.as_ref().map_or("", |it| &it.value);
    let least = limit(schema, |it| it.min_length.as_deref()).unwrap_or(0);
    let most = limit(schema, |it| it.max_length.as_deref()).unwrap_or(usize::MAX);
    let pattern = schema.constraints.as_deref().and_then(|it| it.pattern.as_ref());
    if let Some(text) = pattern.and_then(|it| pattern::matching(it, least, most)) {
        return Value::String(text.into());
    }
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

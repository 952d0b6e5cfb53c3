//! Schemas.

use super::resolve::{Referable, nothing, uri};
use super::{Object, Reader, info};
use crate::input::openapi::{Constraints, Discriminator, Reference, Schema, Target, Targets, Text, Type, Version, Xml};
use crate::model::json::{Json, Value};
use crate::source::{Span, Spanned};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The deepest schema. References in places where OpenAPI allows none may repeat schemas without end.
const MAX_DEPTH: usize = 128;

/// Keywords of JSON Schema that have no effect.
const UNSUPPORTED: &[&str] = &[
    "if",
    "then",
    "else",
    "prefixItems",
    "additionalItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "dependencies",
    "dependentSchemas",
    "dependentRequired",
    "contentSchema",
    "$schema",
    "$id",
    "$anchor",
    "$comment",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
    "$recursiveAnchor",
];

const TYPES: [(&str, Type); 6] = [
    ("boolean", Type::Boolean),
    ("integer", Type::Integer),
    ("number", Type::Number),
    ("string", Type::String),
    ("array", Type::Array),
    ("object", Type::Object),
];

impl Referable for Schema {
    const KIND: &'static str = "a schema";

    fn read<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Schema {
        schema(reader, node)
    }

    fn of(targets: &mut Targets) -> &mut BTreeMap<Target, Schema> {
        &mut targets.schemas
    }
}

/// A schema, with its reference.
pub(super) fn schema<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Schema {
    reader.n_schemas += 1;
    if reader.depth == MAX_DEPTH {
        reader.wrong_type("a schema that contains itself", node, "a schema in `components`");
        return keywords(Object::new(reader, Schema::KIND, nothing()), None);
    }
    reader.depth += 1;
    let res = match node.value {
        Value::Bool(accepts) => {
            let none = keywords(Object::new(reader, Schema::KIND, nothing()), None);
            Schema { accepts: Some(accepts), span: node.span, ..none }
        }
        _ => {
            let mut it = Object::new(reader, Schema::KIND, node);
            let reference = reference(&mut it, node);
            keywords(it, reference)
        }
    };
    reader.depth -= 1;
    res
}

fn reference<'a>(it: &mut Object<'_, 'a>, node: &'a Json) -> Option<Reference> {
    let uri = uri(node)?;
    it.take("$ref");
    let target = it.reader.schema_target::<Schema>(&uri);
    if it.reader.version == Version::V30 {
        // Descriptions do not change what a schema accepts.
        it.ignore_others(&["description", "title", "summary"]);
    }
    Some(Reference { uri, target, summary: None, description: None })
}

fn keywords(mut it: Object<'_, '_>, reference: Option<Reference>) -> Schema {
    let mut types = types(&mut it);
    let has_values = it.has("enum");
    let res = Schema {
        span: it.span,
        accepts: None,
        reference,
        nullable: nullable(&mut it, &mut types),
        types: types.into_iter().filter_map(|it| Some(Spanned::new(it.value?, it.span))).collect(),
        format: it.text("format"),
        title: it.text("title"),
        description: it.text("description"),
        properties: it.map("properties", |reader, _, it| schema(reader, it)),
        required: required(&mut it),
        additional_properties: it.read("additionalProperties", boxed),
        items: it.read("items", boxed),
        all_of: it.list("allOf", schema),
        one_of: it.list("oneOf", schema),
        any_of: it.list("anyOf", schema),
        not: it.read("not", boxed),
        discriminator: it.read("discriminator", discriminator).flatten().map(Box::new),
        values: has_values.then(|| it.list("enum", Reader::data)),
        constant: it.data("const").map(Box::new),
        default: it.data("default").map(Box::new),
        examples: examples(&mut it),
        constraints: constraints(&mut it),
        content_encoding: it.text("contentEncoding"),
        content_media_type: it.text("contentMediaType"),
        is_read_only: it.flag("readOnly").unwrap_or_default(),
        is_write_only: it.flag("writeOnly").unwrap_or_default(),
        is_deprecated: it.flag("deprecated").unwrap_or_default(),
        xml: it.read("xml", xml).map(Box::new),
        external_docs: it.read("externalDocs", info::external_docs).map(Box::new),
        definitions: it.map("$defs", |reader, _, it| schema(reader, it)),
        extensions: Vec::new(),
    };
    let extensions = it.finish_with(|reader, name| match UNSUPPORTED.contains(&name.value.as_str()) {
        true => reader.unsupported_keyword(name),
        false => reader.unknown_member(Schema::KIND, name),
    });
    Schema { extensions, ..res }
}

fn boxed<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Box<Schema> {
    Box::new(schema(reader, node))
}

/// The member `type`: one type or several; null is `None`.
fn types(it: &mut Object<'_, '_>) -> Vec<Spanned<Option<Type>>> {
    let read = |reader: &mut Reader<'_>, text: Text| {
        let found = TYPES.iter().find(|it| it.0 == text.value).map(|it| it.1);
        if found.is_none() && text.value != "null" {
            let label = "expected `string`, `number`, `integer`, `boolean`, `array` or `object`";
            reader.wrong_value(text.span, format!("unknown type `{}`", text.value), label, "treated as any type");
            return None;
        }
        Some(Spanned::new(found, text.span))
    };
    let Some((_, value)) = it.take("type") else { return Vec::new() };
    let value = it.reader.follow(value);
    match &value.value {
        Value::Array(items) => {
            let texts = items.iter().filter_map(|item| it.reader.text("a type", item)).collect::<Vec<_>>();
            texts.into_iter().filter_map(|text| read(it.reader, text)).collect()
        }
        // YAML without quotes: `type: null`.
        Value::Null => vec![Spanned::new(None, value.span)],
        _ => it.reader.text("the type of a schema", value).and_then(|text| read(it.reader, text)).into_iter().collect(),
    }
}

/// Where null is allowed: a type, or `nullable` of OpenAPI 3.0.
fn nullable(it: &mut Object<'_, '_>, types: &mut [Spanned<Option<Type>>]) -> Option<Span> {
    let of_types = types.iter().find(|it| it.value.is_none()).map(|it| it.span);
    if it.has("nullable") && it.reader.version != Version::V30 {
        it.of_version("nullable", "OpenAPI 3.0");
    }
    let Some((name, _)) = it.member("nullable") else { return of_types };
    let is_nullable = it.flag("nullable").unwrap_or_default();
    of_types.or(is_nullable.then_some(name.span))
}

/// The member `required`. Older versions of JSON Schema have `required: true` in properties.
fn required(it: &mut Object<'_, '_>) -> Vec<Text> {
    match it.member("required") {
        Some((name, Json { value: Value::Bool(_), span })) => {
            it.take("required");
            let message = "the member `required` of a schema is not a list";
            let note = "the member is ignored; list the name of the property in `required` of its object";
            it.reader.wrong_value(name.span.to(*span), message, "expected a list of names", note);
            Vec::new()
        }
        _ => it.texts("required"),
    }
}

/// The members `example` and `examples`.
fn examples(it: &mut Object<'_, '_>) -> Vec<Json> {
    let one = it.data("example");
    let others = match it.member("examples") {
        Some((_, Json { value: Value::Array(_), .. })) => it.list("examples", Reader::data),
        // An object of examples, as media types have.
        _ => it.data("examples").into_iter().collect(),
    };
    one.into_iter().chain(others).collect()
}

fn constraints(it: &mut Object<'_, '_>) -> Option<Box<Constraints>> {
    let (minimum, exclusive_minimum) = limit(it, "minimum", "exclusiveMinimum");
    let (maximum, exclusive_maximum) = limit(it, "maximum", "exclusiveMaximum");
    let res = Constraints {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of: it.number("multipleOf"),
        min_length: it.number("minLength"),
        max_length: it.number("maxLength"),
        pattern: it.text("pattern").map(|it| it.value),
        min_items: it.number("minItems"),
        max_items: it.number("maxItems"),
        has_unique_items: it.flag("uniqueItems").unwrap_or_default(),
        min_properties: it.number("minProperties"),
        max_properties: it.number("maxProperties"),
    };
    (res != Constraints::default()).then(|| Box::new(res))
}

/// A limit and an exclusive limit. In OpenAPI 3.0, a flag determines whether the limit is exclusive.
fn limit(it: &mut Object<'_, '_>, name: &str, exclusive: &str) -> (Option<SmolStr>, Option<SmolStr>) {
    let limit = it.number(name);
    match it.member(exclusive) {
        Some((_, Json { value: Value::Bool(is_exclusive), .. })) => {
            it.take(exclusive);
            if *is_exclusive { (None, limit) } else { (limit, None) }
        }
        _ => (limit, it.number(exclusive)),
    }
}

fn discriminator<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Option<Discriminator> {
    let mut it = reader.object("a discriminator", node);
    let property = it.required("propertyName", "the discriminator is ignored");
    let mapping = it.map("mapping", |reader, _, it| {
        let text = reader.text("the schema of a value of a discriminator", it)?;
        Some(mapped(reader, text))
    });
    let mapping = mapping.into_iter().filter_map(|(name, it)| Some((name, it?))).collect();
    let extensions = it.finish();
    Some(Discriminator { property: property?, mapping, extensions })
}

/// A schema by the name of a component, or by a URI.
fn mapped(reader: &mut Reader<'_>, text: Text) -> Reference {
    let is_name = !text.value.contains(['#', '/', '.']);
    let uri = if is_name { text.clone().map(|it| format!("#/components/schemas/{it}").into()) } else { text };
    let target = reader.schema_target::<Schema>(&uri);
    Reference { uri, target, summary: None, description: None }
}

fn xml<'a>(reader: &mut Reader<'a>, node: &'a Json) -> Xml {
    let mut it = reader.object("the XML of a schema", node);
    Xml {
        name: it.text("name"),
        namespace: it.text("namespace"),
        prefix: it.text("prefix"),
        is_attribute: it.flag("attribute").unwrap_or_default(),
        is_wrapped: it.flag("wrapped").unwrap_or_default(),
        extensions: it.finish(),
    }
}

//! Schemas with a list of values.

use super::docs;
use super::shape::values;
use crate::input::openapi::Schema;
use crate::model::json::{Json, Value};
use crate::model::{Docs, EnumJson, Enumeration, Member, Primitive, Prose, Provenance, SourceKind};
use crate::source::Spanned;
use std::collections::BTreeSet;

/// The enum of some schemas with values.
pub(super) fn enumeration<'a>(schemas: impl Iterator<Item = &'a Schema>, json: EnumJson) -> Enumeration {
    let (mut members, mut known) = (Vec::new(), BTreeSet::new());
    for schema in schemas {
        let names = texts(schema, &["x-enum-varnames", "x-enumNames", "x-enum-names"]);
        let descriptions = texts(schema, &["x-enum-descriptions", "x-enumDescriptions"]);
        for (idx, value) in values(schema).into_iter().enumerate() {
            let text = |all: &[Spanned<String>]| all.get(idx).cloned();
            let (Value::String(written) | Value::Number(written)) = &value.value else { continue };
            if known.insert(written.clone()) {
                members.push(member(value, written, json, text(&names), text(&descriptions)));
            }
        }
    }
    Enumeration { is_flags: false, members, underlying: Primitive::Int64, json }
}

fn member(
    value: &Json,
    written: &str,
    json: EnumJson,
    name: Option<Spanned<String>>,
    description: Option<Spanned<String>>,
) -> Member {
    let paragraphs = description.iter().map(|it| Prose::markdown(&it.value, it.span)).collect();
    let name = match json {
        // The names of texts are their JSON.
        EnumJson::Names => written.to_owned(),
        EnumJson::Numbers => name.map_or_else(|| written.to_owned(), |it| it.value),
    };
    Member {
        name: Spanned::new(name, value.span),
        docs: Docs { paragraphs, ..Docs::default() },
        value: written.parse().ok().filter(|_| json == EnumJson::Numbers),
        provenance: Provenance::new(SourceKind::OpenApi, value.span),
    }
}

/// The texts of the first extension that has a text for each value.
fn texts(schema: &Schema, names: &[&str]) -> Vec<Spanned<String>> {
    let found = schema.extensions.iter().find(|(name, _)| names.contains(&name.value.as_str()));
    let Some((_, Json { value: Value::Array(items), .. })) = found else { return Vec::new() };
    let text = |it: &Json| Some(Spanned::new(it.value.as_str()?.to_owned(), it.span));
    items.iter().map(text).collect::<Option<_>>().unwrap_or_default()
}

/// The documentation of the first schema that has some.
pub(super) fn docs_of<'a>(mut schemas: impl Iterator<Item = &'a Schema>) -> Docs {
    schemas.find_map(|it| Some(docs::schema(it)).filter(|it| !it.paragraphs.is_empty())).unwrap_or_default()
}

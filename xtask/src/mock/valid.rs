//! Whether values are valid for their schemas, as far as that is evident: examples of descriptions often are not.

use super::values::Values;
use graphwright::input;
use graphwright::input::openapi::{Schema, Type};
use graphwright::model::json::{Json, Member, Value};
use graphwright::source::{FileKind, SourceFile, SourceMap, Span};
use jiff::Timestamp;
use jiff::civil::Date;

/// Schemas may contain themselves.
const MAX_DEPTH: usize = 40;

impl Values<'_> {
    /// Whether a value contradicts a schema: the kind of its JSON, its required members, its allowed values, or its format.
    pub(super) fn contradicts(&self, schema: &Schema, json: &Json, depth: usize) -> bool {
        if depth > MAX_DEPTH || json.value == Value::Null {
            return false;
        }
        let is_wrong = |it: &Schema| self.contradicts(it, json, depth + 1);
        self.target(schema).is_some_and(is_wrong)
            || schema.all_of.iter().any(is_wrong)
            || [&schema.one_of, &schema.any_of].into_iter().any(|it| !it.is_empty() && it.iter().all(is_wrong))
            || has_other_kind(schema, &json.value)
            || schema.values.as_ref().is_some_and(|all| !all.iter().any(|it| is_same(&it.value, &json.value)))
            || self.contradicts_in_parts(schema, &json.value, depth)
    }

    fn contradicts_in_parts(&self, schema: &Schema, value: &Value, depth: usize) -> bool {
        match value {
            Value::Object(members) => {
                lacks_member(schema, members)
                    || members.iter().any(|(name, value)| {
                        let declared = schema.properties.iter().find(|(it, _)| it.value == name.value);
                        declared.is_some_and(|(_, it)| self.contradicts(it, value, depth + 1))
                    })
            }
            Value::Array(items) => {
                let item = schema.items.as_deref();
                item.is_some_and(|schema| items.iter().any(|it| self.contradicts(schema, it, depth + 1)))
            }
            Value::String(text) => !has_format(text, schema.format.as_ref().map_or("", |it| &it.value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
}

/// Strict JSON.
pub(super) fn json(text: &str) -> Option<Json> {
    let mut sources = SourceMap::default();
    let name = "response".to_owned();
    let file = sources.push(SourceFile::new(name.clone(), name, FileKind::Fragment, text.to_owned()));
    input::json::strict(&sources, Span::new(file, 0..text.len())).ok()
}

/// Whether a member is missing that requests must have.
fn lacks_member(schema: &Schema, members: &[Member]) -> bool {
    let is_read_only =
        |name: &str| schema.properties.iter().any(|(it, schema)| it.value == name && schema.is_read_only);
    let is_given = |name: &str| members.iter().any(|(it, _)| it.value == name);
    schema.required.iter().any(|it| !is_given(&it.value) && !is_read_only(&it.value))
}

/// Whether a schema is not for values of this kind. Scalars are not distinguished: in YAML, a text may have no quotes.
fn has_other_kind(schema: &Schema, value: &Value) -> bool {
    let is_kind = |ty: Type| match value {
        Value::Object(_) => ty == Type::Object,
        Value::Array(_) => ty == Type::Array,
        _ => !matches!(ty, Type::Object | Type::Array),
    };
    !schema.types.is_empty() && !schema.types.iter().any(|it| is_kind(it.value))
}

/// Whether two scalars are written with the same text, or two values are equal.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one) | Value::Number(one), Value::String(other) | Value::Number(other)) => one == other,
        _ => one == other,
    }
}

/// Whether a text has a format. All texts have one that is not known.
fn has_format(text: &str, format: &str) -> bool {
    match format {
        "date" => text.parse::<Date>().is_ok(),
        "date-time" => text.parse::<Timestamp>().is_ok(),
        "email" => text.contains('@'),
        "uri" => text.split_once(':').is_some_and(|it| !it.0.is_empty() && !it.1.is_empty()),
        "uuid" => text.len() == 36,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_recognized() {
        assert!(has_format("2026-01-31T12:00:00Z", "date-time") && !has_format("2026-01-31", "date-time"));
        assert!(has_format("https://example.com", "uri") && !has_format("myUrl", "uri") && !has_format("", "uri"));
        assert!(has_format("anything", "sid"));
    }
}

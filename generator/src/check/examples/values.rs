//! Values of primitive types and of enums.

use super::Ctx;
use super::json::{head, is_control};
use super::subject::Subject;
use crate::analysis::requests::format::{is_quoted_number, is_text_of};
use crate::analysis::requests::placeholder::{is_placeholder, is_shortened, names_value};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::json::{Json, Value};
use crate::model::{Enumeration, Primitive, TypeId};
use crate::spelling::did_you_mean;

impl Ctx<'_, '_> {
    /// A value where a primitive type is declared.
    pub(super) fn primitive(&mut self, json: &Json, ty: Primitive, subject: Subject<'_>) {
        match (&json.value, kind(ty)) {
            (Value::Null, _) | (_, Kind::Any) | (Value::Bool(_), Kind::Boolean) => {}
            (Value::Number(text), Kind::Number) => self.number(json, text, ty, subject),
            (Value::String(_), Kind::Text) if ty == Primitive::String => {}
            // Unquoted text was repaired and reported; its intended type is unknown.
            (Value::String(_), _) if self.is_bare(json) => {}
            (Value::String(text), kind) => self.text(json, text, ty, kind, subject),
            (Value::Object(members), _) if members.iter().all(|(name, _)| is_control(&name.value)) => {
                self.placeholder(json, subject);
            }
            _ => self.json_type(json, subject, &format!("`{}`", ty.name())),
        }
    }

    /// Whether a string has no quotes.
    fn is_bare(&self, json: &Json) -> bool {
        self.sources[json.span].starts_with(|it: char| it.is_alphanumeric())
    }

    fn text(&mut self, json: &Json, text: &str, ty: Primitive, kind: Kind, subject: Subject<'_>) {
        // Most texts are values. Only bytes cannot be distinguished from words, so words are checked first there.
        if kind == Kind::Text && !is_of_bytes(ty) && is_text_of(ty, text) {
            return;
        }
        // A text that is shortened or marked as base64 shows what the bytes are.
        if ty == Primitive::Binary && (is_shortened(text) || text.starts_with("base64-") || begins_with_bytes(text)) {
            return;
        }
        if is_placeholder(text, &[subject.name, ty.name()]) {
            // No identifier in a request is right for all readers.
            let is_obvious = self.is_request && ty == Primitive::Guid && names_value(text);
            if !is_obvious {
                self.placeholder(json, subject);
            }
            return;
        }
        match (kind, ty) {
            (Kind::Text, _) if is_text_of(ty, text) => {}
            (Kind::Text, _) => {
                let message = format!("`{}` is not a valid `{}` for {}", shorten(text), ty.name(), subject.noun());
                let report = Diagnostic::new(Code::ExampleFormat, json.span, message)
                    .label(format!("expected `{}`", ty.name()))
                    .help(format!("a value of this type is written like {}", sample(ty)));
                self.diagnostics.report(subject.point(report));
            }
            (_, Primitive::Int64 | Primitive::Decimal) if is_quoted_number(text) => {}
            (_, Primitive::Double | Primitive::Single) if matches!(text, "INF" | "-INF" | "NaN") => {}
            _ => self.json_type(json, subject, &format!("`{}`", ty.name())),
        }
    }

    fn number(&mut self, json: &Json, text: &str, ty: Primitive, subject: Subject<'_>) {
        let Some((low, high)) = range(ty) else { return };
        let Ok(number) = text.parse::<f64>() else { return };
        // 64-bit values do not fit into a double; comparing the range is precise enough.
        if number.fract() == 0.0 && (low..=high).contains(&number) {
            return;
        }
        let message = format!("`{text}` is not a valid `{}` for {}", ty.name(), subject.noun());
        let what = if number.fract() == 0.0 { "out of range" } else { "not a whole number" };
        let report = Diagnostic::new(Code::ExampleFormat, json.span, message).label(what);
        self.diagnostics.report(subject.point(report));
    }

    /// A value of the wrong JSON type.
    pub(super) fn json_type(&mut self, json: &Json, subject: Subject<'_>, declared: &str) {
        let shown = match &json.value {
            Value::Null => "null",
            Value::Bool(_) => "a Boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        let message = format!("expected {declared} for {}, found {shown}", subject.noun());
        let mut report =
            Diagnostic::new(Code::ExampleJsonType, head(json), message).label(format!("expected {declared}"));
        if let Value::String(text) = &json.value
            && let Some(literal) = literal(text)
        {
            report = report.help(format!("write `{literal}`, without quotes"));
        }
        self.diagnostics.report(subject.contradict(report));
    }

    /// A value where an enum is declared.
    pub(super) fn enumeration(&mut self, json: &Json, id: TypeId, ty: &Enumeration, subject: Subject<'_>) {
        let name = self.index.short_name(id);
        match &json.value {
            Value::Null => {}
            Value::String(text) => self.member(json, text, id, ty, subject),
            Value::Object(members) if members.iter().all(|(name, _)| is_control(&name.value)) => {
                self.placeholder(json, subject);
            }
            _ => self.json_type(json, subject, &format!("a member of the enum `{name}`")),
        }
    }

    /// A string where an enum is declared: a member, or several for flags.
    fn member(&mut self, json: &Json, text: &str, id: TypeId, ty: &Enumeration, subject: Subject<'_>) {
        let names: Vec<&str> = ty.members.iter().map(|it| it.name.value.as_str()).collect();
        let parts: Vec<&str> = if ty.is_flags { text.split(',').map(str::trim).collect() } else { vec![text] };
        let is_exact = |it: &&str| names.contains(it) || *it == "unknownFutureValue";
        if names.is_empty() || parts.iter().all(is_exact) {
            return;
        }
        let spelled = |it: &str| names.iter().find(|name| name.eq_ignore_ascii_case(it)).copied();
        let meant: Option<Vec<&str>> = parts.iter().map(|it| spelled(it)).collect();
        let def = self.index.def(id);
        if let Some(meant) = meant {
            let meant = meant.join(",");
            let message = format!("`{text}` is spelled `{meant}` in `{}`", def.name.value.name);
            let report = Diagnostic::new(Code::ExampleEnumCase, json.span, message)
                .also(def.name.span, "the members are listed here");
            return self.diagnostics.report(match subject.listed(&parts) {
                Some(row) => report
                    .also(row, "the page lists the spelling of the example")
                    .help(format!("write `{meant}` in both places, or correct the enum")),
                None => report.help(format!("write `{meant}`")),
            });
        }
        // A word may be a wrong member, apart from the names of primitive types (`String`).
        let is_word = !text.is_empty() && text.chars().all(|it| it.is_ascii_alphanumeric());
        let is_primitive = Primitive::ALL.iter().any(|it| it.name().eq_ignore_ascii_case(text));
        if is_primitive || (!is_word && is_placeholder(text, &[subject.name, &def.name.value.name])) {
            return self.placeholder(json, subject);
        }
        let shown = names.iter().take(8).copied().collect::<Vec<_>>().join("`, `");
        let rest = if names.len() > 8 { ", …" } else { "" };
        let value = if text.is_empty() { "an empty string".to_owned() } else { format!("`{text}`") };
        let message = format!("{value} is not a member of `{}`", def.name.value.name);
        let meant =
            parts.iter().find(|it| spelled(it).is_none()).and_then(|it| did_you_mean(it, names.iter().copied()));
        let report = Diagnostic::new(Code::ExampleEnum, json.span, message)
            .label("not a member")
            .also(def.name.span, "the members are listed here")
            .help(meant.unwrap_or_else(|| format!("use one of `{shown}`{rest}")));
        self.diagnostics.report(report);
    }
}

/// The Boolean or the number that a string contains.
fn literal(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    // JSON has no numbers for `inf` and `nan`.
    let is_number = text.ends_with(|it: char| it.is_ascii_digit()) && text.parse::<f64>().is_ok();
    (matches!(&*lower, "true" | "false") || is_number).then_some(lower)
}

/// The JSON form of a primitive type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    Boolean,
    Number,
    Text,
}

/// Whether a text begins with base64 and goes on with other characters: it was cut off on purpose.
fn begins_with_bytes(text: &str) -> bool {
    const SHORTEST: usize = 32;
    let is_base64 = |it: char| it.is_ascii_alphanumeric() || matches!(it, '+' | '/' | '-' | '_');
    let end = text.find(|it| !is_base64(it));
    end.is_some_and(|it| it >= SHORTEST && text[..it].contains(|it: char| it.is_ascii_digit()))
}

fn kind(ty: Primitive) -> Kind {
    match ty {
        Primitive::Untyped | Primitive::Stream => Kind::Any,
        Primitive::Boolean => Kind::Boolean,
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64 => Kind::Number,
        Primitive::Decimal | Primitive::Double | Primitive::Single => Kind::Number,
        Primitive::Base64Url | Primitive::Binary | Primitive::Date | Primitive::DateTimeOffset => Kind::Text,
        Primitive::Duration | Primitive::Guid | Primitive::String | Primitive::TimeOfDay => Kind::Text,
    }
}

fn is_of_bytes(ty: Primitive) -> bool {
    matches!(ty, Primitive::Base64Url | Primitive::Binary)
}

/// A sample value.
pub(super) fn sample(ty: Primitive) -> &'static str {
    match ty {
        Primitive::Base64Url => "base64url",
        Primitive::Binary => "base64",
        Primitive::Date => "`2021-07-01`",
        Primitive::DateTimeOffset => "`2021-07-01T08:00:00Z`",
        Primitive::Duration => "`PT1H30M`",
        Primitive::Guid => "`00000000-0000-0000-0000-000000000000`",
        Primitive::TimeOfDay => "`08:00:00`",
        Primitive::Boolean => "`true`",
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64 => "`1`",
        Primitive::Decimal | Primitive::Double | Primitive::Single => "`1.5`",
        Primitive::String | Primitive::Stream | Primitive::Untyped => "a string",
    }
}

/// The least and the greatest whole number of a type.
fn range(ty: Primitive) -> Option<(f64, f64)> {
    Some(match ty {
        Primitive::Byte => (0.0, f64::from(u8::MAX)),
        Primitive::SByte => (f64::from(i8::MIN), f64::from(i8::MAX)),
        Primitive::Int16 => (f64::from(i16::MIN), f64::from(i16::MAX)),
        Primitive::Int32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
        Primitive::Int64 => (i64::MIN as f64, i64::MAX as f64),
        _ => return None,
    })
}

fn shorten(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { short + "…" } else { short }
}

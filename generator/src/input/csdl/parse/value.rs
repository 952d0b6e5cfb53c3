//! Values of attributes.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::csdl::edm;
use crate::input::csdl::schema::{TypeRef, split};
use crate::source::Spanned;

/// Reports an invalid value; it is ignored.
pub(super) fn report(diagnostics: &mut Diagnostics, name: &str, text: &Spanned<String>, expected: &str) {
    let message = format!("invalid value `{}` of `{name}`", text.value);
    let report = Diagnostic::new(Code::MetadataValue, text.span, message);
    diagnostics.report(report.label(format!("expected {expected}")).note("the value is ignored"));
}

/// `true` or `false`.
pub(super) fn boolean(diagnostics: &mut Diagnostics, name: &str, text: &Spanned<String>) -> Option<Spanned<bool>> {
    match &*text.value {
        "true" => Some(Spanned::new(true, text.span)),
        "false" => Some(Spanned::new(false, text.span)),
        _ => {
            report(diagnostics, name, text, "`true` or `false`");
            None
        }
    }
}

/// A whole number.
pub(super) fn integer(diagnostics: &mut Diagnostics, name: &str, text: &Spanned<String>) -> Option<Spanned<i64>> {
    let value = text.value.parse().ok();
    if value.is_none() {
        report(diagnostics, name, text, "a whole number");
    }
    value.map(|it| Spanned::new(it, text.span))
}

/// Whether a text consists of digits.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

/// A simple identifier (15.2): letters, digits, underscores.
fn is_identifier(text: &str) -> bool {
    text.starts_with(|it: char| it.is_alphabetic() || it == '_')
        && text.chars().all(|it| it.is_alphanumeric() || it == '_')
}

/// Reports an invalid identifier.
pub(super) fn check_identifier(diagnostics: &mut Diagnostics, text: &Spanned<String>) {
    if !is_identifier(&text.value) {
        let message = format!("`{}` is not a valid name", text.value);
        let report = Diagnostic::new(Code::MetadataValue, text.span, message)
            .label("expected letters, digits and `_`")
            .note("kept as written");
        diagnostics.report(report);
    }
}

/// Reports an invalid qualified name (15.3), and types that `Edm` does not have or the model does not support.
pub(super) fn check_qualified(diagnostics: &mut Diagnostics, text: &Spanned<String>) {
    let value = &text.value;
    // Most types are primitive.
    if edm::is_supported(value) {
        return;
    }
    let report = |code: Code, message: String| Diagnostic::new(code, text.span, message);
    if split(value).is_none() || !value.split('.').all(is_identifier) {
        let report = report(Code::MetadataValue, format!("`{value}` is not a qualified name"))
            .label("expected a namespace and a name")
            .note("kept as written");
        // `String`: the intended type is known.
        let is_edm = edm::primitive(&format!("Edm.{value}")).is_some();
        diagnostics.report(if is_edm { report.help(format!("write `Edm.{value}`")) } else { report });
    } else if let Some(name) = value.strip_prefix("Edm.") {
        if edm::primitive(value).is_none() {
            let report = report(Code::MetadataValue, format!("unknown type `{name}` in the namespace `Edm`"));
            diagnostics.report(report.note("kept as written"));
        } else if edm::is_spatial(name) {
            let report = report(Code::MetadataPrimitive, format!("unsupported type `{value}`"));
            diagnostics.report(report.label("a geographic or geometric type").note("treated as untyped JSON"));
        }
    }
}

/// A type, or `Collection(…)` of one (7.1).
pub(super) fn type_ref(diagnostics: &mut Diagnostics, text: &Spanned<String>) -> TypeRef {
    // Entities are longer in the source than their values: the span is then that of the whole text.
    let is_plain = text.span.range().len() == text.value.len();
    let part = |part: &str| {
        let start = part.as_ptr() as usize - text.value.as_ptr() as usize;
        let span = if is_plain { text.span.part(start..start + part.len()) } else { text.span };
        Spanned::new(part.to_owned(), span)
    };
    let trimmed = text.value.trim();
    let inner = trimmed.strip_prefix("Collection").map(str::trim_start).and_then(|it| it.strip_prefix('('));
    let Some(inner) = inner else {
        let name = part(trimmed);
        check_qualified(diagnostics, &name);
        return TypeRef { name, is_collection: false };
    };
    let name = part(inner.strip_suffix(')').unwrap_or(inner).trim());
    if inner.ends_with(')') && !name.value.contains(['(', ')']) {
        check_qualified(diagnostics, &name);
    } else {
        let message = format!("`{trimmed}` is not a type");
        let report = Diagnostic::new(Code::MetadataValue, text.span, message)
            .label("expected `Collection(…)`")
            .note(format!("treated as a collection of `{}`", name.value));
        diagnostics.report(report);
    }
    TypeRef { name, is_collection: true }
}

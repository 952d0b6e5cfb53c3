//! JSON of examples: control information, and spans for reports.

use crate::model::json::{Json, Member, Value};
use crate::source::Span;

/// A value, or the bracket that it begins with.
pub(super) fn head(json: &Json) -> Span {
    match json.value {
        Value::Array(_) | Value::Object(_) => json.span.part(0..1),
        _ => json.span,
    }
}

/// Whether a member is control information or an annotation, advertised actions too (OData JSON, 4.6 and 16).
pub(super) fn is_control(name: &str) -> bool {
    let is_empty = name.bytes().all(|it| it == b'.');
    is_empty || name.starts_with('#') || strip_odata(name).is_some() || name.contains('@')
}

/// The part after `odata.`, without regard to case.
fn strip_odata(name: &str) -> Option<&str> {
    const PREFIX: &str = "odata.";
    let (prefix, rest) = name.split_at_checked(PREFIX.len())?;
    prefix.eq_ignore_ascii_case(PREFIX).then_some(rest)
}

/// Control information of an object: `@odata.type`, also in the form of older versions.
pub(super) fn annotation<'a>(members: &'a [Member], name: &str) -> Option<&'a Json> {
    let is_it = |it: &str| strip_odata(it.trim_start_matches('@')).is_some_and(|it| it.eq_ignore_ascii_case(name));
    members.iter().find(|(it, _)| is_it(&it.value)).map(|(_, value)| value)
}

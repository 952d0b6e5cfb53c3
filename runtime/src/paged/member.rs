//! Members of a response that is not decoded yet.

use crate::parameter::Data;
use crate::raw::text;
use serde_json::value::RawValue;

/// The JSON of a body.
pub(super) fn body(bytes: &[u8]) -> Option<&RawValue> {
    serde_json::from_str(text(bytes).ok()?).ok()
}

/// The member with this path. A name may contain dots, if it is the rest of the path.
pub(super) fn find<'a>(json: &'a RawValue, path: &str) -> Option<&'a RawValue> {
    if path.is_empty() {
        return Some(json);
    }
    let Data::Object(members) = Data::of(json) else { return None };
    let member = |name: &str| members.iter().find(|(it, _)| it == name).map(|(_, value)| *value);
    member(path).or_else(|| {
        let (name, rest) = path.split_once('.')?;
        find(member(name)?, rest)
    })
}

/// The text of a member that is neither null nor empty.
pub(super) fn scalar(json: &RawValue, path: &str) -> Option<String> {
    match Data::of(find(json, path)?) {
        Data::Scalar(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// The items of a list.
pub(super) fn list<'a>(json: &'a RawValue, path: &str) -> Vec<&'a RawValue> {
    match find(json, path).map(Data::of) {
        Some(Data::List(items)) => items,
        _ => Vec::new(),
    }
}

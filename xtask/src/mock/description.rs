//! The copy of a description that the server reads.
//!
//! The server takes each member named `$ref` for a reference, also in examples, where it is data.

use graphwright::diagnostics::Diagnostics;
use graphwright::input::tree;
use graphwright::model::json::{Json, Value};
use graphwright::source::SourceMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Keywords whose values are data.
const DATA: [&str; 5] = ["const", "default", "enum", "example", "value"];

/// Keywords whose values are maps by name, if they are objects.
const MAPS: [&str; 22] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "examples",
    "headers",
    "links",
    "mapping",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// A description without references in data: a copy in this folder, or the file itself if it has none. Descriptions of several
/// files are left as they are.
pub(super) fn copy(sources: &SourceMap, file: &Path, dir: &Path) -> Result<PathBuf, String> {
    let mut files = sources.iter().map(|(id, _)| id);
    let (Some(id), None) = (files.next(), files.next()) else { return Ok(file.to_owned()) };
    let Some(mut root) = tree::parse(&mut Diagnostics::default(), sources, id) else { return Ok(file.to_owned()) };
    if !clean(&mut root, false) {
        return Ok(file.to_owned());
    }
    let res = dir.join("description.json");
    fs::write(&res, serde_json::Value::from(&root.value).to_string()).map_err(|err| err.to_string())?;
    Ok(res)
}

/// Removes references in data, and returns whether there were any. Members of a map are not keywords.
fn clean(json: &mut Json, is_map: bool) -> bool {
    let mut res = false;
    match &mut json.value {
        Value::Object(members) => {
            for (name, value) in members {
                let name = name.value.as_str();
                let is_list = matches!(value.value, Value::Array(_));
                res |= match name {
                    _ if is_map => clean(value, false),
                    "examples" if is_list => remove(value),
                    _ if DATA.contains(&name) => remove(value),
                    _ => clean(value, MAPS.contains(&name)),
                };
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|it| res |= clean(it, false)),
        _ => {}
    }
    res
}

/// Removes all members named `$ref`, and returns whether there were any.
fn remove(json: &mut Json) -> bool {
    match &mut json.value {
        Value::Object(members) => {
            let before = members.len();
            members.retain(|(name, _)| name.value != "$ref");
            let is_removed = members.len() < before;
            members.iter_mut().fold(is_removed, |res, (_, it)| remove(it) | res)
        }
        Value::Array(items) => items.iter_mut().fold(false, |res, it| remove(it) | res),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use graphwright::source::{FileKind, SourceFile};

    #[test]
    fn references_in_data_are_removed() {
        let text = r##"{"properties": {"default": {"$ref": "#/A"}, "$ref": {"type": "string", "example": {"$ref": "x"}}},
            "examples": {"a": {"$ref": "#/B"}, "b": {"value": [{"$ref": "y", "z": 1}]}}, "enum": [{"$ref": "z"}]}"##;
        let mut sources = SourceMap::default();
        let id =
            sources.push(SourceFile::new("a.json".to_owned(), "a".to_owned(), FileKind::Description, text.to_owned()));
        let mut root = tree::parse(&mut Diagnostics::default(), &sources, id).expect("JSON");
        assert!(clean(&mut root, false));
        assert_eq!(
            serde_json::Value::from(&root.value).to_string(),
            r##"{"properties":{"default":{"$ref":"#/A"},"$ref":{"type":"string","example":{}}},"examples":{"a":{"$ref":"#/B"},"b":{"value":[{"z":1}]}},"enum":[{}]}"##
        );
        assert!(!clean(&mut root, false));
    }
}

//! OpenAPI descriptions that no author writes.

use super::put;
use crate::corpus::descriptions;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

/// How often the description of a real API is repeated: it then has 13 MB.
const COPIES: usize = 5;

pub(super) fn members(dir: &Path) -> Result<(), String> {
    let members: Map<String, Value> =
        (0..100_000).map(|idx| (format!("m{idx}"), json!({ "type": "string" }))).collect();
    schemas(dir, json!({ "A": { "type": "object", "properties": members } }))
}

pub(super) fn choices(dir: &Path) -> Result<(), String> {
    let values: Vec<String> = (0..100_000).map(|idx| format!("v{idx}")).collect();
    schemas(dir, json!({ "A": { "type": "string", "enum": values } }))
}

pub(super) fn variants(dir: &Path) -> Result<(), String> {
    let name = |idx: usize| format!("k{idx}");
    let mut all: Map<String, Value> = (0..3_000)
        .map(|idx| {
            let properties = json!({ name(idx): { "type": "string" }, "c": { "type": "string" } });
            (format!("S{idx}"), json!({ "type": "object", "required": [name(idx)], "properties": properties }))
        })
        .collect();
    let variants: Vec<Value> = (0..3_000).map(|idx| reference(&format!("S{idx}"))).collect();
    all.insert("A".to_owned(), json!({ "oneOf": variants }));
    schemas(dir, Value::Object(all))
}

pub(super) fn parameters(dir: &Path) -> Result<(), String> {
    let parameter = |idx: usize| json!({ "name": format!("p{idx}"), "in": "query", "schema": { "type": "string" } });
    let all: Vec<Value> = (0..20_000).map(parameter).collect();
    let get = json!({ "parameters": all, "responses": { "200": { "description": "Done." } } });
    document(dir, json!({ "/a": { "get": get } }), json!({}))
}

pub(super) fn circle(dir: &Path) -> Result<(), String> {
    let next = |idx: usize| (format!("S{idx}"), reference(&format!("S{}", (idx + 1) % 10_000)));
    schemas(dir, Value::Object((0..10_000).map(next).collect()))
}

pub(super) fn doubled(dir: &Path) -> Result<(), String> {
    let schema = |idx: usize| {
        let next = reference(&format!("S{}", idx + 1));
        (format!("S{idx}"), json!({ "allOf": [next, next] }))
    };
    let mut all: Map<String, Value> = (0..40).map(schema).collect();
    all.insert("S40".to_owned(), json!({ "type": "object" }));
    schemas(dir, Value::Object(all))
}

pub(super) fn nesting(dir: &Path) -> Result<(), String> {
    let nested = r#"{"type":"array","items":"#.repeat(10_000) + "{}" + &"}".repeat(10_000);
    put(dir, "openapi.json", &text(json!({}), json!({ "A": "$A" })).replace("\"$A\"", &nested))
}

pub(super) fn anchors(dir: &Path) -> Result<(), String> {
    let next = |idx: usize| format!("x-{idx}: &a{idx} [*a{0}, *a{0}]\n", idx - 1);
    let all: String = (1..40).map(next).collect();
    let start = "openapi: 3.1.0\ninfo: { title: A, version: \"1\" }\npaths: {}\nx-0: &a0 [a, a]\n";
    put(dir, "openapi.yaml", &format!("{start}{all}"))
}

/// The largest description of the corpus, several times under other names; a small one without the corpus.
pub(super) fn repeated(dir: &Path) -> Result<(), String> {
    let Some(file) = descriptions::files("github-2022")?.into_iter().next() else {
        eprintln!("skipped: no description of the corpus to repeat");
        return schemas(dir, json!({}));
    };
    let text = fs::read_to_string(file).map_err(super::io_error)?;
    let mut all: Value = serde_json::from_str(&text).map_err(|err| err.to_string())?;
    let (paths, components) = (all["paths"].clone(), all["components"].clone());
    for copy in 2..=COPIES {
        for (path, item) in paths.as_object().into_iter().flatten() {
            all["paths"][format!("/copy{copy}{path}")] = renamed(item, copy);
        }
        for (kind, named) in components.as_object().into_iter().flatten() {
            for (name, it) in named.as_object().into_iter().flatten() {
                all["components"][kind][format!("{name}-{copy}")] = renamed(it, copy);
            }
        }
    }
    put(dir, "openapi.json", &all.to_string())
}

/// A value whose references and identifiers of operations are those of a copy.
fn renamed(value: &Value, copy: usize) -> Value {
    match value {
        Value::Object(members) => {
            let renamed = |(name, it): (&String, &Value)| {
                let text = it.as_str().filter(|_| matches!(name.as_str(), "$ref" | "operationId"));
                let value = text.map_or_else(|| renamed(it, copy), |it| format!("{it}-{copy}").into());
                (name.clone(), value)
            };
            Value::Object(members.iter().map(renamed).collect())
        }
        Value::Array(items) => items.iter().map(|it| renamed(it, copy)).collect(),
        other => other.clone(),
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn schemas(dir: &Path, schemas: Value) -> Result<(), String> {
    document(dir, json!({}), schemas)
}

fn document(dir: &Path, paths: Value, schemas: Value) -> Result<(), String> {
    put(dir, "openapi.json", &text(paths, schemas))
}

fn text(paths: Value, schemas: Value) -> String {
    let info = json!({ "title": "A", "version": "1" });
    json!({ "openapi": "3.1.0", "info": info, "paths": paths, "components": { "schemas": schemas } }).to_string()
}

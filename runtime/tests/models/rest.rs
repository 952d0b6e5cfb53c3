//! Members that are not declared and have one type, beside declared ones.

use crate::{nested, written};
use graphwright_runtime::{Additional, Map, Model, Source, Visit, model, serde_json};

/// Labels with a declared member.
#[derive(Default)]
struct Labels {
    id: Option<i64>,
    tags: Option<Vec<String>>,
    rest: Map<String>,
    additional: Additional,
}

impl Model for Labels {
    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "id" => source.read(&mut self.id),
            "tags" => source.read_list(&mut self.tags),
            _ => source.rest(&mut self.rest, &mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.member("id", &self.id);
        visit.list("tags", &self.tags);
        visit.rest(&self.rest);
    }
}

model!(Labels);

/// A tree whose members are trees.
#[derive(Default)]
struct Tree {
    size: Option<i64>,
    rest: Map<Tree>,
    additional: Additional,
}

impl Model for Tree {
    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "size" => source.read(&mut self.size),
            _ => source.rest(&mut self.rest, &mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.member("size", &self.size);
        visit.rest(&self.rest);
    }
}

model!(Tree);

fn labels(text: &str) -> Labels {
    serde_json::from_str(text).unwrap_or_else(|err| panic!("{text}: {err}"))
}

#[test]
fn members_of_the_type_are_in_the_map() {
    let text = r#"{"id":1,"tags":["x",null],"color":"red","size":"5"}"#;
    let value = labels(text);
    assert_eq!((value.rest.len(), value.rest["color"].as_str(), value.additional.len()), (2, "red", 0));
    assert_eq!(serde_json::to_string(&value).expect("JSON"), text);
    assert_eq!(value.clone(), value);
    let mut other = value.clone();
    other.rest.clear();
    assert_ne!(other, value);
}

#[test]
fn members_of_other_types_are_kept() {
    let value = labels(r#"{"color":"red","size":1.50,"shape":{"a":[1]},"gone":null}"#);
    assert_eq!((value.rest.len(), value.additional.len()), (1, 2));
    assert_eq!(value.rest.nulls().collect::<Vec<_>>(), ["gone"]);
    let expected = r#"{"color":"red","gone":null,"shape":{"a":[1]},"size":1.50}"#;
    assert_eq!(serde_json::to_string(&value).expect("JSON"), expected);
    assert_eq!(value.clone(), value);
}

#[test]
fn the_last_of_several_members_counts() {
    assert_eq!(written::<Labels>(r#"{"a":"x","a":1}"#), r#"{"a":1}"#);
    assert_eq!(written::<Labels>(r#"{"a":1,"a":"x"}"#), r#"{"a":"x"}"#);
    assert_eq!(written::<Labels>(r#"{"a":null,"a":1}"#), r#"{"a":1}"#);
}

#[test]
fn models_show_types() {
    let value = labels(r#"{"id":1,"color":"red","size":1}"#);
    assert_eq!(format!("{value:?}"), "Labels { size: number, id: i64, color: String }");
    let shown = format!("{:?}", value.show_values());
    assert_eq!(shown, r#"Labels { size: Number(1), id: 1, color: "red" }"#);
}

#[test]
fn nesting_is_limited() {
    let text = nested("{\"a\":", "{\"size\":1}", "}", 50);
    assert_eq!(written::<Tree>(&text), text);
    let deep = nested("{\"a\":", "{}", "}", 100_000);
    assert!(serde_json::from_str::<Tree>(&deep).is_err());
}

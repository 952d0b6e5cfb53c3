//! Maps: objects with any names.

use crate::{nested, written};
use graphwright_runtime::{Map, Untyped, serde_json};

#[test]
fn members_and_nulls_are_written_back() {
    for text in ["{}", r#"{"a":1,"b":-2}"#, r#"{"":0}"#, r#"{"a":1,"b":null}"#, r#"{"\"\n":5}"#] {
        assert_eq!(written::<Map<i32>>(text), text);
    }
    assert_eq!(written::<Map<i32>>(r#"{"a":1,"b":2,"a":null,"b":3}"#), r#"{"b":3,"a":null}"#);
    assert_eq!(written::<Map<i32>>(r#"{"a":null,"a":1}"#), r#"{"a":1}"#);
}

#[test]
fn nulls_are_values_if_the_type_allows_them() {
    let map: Map<Option<i32>> = serde_json::from_str(r#"{"a":null,"b":1}"#).expect("a map");
    assert_eq!((map.get("a"), map.get("b"), map.nulls().count()), (Some(&None), Some(&Some(1)), 0));
    assert_eq!(serde_json::to_string(&map).expect("JSON"), r#"{"a":null,"b":1}"#);
    let map: Map<Untyped> = serde_json::from_str(r#"{"a":null,"b":1.50}"#).expect("a map");
    assert_eq!((map.len(), map["a"].is_null()), (2, true));
    assert_eq!(serde_json::to_string(&map).expect("JSON"), r#"{"a":null,"b":1.50}"#);
}

#[test]
fn nulls_are_forgotten_on_request() {
    let mut map: Map<i32> = serde_json::from_str(r#"{"a":null}"#).expect("a map");
    assert_ne!(map, Map::new());
    map.insert("a".to_owned(), 1);
    assert_eq!(serde_json::to_string(&map).expect("JSON"), r#"{"a":1}"#);
    map.clear();
    map.clear_nulls();
    assert_eq!(map, Map::EMPTY);
}

#[test]
fn maps_are_made_of_pairs() {
    let map: Map<String> = [("b", "x"), ("a", "y")].into();
    assert_eq!(map, [("a", "y"), ("b", "x")].into_iter().collect());
    assert_eq!(map.into_iter().next(), Some(("a".to_owned(), "y".to_owned())));
}

#[test]
fn maps_nest() {
    let text = r#"{"a":{"b":["x"]},"c":{}}"#;
    assert_eq!(written::<Map<Map<Vec<String>>>>(text), text);
}

#[test]
fn values_of_other_types_are_errors() {
    for text in ["[]", "1", "\"a\"", r#"{"a":"b"}"#, r#"{"a":{}}"#] {
        assert!(serde_json::from_str::<Map<i32>>(text).is_err(), "{text}");
    }
    let deep = nested("{\"a\":", "1", "}", 100_000);
    assert!(serde_json::from_str::<Map<Untyped>>(&deep).is_err());
}

#[test]
fn values_are_not_shown() {
    let map: Map<String> = Map::from([("name", "Adele")]);
    assert_eq!(format!("{map:?}"), r#"{"name": String}"#);
}

//! Trees of JSON and YAML.

use super::parse;
use crate::diagnostics::Diagnostics;
use crate::model::json::{Json, Value};
use crate::source::{FileKind, SourceFile, SourceMap};
use std::fmt::Write;

/// The tree as compact text, and the findings as `code line:column`.
fn read(path: &str, text: &str) -> (String, Vec<String>) {
    let file = SourceFile::new(path.to_owned(), path.to_owned(), FileKind::Description, text.to_owned());
    let sources = SourceMap::new(vec![file]);
    let mut diagnostics = Diagnostics::default();
    let root = parse(&mut diagnostics, &sources, sources.iter().next().expect("a file").0);
    let found = diagnostics.iter().map(|it| format!("{} {}", it.code.number(), sources.position(it.primary.span)));
    (root.map(|it| show(&it)).unwrap_or_default(), found.collect())
}

fn yaml(text: &str) -> (String, Vec<String>) {
    read("a.yaml", text)
}

fn show(json: &Json) -> String {
    match &json.value {
        Value::Null => "null".to_owned(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::String(it) => format!("{it:?}"),
        Value::Array(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let members: Vec<_> = members.iter().map(|(name, it)| format!("{}:{}", name.value, show(it))).collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

#[test]
fn json_and_yaml_give_the_same_tree() {
    let expected = r#"{a:[1.10,true,null],é:"1.10",200:{}}"#;
    let json = "\u{feff}{\"a\": [1.10, true, null], \"\u{e9}\": \"1.10\", \"200\": {}}";
    let text = "\u{feff}a:\n  - 1.10\n  - true\n  - ~\n\u{e9}: '1.10'\n200: {}\n";
    assert_eq!(read("a.json", json), (expected.to_owned(), vec![]));
    assert_eq!(read("a.yaml", json.trim_start_matches('\u{feff}')), (expected.to_owned(), vec![]));
    assert_eq!(read("a.json", text), (expected.to_owned(), vec![]), "by the content");
    assert_eq!(yaml(text), (expected.to_owned(), vec![]));
}

#[test]
fn places_are_those_of_the_text() {
    let text = "a: \"\u{e9}\"\nb:\n  - |\n    x\n  - c: 1\n".to_owned();
    let sources = SourceMap::new(vec![SourceFile::new("a.yml".into(), "a.yml".into(), FileKind::Description, text)]);
    let root = parse(&mut Diagnostics::default(), &sources, sources.iter().next().expect("a file").0).expect("YAML");
    let mut places = String::new();
    let Value::Object(members) = &root.value else { panic!("a map") };
    for (name, value) in members {
        let _ = write!(places, "{} {}; ", sources.position(name.span), sources.position(value.span));
    }
    assert_eq!(places, "a.yml:1:1 a.yml:1:4; a.yml:2:1 a.yml:3:3; ");
}

#[test]
fn aliases_and_merge_keys() {
    assert_eq!(yaml("a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\n").0, "{a:{b:1},c:{b:1},d:{e:2,b:1}}");
    assert_eq!(yaml("d:\n  b: 0\n  <<: [{b: 1, c: 1}, {c: 2}]\n").0, "{d:{b:0,c:1}}");
    assert_eq!(yaml("a: &x [*x]\n").1, ["G0801 a.yaml:1:8"]);
    assert_eq!(yaml("a: *x\n").1.len(), 1);
}

#[test]
fn aliases_are_limited() {
    let doubled: String = (1..64).map(|it| format!("a{it}: &a{it} [*a{0}, *a{0}]\n", it - 1)).collect();
    assert_eq!(yaml(&format!("a0: &a0 x\n{doubled}")).1, ["G0801 a.yaml:19:18"]);
    let chained: String = (1..9_999).map(|it| format!("a{it}: &a{it} [*a{}]\n", it - 1)).collect();
    assert_eq!(yaml(&format!("a0: &a0 x\n{chained}")).1, ["G0801 a.yaml:129:14"]);
}

#[test]
fn ignored_content_is_reported() {
    assert_eq!(yaml("a: 1\n---\nb: 2\n"), ("{a:1}".to_owned(), vec!["G0802 a.yaml:2:1".to_owned()]));
    assert_eq!(yaml("[a]: 1\nb: 2\n"), ("{b:2}".to_owned(), vec!["G0802 a.yaml:1:1".to_owned()]));
    assert_eq!(yaml("a: 1\nb: 2\na: 3\n"), ("{b:2,a:3}".to_owned(), vec!["G0803 a.yaml:1:1".to_owned()]));
    assert_eq!(read("a.json", r#"{"a": 1, "a": 2,}"#).1, ["G0802 a.json:1:16", "G0803 a.json:1:2"]);
}

#[test]
fn files_that_are_not_well_formed_are_reported() {
    assert_eq!(yaml("a:\n\t- b\n").1, ["G0801 a.yaml:2:2"]);
    assert_eq!(yaml("a: \"x\n").1.len(), 1);
    assert_eq!(read("a.json", "{\"a\": [1, 2}").1, ["G0801 a.json:1:12"]);
    for (open, end) in [("[", ".json"), ("[", ".yaml"), ("- ", ".yaml"), ("{a: ", ".yaml")] {
        let found = read(&format!("a{end}"), &open.repeat(10_000)).1;
        assert_eq!(found.len(), 1, "{open}");
    }
}

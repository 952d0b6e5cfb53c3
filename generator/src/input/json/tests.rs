//! JSON as pages write it.

use super::*;
use crate::model::json::Value;
use crate::source::{FileId, FileKind, SourceFile};

/// The value as strict JSON, or the code of the report; and the repairs.
fn read(text: &str) -> (String, Vec<String>) {
    read_as(Origin::Annotation, text)
}

fn read_as(origin: Origin, text: &str) -> (String, Vec<String>) {
    let file = SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, text.to_owned());
    let sources = SourceMap::new(vec![file]);
    let mut diagnostics = Diagnostics::default();
    let json = parse(&mut diagnostics, &sources, Span::new(FileId(0), 0..text.len()), origin);
    (json.map_or("-".to_owned(), |it| show(&it)), diagnostics.iter().map(|it| it.primary.text.clone()).collect())
}

fn show(json: &Json) -> String {
    match &json.value {
        Value::Null => "null".to_owned(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::String(it) => format!("{it:?}"),
        Value::Array(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let members: Vec<_> = members.iter().map(|(name, it)| format!("{:?}:{}", name.value, show(it))).collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

#[test]
fn strict() {
    let text = r#"{"a": [1, -2.5e3, true, null], "b": "x\"é\ud83d\ude00", "c": {}}"#;
    assert_eq!(read(text), (r#"{"a":[1,-2.5e3,true,null],"b":"x\"é😀","c":{}}"#.to_owned(), vec![]));
}

#[test]
fn repairs() {
    for (text, expected, what) in [
        (r#"{"a": 1,}"#, r#"{"a":1}"#, "a trailing comma"),
        (r#"[1, 2,]"#, "[1,2]", "a trailing comma"),
        ("{\"a\": 1\n\"b\": 2}", r#"{"a":1,"b":2}"#, "a missing comma between members"),
        (r#"{a: true}"#, r#"{"a":true}"#, "an unquoted name"),
        (r#"{"a": Yes}"#, r#"{"a":"Yes"}"#, "an unquoted value"),
        ("{\"a\": 1 // x\n}", r#"{"a":1}"#, "a comment"),
        ("{/* x */\"a\": 1}", r#"{"a":1}"#, "a comment"),
        ("{\"a\": \"x\ny\"}", r#"{"a":"x\ny"}"#, "a line break in a string"),
        ("{\"a\": \"x,\n\"b\": 1}", r#"{"a":"x","b":1}"#, "a missing closing quote"),
        ("{'a': 'x'}", r#"{"a":"x"}"#, "a quote that is not `\"`"),
        ("{\u{201c}a\u{201d}: 1}", r#"{"a":1}"#, "a quote that is not `\"`"),
        ("[{\"a\": 1}, ...]", r#"[{"a":1}]"#, "an ellipsis"),
        ("{\"a\":\u{a0}1}", r#"{"a":1}"#, "a non-ASCII space"),
        ("{\"a\" 1}", r#"{"a":1}"#, "a missing colon"),
        ("{\"a\": 2021-07-01}", r#"{"a":"2021-07-01"}"#, "an unquoted value"),
        ("{} x", "{}", "text after the end"),
    ] {
        let (json, repairs) = read(text);
        assert_eq!((json.as_str(), repairs[0].as_str()), (expected, what), "{text}");
    }
}

#[test]
fn bodies_may_be_explained_and_shortened() {
    for text in ["{\"a\": 1 // x\n}", "{\"a\": 1, ...}", "{/* x */ \"a\": 1\n# y\n}"] {
        assert_eq!(read_as(Origin::Body, text), (r#"{"a":1}"#.to_owned(), vec![]), "{text}");
    }
    assert_eq!(read_as(Origin::Body, "{\"a\": 1, // x\n}").1, ["a trailing comma"]);
    assert_eq!(read_as(Origin::Body, "{}\n\n```http\n{}").1, Vec::<String>::new(), "the fence is reported");
}

#[test]
fn unreadable() {
    for text in ["", "{", "{\"a\": [1, 2}", "[", "{\"a\": \"x", "{,}"] {
        assert_eq!(read(text).0, "-", "{text}");
    }
    assert_eq!(read(&"[".repeat(1_000_000)).1, ["nested too deeply"]);
}

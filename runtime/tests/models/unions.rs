//! Unions: values of one of several types.

use crate::{nested, written};
use graphwright_runtime::{
    Additional, Kind, Map, Model, ReadVariant, Source, Tell, Union, Untyped, Visit, VisitVariant, json, model,
    serde_json, union,
};

#[derive(Default)]
struct Circle {
    kind: Option<String>,
    radius: Option<f64>,
    additional: Additional,
}

impl Model for Circle {
    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "kind" => source.read(&mut self.kind),
            "radius" => source.read(&mut self.radius),
            _ => source.additional(&mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.member("kind", &self.kind);
        visit.member("radius", &self.radius);
    }
}

model!(Circle);

#[derive(Default)]
struct Group {
    items: Option<Vec<Shape>>,
    named: Option<Map<Shape>>,
    additional: Additional,
}

impl Model for Group {
    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "items" => source.read_list(&mut self.items),
            "named" => source.read(&mut self.named),
            _ => source.additional(&mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.list("items", &self.items);
        visit.member("named", &self.named);
    }
}

model!(Group);

enum Shape {
    Name(String),
    Circle(Box<Circle>),
    Group(Box<Group>),
    Points(Vec<Vec<i64>>),
    Square(Box<Square>),
    Unrecognized(Untyped),
}

impl Union for Shape {
    const TELLS: &'static [(Tell, usize)] = &[
        (Tell::Kind(Kind::Text), 0),
        (Tell::Items(&Tell::Items(&Tell::Kind(Kind::Integer))), 3),
        (Tell::Member("kind", &["circle", "disc"]), 1),
        (Tell::Constant("level", &["2"]), 4),
        (Tell::Has("items"), 2),
    ];

    fn unrecognized(value: Untyped) -> Self {
        Self::Unrecognized(value)
    }

    fn read<S: ReadVariant>(variant: usize, source: S) -> Option<Self> {
        match variant {
            0 => source.value(Self::Name),
            1 => source.model(Self::Circle),
            2 => source.model(Self::Group),
            3 => source.value(Self::Points),
            4 => source.model(Self::Square),
            _ => None,
        }
    }

    fn visit<'a, V: VisitVariant<'a>>(&'a self, visitor: &mut V) {
        match self {
            Self::Name(it) => visitor.value(0, "Name", it),
            Self::Circle(it) => visitor.model(1, "Circle", &**it),
            Self::Group(it) => visitor.model(2, "Group", &**it),
            Self::Points(it) => visitor.value(3, "Points", it),
            Self::Square(it) => visitor.model(4, "Square", &**it),
            Self::Unrecognized(it) => visitor.unrecognized(it),
        }
    }
}

union!(Shape);

#[derive(Default)]
struct Square {
    side: Option<f64>,
    additional: Additional,
}

impl Model for Square {
    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "side" => source.read(&mut self.side),
            _ => source.additional(&mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.member("side", &self.side);
    }
}

model!(Square);

fn shape(text: &str) -> Shape {
    serde_json::from_str(text).unwrap_or_else(|err| panic!("{text}: {err}"))
}

#[test]
fn values_are_read_as_their_variant_and_written_back() {
    for (text, variant) in [
        ("\"a\"", "Name"),
        (r#"{"kind":"circle","radius":1.5}"#, "Circle"),
        (r#"{"kind":"disc","new":[1.50]}"#, "Circle"),
        (r#"{"items":["a",{"kind":"circle"},null]}"#, "Group"),
        (r#"{"items":[],"named":{"a":"b","c":null}}"#, "Group"),
        ("[[1,2],[]]", "Points"),
        ("[]", "Points"),
        (r#"{"side":1.0,"level":2}"#, "Square"),
        (r#"{"kind":"star","points":5}"#, "Unrecognized"),
        (r#"{"kind":2}"#, "Unrecognized"),
        ("{}", "Unrecognized"),
        ("1.50", "Unrecognized"),
        ("[\"a\"]", "Unrecognized"),
        ("false", "Unrecognized"),
    ] {
        let value = shape(text);
        assert!(format!("{value:?}").starts_with(&format!("{variant}(")), "{value:?}");
        assert_eq!(serde_json::to_string(&value).expect("JSON"), text);
        assert_eq!(value.clone(), value);
    }
    assert_ne!(shape("\"a\""), shape("\"b\""));
    assert_ne!(shape("\"a\""), shape("1"));
}

#[test]
fn values_that_their_variant_rejects_are_kept() {
    for text in [r#"{"kind":"circle","radius":"wide"}"#, "[[1],[\"a\"]]", r#"{"items":1}"#] {
        assert!(matches!(shape(text), Shape::Unrecognized(_)), "{text}");
        assert_eq!(written::<Shape>(text), text);
    }
}

#[test]
fn the_member_that_determines_the_variant_is_written() {
    let circle = Circle { radius: Some(1.5), ..Circle::default() };
    let text = serde_json::to_string(&Shape::Circle(Box::new(circle))).expect("JSON");
    assert_eq!(text, r#"{"kind":"circle","radius":1.5}"#);
    let square = Shape::Square(Box::new(Square { side: Some(2.5), ..Square::default() }));
    let text = serde_json::to_string(&square).expect("JSON");
    assert_eq!(text, r#"{"level":2,"side":2.5}"#);
    let circle = Circle { kind: Some("disc".to_owned()), ..Circle::default() };
    assert_eq!(serde_json::to_string(&Shape::Circle(Box::new(circle))).expect("JSON"), r#"{"kind":"disc"}"#);
}

#[test]
fn values_have_views() {
    let value = shape(r#"{"kind":"star","radius":2.5}"#);
    let circle: Circle = value.view(&["radius"]).expect("it has a radius");
    assert_eq!(circle.radius, Some(2.5));
    assert_eq!(value.view::<Circle>(&["radius", "side"]), None);
    assert_eq!(value.view::<String>(&[]), None);
    assert_eq!(shape("\"a\"").view(&[]), Some("a".to_owned()));
    let value = Shape::Circle(Box::new(circle.clone()));
    assert_eq!((value.view(&["radius"]), value.view::<Square>(&[])), (Some(circle), None));
}

#[test]
fn other_formats_are_read() {
    let value = json!({ "items": ["a", { "kind": "circle", "radius": 1.5 }] });
    let read: Shape = serde_json::from_value(value.clone()).expect("a shape");
    assert!(matches!(&read, Shape::Group(it) if it.items.as_ref().is_some_and(|it| it.len() == 2)));
    assert_eq!(serde_json::to_value(&read).expect("JSON"), value);
}

#[test]
fn values_are_not_shown() {
    let value = shape(r#"{"items":["secret",{"kind":"circle"}]}"#);
    assert_eq!(format!("{value:?}"), "Group(Group { items: Vec<Shape> })");
    assert_eq!(format!("{:?}", shape("\"secret\"")), "Name(String)");
    assert_eq!(format!("{:?}", shape("{\"a\":\"secret\"}")), "Unrecognized({\"a\": string})");
}

#[test]
fn nesting_is_limited() {
    let text = nested("{\"items\":[", "\"a\"", "]}", 50);
    assert!(matches!(shape(&text), Shape::Group(_)));
    assert_eq!(written::<Shape>(&text), text);
    for (open, close) in [("{\"items\":[", "]}"), ("[", "]"), ("{\"named\":{\"a\":", "}}")] {
        let deep = nested(open, "\"a\"", close, 100_000);
        assert!(serde_json::from_str::<Shape>(&deep).is_err(), "{open}");
    }
    assert!(serde_json::from_str::<Shape>(&"{\"items\":[".repeat(100_000)).is_err());
}

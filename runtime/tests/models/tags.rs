//! Derived types that a member of the API names, and nulls in bodies.

use graphwright_runtime::{Additional, Extends, Field, Model, Source, Visit, macros, model, serde_json};

#[derive(Default)]
struct Pet {
    kind: Option<String>,
    additional: Additional,
}

impl Model for Pet {
    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "kind" => source.read(&mut self.kind),
            _ => source.additional(&mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.member("kind", &self.kind);
    }
}

model!(Pet);

#[derive(Default)]
struct Cat {
    kind: Option<String>,
    lives: Option<i64>,
    additional: Additional,
}

impl Cat {
    const LIVES: Field<Cat, i64> = macros::field("lives");
}

impl Model for Cat {
    const TAG: (&'static str, &'static [&'static str]) = ("kind", &["cat", "lion"]);

    fn set<S: Source>(&mut self, name: &str, source: &mut S) {
        match name {
            "kind" => source.read(&mut self.kind),
            "lives" => source.read(&mut self.lives),
            _ => source.additional(&mut self.additional),
        }
    }

    fn each<'a, V: Visit<'a>>(&'a self, visit: &mut V) {
        visit.additional(&self.additional);
        visit.member("kind", &self.kind);
        visit.member("lives", &self.lives);
    }
}

model!(Cat);

impl Extends<Pet> for Cat {}

fn json(model: &impl Model) -> String {
    serde_json::to_string(model).expect("JSON")
}

fn pet(text: &str) -> Pet {
    serde_json::from_str(text).expect("a pet")
}

#[test]
fn tags_name_derived_types() {
    for (text, lives) in [
        (r#"{"kind":"cat","lives":9}"#, Some(9)),
        (r#"{"kind":"lion","lives":1}"#, Some(1)),
        (r#"{"kind":"dog","lives":1}"#, None),
        (r#"{"kind":"Cat","lives":1}"#, None),
        (r#"{"lives":1}"#, None),
    ] {
        assert_eq!(pet(text).downcast::<Cat>().and_then(|it| it.lives), lives, "{text}");
    }
}

#[test]
fn bodies_name_their_type() {
    let cat = Cat { lives: Some(9), ..Cat::default() };
    assert_eq!(json(&cat.upcast::<Pet>()), r#"{"kind":"cat","lives":9}"#);
    let lion = Cat { kind: Some("lion".to_owned()), ..Cat::default() };
    assert_eq!(json(&lion.upcast::<Pet>()), r#"{"kind":"lion"}"#);
}

#[test]
fn null_differs_from_nothing() {
    let mut cat = Cat { kind: Some("cat".to_owned()), lives: Some(9), additional: Additional::new() };
    Cat::LIVES.set_null(&mut cat);
    assert_eq!(json(&cat), r#"{"kind":"cat","lives":null}"#);
}

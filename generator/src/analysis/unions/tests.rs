//! Tests of conditions, from forms of JSON.

use super::shape::{Constant, Object, Scalar, Shape};
use super::{Kind, Tell, conditions};

fn scalar(kind: Kind, is_general: bool) -> Shape<'static> {
    Shape::Scalar(Scalar { kind, is_general })
}

fn text() -> Shape<'static> {
    scalar(Kind::Text, true)
}

/// An object of members: `id` is optional, `id!` is required, `kind=a` has a constant.
fn object(members: &'static str) -> Shape<'static> {
    let mut res = Object::default();
    for member in members.split_whitespace() {
        let (name, constants) = member.split_once('=').unwrap_or((member, ""));
        let (name, is_required) = name.strip_suffix('!').map_or((name, false), |it| (it, true));
        res.declared.push(name);
        res.required.extend(is_required.then_some(name));
        let constants = constants.split('|').filter(|it| !it.is_empty());
        res.constants.extend(constants.map(|it| (name, Constant::Text(it))));
    }
    Shape::Object(res)
}

/// The conditions of variants, shown as `index condition`.
fn shown(shapes: Vec<Shape<'_>>, discriminator: Option<&str>) -> Vec<String> {
    let shapes: Vec<_> = shapes.into_iter().enumerate().collect();
    conditions(&shapes, discriminator).iter().map(|(tell, variant)| format!("{variant} {}", show(tell))).collect()
}

fn show(tell: &Tell) -> String {
    match tell {
        Tell::Kind(kind) => format!("{kind:?}"),
        Tell::Member(name, values) => format!("{name}={}", values.join("|")),
        Tell::Constant(name, values) => format!("{name}:{}", values.join("|")),
        Tell::Has(name) => format!("{name}!"),
        Tell::Items(tell) => format!("[{}]", show(tell)),
    }
}

#[test]
fn kinds_of_json_determine_variants() {
    let shapes = vec![text(), scalar(Kind::Number, true), Shape::List(vec![text()]), object("id")];
    assert_eq!(shown(shapes, None), ["1 Number", "0 Text", "2 List", "3 Object"]);
    let shapes = vec![scalar(Kind::Number, true), scalar(Kind::Integer, false), scalar(Kind::Boolean, true)];
    assert_eq!(shown(shapes, None), ["2 Boolean", "1 Integer", "0 Number"]);
}

#[test]
fn text_without_restrictions_is_read_as_text() {
    assert_eq!(shown(vec![scalar(Kind::Text, false), text()], None), ["1 Text"]);
    assert_eq!(shown(vec![scalar(Kind::Text, false), scalar(Kind::Text, false)], None), [""; 0]);
}

#[test]
fn items_determine_lists() {
    let list = |items: Shape<'static>| Shape::List(vec![items]);
    let shapes = vec![
        text(),
        list(text()),
        list(scalar(Kind::Integer, true)),
        list(list(scalar(Kind::Integer, true))),
        list(Shape::Any),
    ];
    assert_eq!(shown(shapes, None), ["0 Text", "2 [Integer]", "1 [Text]", "3 [List]"]);
}

#[test]
fn discriminators_come_first() {
    let shapes = || vec![object("a=1 kind=x"), object("a=2 kind=y|z"), object("a=3 kind=w")];
    assert_eq!(shown(shapes(), Some("kind")), ["0 kind=x", "1 kind=y|z", "2 kind=w"]);
    assert_eq!(shown(shapes(), None), ["0 a=1", "1 a=2", "2 a=3"]);
    assert_eq!(shown(vec![object("kind=x")], Some("kind")), ["0 kind=x"]);
}

#[test]
fn constants_that_differ_determine_variants() {
    let shapes = vec![object("object=list type=a"), object("object=list type=b"), object("object=list type=c")];
    assert_eq!(shown(shapes, None), ["0 type=a", "1 type=b", "2 type=c"]);
    // A constant that two variants have determines neither.
    let shapes = vec![object("type=a x!"), object("type=a y!"), object("type=b")];
    assert_eq!(shown(shapes, None), ["2 type=b", "0 x!", "1 y!"]);
}

#[test]
fn required_members_of_one_variant_determine_it() {
    assert_eq!(shown(vec![object("id! a!"), object("id! b!"), object("id! c")], None), ["0 a!", "1 b!", "2 Object"]);
    // Another variant declares it as an optional member.
    assert_eq!(shown(vec![object("a!"), object("a b!"), object("a")], None), ["1 b!"]);
    assert_eq!(shown(vec![object("a"), object("b")], None), [""; 0]);
}

#[test]
fn many_variants_are_fast() {
    let names: Vec<String> = (0..20_000).map(|it| format!("m{it}")).collect();
    let of = |name| Object {
        declared: vec![name, "id"],
        required: vec![name],
        constants: vec![(name, Constant::Text("x"))],
    };
    let shapes: Vec<_> = names.iter().map(|it| Shape::Object(of(it.as_str()))).collect();
    assert_eq!(shown(shapes, None).len(), 20_000);
}

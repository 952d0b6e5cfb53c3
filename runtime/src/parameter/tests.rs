//! The examples of RFC 6570 and of the OpenAPI Specification.

use super::encoding::Encoding;
use super::text::{Form, text};
use super::{Argument, Parameter, Style, pairs};
use serde_json::{Value, json};

fn query(parameter: Parameter, value: &Value) -> String {
    let argument = Argument::new(value);
    let pairs = pairs(parameter, argument.json().expect("JSON"));
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

#[test]
fn queries_are_written_as_the_specification_shows() {
    let (list, object) = (json!(["blue", "black", "brown"]), json!({ "B": 150, "G": 200, "R": 100 }));
    let color = Parameter::query("color");
    for (parameter, value, expected) in [
        (color, &json!(""), "color="),
        (color, &json!("blue"), "color=blue"),
        (color, &list, "color=blue&color=black&color=brown"),
        (color, &object, "B=150&G=200&R=100"),
        (color.explode(false), &list, "color=blue,black,brown"),
        (color.explode(false), &object, "color=B,150,G,200,R,100"),
        (color.style(Style::SpaceDelimited), &list, "color=blue%20black%20brown"),
        (color.style(Style::SpaceDelimited), &object, "color=B%20150%20G%20200%20R%20100"),
        (color.style(Style::PipeDelimited), &list, "color=blue%7Cblack%7Cbrown"),
        (color.style(Style::PipeDelimited).explode(true), &list, "color=blue&color=black&color=brown"),
        (color.style(Style::DeepObject), &object, "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100"),
        (color, &Value::Null, ""),
        (color, &json!([]), ""),
        (color.explode(false), &json!({}), ""),
    ] {
        assert_eq!(query(parameter, value), expected, "{parameter:?}");
    }
}

#[test]
fn a_separator_in_a_value_is_encoded() {
    let list = json!(["a,b", "c d", "e|f", "g&h=i", "ü", "+"]);
    let name = Parameter::query("x[]");
    let encoded = "a%2Cb,c%20d,e%7Cf,g%26h%3Di,%C3%BC,%2B";
    assert_eq!(query(name.explode(false), &list), format!("x%5B%5D={encoded}"));
    assert_eq!(
        query(Parameter::query("q").allow_reserved(), &json!("a/b?c:d,e&f#g%2Fh%zz+")),
        "q=a/b?c:d,e%26f%23g%2Fh%25zz%2B"
    );
}

#[test]
fn deep_objects_have_any_depth() {
    let value =
        json!({ "items": [{ "price": "p", "tags": ["a", "b"] }, { "price": "q" }], "when": { "gte": 5, "lt": null } });
    let all = query(Parameter::query("x").style(Style::DeepObject), &value);
    let expected =
        "x[items][0][price]=p&x[items][0][tags][]=a&x[items][0][tags][]=b&x[items][1][price]=q&x[when][gte]=5";
    assert_eq!(all.replace("%5B", "[").replace("%5D", "]"), expected);
}

#[test]
fn numbers_keep_their_digits_and_json_is_text() {
    let argument = Argument::new(&"1.50".parse::<crate::Decimal>().expect("a number"));
    assert_eq!(pairs(Parameter::query("n"), argument.json().expect("JSON")), [("n".to_owned(), "1.50".to_owned())]);
    assert_eq!(query(Parameter::query("f").json(), &json!({ "a": [1] })), "f=%7B%22a%22%3A%5B1%5D%7D");
    assert_eq!(query(Parameter::query("f"), &json!([{ "a": 1 }])), "f=%7B%22a%22%3A1%7D");
}

#[test]
fn texts_are_written_as_the_specification_shows() {
    let (list, object) = (json!(["blue", "black"]), json!({ "G": 200, "R": 100 }));
    for (style, explode, value, expected) in [
        (Style::Simple, false, &list, "blue,black"),
        (Style::Simple, false, &object, "G,200,R,100"),
        (Style::Simple, true, &object, "G=200,R=100"),
        (Style::Label, false, &json!("blue"), ".blue"),
        (Style::Label, false, &list, ".blue,black"),
        (Style::Label, true, &list, ".blue.black"),
        (Style::Label, false, &object, ".G,200,R,100"),
        (Style::Label, true, &object, ".G=200.R=100"),
        (Style::Matrix, false, &json!(""), ";color"),
        (Style::Matrix, false, &json!("blue"), ";color=blue"),
        (Style::Matrix, false, &list, ";color=blue,black"),
        (Style::Matrix, true, &list, ";color=blue;color=black"),
        (Style::Matrix, false, &object, ";color=G,200,R,100"),
        (Style::Matrix, true, &object, ";G=200;R=100"),
    ] {
        let form = Form { name: "color", style, explode, encoding: Encoding::All };
        let argument = Argument::new(value);
        assert_eq!(text(form, argument.json().expect("JSON")).as_deref(), Some(expected), "{style:?} {explode}");
    }
}

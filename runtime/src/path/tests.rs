//! Tests of the URLs of paths and of their problems.

use super::{KeyStyle, Path};
use crate::{Json, Method, Optional, Request};

#[test]
fn values_are_encoded_and_templates_are_not_values() {
    let path = Path::root("v1.0").segment("users").key("a/b?c#d e%").segment("messages");
    assert_eq!(path.url(), "/users/a%2Fb%3Fc%23d%20e%25/messages");
    assert_eq!(path.template(), "/users/{id}/messages");
    assert_eq!(path.problem(), None);
    let path = Path::root("v1.0").segment("root").by_path("/Docs/a b#.txt");
    assert_eq!(path.url(), "/root:/Docs/a%20b%23.txt:");
    let path = Path::root("v1.0").function("search", &[("q", &"o'neil/x")]);
    assert_eq!(path.url(), "/search(q='o''neil%2Fx')");
    assert_eq!(path.template(), "/search(q={})");
}

#[test]
fn arguments_are_left_out_or_stand_in_the_query() {
    let path = Path::root("v1.0").function("find", &[("a", &Optional(None::<i32>)), ("b", &Optional(Some("x")))]);
    assert_eq!((path.url().as_str(), path.template()), ("/find(b='x')", "/find(a={},b={})"));
    let ids: &[&str] = &["a/b", "c"];
    let path = Path::root("v1.0").function("find", &[("ids", &Json(ids))]).function("again", &[("ids", &Json(ids))]);
    assert_eq!(path.url(), "/find(ids=@ids)/again(ids=@ids_)");
    let request = Request::empty(Method::GET, path, []).query("a", "b");
    let uri = request.to_http().expect("nothing is wrong with it").uri().to_string();
    let json = "%5B%22a/b%22,%22c%22%5D";
    assert_eq!(uri, format!("/v1.0/find(ids=@ids)/again(ids=@ids_)?@ids={json}&@ids_={json}&a=b"));
}

#[test]
fn keys_are_segments_or_have_names() {
    let path = Path::root("v1").segment("loans");
    assert_eq!(path.typed_key(&5).url(), "/loans/5");
    let copy = path.keys(&[("number", &5), ("code", &"a'b/c")]);
    assert_eq!(
        (copy.url().as_str(), copy.template()),
        ("/loans(number=5,code='a''b%2Fc')", "/loans(number={},code={})")
    );
}

#[test]
fn keys_stand_in_parentheses_where_services_want_it() {
    let path = Path::root("").segment("users").key("o'neil/(x)").segment("loans").typed_key(&5).segment("$ref");
    assert_eq!(path.url_in(KeyStyle::Parentheses), "/users('o%27%27neil%2F%28x%29')/loans(5)/$ref");
    assert_eq!(path.versioned(KeyStyle::Segments), "/users/o%27neil%2F%28x%29/loans/5/$ref");
    let path = Path::root("v1.0").segment("drives").key("a").by_path("b").key("c");
    assert_eq!(path.url_in(KeyStyle::Parentheses), "/drives('a'):/b:('c')");
}

#[test]
fn paths_by_hand_are_as_safe() {
    let path = Path::from_template("v1.0", "/users/{id}/messages/{message-id}/$value", &["a/b", "c?d"]);
    assert_eq!((path.problem(), path.url().as_str()), (None, "/users/a%2Fb/messages/c%3Fd/$value"));
    assert_eq!(path.template(), "/users/{id}/messages/{id}/$value");
    for (template, values) in
        [("/users/../me", &[][..]), ("/users?$top=5", &[]), ("/users/{id}", &[]), ("/me", &["x"]), ("/a b", &[])]
    {
        assert!(Path::from_template("v1.0", template, values).problem().is_some(), "{template}");
    }
    for (template, values) in [("/users/%2e%2E/me", &[][..]), ("/users/.%2e/me", &[]), ("/users/%2e/me", &[])] {
        assert!(Path::from_template("v1.0", template, values).problem().is_some(), "{template}");
    }
}

#[test]
fn keys_cannot_be_left_out() {
    let loans = Path::root("v1").segment("loans");
    for path in [loans.typed_key(&Optional(None::<i32>)), loans.keys(&[("number", &Optional(None::<i32>))])] {
        assert!(path.problem_in(KeyStyle::Parentheses).is_some() && path.problem().is_some(), "{path:?}");
    }
}

#[test]
fn keys_that_address_something_else_are_a_problem() {
    for key in ["", ".", ".."] {
        let path = Path::root("v1.0").segment("users").key(key);
        assert!(path.problem().is_some(), "{key}");
        // Valid in quotes.
        assert_eq!(path.problem_in(KeyStyle::Parentheses), None);
        assert_eq!(path.url_in(KeyStyle::Parentheses), format!("/users('{key}')"));
    }
}

//! Null items in collections, which CSDL allows unless `Nullable="false"` is set (4.01, 7.2.1).

use super::server::{Server, json};
use graphwright_runtime::{Collection, Method, Model, Path, Request, Update};
use msgraph::{Entity, User};

fn path() -> Path {
    Path::root("v1.0").segment("users").key("1")
}

/// Reads a user from this JSON.
async fn read(body: &'static str) -> User {
    let server = Server::start(move |_, _| json(body)).await;
    Request::new(Method::GET, path(), []).send(&server.client()).await.unwrap_or_else(|err| panic!("{body}: {err:?}"))
}

/// The body of an update with this user.
fn sent(user: &User) -> String {
    let update: Update<User, User> = Update::new(Request::new(Method::PATCH, path(), []));
    let request = update.with(user).into_request().to_http().expect("a request");
    String::from_utf8(request.body().to_vec()).expect("UTF-8")
}

#[tokio::test]
async fn nulls_in_lists_go_back_as_they_came() {
    for body in [
        r#"{"businessPhones":["a",null]}"#,
        r#"{"businessPhones":[null,"a",null,null,"b",null]}"#,
        r#"{"businessPhones":[null]}"#,
        r#"{"businessPhones":[]}"#,
        r#"{"assignedLicenses":[null,{"disabledPlans":[null,"7fc8dd11-1f62-4c2e-8f6f-5b2c4f1d8d4e"],"skuId":null}]}"#,
        r#"{"unknown":["a",null],"value":[null]}"#,
    ] {
        let user = read(body).await;
        // Members that are null are not sent: an update only sends changes.
        let expected = body.replace(r#","skuId":null"#, "");
        assert_eq!(sent(&user), expected);
        assert_eq!(serde_json::to_string(&user.clone()).expect("JSON"), expected, "a copy");
        assert_eq!(user.clone(), user);
        let entity: Entity = user.upcast();
        let user: User = entity.reinterpret().expect("it was one");
        assert!(sent(&user).ends_with(&expected[1..]), "{}", sent(&user));
    }
}

#[tokio::test]
async fn a_list_that_changes_keeps_its_nulls() {
    let mut user = read(r#"{"businessPhones":["a",null,"b",null]}"#).await;
    assert_eq!(user.business_phones.as_deref(), Some(&["a".to_owned(), "b".to_owned()][..]));
    assert_eq!(user.additional.nulls("businessPhones"), [1, 3]);
    assert_ne!(User { additional: Default::default(), ..user.clone() }, user);
    let mut with = |items: &[&str]| {
        user.business_phones = Some(items.iter().map(|it| (*it).to_owned()).collect());
        sent(&user)
    };
    assert_eq!(with(&["x", "y", "z"]), r#"{"businessPhones":["x",null,"y",null,"z"]}"#);
    assert_eq!(with(&["x"]), r#"{"businessPhones":["x",null,null]}"#);
    assert_eq!(with(&[]), r#"{"businessPhones":[]}"#);
    user.business_phones = Some(vec!["x".to_owned()]);
    user.additional.remove("businessPhones");
    assert_eq!(sent(&user), r#"{"businessPhones":["x"]}"#);
    user.business_phones = None;
    assert_eq!(sent(&user), "{}");
}

#[tokio::test]
async fn the_last_of_two_lists_of_one_name_counts() {
    assert_eq!(sent(&read(r#"{"businessPhones":[null],"businessPhones":["a"]}"#).await), r#"{"businessPhones":["a"]}"#);
    assert_eq!(sent(&read(r#"{"businessPhones":[null],"businessPhones":null}"#).await), "{}");
    let page: Collection<User> = serde_json::from_str(r#"{"value":[null],"value":[]}"#).expect("a page");
    assert_eq!(serde_json::to_string(&page).expect("JSON"), r#"{"value":[]}"#);
}

#[tokio::test]
async fn pages_may_have_nulls() {
    let body = r#"{"value":[null,{"id":"1"},null,{"id":"2"}]}"#;
    let server = Server::start(move |_, _| json(body)).await;
    let page: Collection<User> = Request::new(Method::GET, path(), []).send(&server.client()).await.expect("a page");
    assert_eq!(page.value.iter().filter_map(|it| it.id.as_deref()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(page.additional.nulls("value"), [0, 2]);
    assert_eq!(serde_json::to_string(&page).expect("JSON"), body);

    let server = Server::start(|_, _| json(r#"{"value":["INF",null,1.5]}"#)).await;
    let page: Collection<f64> = Request::new(Method::GET, path(), []).send(&server.client()).await.expect("a page");
    assert_eq!((&page.value[..], page.additional.nulls("value")), (&[f64::INFINITY, 1.5][..], &[1][..]));
    assert_eq!(serde_json::to_string(&page).expect("JSON"), r#"{"value":["INF",null,1.5]}"#);
}

#[tokio::test]
async fn what_is_no_list_is_still_an_error() {
    for (body, message) in [
        (r#"{"businessPhones":"a"}"#, "`businessPhones`: expected a sequence, found a string"),
        (r#"{"businessPhones":["a",{}]}"#, "`businessPhones[1]`: expected a string, found an object"),
        (r#"{"assignedLicenses":[null,5]}"#, "found a number"),
    ] {
        let server = Server::start(move |_, _| json(body)).await;
        let request: Request<User> = Request::new(Method::GET, path(), []);
        let err = request.send(&server.client()).await.expect_err(body);
        let what = err.decode_error().map(ToString::to_string).unwrap_or_default();
        assert!(what.contains(message), "{what}");
    }
}

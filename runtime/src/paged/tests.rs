//! Each kind of paging, over a transport with fixed responses.

use super::{PageEnd, Paging};
use crate::{Body, BoxFuture, Client, Error, Method, Parameter, Path, Request, StaticToken, Transport, TransportError};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

type Seen = Arc<Mutex<Vec<String>>>;

/// Responds with a function of the path and the query.
struct Fixed(Seen, fn(&str) -> http::Response<Body>);

impl Transport for Fixed {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let uri = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        let body = request.body().as_bytes().map(|it| String::from_utf8_lossy(it).into_owned()).unwrap_or_default();
        self.0.lock().expect("no test panics in here").push(format!("{uri}{body}"));
        Box::pin(std::future::ready(Ok((self.1)(&uri))))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }

    fn deadline(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

fn json_of(value: Value) -> http::Response<Body> {
    http::Response::new(value.to_string().into())
}

/// All items, and the URLs that were requested.
async fn walk(
    request: Request<Value>,
    paging: &'static Paging,
    answer: fn(&str) -> http::Response<Body>,
) -> (Result<Vec<Value>, Error>, Vec<String>) {
    let seen = Seen::default();
    let client = Client::at("https://a").credential(StaticToken::new("t")).transport(Fixed(seen.clone(), answer));
    let client = client.build().expect("valid");
    let items = |page: Value| page["data"].as_array().or(page.as_array()).cloned().unwrap_or_default();
    let all = request.items_by(&client, paging, items).try_collect().await;
    let seen = seen.lock().expect("no test panics in here").clone();
    (all, seen)
}

fn request() -> Request<Value> {
    Request::new(Method::GET, Path::root("").segment("x"), [])
}

async fn check(paging: &'static Paging, answer: fn(&str) -> http::Response<Body>, items: Value, urls: &[&str]) {
    let (all, seen) = walk(request(), paging, answer).await;
    assert_eq!(
        (all.map(Value::from).ok(), seen),
        (Some(items), urls.iter().map(|it| (*it).to_owned()).collect()),
        "{paging:?}"
    );
}

const CURSOR: Parameter = Parameter::query("c");

#[tokio::test]
async fn links_are_followed() {
    let answer = |uri: &str| match uri {
        "/x" => json_of(json!({ "data": [1], "links": { "next": "/x?page=2" } })),
        "/x?page=2" => json_of(json!({ "data": [2], "links": { "next": "https://a/x?page=3" } })),
        _ => json_of(json!({ "data": [3], "links": { "next": null } })),
    };
    check(&Paging::Link { member: "links.next" }, answer, json!([1, 2, 3]), &["/x", "/x?page=2", "/x?page=3"]).await;
    let answer = |uri: &str| {
        let mut res = json_of(json!([uri.len()]));
        if uri == "/x" {
            res.headers_mut().insert("link", "<?page=2>; rel=\"next\"".parse().expect("a header"));
        }
        res
    };
    check(&Paging::LinkHeader, answer, json!([2, 9]), &["/x", "/x?page=2"]).await;
}

#[tokio::test]
async fn cursors_are_parameters() {
    let answer = |uri: &str| match uri {
        "/x" => json_of(json!({ "data": [1], "next": "a b" })),
        "/x?c=a%20b" => json_of(json!({ "data": [2], "next": 7 })),
        _ => json_of(json!({ "data": [3], "next": "z", "more": false })),
    };
    const PAGING: Paging = Paging::Cursor { member: "next", parameter: CURSOR, end: PageEnd::Flag("more") };
    check(&PAGING, answer, json!([1, 2, 3]), &["/x", "/x?c=a%20b", "/x?c=7"]).await;
    const IN_BODY: Paging = Paging::Cursor { member: "next", parameter: Parameter::member("c"), end: PageEnd::Empty };
    let (_, seen) =
        walk(request().json(&json!({ "q": 1 })), &IN_BODY, |_| json_of(json!({ "data": [], "next": "a" }))).await;
    assert_eq!(seen, [r#"/x{"q":1}"#, r#"/x{"c":"a","q":1}"#]);
}

#[tokio::test]
async fn the_last_id_continues() {
    let answer = |uri: &str| match uri {
        "/x" => json_of(json!({ "data": [{ "id": "a" }, { "id": "b" }], "has_more": true })),
        "/x?c=b" => json_of(json!({ "data": [{ "id": "c" }], "has_more": false })),
        _ => json_of(json!(null)),
    };
    const PAGING: Paging =
        Paging::LastId { items: "data", id: "id", parameter: CURSOR, end: PageEnd::Flag("has_more") };
    check(&PAGING, answer, json!([{ "id": "a" }, { "id": "b" }, { "id": "c" }]), &["/x", "/x?c=b"]).await;
    const UNMARKED: Paging = Paging::LastId { items: "", id: "", parameter: CURSOR, end: PageEnd::Empty };
    let answer = |uri: &str| json_of(if uri == "/x" { json!([5]) } else { json!([]) });
    check(&UNMARKED, answer, json!([5]), &["/x", "/x?c=5"]).await;
}

#[tokio::test]
async fn numbers_count_pages_or_items() {
    const PAGES: Paging = Paging::Number { items: "data", parameter: CURSOR, first: 1, end: PageEnd::Pages("pages") };
    let answer = |uri: &str| json_of(json!({ "data": [uri], "pages": 2 }));
    check(&PAGES, answer, json!(["/x", "/x?c=2"]), &["/x", "/x?c=2"]).await;
    const EMPTY: Paging = Paging::Number { items: "", parameter: CURSOR, first: 0, end: PageEnd::Empty };
    let answer = |uri: &str| json_of(if uri == "/x" { json!([0, 0]) } else { json!([]) });
    check(&EMPTY, answer, json!([0, 0]), &["/x", "/x?c=1"]).await;
    const OFFSET: Paging = Paging::Offset { items: "data", parameter: CURSOR, end: PageEnd::Total("total") };
    let answer = |uri: &str| json_of(json!({ "data": [uri, 0], "total": 4 }));
    check(&OFFSET, answer, json!(["/x", 0, "/x?c=2", 0]), &["/x", "/x?c=2"]).await;
    let started = request().parameter(CURSOR, crate::Argument::new(&2));
    assert_eq!(walk(started, &OFFSET, answer).await.1, ["/x?c=2"]);
}

#[tokio::test]
async fn no_page_is_read_twice() {
    const LINK: Paging = Paging::Link { member: "next" };
    const CURSORS: Paging = Paging::Cursor { member: "next", parameter: CURSOR, end: PageEnd::Empty };
    const NUMBER: Paging = Paging::Number { items: "data", parameter: CURSOR, first: 1, end: PageEnd::Empty };
    let answer = |_: &str| json_of(json!({ "data": [1], "next": "/y" }));
    for (paging, count) in [(&LINK, 2), (&CURSORS, 2), (&NUMBER, 2)] {
        let (all, seen) = walk(request(), paging, answer).await;
        assert!(all.is_err_and(|it| it.is_decode()) && seen.len() == count, "{paging:?}: {seen:?}");
    }
    let away = |_: &str| json_of(json!({ "data": [1], "next": "https://evil.com/x" }));
    let (all, seen) = walk(request(), &LINK, away).await;
    assert!(all.is_err_and(|it| it.is_request()) && seen == ["/x"], "{seen:?}");
}

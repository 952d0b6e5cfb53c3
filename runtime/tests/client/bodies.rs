//! Forms, files, and typed responses.

use crate::support::{Server, header, json};
use graphwright_runtime::{
    Argument, Error, Method, Multipart, Parameter, Part, Path, Request, Style, Value, json as value, read_body,
    read_header,
};
use std::time::Duration;

fn post<T: serde::de::DeserializeOwned>(segment: &'static str) -> Request<T> {
    Request::new(Method::POST, Path::root("v1").segment(segment), [])
}

#[tokio::test]
async fn a_form_arrives_as_described() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let (client, _) = server.client();
    let body = value!({ "email": "a+b@c.d", "metadata": { "order": 5 } });
    let request = post::<Value>("customers").form(&body, &[Parameter::member("metadata").style(Style::DeepObject)]);
    let request = request.parameter(Parameter::query("expand"), Argument::new(&["a", "b&c"]));
    request.send(&client).await.expect("an object");
    let seen = &server.seen()[0];
    assert_eq!(seen.uri(), "/v1/customers?expand=a&expand=b%26c");
    assert_eq!(header(seen, "content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(seen.body(), "email=a%2Bb%40c.d&metadata%5Border%5D=5");
}

#[tokio::test]
async fn files_are_streamed_and_sent_once() {
    let server = Server::start(|_, count| json(if count == 0 { 503 } else { 200 }, "{}")).await;
    let (client, waits) = server.client();
    let chunks = || futures_util::stream::iter((0..3).map(|_| Ok(vec![b'x'; 100_000].into())));
    let body = |length| {
        Multipart::new()
            .part("purpose", Part::text("import"))
            .part("file", Part::stream("a.bin", "application/octet-stream", length, chunks()))
            .part("file", Part::bytes("b.csv", "text/csv", "1;2"))
    };
    let request = post::<Value>("files").multipart(body(Some(300_000)));
    let again = request.clone();
    let err = request.send(&client).await.expect_err("a 503 is not repeated");
    assert!(err.is_server_error() && waits.all().is_empty(), "{err:?}");
    assert!(again.send(&client).await.is_err_and(|it| it.is_request()), "the stream has been sent");
    post::<Value>("files").multipart(body(None)).send(&client).await.expect("it is sent in chunks");
    let seen = server.seen();
    let length = header(&seen[0], "content-length").map(str::to_owned);
    assert_eq!((seen.len(), length), (2, Some(seen[0].body().len().to_string())));
    assert_eq!(header(&seen[1], "transfer-encoding"), Some("chunked"));
    for it in &seen {
        let media_type = header(it, "content-type").unwrap_or_default();
        let boundary = media_type.strip_prefix("multipart/form-data; boundary=").expect("parts");
        let text = String::from_utf8_lossy(it.body());
        assert_eq!(text.matches(&format!("--{boundary}\r\n")).count(), 3);
        assert!(text.contains("filename=\"a.bin\"") && text.ends_with(&format!("\r\n\r\n1;2\r\n--{boundary}--\r\n")));
    }
}

#[tokio::test]
async fn parts_in_memory_are_sent_again() {
    let server = Server::start(|_, count| json(if count == 0 { 429 } else { 200 }, "{}")).await;
    let (client, _) = server.client();
    let body = Multipart::new().part("a", Part::json(&value!({ "b": 1 })));
    post::<Value>("files").multipart(body).send(&client).await.expect("the second attempt");
    let seen = server.seen();
    assert!(seen.len() == 2 && seen[0].body() == seen[1].body());
}

#[derive(Debug, PartialEq)]
enum Forked {
    Created(Value),
    Accepted,
}

fn fork() -> Request<Forked> {
    Request::by_status(Method::POST, Path::root("").segment("forks"), [], |response| match response.status().as_u16() {
        202 => Ok(Forked::Accepted),
        _ => read_body(response).map(Forked::Created),
    })
}

#[tokio::test]
async fn responses_differ_by_status() {
    let server = Server::start(|_, count| match count {
        0 => json(201, r#"{"id":1}"#),
        1 => json(202, ""),
        _ => {
            let mut res = json(422, r#"{"title":"Invalid","detail":"No name","errors":[{"field":"name"}]}"#);
            res.headers_mut().insert("x-remaining", "58".parse().expect("a header"));
            res
        }
    })
    .await;
    let (client, _) = server.client();
    assert_eq!(fork().send(&client).await.expect("created"), Forked::Created(value!({ "id": 1 })));
    assert_eq!(fork().send(&client).await.expect("accepted"), Forked::Accepted);
    let err: Error = fork().send(&client).await.expect_err("a 422");
    assert_eq!((err.message(), err.code()), (Some("No name"), None));
    assert_eq!(err.body::<Value>().expect("JSON")["errors"][0]["field"], "name");
    assert_eq!(err.body::<Vec<u8>>(), None);
    assert_eq!(err.headers().and_then(|it| read_header::<u32>(it, "X-Remaining")), Some(58));
}

#[tokio::test]
async fn a_post_with_a_key_is_repeated() {
    let server = Server::start(|_, count| json(if count % 2 == 0 { 504 } else { 200 }, "{}")).await;
    let (client, waits) = server.client();
    post::<Value>("x").idempotency_key("Idempotency-Key").send(&client).await.expect("the second attempt");
    assert!(post::<Value>("x").send(&client).await.is_err(), "it may have been executed");
    let seen = server.seen();
    assert!(seen.len() == 3 && waits.all().iter().all(|it| *it > Duration::ZERO));
    let key = header(&seen[0], "idempotency-key");
    assert!(key.is_some() && key == header(&seen[1], "idempotency-key"));
}

#[tokio::test]
async fn no_content_is_an_empty_list() {
    let server = Server::start(|_, _| json(204, "")).await;
    let (client, _) = server.client();
    assert!(post::<Vec<u8>>("x").send(&client).await.expect("a list").is_empty());
    assert!(post::<Option<u8>>("x").send(&client).await.expect("nothing").is_none());
}

#[tokio::test]
async fn text_is_text() {
    let server = Server::start(|_, _| json(200, "ä")).await;
    let (client, _) = server.client();
    let request = Request::text(Method::GET, Path::root("").segment("readme"), []);
    assert_eq!(request.send(&client).await.expect("text"), "ä");
    assert_eq!(header(&server.seen()[0], "accept"), Some("*/*"));
}

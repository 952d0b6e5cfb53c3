//! The kinds of errors.

use crate::server::{Server, builder, get, list, post, response};
use graphwright_runtime::{AccessToken, BoxError, BoxFuture, Credential, Error, ErrorKind, RetryPolicy, TokenRequest};
use std::error::Error as _;
use std::time::Duration;

async fn failed(answer: &'static [u8]) -> Error {
    let server = Server::start(move |_, _| answer.to_vec()).await;
    let client =
        server.builder().retry(RetryPolicy::none()).max_response_bytes(100).timeout(Duration::from_millis(500));
    list("users").send(&client.build().expect("a valid configuration")).await.expect_err("it fails")
}

struct None;

impl Credential for None {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async { Err("unknown user".into()) })
    }
}

#[tokio::test]
async fn every_failure_has_its_kind() {
    for (answer, kind) in [
        (&b"HTTP/1.1 404 X\r\ncontent-length: 0\r\n\r\n"[..], ErrorKind::Service(http::StatusCode::NOT_FOUND)),
        (b"HTTP/1.1 200 X\r\ncontent-length: 9\r\n\r\n{", ErrorKind::Interrupted),
        (b"nonsense", ErrorKind::Interrupted),
        (b"", ErrorKind::Timeout),
        (b"HTTP/1.1 200 X\r\ncontent-length: 2\r\n\r\n{}", ErrorKind::Decode),
        (b"HTTP/1.1 200 X\r\ncontent-length: 200\r\n\r\n{}", ErrorKind::TooLarge),
        (b"HTTP/1.1 302 X\r\ncontent-length: 0\r\n\r\n", ErrorKind::Decode),
    ] {
        let err = failed(answer).await;
        assert_eq!(err.kind(), kind, "{err:?}");
    }
    let client = builder("http://127.0.0.1:9").retry(RetryPolicy::none()).build().expect("a valid configuration");
    assert_eq!(get("me").send(&client).await.expect_err("nobody is there").kind(), ErrorKind::Unsent);
    let request = get("me").header("a b", "");
    assert_eq!(request.send(&client).await.expect_err("no header").kind(), ErrorKind::Refused);
    let client = builder("http://127.0.0.1:9").credential(None).build().expect("a valid configuration");
    let err = get("me").send(&client).await.expect_err("no token");
    assert_eq!(err.kind(), ErrorKind::Credential);
    assert_eq!(err.source().map(ToString::to_string).as_deref(), Some("unknown user"));
}

#[test]
fn the_crates_in_signatures_are_there() {
    use graphwright_runtime::{bytes, http, jiff, reqwest, serde_json, uuid};
    let time: jiff::Timestamp = "2024-02-29T12:34:56Z".parse().expect("a time");
    assert_eq!(graphwright_runtime::DateTime::from(time).as_str(), "2024-02-29T12:34:56Z");
    let id = uuid::Uuid::nil();
    assert_eq!(graphwright_runtime::Guid::from(id).as_uuid(), Some(id));
    let _: reqwest::ClientBuilder = graphwright_runtime::ReqwestTransport::builder();
    let _: bytes::Bytes = graphwright_runtime::Bytes::new();
    let _: http::Method = graphwright_runtime::Method::GET;
    let _: serde_json::Value = graphwright_runtime::Value::Null;
}

#[tokio::test]
async fn a_service_says_what_is_wrong_with_what() {
    let body = r#"{"error":{"code":"BadRequest","message":"No.","target":"user","details":[
        {"code":"TooLong","message":"It is too long.","target":"displayName"},{"code":"Odd"},null]}}"#;
    let server = Server::start(move |_, _| response(400, &[], body)).await;
    let err = post("users").send(&server.client()).await.expect_err("a 400");
    assert_eq!((err.code(), err.target()), (Some("BadRequest"), Some("user")));
    let details: Vec<_> = err.details().map(|it| (it.code, it.message, it.target)).collect();
    assert_eq!(details[0], (Some("TooLong"), Some("It is too long."), Some("displayName")));
    assert_eq!(details[1..], [(Some("Odd"), Option::None, Option::None), (Option::None, Option::None, Option::None)]);
}

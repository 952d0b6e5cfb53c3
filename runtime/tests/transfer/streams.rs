//! Requests with a streamed body or a reader.

use crate::server::{File, Server, answer, are_bytes, bytes, path};
use axum::extract::Request as Incoming;
use axum::response::Response;
use futures_util::{StreamExt, stream};
use graphwright_runtime::{BoxError, Bytes, Error, Method, Request, Value};

const TOTAL: u64 = 20_000_000;

/// Counts the bytes of the body.
async fn counted(request: Incoming) -> Response {
    let mut chunks = request.into_body().into_data_stream();
    let mut count = 0;
    while let Some(Ok(chunk)) = chunks.next().await {
        assert!(are_bytes(count, &chunk), "other bytes at {count}");
        count += chunk.len() as u64;
    }
    answer(201, &[], format!(r#"{{"size":{count}}}"#))
}

async fn server() -> Server {
    Server::start(async |request, _| counted(request).await).await
}

fn put() -> Request<Value> {
    Request::new(Method::PUT, path("content"), [])
}

#[tokio::test]
async fn readers_are_sent_with_their_length() {
    let server = server().await;
    let item = put().send_reader(&server.client(), "text/plain", Some(TOTAL), File::new(0, TOTAL)).await;
    assert_eq!(item.expect("it arrives")["size"], TOTAL);
    let seen = &server.seen()[0];
    assert_eq!(seen.header("content-length"), Some("20000000"));
    assert_eq!(seen.header("transfer-encoding"), None);
    assert_eq!(seen.header("content-type"), Some("text/plain"));
    assert_eq!(seen.header("authorization"), Some("Bearer secret"));
}

#[tokio::test]
async fn streams_may_have_no_length() {
    let server = server().await;
    let pieces = stream::iter([bytes(0, 1000), Bytes::new(), bytes(1000, 500)]).map(Ok);
    let item = put().send_stream(&server.client(), "text/plain", None, pieces).await.expect("it arrives");
    assert_eq!(item["size"], 1500);
    assert_eq!(server.seen()[0].header("transfer-encoding"), Some("chunked"));
}

async fn sent(length: u64, pieces: Vec<Result<Bytes, BoxError>>) -> Result<Value, Error> {
    let server = server().await;
    put().send_stream(&server.client(), "text/plain", Some(length), stream::iter(pieces)).await
}

#[tokio::test]
async fn lengths_must_be_right() {
    let two = || vec![Ok(bytes(0, 1000)), Ok(bytes(1000, 500))];
    assert_eq!(sent(1500, two()).await.expect("it arrives")["size"], 1500);
    for (length, message) in [(1501, "fewer"), (1499, "more"), (1000, "more"), (0, "more")] {
        let err = sent(length, two()).await.expect_err("another length");
        assert!(err.is_transport() && format!("{err:?}").contains(message), "{length}: {err:?}");
    }
    let broken = vec![Ok(bytes(0, 1000)), Err("the disk is gone".into())];
    let err = sent(1500, broken).await.expect_err("it breaks");
    assert!(format!("{err:?}").contains("the disk is gone"), "{err:?}");
}

#[tokio::test]
async fn what_has_gone_is_not_sent_again() {
    let server = Server::start(async |_, _| answer(503, &[("retry-after", "1")], "")).await;
    let file = File::new(0, 1000);
    let err = put().send_reader(&server.client(), "text/plain", Some(1000), file).await.expect_err("it fails");
    assert!(err.is_server_error(), "{err}");
    assert_eq!(server.seen().len(), 1);
}

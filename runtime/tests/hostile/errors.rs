//! Errors with incomplete bodies, and waits that services request.

use crate::server::{Seen, Server, get, json, list, post, response};
use graphwright_runtime::{Client, ReqwestTransport, RetryPolicy, StaticToken};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// An error with a body that is shorter than announced.
fn broken(status: u16, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut res = response(status, headers, r#"{"error":{"code":"no"}}"#);
    res.truncate(res.len() - 5);
    res
}

#[tokio::test]
async fn an_error_that_breaks_off_keeps_its_status() {
    let server = Server::start(|_, _| broken(403, &[("request-id", "r-1")])).await;
    for request in [get("me"), post("me")] {
        let err = request.send(&server.client()).await.expect_err("a 403");
        assert!(err.is_forbidden() && err.request_id() == Some("r-1"), "{err:?}");
    }
    assert_eq!(server.seen().len(), 2, "a 403 is not repeated");

    let server = Server::start(|_, count| match count {
        0 => broken(429, &[("retry-after", "0.01")]),
        1 => broken(503, &[("retry-after", "0.01")]),
        _ => json("{}"),
    })
    .await;
    post("me").send(&server.client()).await.expect("the third answer");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn an_error_whose_body_never_comes_keeps_its_status() {
    let head = b"HTTP/1.1 404 X\r\ncontent-length: 10\r\n\r\n";
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(head).await;
            open.push(stream);
        }
    });
    let client =
        crate::server::builder(&url).timeout(Duration::from_millis(300)).build().expect("a valid configuration");
    let err = post("me").send(&client).await.expect_err("a 404");
    assert!(err.is_not_found(), "{err:?}");
}

/// Returns how long the client waited before the next attempt.
async fn waited(headers: &'static [(&'static str, &'static str)]) -> Duration {
    let server = Server::start(move |_, count| match count {
        0 => response(429, headers, ""),
        _ => json("{}"),
    })
    .await;
    let start = Instant::now();
    post("me").send(&server.client()).await.expect("the second answer");
    start.elapsed()
}

#[tokio::test]
async fn waits_are_of_the_servers_clock() {
    const DATE: (&str, &str) = ("date", "Sun, 06 Nov 1994 08:49:36 GMT");
    for headers in [
        &[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"), DATE],
        &[("retry-after", "Sunday, 06-Nov-94 08:49:37 GMT"), DATE],
        &[("retry-after", "Sun Nov  6 08:49:37 1994"), DATE],
        &[("retry-after", "60"), ("x-ms-retry-after-ms", "1000")],
    ] {
        let wait = waited(headers).await;
        assert!(wait >= Duration::from_secs(1) && wait < Duration::from_secs(8), "{headers:?}: {wait:?}");
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_is_not_asked_again() {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = count.clone();
    let answer = b"HTTP/1.1 407 X\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n";
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let proxy = format!("http://{}", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(answer).await;
        }
    });
    let proxy = reqwest::Proxy::all(proxy).expect("a proxy");
    let transport = ReqwestTransport::from_client(ReqwestTransport::builder().proxy(proxy).build().expect("TLS"));
    let client = Client::at("https://graph.microsoft.com").credential(StaticToken::new("x")).transport(transport);
    let client = client.retry(RetryPolicy { first_wait: Duration::from_millis(1), ..RetryPolicy::default() });
    let err = get("me").send(&client.build().expect("a valid configuration")).await.expect_err("a 407");
    assert!(err.is_transport(), "{err:?}");
    assert_eq!(count.load(Ordering::SeqCst), 1, "{err:?}");
}

#[tokio::test]
async fn a_response_has_a_limit_that_the_error_names() {
    let server = Server::start(|_: &Seen, _| {
        let length = 300 * 1024 * 1024;
        format!("HTTP/1.1 200 X\r\ncontent-length: {length}\r\n\r\n{{").into_bytes()
    })
    .await;
    let err = list("users").send(&server.client()).await.expect_err("too long");
    assert!(err.to_string().contains("max_response_bytes"), "{err}");
    assert_eq!(server.seen().len(), 1);
}

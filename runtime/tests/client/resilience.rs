//! Retries and their waits.

use crate::support::{Server, builder, header, json, rude, with_header};
use graphwright_runtime::RetryPolicy;
use msgraph::{User, UserSendMailBody};
use std::time::Duration;

#[tokio::test]
async fn throttled_requests_wait_as_long_as_they_are_told() {
    let date = |seconds| {
        let time = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
        jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&time).expect("a date")
    };
    let server = Server::start(move |_, count| match count {
        0 => with_header(429, "retry-after", "7"),
        1 => with_header(503, "retry-after", &date(20)),
        2 => with_header(429, "retry-after", "0.25"),
        3 => with_header(504, "x-none", ""),
        _ => json(200, r#"{"id":"1"}"#),
    })
    .await;
    let (client, waits) = server.client();
    assert_eq!(msgraph::me().get().send(&client).await.expect("the fifth answer").id.as_deref(), Some("1"));
    let waits = waits.all();
    let between = |wait: Duration, low: f64, high: f64| wait.as_secs_f64() >= low && wait.as_secs_f64() <= high;
    assert_eq!(waits.len(), 4);
    assert!(between(waits[0], 7.0, 8.0), "{waits:?}");
    assert!(between(waits[1], 18.0, 21.0), "{waits:?}");
    assert!(between(waits[2], 0.25, 0.5), "{waits:?}");
    assert!(between(waits[3], 0.5, 4.0), "{waits:?}");
}

#[tokio::test]
async fn a_wait_that_is_over_is_no_invitation_to_hurry() {
    let past = "Sun, 06 Nov 1994 08:49:37 GMT";
    let server = Server::start(move |_, count| match count {
        0 => with_header(429, "retry-after", "0"),
        1 => with_header(503, "retry-after", past),
        _ => json(200, "{}"),
    })
    .await;
    let (client, waits) = server.client();
    msgraph::me().get().send(&client).await.expect("the third answer");
    let waits = waits.all();
    assert!(waits.len() == 2 && waits.iter().all(|it| *it >= Duration::from_millis(250)), "{waits:?}");
}

#[tokio::test]
async fn a_post_is_repeated_only_if_it_was_not_executed() {
    let send = || msgraph::me().send_mail(&UserSendMailBody::default());
    let server = Server::start(|_, count| match count {
        0 => with_header(429, "retry-after", "1"),
        1 => with_header(503, "retry-after", "1"),
        _ => with_header(202, "x-none", ""),
    })
    .await;
    let (client, _) = server.client();
    send().send(&client).await.expect("the third answer");
    assert_eq!(server.seen().len(), 3);

    // A 503 without `Retry-After` may be of a proxy whose server has executed the request.
    for status in [503, 504] {
        let server = Server::start(move |_, _| with_header(status, "x-none", "")).await;
        let (client, _) = server.client();
        let err = send().send(&client).await.expect_err("an error of the server");
        assert!(err.is_server_error());
        assert_eq!(server.seen().len(), 1);
        send().idempotency_key("Idempotency-Key").retry(once()).send(&client).await.expect_err("again");
        let seen = server.seen();
        assert_eq!((seen.len(), header(&seen[1], "idempotency-key")), (3, header(&seen[2], "idempotency-key")));
    }
}

/// One retry.
fn once() -> RetryPolicy {
    RetryPolicy { max_retries: 1, ..RetryPolicy::default() }
}

#[tokio::test]
async fn a_post_is_not_repeated_after_a_connection_lost_in_the_response() {
    let (url, count) =
        rude(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\ncontent-type: application/json\r\n\r\n{\"id\":").await;
    let client = builder(&url).0.build().expect("a valid configuration");
    let err = msgraph::users().create(&User::default()).send(&client).await.expect_err("half a response");
    assert!(err.is_transport(), "{err}");
    assert_eq!(*count.lock().expect("no test panics in here"), 1);

    // A GET is idempotent: repeated as often as the policy allows.
    let policy = RetryPolicy { max_retries: 3, ..RetryPolicy::default() };
    let client = builder(&url).0.retry(policy).build().expect("a valid configuration");
    assert!(msgraph::me().get().send(&client).await.expect_err("half a response").is_transport());
    assert_eq!(*count.lock().expect("no test panics in here"), 1 + 4);
}

#[tokio::test]
async fn what_was_never_sent_is_repeated_whatever_it_is() {
    let (builder, waits) = builder("http://127.0.0.1:9");
    let policy = RetryPolicy { max_retries: 2, ..RetryPolicy::default() };
    let client = builder.retry(policy).build().expect("a valid configuration");
    let err = msgraph::users().create(&User::default()).send(&client).await.expect_err("nobody is there");
    assert!(err.is_transport());
    assert_eq!(waits.all().len(), 2);
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_not_begun() {
    let server = Server::start(|_, _| with_header(429, "retry-after", "3600")).await;
    let (client, waits) = server.client();
    let err = msgraph::me().get().send(&client).await.expect_err("a 429");
    assert!(err.is_throttled());
    assert_eq!(err.retry_after(), Some(Duration::from_secs(3600)));
    assert!(waits.all().is_empty());
}

#[tokio::test]
async fn an_attempt_has_its_time() {
    // The server never accepts connections.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let client = builder(&url).0.build().expect("a valid configuration");
    let request = msgraph::users().create(&User::default()).timeout(Duration::from_millis(20));
    let err = request.send(&client).await.expect_err("too late");
    assert!(err.is_transport(), "{err}");
    assert!(format!("{err:?}").contains("within 20ms"), "{err:?}");
}

#[tokio::test]
async fn a_response_has_its_size() {
    let server = Server::start(|_, _| json(200, format!("{{\"id\":\"{}\"}}", "x".repeat(2000)))).await;
    let (builder, _) = server.builder();
    let client = builder.max_response_bytes(1000).build().expect("a valid configuration");
    let err = msgraph::me().get().send(&client).await.expect_err("too much");
    assert!(err.to_string().contains("longer than 1000 bytes"), "{err}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn an_error_that_is_too_long_is_what_its_status_says() {
    let server = Server::start(|_, count| json(if count == 0 { 503 } else { 404 }, "x".repeat(2000))).await;
    let (builder, _) = server.builder();
    let client = builder.max_response_bytes(1000).build().expect("a valid configuration");
    assert!(msgraph::me().get().send(&client).await.expect_err("the second answer").is_not_found());
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn nothing_is_left_behind_when_a_request_is_dropped() {
    let server = Server::start(|_, _| with_header(429, "retry-after", "100")).await;
    let client = msgraph::Client::builder()
        .base_url(&server.url)
        .credential(msgraph::StaticToken::new("x"))
        .build()
        .expect("a valid configuration");
    let request = tokio::spawn(async move { msgraph::me().get().send(&client).await });
    while server.seen().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    request.abort();
    assert!(request.await.expect_err("it is dropped").is_cancelled());
    assert_eq!(server.seen().len(), 1);
}

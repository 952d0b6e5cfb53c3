//! Servers that respond late or never.

use crate::server::{Server, get, json, post, response};
use graphwright_runtime::{
    AccessToken, BoxError, BoxFuture, Client, ClientSecret, Credential, DeviceCode, Error, RetryPolicy, TokenRequest,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Returns the error; panics if it takes longer than the limit.
async fn error<T>(limit: Duration, work: impl Future<Output = Result<T, Error>>) -> Error {
    let start = Instant::now();
    let err = tokio::time::timeout(limit, work).await.expect("it ends").err().expect("an error");
    assert!(start.elapsed() < limit, "{:?}: {err:?}", start.elapsed());
    err
}

const SOON: Duration = Duration::from_secs(8);

async fn silent() -> Server {
    Server::start(|_, _| Vec::new()).await
}

#[tokio::test]
async fn a_silent_service_has_until_the_deadline() {
    let server = silent().await;
    let quick = || server.builder().timeout(Duration::from_millis(200));
    let client = quick().deadline(Duration::from_millis(700)).build().expect("a valid configuration");
    let err = error(SOON, get("me").send(&client)).await;
    assert!(err.is_timeout() && err.is_transport(), "{err:?}");
    assert!((2..=5).contains(&server.seen().len()), "{}", server.seen().len());

    // Set for a request, overriding the client's.
    let err = error(SOON, post("me").deadline(Duration::from_millis(100)).send(&client)).await;
    assert!(format!("{err:?}").contains("within 100ms"), "{err:?}");
    let client = quick().deadline(None).retry(RetryPolicy::none()).build().expect("a valid configuration");
    assert!(error(SOON, get("me").send(&client)).await.is_timeout());
    let request = get("me").timeout(Duration::from_secs(3600)).deadline(Duration::from_millis(300));
    assert!(error(SOON, request.send(&client)).await.is_timeout());
}

#[tokio::test]
async fn a_wait_that_ends_after_the_deadline_is_an_error_at_once() {
    let server = Server::start(|_, _| response(429, &[("retry-after", "60")], "")).await;
    let client = server.builder().deadline(Duration::from_secs(30)).build().expect("a valid configuration");
    let err = error(SOON, get("me").send(&client)).await;
    assert!(err.is_throttled() && err.retry_after() == Some(Duration::from_secs(60)), "{err:?}");
    let err = error(SOON, get("me").deadline(Duration::from_secs(59)).send(&server.client())).await;
    assert!(err.is_throttled(), "{err:?}");
    assert_eq!(server.seen().len(), 2);
}

/// A credential that is slower than every limit.
struct Slow;

impl Credential for Slow {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        assert!(request.deadline.is_some_and(|it| it > Instant::now()));
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_silent_sign_in_has_until_the_deadline() {
    let server = silent().await;
    let secret = ClientSecret::new("tenant", "app", "secret");
    let client = server.builder().authority(&server.url).credential(secret).deadline(Duration::from_millis(300));
    let err = error(SOON, get("me").send(&client.build().expect("a valid configuration"))).await;
    assert!(err.is_timeout() && err.is_credential(), "{err:?}");
    let client = server.builder().credential(Slow).deadline(Duration::from_millis(300));
    let err = error(SOON, get("me").send(&client.build().expect("a valid configuration"))).await;
    assert!(err.is_timeout() && err.is_credential(), "{err:?}");

    let throttled = Server::start(|_, _| response(429, &[("retry-after", "60")], "")).await;
    let secret = ClientSecret::new("tenant", "app", "secret");
    let client = throttled.builder().authority(&throttled.url).credential(secret).deadline(Duration::from_secs(30));
    let err = error(SOON, get("me").send(&client.build().expect("a valid configuration"))).await;
    assert!(err.is_credential(), "{err:?}");
    assert_eq!(throttled.seen().len(), 1);
}

#[tokio::test]
async fn a_code_is_not_waited_for_longer_than_the_deadline() {
    let server = Server::start(|seen, _| match seen.line.ends_with("devicecode") {
        true => {
            json(r#"{"user_code":"A","device_code":"B","verification_uri":"https://x","interval":30,"expires_in":900}"#)
        }
        false => json(r#"{"access_token":"t","token_type":"Bearer"}"#),
    })
    .await;
    let shown = Arc::new(AtomicUsize::new(0));
    let counter = shown.clone();
    let credential = DeviceCode::new("common", "app", move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
    });
    let client: Client = server
        .builder()
        .authority(&server.url)
        .credential(credential)
        .deadline(Duration::from_secs(20))
        .build()
        .expect("a valid configuration");
    for _ in 0..2 {
        let err = error(SOON, get("me").send(&client)).await;
        assert!(err.is_timeout() && err.is_credential(), "{err:?}");
    }
    assert_eq!(shown.load(Ordering::SeqCst), 1, "the code can still be entered");
}

#[tokio::test]
async fn an_operation_has_its_limit() {
    let accepted = |seen: &crate::server::Seen| {
        let location = format!("http://{}/v1.0/monitor", seen.header("host").expect("a host"));
        response(202, &[("location", &location), ("retry-after", "1")], "")
    };
    let server =
        Server::start(move |seen, _| if seen.line.ends_with("/copy") { accepted(seen) } else { Vec::new() }).await;
    let client = server.client();
    let operation = post("copy").start(&client).await.expect("it is accepted");
    let mut operation = operation.limit(Duration::from_secs(2));
    let start = Instant::now();
    let err = error(SOON, operation.wait(&client)).await;
    assert!(err.is_operation_unfinished() && err.is_timeout(), "{err:?}");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());

    let operation = post("copy").start(&client).await.expect("it is accepted");
    let err = error(Duration::from_millis(900), operation.limit(Duration::from_millis(500)).wait(&client)).await;
    assert!(err.is_operation_unfinished(), "{err:?}");
}

#[tokio::test]
async fn a_request_has_its_own_policy() {
    let server = Server::start(|_, _| response(503, &[("retry-after", "0")], "")).await;
    let client = server.client();
    error(SOON, get("me").retry(RetryPolicy::none()).send(&client)).await;
    assert_eq!(server.seen().len(), 1);
    let twice = RetryPolicy { max_retries: 2, first_wait: Duration::from_millis(1), ..RetryPolicy::default() };
    error(SOON, post("me").retry(twice.clone()).send(&client)).await;
    assert_eq!(server.seen().len(), 4);
    // Without `Retry-After`, the request may have been executed.
    let server = Server::start(|_, _| response(503, &[], "")).await;
    error(SOON, post("me").retry(twice.clone()).send(&server.client())).await;
    error(SOON, get("me").retry(twice.clone()).send(&server.client())).await;
    assert_eq!(server.seen().len(), 1 + 3);
    let server = Server::start(|_, _| response(504, &[], "")).await;
    error(SOON, post("me").retry(twice.clone()).send(&server.client())).await;
    error(SOON, post("me").retry(twice).idempotent().send(&server.client())).await;
    assert_eq!(server.seen().len(), 1 + 3);
}

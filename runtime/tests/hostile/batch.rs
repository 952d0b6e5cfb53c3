//! Batches whose responses are malformed, have pages, or refuse the token.

use crate::server::{Seen, Server, get, json, response};
use graphwright_runtime::{AccessToken, Batch, BoxError, BoxFuture, Credential, TokenRequest, Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

fn ids(seen: &Seen) -> Vec<String> {
    let batch: Value = serde_json::from_slice(&seen.body).expect("JSON");
    let requests = batch["requests"].as_array().expect("requests");
    requests.iter().map(|it| it["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn what_is_wrong_with_one_response_says_nothing_of_others() {
    let server = Server::start(|_, _| {
        json(json!({ "responses": [
            { "id": "0", "status": 200, "body": { "n": 0 } },
            { "id": "1", "status": "two hundred" },
            { "id": "2", "status": 200, "headers": [], "body": {} },
            { "id": "3", "status": 7000 },
            { "id": 4, "status": 200, "body": { "n": 4 } },
            "nonsense",
            null,
            { "status": 200 },
            { "id": "6", "status": 200, "body": { "n": 6 } },
            { "id": "6", "status": 200, "body": { "n": 7 } },
            { "id": "77", "status": 200, "body": {} },
        ] }))
    })
    .await;
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..7).map(|_| batch.add(get("me"))).collect();
    let mut responses = batch.send(&server.client()).await;
    let results: Vec<_> = handles.into_iter().map(|it| responses.take(it).map(|it| it["n"].as_i64())).collect();
    for (idx, number) in [(0, 0), (4, 4), (6, 6)] {
        assert_eq!(results[idx].as_ref().ok(), Some(&Some(number)), "{idx}");
    }
    for idx in [1, 2, 3] {
        assert!(results[idx].as_ref().is_err_and(|it| it.is_decode()), "{idx}: {:?}", results[idx]);
    }
    assert!(results[5].as_ref().is_err_and(|it| it.is_transport()), "{:?}", results[5]);
}

#[tokio::test]
async fn responses_may_come_in_pages() {
    let server = Server::start(|seen, count| {
        let responses = |id: usize| json!([{ "id": id.to_string(), "status": 200, "body": { "n": id } }]);
        match count {
            0 => json(json!({ "responses": responses(0), "@odata.nextLink": "$batch?page=1" })),
            1 => json(json!({ "responses": responses(1), "@nextLink": "$batch?page=2" })),
            2 => json(json!({ "responses": responses(2), "@odata.nextLink": "" })),
            _ => panic!("{}", seen.line),
        }
    })
    .await;
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..3).map(|_| batch.add(get("me"))).collect();
    let mut responses = batch.send(&server.client()).await;
    for (idx, handle) in handles.into_iter().enumerate() {
        assert_eq!(responses.take(handle).expect("a response")["n"], idx);
    }
    assert_eq!(server.lines(), ["POST /v1.0/$batch", "GET /v1.0/$batch?page=1", "GET /v1.0/$batch?page=2"]);

    // The error of a page is the error of its responses, and a cycle of pages ends.
    for link in ["$batch?page=1", "http://evil.example/"] {
        let server = Server::start(move |_, _| {
            json(json!({ "responses": [{ "id": "0", "status": 200, "body": {} }], "@odata.nextLink": link }))
        })
        .await;
        let mut batch = Batch::new();
        let (one, other) = (batch.add(get("me")), batch.add(get("me")));
        let mut responses = batch.send(&server.client()).await;
        assert!(responses.take(one).is_ok());
        let err = responses.take(other).expect_err("it never comes");
        assert!(err.is_decode() || err.is_request(), "{err}");
    }
}

/// Returns a new token each time.
#[derive(Clone, Default)]
struct Counting(Arc<AtomicUsize>);

impl Credential for Counting {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move { Ok(AccessToken::new(format!("token-{number}")).expires_in(Duration::from_secs(3600))) })
    }
}

#[tokio::test]
async fn a_token_that_is_refused_inside_is_renewed_once() {
    let server = Server::start(|seen, _| {
        let is_old = seen.header("authorization") == Some("Bearer token-0");
        let responses: Vec<Value> = ids(seen)
            .into_iter()
            .map(|id| match id.as_str() {
                "1" if is_old => json!({ "id": id, "status": 401 }),
                "2" if is_old => json!({ "id": id, "status": 424 }),
                "3" => json!({ "id": id, "status": 401 }),
                _ => json!({ "id": id, "status": 200, "body": { "n": 1 } }),
            })
            .collect();
        json(json!({ "responses": responses }))
    })
    .await;
    let credential = Counting::default();
    let client = server.builder().credential(credential.clone()).build().expect("a valid configuration");
    let mut batch = Batch::new();
    let first = batch.add(get("me"));
    let second = batch.add(get("me"));
    let third = batch.add_after(get("me"), &[second.id()]);
    let fourth = batch.add(get("me"));
    let mut responses = batch.send(&client).await;
    for handle in [first, second, third] {
        responses.take(handle).expect("a response");
    }
    assert!(responses.take(fourth).expect_err("refused twice").is_unauthorized());
    assert_eq!((server.seen().len(), credential.0.load(Ordering::SeqCst)), (2, 2));
    assert_eq!(ids(&server.seen()[1]), ["1", "2", "3"]);
}

#[tokio::test]
async fn requests_of_a_batch_have_their_own_policy() {
    let server = Server::start(|seen, count| {
        let responses: Vec<Value> = ids(seen)
            .into_iter()
            .map(|id| match count {
                0 if id == "3" => json!({ "id": id, "status": 504 }),
                0 => json!({ "id": id, "status": 429, "headers": { "Retry-After": if id == "1" { "60" } else { "0.01" } } }),
                _ => json!({ "id": id, "status": 200, "body": {} }),
            })
            .collect();
        response(200, &[], json!({ "responses": responses }).to_string())
    })
    .await;
    let mut batch = Batch::new();
    let never = batch.add(get("me").retry(graphwright_runtime::RetryPolicy::none()));
    let late = batch.add(get("me").deadline(Duration::from_secs(5)));
    let twice = batch.add(get("me"));
    let post = batch.add(crate::server::post("events").idempotent());
    let mut responses = batch.send(&server.client()).await;
    assert!(responses.take(never).expect_err("not repeated").is_throttled());
    assert!(responses.take(late).expect_err("not in time").is_throttled());
    responses.take(twice).expect("repeated");
    responses.take(post).expect("repeated");
}

#[tokio::test]
async fn dates_are_of_the_clock_of_the_whole_response() {
    let answer = |status: u16| {
        let headers = json!({ "retry-after": "Sun, 06 Nov 1994 08:49:38 GMT" });
        json!({ "responses": [{ "id": "0", "status": status, "headers": headers, "body": {} }] })
    };
    let server = Server::start(move |_, count| {
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        response(200, &[("content-type", "application/json"), date], answer([429, 200][count]).to_string())
    })
    .await;
    let mut batch = Batch::new();
    let handle = batch.add(get("me"));
    let start = Instant::now();
    let response = batch.send(&server.client()).await.take_full(handle).expect("the second attempt");
    // By the local clock, the date is in the past, and the wait would be that of the policy: 2 ms.
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(response.headers()["date"], "Sun, 06 Nov 1994 08:49:37 GMT");
}

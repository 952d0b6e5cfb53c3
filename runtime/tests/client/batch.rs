//! Batches.

use crate::support::{Seen, Server, header, json, with_header};
use graphwright_runtime::{Batch, Bytes};
use msgraph::User;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Responds to each request of a batch with a function of the request and the number of its earlier attempts.
fn batches(
    answer: impl Fn(&Value, usize) -> Value + Send + Sync + 'static,
) -> impl Fn(&Seen, usize) -> http::Response<String> + Send + Sync + 'static {
    let counts: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
    move |request, _| {
        assert_eq!(request.uri(), "/v1.0/$batch");
        let batch: Value = serde_json::from_slice(request.body()).expect("JSON");
        let requests = batch["requests"].as_array().expect("requests");
        assert!(requests.len() <= 20);
        let mut responses: Vec<Value> = requests
            .iter()
            .map(|request| {
                let mut counts = counts.lock().expect("no test panics in here");
                let count = counts.entry(request["url"].to_string()).or_default();
                *count += 1;
                let mut response = answer(request, *count - 1);
                response["id"] = request["id"].clone();
                response
            })
            .collect();
        // The order differs from that of the requests.
        responses.reverse();
        json(200, json!({ "responses": responses }))
    }
}

#[tokio::test]
async fn forty_five_requests_have_each_their_own_end() {
    let server = Server::start(batches(|request, count| {
        let number: usize =
            request["url"].as_str().and_then(|it| it.rsplit('/').next()?.parse().ok()).expect("a number");
        match number % 5 {
            1 => json!({ "status": 404, "body": { "error": { "code": "NotFound", "message": "No." } } }),
            2 if count == 0 => json!({ "status": 429, "headers": { "Retry-After": "0.249" } }),
            2 if count == 1 => json!({ "status": 503, "headers": { "retry-after": "10" } }),
            3 if count == 0 => json!({ "status": 429, "headers": { "Retry-After": "3" } }),
            _ => json!({
                "status": 200,
                "headers": { "Content-Type": "application/json" },
                "body": { "id": number.to_string() }
            }),
        }
    }))
    .await;
    let (client, waits) = server.client();
    let mut batch = Batch::new();
    let handles: Vec<_> = (0..45).map(|it| batch.add(msgraph::users().id(it.to_string()).get())).collect();
    assert_eq!(batch.len(), 45);
    let mut responses = batch.send(&client).await;
    for (number, handle) in handles.into_iter().enumerate() {
        match responses.take::<User>(handle) {
            Ok(user) => assert_eq!(user.id, Some(number.to_string())),
            Err(err) => {
                assert_eq!((number % 5, err.is_not_found(), err.code()), (1, true, Some("NotFound")));
                assert!(err.page().is_some());
            }
        }
    }
    // First 20, 20 and 5; then the throttled requests, each after its own wait.
    let sizes: Vec<usize> = server.seen().iter().map(size).collect();
    assert_eq!(sizes, [20, 20, 5, 9, 9, 9]);
    let waits: Duration = waits.all().iter().sum();
    assert!(waits >= Duration::from_secs(10) && waits < Duration::from_secs(13), "{waits:?}");
}

fn size(request: &Seen) -> usize {
    let batch: Value = serde_json::from_slice(request.body()).expect("JSON");
    batch["requests"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn requests_come_after_others_also_over_two_batches() {
    let server = Server::start(batches(|request, count| match request["url"].as_str() {
        Some("/users/0") if count == 0 => json!({ "status": 429, "headers": { "Retry-After": "1" } }),
        Some("/users/1") if count == 0 => json!({ "status": 424 }),
        Some("/users/22") => json!({ "status": 500 }),
        _ => json!({ "status": 200, "headers": { "Content-Type": "application/json" }, "body": {} }),
    }))
    .await;
    let (client, _) = server.client();
    let mut batch = Batch::new();
    let user = |number: i32| msgraph::users().id(number.to_string()).get();
    let first = batch.add(user(0));
    let second = batch.add_after(user(1), &[first.id()]);
    let mut last = second.id();
    let chain: Vec<_> = (2..25)
        .map(|number| {
            let handle = batch.add_after(user(number), &[last]);
            last = handle.id();
            handle
        })
        .collect();
    let mut responses = batch.send(&client).await;
    assert!(responses.take(first).is_ok());
    assert!(responses.take(second).is_ok());
    let statuses: Vec<_> = chain
        .into_iter()
        .map(|it| responses.take_full(it).map_or_else(|err| err.status(), |it| Some(it.status())))
        .collect();
    let statuses: Vec<u16> = statuses.into_iter().flatten().map(|it| it.as_u16()).collect();
    assert_eq!(statuses[..20], [200; 20]);
    assert_eq!(statuses[20], 500);
    assert!(statuses[21..].iter().all(|it| matches!(it, 200 | 424)), "{statuses:?}");
}

#[tokio::test]
async fn bodies_and_headers_go_through() {
    let server = Server::start(batches(|request, _| {
        let headers = json!({ "Content-Type": request["headers"]["content-type"] });
        json!({ "status": 200, "headers": headers, "body": request["body"] })
    }))
    .await;
    let (client, _) = server.client();
    let mut batch = Batch::new();
    let created = User { display_name: Some("Adele".to_owned()), ..User::default() };
    let created = batch.add(msgraph::users().create(&created).header("prefer", "x"));
    let content = msgraph::drives().id("d").items().id("i").content();
    let bytes = batch.add(content.content("image/png", Bytes::from_static(b"\x89PNG\0")));
    let text = msgraph::drives().id("d").items().id("j").content();
    let text = batch.add(text.json("a string"));
    let mut responses = batch.send(&client).await;
    assert_eq!(responses.take(created).expect("a user").display_name.as_deref(), Some("Adele"));
    assert_eq!(&*responses.take(bytes).expect("bytes"), b"\x89PNG\0");
    assert_eq!(&*responses.take(text).expect("JSON"), b"\"a string\"");
    let sent: Value = serde_json::from_slice(server.seen()[0].body()).expect("JSON");
    assert_eq!(sent["requests"][0]["headers"]["prefer"], "x");
    assert_eq!(sent["requests"][0]["url"], "/users");
    assert_eq!(sent["requests"][1]["body"], "iVBORwA=");
    assert_eq!(header(&server.seen()[0], "authorization"), Some("Bearer secret-token"));
}

#[tokio::test]
async fn what_goes_wrong_is_the_error_of_each() {
    let server = Server::start(|_, _| with_header(500, "x-none", "")).await;
    let (client, _) = server.client();
    let (mut batch, mut other) = (Batch::new(), Batch::new());
    let one = batch.add(msgraph::me().get());
    let empty = batch.add(msgraph::users().id("").get());
    let foreign = other.add(msgraph::me().get());
    let after = batch.add_after(msgraph::me().get(), &[foreign.id()]);
    let mut responses = batch.send(&client).await;
    assert!(responses.take(one).expect_err("a 500").is_server_error());
    assert!(responses.take(empty).expect_err("no id").is_request());
    assert!(responses.take(after).expect_err("another batch").is_request());
    assert!(responses.take(foreign).expect_err("another batch").is_request());
}

#[tokio::test]
async fn requests_of_a_batch_have_the_headers_of_the_client() {
    let server = Server::start(batches(|_, _| json!({ "status": 200, "body": {} }))).await;
    let (builder, _) = server.builder();
    let client = builder.header("prefer", "of-client").header("x-all", "1").build().expect("a valid configuration");
    let mut batch = Batch::new();
    let handles = [batch.add(msgraph::me().get()), batch.add(msgraph::me().get().prefer("of-request"))];
    let mut responses = batch.send(&client).await;
    for handle in handles {
        responses.take(handle).expect("a user");
    }
    let sent: Value = serde_json::from_slice(server.seen()[0].body()).expect("JSON");
    assert_eq!(sent["requests"][0]["headers"], json!({ "prefer": "of-client", "x-all": "1" }));
    assert_eq!(sent["requests"][1]["headers"], json!({ "prefer": "of-request", "x-all": "1" }));
}

#[tokio::test]
async fn a_redirect_is_no_empty_content() {
    let redirect = json!({ "status": 302, "headers": { "Location": "https://example.com/?tempauth=x" } });
    let server = Server::start(batches(move |_, _| redirect.clone())).await;
    let (client, _) = server.client();
    let content = || msgraph::me().photo().content();
    let mut batch = Batch::new();
    let (one, other) = (batch.add(content()), batch.add(content()));
    let mut responses = batch.send(&client).await;
    let err = responses.take(one).expect_err("the content is elsewhere");
    assert!(err.is_decode() && err.headers().is_some_and(|it| it.contains_key("location")), "{err}");
    assert_eq!(responses.take_full(other).expect("a redirect").status().as_u16(), 302);
}

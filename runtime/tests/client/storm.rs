//! Many concurrent requests, and a service that throttles half of them.

use crate::support::{Server, json, with_header};
use graphwright_runtime::RetryPolicy;
use msgraph::User;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const REQUESTS: usize = 2000;

#[tokio::test(flavor = "multi_thread")]
async fn every_request_gets_through_once_and_in_its_budget() {
    let applied: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
    let counts = applied.clone();
    let server = Server::start(move |request, _| {
        if fastrand::bool() {
            let status = if fastrand::bool() { 429 } else { 503 };
            return with_header(status, "retry-after", &fastrand::u32(1..4).to_string());
        }
        let user: User = serde_json::from_slice(request.body()).expect("a user");
        let name = user.display_name.expect("a name");
        *counts.lock().expect("no test panics in here").entry(name).or_default() += 1;
        json(201, String::from_utf8_lossy(request.body()))
    })
    .await;
    let (builder, waits) = server.builder();
    // Fails by chance once in 2 to the 25th runs.
    let policy = RetryPolicy { max_retries: 25, ..RetryPolicy::default() };
    let budget = policy.budget;
    let client = builder.retry(policy).build().expect("a valid configuration");
    let tasks: Vec<_> = (0..REQUESTS)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move {
                let body = User { display_name: Some(number.to_string()), ..User::default() };
                msgraph::users().create(&body).send(&client).await
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("every request gets through");
    }
    let applied = applied.lock().expect("no test panics in here");
    assert_eq!(applied.len(), REQUESTS);
    assert!(applied.values().all(|it| *it == 1), "a request was applied twice");
    // Each attempt except the last one of a request waited, and never less than required.
    let waits = waits.all();
    assert_eq!(waits.len(), server.seen().len() - REQUESTS);
    assert!(waits.iter().all(|it| *it >= Duration::from_secs(1) && *it <= Duration::from_secs(4)));
    assert!(waits.iter().sum::<Duration>() <= budget * u32::try_from(REQUESTS).expect("a small number"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_never_recovers_is_left_alone_in_time() {
    let server = Server::start(|_, _| with_header(503, "retry-after", "10")).await;
    let (builder, waits) = server.builder();
    let policy = RetryPolicy { max_retries: 1000, budget: Duration::from_secs(60), ..RetryPolicy::default() };
    let client = builder.retry(policy).build().expect("a valid configuration");
    assert!(msgraph::me().get().send(&client).await.expect_err("a 503").is_server_error());
    let sum: Duration = waits.all().iter().sum();
    assert!(sum <= Duration::from_secs(60) && waits.all().len() >= 5, "{sum:?}");
}

//! Long-running operations.

use crate::server::{Quick, Server, answer, path};
use graphwright_runtime::{Client, LongRunning, Method, MonitorLink, Request, RetryPolicy, Value};
use serde_json::json;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A response: status, headers in one line (`a: b; c: d`), body.
type Told = (u16, String, Value);

fn told(status: u16, headers: &str, body: Value) -> Told {
    (status, headers.to_owned(), body)
}

/// Responds in the given order; the last response is repeated.
async fn script(answers: impl IntoIterator<Item = Told>) -> Server {
    let answers: Arc<Mutex<VecDeque<Told>>> = Arc::new(Mutex::new(answers.into_iter().collect()));
    Server::start(move |_, _| {
        let mut answers = answers.lock().expect("no panics");
        let (status, headers, body) =
            if answers.len() > 1 { answers.pop_front().expect("some") } else { answers[0].clone() };
        let headers: Vec<_> = headers.split("; ").filter_map(|it| it.split_once(": ")).collect();
        let body = if body.is_null() { String::new() } else { body.to_string() };
        std::future::ready(answer(status, &headers, body))
    })
    .await
}

fn post() -> Request<Value> {
    Request::new(Method::POST, path("things"), []).json(&json!({}))
}

fn seconds(quick: &Quick) -> Vec<u64> {
    quick.waits().iter().map(Duration::as_secs).collect()
}

fn client(server: &Server) -> (Client, Quick) {
    let (builder, quick) = server.builder();
    (builder.build().expect("valid"), quick)
}

#[tokio::test]
async fn monitors_of_another_host_get_no_token() {
    let monitor = script([
        told(202, "retry-after: 5", json!({"status": "notStarted", "percentageComplete": 0})),
        told(202, "", json!({"status": "inProgress", "percentageComplete": 27.8, "operation": "ItemCopy"})),
        told(200, "", json!({"status": "completed", "percentageComplete": 100.0, "resourceId": "01MOWK"})),
    ])
    .await;
    let location = format!("location: {}; retry-after: 3", monitor.url("/monitor/1?tempauth=secret"));
    let server = script([told(202, &location, Value::Null)]).await;
    let (client, quick) = client(&server);
    let mut operation = post().header("x-session", "7").start(&client).await.expect("it begins");
    assert!(!format!("{operation:?}").contains("secret"), "{operation:?}");
    let first = operation.poll(&client).await.expect("a status");
    assert_eq!((first.is_done(), first.text(), first.percentage()), (false, Some("notStarted"), Some(0.0)));
    let status = operation.wait(&client).await.expect("it ends");
    assert_eq!((status.is_done(), status.text()), (true, Some("completed")));
    assert_eq!((status.resource_id(), status.resource_location()), (Some("01MOWK"), None));
    assert_eq!(seconds(&quick), [5, 1]);
    assert_eq!(monitor.lines(), ["GET /monitor/1?tempauth=secret"; 3]);
    for request in monitor.seen() {
        assert_eq!((request.header("authorization"), request.header("x-session")), (None, None));
    }
    // It is complete: no request is sent.
    assert!(operation.poll(&client).await.expect("a status").is_done());
    assert!(operation.value(&client).await.expect_err("there is no result").is_decode());
    assert_eq!((monitor.seen().len(), server.seen().len()), (3, 1));
}

#[tokio::test]
async fn links_of_teams_are_below_the_version() {
    let links = "location: /teams('1')/operations('2'); content-location: /teams('1')";
    let running = json!({"status": "inProgress", "targetResourceId": "1"});
    let done = json!({"status": "succeeded", "targetResourceLocation": "/teams('1')", "error": null});
    let answers = [
        told(202, links, Value::Null),
        told(200, "", running),
        told(200, "", done),
        told(200, "", json!({"id": "1", "displayName": "Team"})),
    ];
    let server = script(answers).await;
    let (client, quick) = client(&server);
    let mut operation =
        post().prefer("respond-async").header("x-session", "7").start(&client).await.expect("it begins");
    let team = operation.value(&client).await.expect("a team");
    assert_eq!(team["displayName"], "Team");
    let operations = "GET /v1.0/teams('1')/operations('2')";
    assert_eq!(server.lines(), ["POST /v1.0/things", operations, operations, "GET /v1.0/teams('1')"]);
    for request in &server.seen()[1..] {
        assert_eq!(request.header("authorization"), Some("Bearer secret"));
        assert_eq!((request.header("x-session"), request.header("prefer")), (Some("7"), None));
    }
    assert_eq!(seconds(&quick), [1, 2]);
}

#[tokio::test]
async fn printers_have_a_status_of_their_own() {
    let state = |state: &str| json!({"status": {"state": state, "description": "words"}, "certificate": "c"});
    let server = script([
        told(202, "operation-location: /v1.0/print/operations/1; location: /ignored; retry-after: 10", Value::Null),
        told(200, "retry-after: 20", state("running")),
        told(200, "", state("succeeded")),
    ])
    .await;
    let (client, quick) = client(&server);
    let mut operation = post().start(&client).await.expect("it begins");
    let status = operation.wait(&client).await.expect("it ends");
    assert_eq!(status.json::<Value>().expect("an operation")["certificate"], "c");
    assert_eq!(seconds(&quick), [10, 20]);
    assert_eq!(server.lines()[1], "GET /v1.0/print/operations/1");
}

#[tokio::test]
async fn a_redirect_leads_to_the_result() {
    let other = script([told(200, "", json!({"id": "item"}))]).await;
    let result = format!("location: {}", other.url("/items/1"));
    let server = script([
        told(202, "location: /v1.0/monitor/1", Value::Null),
        told(308, "location: /v1.0/monitor/2", Value::Null),
        told(202, "", Value::Null),
        told(303, &result, Value::Null),
    ])
    .await;
    let (client, _) = client(&server);
    let mut operation = post().start(&client).await.expect("it begins");
    let status = operation.wait(&client).await.expect("it ends");
    assert_eq!(status.resource_location(), Some(other.url("/items/1").as_str()));
    assert!(other.seen().is_empty(), "only who wants the result asks for it");
    assert_eq!(operation.value(&client).await.expect("an item")["id"], "item");
    assert_eq!(other.seen()[0].header("authorization"), None);
    let lines = server.lines();
    assert_eq!(lines[1..], ["GET /v1.0/monitor/1", "GET /v1.0/monitor/2", "GET /v1.0/monitor/2"]);
}

#[tokio::test]
async fn an_answer_may_be_the_result() {
    // The status of a resource is not that of an operation.
    for result in [json!({"id": "1", "status": "active"}), json!({"status": {"state": "idle"}}), json!([1])] {
        let server = script([
            told(202, "location: /v1.0/monitor/1", Value::Null),
            told(202, "", Value::Null),
            told(200, "", result.clone()),
        ])
        .await;
        let (client, _) = client(&server);
        let mut operation = post().start(&client).await.expect("it begins");
        assert_eq!(operation.value(&client).await.expect("a result"), result);
        assert_eq!(server.seen().len(), 3);
    }
}

#[tokio::test]
async fn what_is_done_at_once_is_not_waited_for() {
    for (status, body) in [(200, json!({"id": "1"})), (201, json!({"id": "1"})), (204, Value::Null)] {
        let server = script([told(status, "location: /v1.0/things/1", body.clone())]).await;
        let (client, quick) = client(&server);
        let mut operation = post().start(&client).await.expect("it ends");
        assert!(operation.monitor().is_none());
        assert!(operation.wait(&client).await.expect("it ended").is_done());
        assert_eq!(operation.value(&client).await.expect("a result"), body);
        assert_eq!((server.seen().len(), quick.waits().len()), (1, 0));
    }
}

#[tokio::test]
async fn failures_say_why() {
    let error = json!({"code": "nameAlreadyExists", "message": "Name already exists."});
    for (body, code, message) in [
        (json!({"status": "failed", "error": error}), "nameAlreadyExists", Some("Name already exists.")),
        (json!({"status": "Failed", "resultInfo": {"code": 7, "message": "no"}}), "", Some("no")),
        (json!({"status": "deleteFailed", "statusDescription": "locked"}), "deleteFailed", Some("locked")),
        (json!({"status": "failed", "errorCode": "tooLarge", "statusDetail": "no"}), "tooLarge", Some("no")),
        (json!({"status": {"state": "failed", "description": "no"}}), "failed", Some("no")),
        (json!({"status": "cancelled", "error": null}), "cancelled", None),
    ] {
        let server = script([told(202, "location: /v1.0/monitor/1", Value::Null), told(200, "", body.clone())]).await;
        let (client, _) = client(&server);
        let err = post().start(&client).await.expect("it begins").wait(&client).await.expect_err("it failed");
        assert!(err.is_operation_failed(), "{err}");
        assert_eq!((err.code().unwrap_or_default(), err.message()), (code, message), "{body}");
        assert!(err.to_string().starts_with("the operation failed"), "{err}");
        assert!(!err.is_operation_unfinished());
    }
}

#[tokio::test]
async fn waits_grow_and_end_at_the_limit() {
    let running = told(200, "", json!({"status": "running"}));
    let server = script([told(202, "location: /v1.0/monitor/1", Value::Null), running]).await;
    let (client, quick) = client(&server);
    let mut operation = post().start(&client).await.expect("it begins").limit(Duration::from_secs(100));
    let err = operation.wait(&client).await.expect_err("it goes on");
    assert!(err.is_operation_unfinished(), "{err}");
    assert_eq!(seconds(&quick), [1, 2, 4, 8, 16, 30, 30]);
    assert_eq!(server.seen().len(), 8);
    operation.poll(&client).await.expect("it still goes on");
}

#[tokio::test]
async fn another_process_goes_on() {
    let server = script([
        told(202, "location: /v1.0/monitor/1?token=secret", Value::Null),
        told(200, "", json!({"status": "succeeded", "resourceLocation": "things/1"})),
        told(200, "", json!({"id": "1"})),
    ])
    .await;
    let (client, quick) = client(&server);
    let operation = post().start(&client).await.expect("it begins");
    let stored = serde_json::to_string(&operation.monitor()).expect("JSON");
    let link: MonitorLink = serde_json::from_str(&stored).expect("a link");
    assert!(link.as_str().contains("secret") && !format!("{link:?}").contains("secret"), "{link:?}");
    let mut operation = LongRunning::<Value>::resume(link);
    assert_eq!(operation.value(&client).await.expect("a result")["id"], "1");
    assert_eq!(server.lines()[2], "GET /v1.0/things/1");
    assert_eq!(quick.waits().len(), 0, "the first question comes at once");
}

#[tokio::test]
async fn what_is_no_monitor_is_told() {
    let server = script([told(202, "", Value::Null)]).await;
    let (own, _) = client(&server);
    let err = post().start(&own).await.expect_err("there is no link");
    assert!(err.is_decode() && err.status().map(|it| it.as_u16()) == Some(202), "{err}");

    let server = script([told(202, "location: http://example.com/monitor", Value::Null)]).await;
    let (own, _) = client(&server);
    let err = post().start(&own).await.expect("it begins").wait(&own).await.expect_err("no TLS");
    assert!(err.is_request(), "{err}");
}

#[tokio::test]
async fn nobody_asks_without_a_wait() {
    let server = script([
        told(202, "location: /v1.0/monitor/1; retry-after: 0", Value::Null),
        told(200, "retry-after: 0", json!({"status": "running"})),
        told(200, "", json!({"status": "succeeded"})),
    ])
    .await;
    let (own, quick) = client(&server);
    post().start(&own).await.expect("it begins").wait(&own).await.expect("it ends");
    assert_eq!(seconds(&quick), [1, 2]);
}

#[tokio::test]
async fn questions_are_repeated_by_the_policy() {
    let server = script([
        told(202, "location: /v1.0/monitor/1", Value::Null),
        told(429, "retry-after: 9", Value::Null),
        told(200, "", json!({"status": "succeeded"})),
    ])
    .await;
    let (own, quick) = client(&server);
    post().start(&own).await.expect("it begins").wait(&own).await.expect("it ends");
    assert_eq!(seconds(&quick)[..1], [1]);
    assert!(seconds(&quick)[1] >= 9);

    let missing = script([told(202, "location: /v1.0/monitor/1", Value::Null), told(404, "", Value::Null)]).await;
    let client = missing.builder().0.retry(RetryPolicy::none()).build().expect("valid");
    let err = post().start(&client).await.expect("it begins").wait(&client).await.expect_err("there is no monitor");
    assert!(err.is_not_found());
}

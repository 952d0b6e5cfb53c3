//! `ClientSecret`, and the cache of tokens.

use crate::server::{Answer, Fields, Server};
use crate::transport::Hasty;
use crate::{call, client, reason};
use graphwright_runtime::ClientSecret;
use serde_json::json;
use std::time::Duration;

fn credential() -> ClientSecret {
    ClientSecret::new("contoso.example", "app-id", "s3cr&t=+ä")
}

#[tokio::test]
async fn the_form_is_as_documented() {
    let server = Server::new(|count, _| Answer::token(format!("t-{count}"))).await;
    let client = client(&server, &Hasty::new(), credential());
    assert_eq!(call(&client).await.expect("a response"), "t-1");

    let asked = server.asked().remove(0);
    let scope = format!("{}/.default", server.url);
    let expected = [
        ("client_id", "app-id"),
        ("client_secret", "s3cr&t=+ä"),
        ("grant_type", "client_credentials"),
        ("scope", scope.as_str()),
    ];
    let expected: Fields = expected.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    assert_eq!(asked.what, "contoso.example/token");
    assert_eq!(asked.fields, expected);
    assert_eq!(asked.headers["content-type"], "application/x-www-form-urlencoded");
    assert!(asked.headers["user-agent"].to_str().expect("text").starts_with("graphwright-runtime/"));
    assert!(!asked.headers.contains_key("authorization"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_requests_ask_once() {
    let server = Server::new(|count, _| Answer::token(format!("t-{count}")).after(Duration::from_millis(50))).await;
    let client = client(&server, &Hasty::new(), credential());
    let mut tasks = Vec::new();
    for _ in 0..100 {
        let client = client.clone();
        tasks.push(tokio::spawn(async move { call(&client).await }));
    }
    for task in tasks {
        assert_eq!(task.await.expect("no panic").expect("a response"), "t-1");
    }
    assert_eq!(server.asked().len(), 1);
    assert_eq!(server.called().len(), 100);
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let server = Server::new(|count, _| Answer::token(format!("t-{count}"))).await;
    let client = client(&server, &Hasty::new(), credential());
    assert_eq!(call(&client).await.expect("a response"), "t-1");
    server.refuse("t-1");
    assert_eq!(call(&client).await.expect("a response"), "t-2");
    assert_eq!(server.called(), ["t-1", "t-1", "t-2"]);

    server.refuse("t-2");
    server.refuse("t-3");
    let err = call(&client).await.expect_err("no token is taken");
    assert!(err.is_unauthorized(), "{err:?}");
    assert_eq!(server.called(), ["t-1", "t-1", "t-2", "t-2", "t-3"]);
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test]
async fn an_expired_token_is_replaced() {
    // Tokens that expire immediately are used once.
    let script = |count, _: &_| Answer::new(200, json!({"access_token": format!("t-{count}"), "expires_in": "0"}));
    let server = Server::new(script).await;
    let client = client(&server, &Hasty::new(), credential());
    for token in ["t-1", "t-2", "t-3"] {
        assert_eq!(call(&client).await.expect("a response"), token);
    }
}

#[tokio::test]
async fn an_error_of_the_service_is_told() {
    let body = json!({
        "error": "invalid_client",
        "error_description": "AADSTS7000222: The secret s3cr&t=+ä is too old.\r\nTrace ID: t-1\r\nCorrelation ID: c-1",
        "error_codes": [7000222],
        "trace_id": "t-1",
        "correlation_id": "c-1",
    });
    let server = Server::new(move |_, _| Answer::new(401, &body)).await;
    let client = client(&server, &Hasty::new(), credential());
    let err = call(&client).await.expect_err("there is no token");

    let why = reason(&err);
    assert_eq!(why.status().map(|it| it.as_u16()), Some(401));
    assert_eq!(why.code(), Some("invalid_client"));
    assert_eq!(why.numbers(), [7_000_222]);
    assert_eq!((why.trace_id(), why.correlation_id()), (Some("t-1"), Some("c-1")));
    let expected = "the sign-in service returned an error: invalid_client: AADSTS7000222: The secret … is too old; the client \
        secret has expired: add a new one to the app registration; trace id t-1; correlation id c-1";
    assert_eq!(why.to_string(), expected);
    assert_eq!(format!("{err:?}"), format!("there is no token: {expected}"));
    assert_eq!(server.asked().len(), 1);
    assert!(server.called().is_empty());
}

#[tokio::test]
async fn a_busy_service_is_asked_again() {
    let script = |count, _: &_| match count {
        1 => Answer::new(429, "").with("retry-after", "7"),
        2 => Answer::new(500, "<html>"),
        3 => Answer::error("temporarily_unavailable"),
        _ => Answer::token(count),
    };
    let server = Server::new(script).await;
    let transport = Hasty::new();
    assert_eq!(call(&client(&server, &transport, credential())).await.expect("a response"), "4");
    let waits = transport.waits();
    assert_eq!(waits.len(), 3, "{waits:?}");
    assert!(waits[0] >= 7.0 && waits[1..].iter().all(|it| *it < 7.0), "{waits:?}");

    let server = Server::new(|_, _| Answer::new(503, "")).await;
    let err = call(&client(&server, &transport, credential())).await.expect_err("there is no token");
    assert_eq!(reason(&err).status().map(|it| it.as_u16()), Some(503));
    assert_eq!(server.asked().len(), 4);
}

#[tokio::test]
async fn what_is_no_token_is_an_error() {
    let answers = [
        (200, "<html>".to_owned()),
        (200, "{}".to_owned()),
        (200, r#"{"access_token": 5}"#.to_owned()),
        (200, format!(r#"{{"access_token": "{}"}}"#, "x".repeat(1024 * 1024))),
        (302, String::new()),
        (400, r#"{"error": {"code": "s3cr&t=+ä"}}"#.to_owned()),
    ];
    for (status, body) in answers {
        let start: String = body.chars().take(40).collect();
        let server = Server::new(move |_, _| Answer::new(status, &body).with("location", "https://example.com/")).await;
        let err = call(&client(&server, &Hasty::new(), credential())).await.expect_err("there is no token");
        assert_eq!(reason(&err).status().map(|it| it.as_u16()), Some(status), "{start}");
        assert!(!format!("{err:?}").contains("s3cr"), "{err:?}");
        assert_eq!(server.asked().len(), 1, "{start}");
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_is_told() {
    let server = Server::new(|_, _| Answer::token("t").after(Duration::from_secs(3600))).await;
    let transport = Hasty::with_short_deadlines();
    let err = call(&client(&server, &transport, credential())).await.expect_err("there is no token");
    assert!(reason(&err).is_transport());
    assert!(format!("{err:?}").ends_with("there was no response within 30s"), "{err:?}");
    assert_eq!(transport.waits().len(), 3);
}

#[tokio::test]
async fn a_tenant_leads_nowhere_else() {
    let server = Server::new(|_, _| Answer::token("t")).await;
    for tenant in ["../x", "a/b", "a?b", ""] {
        let client = client(&server, &Hasty::new(), ClientSecret::new(tenant, "app-id", "s3cret"));
        let err = call(&client).await.expect_err("no tenant");
        let expected = format!("`{tenant}` is not a tenant");
        assert!(reason(&err).to_string().starts_with(&expected), "{err:?}");
    }
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn if_one_request_is_dropped_the_next_asks() {
    let script = |count, _: &_| match count {
        1 => Answer::token("t-1").after(Duration::from_secs(3600)),
        _ => Answer::token("t-2"),
    };
    let server = Server::new(script).await;
    let client = client(&server, &Hasty::new(), credential());
    let spawn = || {
        let client = client.clone();
        tokio::spawn(async move { call(&client).await })
    };
    let first = spawn();
    server.until_asked(1).await;
    let others = [spawn(), spawn()];
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.asked().len(), 1);
    first.abort();
    for other in others {
        assert_eq!(other.await.expect("no panic").expect("a response"), "t-2");
    }
    assert_eq!(server.asked().len(), 2);
}

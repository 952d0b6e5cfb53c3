//! `DeviceCode`: a user signs in on another device.

use crate::server::{Answer, Asked, Server};
use crate::transport::Hasty;
use crate::{call, client, reason};
use graphwright_runtime::{DeviceCode, DevicePrompt};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The prompt for the user.
type Screen = Arc<Mutex<Vec<DevicePrompt>>>;

fn credential() -> (DeviceCode, Screen) {
    let screen = Screen::default();
    let to = Arc::clone(&screen);
    let prompt = move |it: &DevicePrompt| to.lock().expect("the screen").push(it.clone());
    (DeviceCode::new("common", "app-id", prompt), screen)
}

/// The n-th code.
fn code(n: usize) -> Answer {
    let message = format!("Enter {n} somewhere.");
    let uri = "https://example.com/device";
    Answer::new(
        200,
        json!({
            "device_code": format!("device-{n}"), "user_code": format!("user-{n}"), "verification_uri": uri,
            "expires_in": 900, "interval": 2, "message": message,
        }),
    )
}

/// The n-th token, which expires immediately.
fn token(n: usize) -> Answer {
    let body = json!({"access_token": format!("t-{n}"), "expires_in": 0, "refresh_token": format!("r-{n}")});
    Answer::new(200, body)
}

/// A short form of each request: `device`, `device-1`, `r-1`.
fn history(server: &Server) -> Vec<String> {
    server.asked().iter().map(short).collect()
}

fn short(asked: &Asked) -> String {
    let fields = &asked.fields;
    match (asked.what.as_str(), fields.get("grant_type").map(String::as_str)) {
        ("common/devicecode", None) => "device".to_owned(),
        ("common/token", Some("urn:ietf:params:oauth:grant-type:device_code")) => fields["device_code"].clone(),
        ("common/token", Some("refresh_token")) => fields["refresh_token"].clone(),
        _ => format!("{asked:?}"),
    }
}

#[tokio::test]
async fn a_user_signs_in_once() {
    let script = |count, _: &_| match count {
        1 => code(1),
        2 => Answer::error("authorization_pending"),
        3 => Answer::error("slow_down"),
        4 => Answer::error("authorization_pending"),
        n => token(n),
    };
    let server = Server::new(script).await;
    let transport = Hasty::new();
    let (credential, screen) = credential();
    let kept = Arc::new(Mutex::new(Vec::new()));
    let to = Arc::clone(&kept);
    let credential = credential.on_refresh_token(move |it| to.lock().expect("the tokens").push(it.to_owned()));
    let client = client(&server, &transport, credential);
    for token in ["t-5", "t-6", "t-7"] {
        assert_eq!(call(&client).await.expect("a response"), token);
    }

    assert_eq!(history(&server), ["device", "device-1", "device-1", "device-1", "device-1", "r-5", "r-6"]);
    assert_eq!(transport.waits(), [2.0, 2.0, 7.0, 7.0]);
    assert_eq!(*kept.lock().expect("the tokens"), ["r-5", "r-6", "r-7"]);
    let asked = server.asked();
    let scope = format!("{}/.default offline_access", server.url);
    let names = |idx: usize| asked[idx].fields.keys().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(names(0), ["client_id", "scope"]);
    assert_eq!(names(1), ["client_id", "device_code", "grant_type"]);
    assert_eq!(names(5), ["client_id", "grant_type", "refresh_token", "scope"]);
    assert_eq!((&asked[0].fields["scope"], &asked[5].fields["scope"]), (&scope, &scope));

    let prompts = screen.lock().expect("the screen");
    let [prompt] = prompts.as_slice() else { panic!("{prompts:?}") };
    let shown = (prompt.user_code.as_str(), prompt.verification_uri.as_str(), prompt.message.as_str());
    assert_eq!(shown, ("user-1", "https://example.com/device", "Enter 1 somewhere."));
    let life = prompt.expires.duration_since(jiff::Timestamp::now()).as_secs();
    assert!((800..=900).contains(&life), "{life}");
}

#[tokio::test]
async fn a_stored_refresh_token_asks_nobody() {
    let server = Server::new(|count, _| token(count)).await;
    let (credential, screen) = credential();
    let client = client(&server, &Hasty::new(), credential.with_refresh_token("stored"));
    assert_eq!(call(&client).await.expect("a response"), "t-1");
    assert_eq!(history(&server), ["stored"]);
    assert!(screen.lock().expect("the screen").is_empty());
}

#[tokio::test]
async fn a_refresh_token_that_is_not_taken_asks_the_user() {
    let script = |count, _: &_| match count {
        1 => Answer::error("invalid_grant"),
        2 => code(2),
        n => token(n),
    };
    let server = Server::new(script).await;
    let (credential, screen) = credential();
    let client = client(&server, &Hasty::new(), credential.with_refresh_token("stored"));
    assert_eq!(call(&client).await.expect("a response"), "t-3");
    assert_eq!(history(&server), ["stored", "device", "device-2"]);
    assert_eq!(screen.lock().expect("the screen").len(), 1);
}

#[tokio::test]
async fn other_errors_keep_the_refresh_token() {
    let script = |count, _: &_| match count {
        1 => Answer::error("invalid_request"),
        n => token(n),
    };
    let server = Server::new(script).await;
    let client = client(&server, &Hasty::new(), credential().0.with_refresh_token("stored"));
    let err = call(&client).await.expect_err("there is no token");
    assert_eq!(reason(&err).code(), Some("invalid_request"));
    assert_eq!(call(&client).await.expect("a response"), "t-2");
    assert_eq!(history(&server), ["stored", "stored"]);
}

#[tokio::test]
async fn the_user_declines() {
    let script = |count, _: &_| match count {
        1 | 3 => code(count),
        2 => Answer::error("authorization_declined"),
        n => token(n),
    };
    let server = Server::new(script).await;
    let client = client(&server, &Hasty::new(), credential().0);
    let err = call(&client).await.expect_err("there is no token");
    let expected = "the sign-in service returned an error: authorization_declined; the user declined to sign in";
    assert_eq!(reason(&err).to_string(), expected);
    assert_eq!(call(&client).await.expect("a response"), "t-4");
    assert_eq!(history(&server), ["device", "device-1", "device", "device-3"]);
}

#[tokio::test]
async fn a_code_expires() {
    let script = |count, _: &_| match count {
        1 => code(1),
        2 => Answer::error("authorization_pending"),
        _ => Answer::error("expired_token"),
    };
    let server = Server::new(script).await;
    let err = call(&client(&server, &Hasty::new(), credential().0)).await.expect_err("there is no token");
    assert_eq!(reason(&err).code(), Some("expired_token"));
    assert_eq!(history(&server), ["device", "device-1", "device-1"]);

    let body =
        json!({"device_code": "d", "user_code": "u", "verification_uri": "https://example.com", "expires_in": 0});
    let server = Server::new(move |_, _| Answer::new(200, &body)).await;
    let err = call(&client(&server, &Hasty::new(), credential().0)).await.expect_err("there is no token");
    assert_eq!(reason(&err).code(), Some("expired_token"));
    assert_eq!(history(&server), ["device"]);
}

#[tokio::test]
async fn the_next_request_waits_on_with_the_same_code() {
    let script = |count, _: &_| match count {
        1 => code(1),
        2 => Answer::error("authorization_pending").after(Duration::from_secs(3600)),
        n => token(n),
    };
    let server = Server::new(script).await;
    let (credential, screen) = credential();
    let client = client(&server, &Hasty::new(), credential);
    let first = tokio::spawn({
        let client = client.clone();
        async move { call(&client).await }
    });
    server.until_asked(2).await;
    first.abort();
    assert_eq!(call(&client).await.expect("a response"), "t-3");
    assert_eq!(history(&server), ["device", "device-1", "device-1"]);
    assert_eq!(screen.lock().expect("the screen").len(), 1);
}

#[tokio::test]
async fn a_code_that_expired_meanwhile_is_replaced() {
    let script = |count, _: &_| match count {
        1 | 4 => code(count),
        2 => Answer::error("authorization_pending").after(Duration::from_secs(3600)),
        3 => Answer::error("expired_token"),
        n => token(n),
    };
    let server = Server::new(script).await;
    let (credential, screen) = credential();
    let client = client(&server, &Hasty::new(), credential);
    let first = tokio::spawn({
        let client = client.clone();
        async move { call(&client).await }
    });
    server.until_asked(2).await;
    first.abort();
    assert_eq!(call(&client).await.expect("a response"), "t-5");
    assert_eq!(history(&server), ["device", "device-1", "device-1", "device", "device-4"]);
    assert_eq!(screen.lock().expect("the screen").len(), 2);
}

#[tokio::test]
async fn a_code_without_a_page_is_an_error() {
    let server = Server::new(|_, _| Answer::new(200, json!({"device_code": "d", "user_code": "u"}))).await;
    let err = call(&client(&server, &Hasty::new(), credential().0)).await.expect_err("there is no code");
    assert!(reason(&err).to_string().ends_with("it has no device code, user code or verification URL"), "{err:?}");
}

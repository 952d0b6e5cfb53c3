//! Secrets are not shown by `Debug`, in errors, or in logs.

use crate::server::{Answer, Server};
use crate::transport::Hasty;
use crate::{call, client};
use graphwright_runtime::{AccessToken, ClientSecret, Credential, DeviceCode, StaticToken};
use std::fmt;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const SECRET: &str = "hunter2";

fn assert_shows_ids_only(shown: &str) {
    assert!(shown.contains("a-tenant") && shown.contains("an-app"), "{shown}");
    assert!(!shown.contains(SECRET), "{shown}");
}

#[test]
fn debug_shows_ids_only() {
    let secret = ClientSecret::new("a-tenant", "an-app", SECRET);
    assert_shows_ids_only(&format!("{secret:?} {secret:#?}"));
    let device = DeviceCode::new("a-tenant", "an-app", |_| {}).with_refresh_token(SECRET);
    assert_shows_ids_only(&format!("{device:?} {device:#?}"));
    for shown in [format!("{:?}", StaticToken::new(SECRET)), format!("{:?}", AccessToken::new(SECRET))] {
        assert!(!shown.contains(SECRET), "{shown}");
    }
}

#[cfg(feature = "certificate")]
#[test]
fn debug_shows_no_key() {
    let key = include_str!("../fixtures/test-only-key.pem");
    let pem = [key, include_str!("../fixtures/test-only-certificate.pem")].concat();
    let credential = graphwright_runtime::ClientCertificate::from_pem("a-tenant", "an-app", pem).expect("a credential");
    let shown = r#"ClientCertificate { tenant: "a-tenant", client_id: "an-app", .. }"#;
    assert_eq!(format!("{credential:?}"), shown);
}

/// Records every field of every span and event.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.lock().expect("the log").extend([format!("{field}={value:?}\n")]);
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// A service that echoes all parameters, once in an error, once when it is busy, and then returns a token.
async fn tell_tale() -> Server {
    let script = |count, asked: &crate::server::Asked| {
        let told = format!("{:?}", asked.fields);
        match count {
            1 => Answer::new(400, serde_json::json!({"error": "invalid_request", "error_description": told})),
            2 => Answer::new(503, told),
            3 => Answer::new(400, serde_json::json!({"error": told})),
            _ => Answer::token(SECRET),
        }
    };
    Server::new(script).await
}

async fn assert_no_error_shows(credential: impl Credential + 'static) {
    let server = tell_tale().await;
    let client = client(&server, &Hasty::new(), credential);
    while let Err(err) = call(&client).await {
        assert!(!format!("{err:?}").contains(SECRET), "{err:?}");
    }
}

async fn assert_silent<C: Credential + 'static>(credential: impl Fn() -> C) {
    // Another test may register a span first, without a subscriber; it stays disabled until there is a new subscriber.
    for _ in 0..100 {
        let log = Log::default();
        let guard = tracing::subscriber::set_default(log.clone());
        assert_no_error_shows(credential()).await;
        drop(guard);
        let text = log.0.lock().expect("the log").clone();
        assert!(!text.contains(SECRET), "{text}");
        if text.contains("the request to the sign-in service will be repeated") && text.contains("template=") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("nothing was written down");
}

#[tokio::test]
async fn errors_and_logs_show_no_secret() {
    assert_silent(|| ClientSecret::new("common", "an-app", SECRET)).await;
    assert_silent(|| DeviceCode::new("common", "an-app", |_| {}).with_refresh_token(SECRET)).await;
}

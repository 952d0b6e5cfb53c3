//! The contents of logs.

use crate::support::{Server, json, with_header};
use std::fmt;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Records every field of every span and event as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.lock().expect("no test panics in here").push(format!("{}={value:?}", field.name()));
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("graphwright_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_request_is_a_span_with_its_template() {
    let server = Server::start(|_, count| match count % 2 {
        0 => with_header(429, "retry-after", "1"),
        _ => json(404, r#"{"error":{"code":"Request_ResourceNotFound","message":"No."}}"#),
    })
    .await;
    let (client, _) = server.client();
    let send = || msgraph::users().id("adele@contoso.com").messages().id("AAMk").get().send(&client);
    // Another test may register a span first, without a subscriber; it stays disabled until there is a new subscriber.
    let mut log = Vec::new();
    for _ in 0..100 {
        let new = Log::default();
        let guard = tracing::subscriber::set_default(new.clone());
        let result = send().await;
        drop(guard);
        assert!(result.expect_err("a 404").is_not_found());
        log.clone_from(&new.0.lock().expect("no test panics in here"));
        if log.iter().any(|it| it.starts_with("method=")) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    for expected in ["method=GET", "template=\"/users/{id}/messages/{id}\"", "status=404", "retries=1"] {
        assert!(log.iter().any(|it| it == expected), "{expected} is not in {log:#?}");
    }
    assert!(log.iter().any(|it| it.starts_with("duration_ms=")), "{log:#?}");
    let text = log.join("\n");
    for secret in ["adele", "AAMk", "secret-token"] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
}

#[test]
fn nothing_shows_a_secret() {
    let token = graphwright_runtime::AccessToken::new("my-secret");
    let credential = msgraph::StaticToken::new("my-secret");
    let client = msgraph::Client::builder().credential(credential.clone());
    let update = msgraph::me().update().set(msgraph::User::DEPARTMENT, "my-secret");
    let request = msgraph::users().list().resume("https://graph.microsoft.com/v1.0/users?$skiptoken=my-secret");
    let profile = msgraph::PasswordProfile { password: Some("my-secret".to_owned()), ..Default::default() };
    let session: msgraph::UploadSession = serde_json::from_str(r#"{"uploadUrl":"my-secret"}"#).expect("a session");
    let monitor =
        graphwright_runtime::MonitorLink::new("https://contoso.sharepoint.com/_api/monitor/my-secret?my-secret");
    assert!(format!("{monitor:?}").contains("contoso.sharepoint.com"));
    let unknown: msgraph::User = serde_json::from_str(r#"{"x":{"newPassword":"my-secret"}}"#).expect("a user");
    let build = |url: &str| msgraph::Client::builder().credential(credential.clone()).base_url(url);
    let with_password = "https://me:my-secret@graph.example.com";
    for text in [
        format!("{monitor:?} {unknown:?}"),
        format!("{:?} {:?}", build(with_password), build(with_password).build().expect_err("a password")),
        format!("{profile:?} {session:?}"),
        format!("{token:?}"),
        format!("{credential:?}"),
        format!("{client:?}"),
        format!("{:?}", client.build().expect("valid")),
        format!("{update:?}"),
        format!("{request:?}"),
    ] {
        assert!(!text.contains("my-secret"), "{text}");
    }
}

//! Tokens: cached, refreshed once, removed when refused.

use crate::support::{Server, header, json};
use graphwright_runtime::test::Service;
use graphwright_runtime::{AccessToken, BoxError, BoxFuture, Credential, TokenRequest};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Returns a new token each time, after a delay.
#[derive(Clone, Default)]
struct Counting {
    given: Arc<AtomicUsize>,
    lives: Duration,
}

impl Credential for Counting {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        assert_eq!(request.authority, None, "the client of the tests has no sign-in service");
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let number = self.given.fetch_add(1, Ordering::SeqCst);
            Ok(AccessToken::new(format!("token-{number}")).expires_in(self.lives))
        })
    }
}

/// Fails, and reports the parameters of the request for a token.
struct Refusing;

impl Credential for Refusing {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(std::future::ready(Err(format!("{:?} {:?}", request.authority, request.scopes).into())))
    }
}

#[tokio::test]
async fn the_service_and_its_clouds_say_where_tokens_come_from() {
    let service = Service::new();
    for (builder, expected) in [
        (
            msgraph::Client::builder(),
            r#"Some("https://login.microsoftonline.com") ["https://graph.microsoft.com/.default"]"#,
        ),
        (
            msgraph::Client::builder().cloud(msgraph::clouds::CHINA),
            r#"Some("https://login.chinacloudapi.cn") ["https://microsoftgraph.chinacloudapi.cn/.default"]"#,
        ),
        (
            msgraph::Client::at("https://example.com").scopes(["a"]),
            r#"Some("https://login.microsoftonline.com") ["a"]"#,
        ),
    ] {
        let client = builder.credential(Refusing).transport(service.clone()).build().expect("valid");
        let err = msgraph::me().get().send(&client).await.expect_err("there is no token");
        let source = std::error::Error::source(&err).expect("the credential's error").to_string();
        assert_eq!(source, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_requests_ask_for_one_token() {
    let server = Server::start(|_, _| json(200, "{}")).await;
    let credential = Counting { lives: Duration::from_secs(3600), ..Counting::default() };
    let client = server.builder().0.credential(credential.clone()).build().expect("a valid configuration");
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { msgraph::me().get().send(&client).await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("an answer");
    }
    assert_eq!(credential.given.load(Ordering::SeqCst), 1);
    assert_eq!(server.seen().len(), 100);
}

#[tokio::test]
async fn a_token_that_is_refused_is_replaced_once() {
    let server = Server::start(|request, _| match header(request, "authorization") {
        Some("Bearer token-0") => json(401, r#"{"error":{"code":"InvalidAuthenticationToken","message":"Expired."}}"#),
        _ => json(200, "{}"),
    })
    .await;
    let credential = Counting { lives: Duration::from_secs(3600), ..Counting::default() };
    let client = server.builder().0.credential(credential.clone()).build().expect("a valid configuration");
    msgraph::me().get().send(&client).await.expect("the second token is taken");
    assert_eq!((credential.given.load(Ordering::SeqCst), server.seen().len()), (2, 2));

    let server = Server::start(|_, _| json(401, "{}")).await;
    let client = server.builder().0.credential(credential).build().expect("a valid configuration");
    assert!(msgraph::me().get().send(&client).await.expect_err("a 401").is_unauthorized());
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_is_replaced_for_everybody() {
    let server = Server::start(|request, _| match header(request, "authorization") {
        Some("Bearer token-0") => json(401, "{}"),
        _ => json(200, "{}"),
    })
    .await;
    let credential = Counting { lives: Duration::from_secs(3600), ..Counting::default() };
    let client = server.builder().0.credential(credential.clone()).build().expect("a valid configuration");
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { msgraph::me().get().send(&client).await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("the second token is taken");
    }
    assert_eq!(credential.given.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn tokens_that_do_not_say_how_long_they_live_are_not_kept() {
    struct Unknown;
    impl Credential for Unknown {
        fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
            Box::pin(async { Err("no token today".into()) })
        }
    }
    let server = Server::start(|_, _| json(200, "{}")).await;
    let client = server.builder().0.credential(Unknown).build().expect("a valid configuration");
    let err = msgraph::me().get().send(&client).await.expect_err("no token");
    assert!(err.is_credential() && server.seen().is_empty());
    assert!(format!("{err:?}").contains("no token today"), "{err:?}");
}

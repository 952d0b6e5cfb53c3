//! Tests of a token that expires. Time is simulated by changing the cached token.

use super::{AccessToken, Credential, Kept, SharedError, TokenCache, TokenRequest};
use crate::credential::BoxError;
use crate::{Body, RetryPolicy, Transport, TransportError};
use futures_core::future::BoxFuture;
use futures_util::future::join;
use jiff::Timestamp;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Semaphore;

/// A transport that is never used.
struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(std::future::pending())
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

/// Returns the next token, or an error if none is left, when the test allows it.
#[derive(Clone)]
struct Slow {
    tokens: Arc<Mutex<VecDeque<Option<&'static str>>>>,
    allowed: Arc<Semaphore>,
    /// How often each request may be repeated.
    asked: Arc<Mutex<Vec<u32>>>,
}

impl Credential for Slow {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            self.asked.lock().expect("requests").push(request.retry.max_retries);
            self.allowed.acquire().await?.forget();
            let token = self.tokens.lock().expect("tokens").pop_front().flatten().ok_or("there is none")?;
            Ok(AccessToken::new(token).expires_in(Duration::from_secs(3600)))
        })
    }
}

fn slow(tokens: &[Option<&'static str>], n_allowed: usize) -> (Slow, TokenCache) {
    let credential = Slow {
        tokens: Arc::new(Mutex::new(tokens.iter().copied().collect())),
        allowed: Arc::new(Semaphore::new(n_allowed)),
        asked: Arc::default(),
    };
    (credential.clone(), TokenCache::new(Box::new(credential)))
}

impl Slow {
    fn asked(&self) -> Vec<u32> {
        self.asked.lock().expect("requests").clone()
    }
}

impl TokenCache {
    async fn ask(&self) -> Result<String, SharedError> {
        let retry = RetryPolicy { max_retries: 7, ..RetryPolicy::none() };
        let request = TokenRequest { scopes: &[], authority: None, transport: &Nowhere, retry: &retry, deadline: None };
        self.token(request).await.map(|it| it.secret().to_owned())
    }

    fn change(&self, change: impl FnOnce(&mut Kept)) {
        change(self.current.write().expect("a token").as_mut().expect("a token"));
    }
}

#[tokio::test]
async fn the_old_token_serves_while_it_is_refreshed() {
    let (credential, cache) = slow(&[Some("old"), Some("new")], 1);
    assert_eq!(cache.ask().await.expect("a token"), "old");
    assert_eq!(cache.ask().await.expect("a token"), "old");
    assert_eq!(credential.asked(), [7]);

    cache.change(|it| it.renew = Timestamp::now());
    let others = async {
        let res = [cache.ask().await, cache.ask().await];
        credential.allowed.add_permits(1);
        res
    };
    let (first, others) = join(cache.ask(), others).await;
    assert_eq!(first.expect("a token"), "new");
    assert_eq!(others.map(|it| it.expect("a token")), ["old", "old"]);
    assert_eq!(cache.ask().await.expect("a token"), "new");
    assert_eq!(credential.asked(), [7, 0]);
}

#[tokio::test]
async fn a_token_that_cannot_be_refreshed_serves_on() {
    let (credential, cache) = slow(&[Some("old"), None, Some("new")], 9);
    assert_eq!(cache.ask().await.expect("a token"), "old");
    cache.change(|it| it.renew = Timestamp::now());
    assert_eq!(cache.ask().await.expect("a token"), "old");
    // There is no immediate retry.
    assert_eq!(cache.ask().await.expect("a token"), "old");
    assert_eq!(credential.asked(), [7, 0]);
    cache.change(|it| it.renew = Timestamp::now());
    assert_eq!(cache.ask().await.expect("a token"), "new");
    assert_eq!(credential.asked(), [7, 0, 0]);
}

#[tokio::test]
async fn everybody_waits_for_a_token_that_is_too_old() {
    let (credential, cache) = slow(&[Some("old"), None, Some("new")], 1);
    assert_eq!(cache.ask().await.expect("a token"), "old");
    let soon = Timestamp::now().checked_add(Duration::from_secs(20)).expect("a time");
    cache.change(|it| (it.renew, it.expires) = (Timestamp::now(), soon));
    let allow = async { credential.allowed.add_permits(2) };
    let (first, (second, ())) = join(cache.ask(), join(cache.ask(), allow)).await;
    assert_eq!(first.expect_err("no token").to_string(), "there is none");
    // Requests that waited get the same result, without calling the credential again.
    assert_eq!(second.expect_err("no token").to_string(), "there is none");
    assert_eq!(cache.ask().await.expect("a token"), "new");
    assert_eq!(credential.asked(), [7, 7, 7]);
}

#[tokio::test]
async fn everybody_whose_token_is_refused_gets_another_one() {
    let (_, cache) = slow(&[Some("old"), Some("new")], 9);
    assert_eq!(cache.ask().await.expect("a token"), "old");
    let refused = AccessToken::new("old").expires_at(cache.current().expect("a token").expires);
    assert!(cache.forget(&refused));
    // Another request was sent with the token, too, and there is no new one yet.
    assert!(cache.forget(&refused));
    assert_eq!(cache.ask().await.expect("a token"), "new");
    assert!(cache.forget(&refused));
    assert_eq!(cache.ask().await.expect("a token"), "new");
    assert!(!cache.forget(&AccessToken::new("static")));
}

//! A token is kept, refreshed early, and asked for once at a time.

#[cfg(test)]
mod tests;

use super::{AccessToken, Credential, TokenRequest};
use crate::RetryPolicy;
use crate::boxed::SharedError;
use crate::transport::is_timed_out;
use futures_util::lock::Mutex;
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

/// A token is refreshed this long before it expires, and serves on meanwhile; one that lives less than four times as long,
/// in the last quarter of its life.
const EARLY: SignedDuration = SignedDuration::from_mins(5);

/// A token that expires sooner could be refused when it arrives: it is waited for a new one.
const LATE: SignedDuration = SignedDuration::from_secs(30);

/// A token that could not be refreshed early serves on for so long before somebody tries again.
const AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// Whoever refreshes early has a token, and does not wait for a service that fails.
const ONCE: &RetryPolicy = &RetryPolicy::none();

/// A credential with the token that it gave last.
pub(crate) struct TokenCache {
    credential: Box<dyn Credential>,
    current: RwLock<Option<Kept>>,
    /// Whoever holds it asks the credential. If that request is dropped, the next in the queue asks. Has the last failure.
    refresh: Mutex<Option<SharedError>>,
    /// How often the credential has failed.
    failures: AtomicU64,
}

#[derive(Clone)]
struct Kept {
    token: AccessToken,
    expires: Timestamp,
    renew: Timestamp,
}

impl Kept {
    /// Without an expiry, nobody knows how long it may be kept.
    fn new(token: &AccessToken) -> Option<Kept> {
        let expires = token.expiry()?;
        let early = EARLY.min(expires.duration_since(Timestamp::now()) / 4);
        let renew = expires.checked_sub(early).unwrap_or(expires);
        Some(Kept { token: token.clone(), expires, renew })
    }

    fn is_fresh(&self) -> bool {
        Timestamp::now() < self.renew
    }

    fn is_usable(&self) -> bool {
        self.expires.duration_since(Timestamp::now()) > LATE
    }

    fn postpone(&mut self) {
        self.renew = Timestamp::now().checked_add(AGAIN).unwrap_or(self.expires).min(self.expires);
    }
}

impl TokenCache {
    pub(crate) fn new(credential: Box<dyn Credential>) -> TokenCache {
        TokenCache { credential, current: RwLock::new(None), refresh: Mutex::new(None), failures: AtomicU64::new(0) }
    }

    /// A token that is valid for a while.
    ///
    /// # Errors
    /// Those of the credential, if there is no valid token to go on with. Everybody who waited when it failed gets the same
    /// one: if they asked one after the other, the last would wait for all of them.
    pub(crate) async fn token(&self, request: TokenRequest<'_>) -> Result<AccessToken, SharedError> {
        let usable = match self.current() {
            Some(kept) if kept.is_fresh() => return Ok(kept.token),
            kept => kept.filter(Kept::is_usable),
        };
        let failures = self.failures.load(Ordering::Acquire);
        let mut failure = match (self.refresh.try_lock(), usable) {
            (Some(guard), _) => guard,
            (None, Some(kept)) => return Ok(kept.token),
            (None, None) => self.refresh.lock().await,
        };
        // Somebody else may have refreshed it in the meantime, or have failed to.
        let usable = match self.current() {
            Some(kept) if kept.is_fresh() => return Ok(kept.token),
            kept => kept.filter(Kept::is_usable),
        };
        match &*failure {
            Some(err) if usable.is_none() && self.failures.load(Ordering::Acquire) != failures => {
                return Err(err.clone());
            }
            _ => {}
        }
        let is_early = usable.is_some();
        let retry = if is_early { ONCE } else { request.retry };
        let result = self.credential.token(TokenRequest { retry, ..request }).await;
        self.settle(result.map_err(SharedError::from)).inspect_err(|err| {
            // Who asked early did not try as often as the others would.
            // A deadline of one caller does not concern callers with more time.
            if !is_early && !is_timed_out(&**err) {
                *failure = Some(err.clone());
                self.failures.fetch_add(1, Ordering::AcqRel);
            }
        })
    }

    /// Keeps the token that the credential gave; goes on with the old one if it gave none.
    fn settle(&self, result: Result<AccessToken, SharedError>) -> Result<AccessToken, SharedError> {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        match (result, current.as_mut().filter(|it| it.is_usable())) {
            (Ok(token), _) => {
                *current = Kept::new(&token);
                Ok(token)
            }
            (Err(err), Some(kept)) => {
                tracing::warn!(error = &*err as &dyn std::error::Error, "the token cannot be refreshed yet");
                kept.postpone();
                Ok(kept.token.clone())
            }
            (Err(err), None) => Err(err),
        }
    }

    /// Forgets a token that the service refused. Whether there may be another one: one that does not say when it expires was
    /// asked for just now.
    pub(crate) fn forget(&self, token: &AccessToken) -> bool {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|it| it.token == *token) {
            *current = None;
        }
        // If it is not the kept one, another request has forgotten it, or has replaced it already.
        token.expiry().is_some()
    }

    /// Forgets the token that is kept, as [`TokenCache::forget`] does.
    pub(crate) fn renew(&self) -> bool {
        self.current().is_some_and(|it| self.forget(&it.token))
    }

    fn current(&self) -> Option<Kept> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

//! The token cache: tokens are refreshed early, by one request at a time.

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

/// How long before expiry a token is refreshed; at most a quarter of its lifetime. Other requests still use the token.
const EARLY: SignedDuration = SignedDuration::from_mins(5);

/// A token with less remaining time could expire in transit: requests wait for a new one.
const LATE: SignedDuration = SignedDuration::from_secs(30);

/// How long a token is used after an early refresh failed, until the next attempt.
const AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// An early refresh does not wait for a service that fails, because there is still a valid token.
const ONCE: &RetryPolicy = &RetryPolicy::none();

/// A credential with its last token.
pub(crate) struct TokenCache {
    credential: Box<dyn Credential>,
    current: RwLock<Option<Kept>>,
    /// The last failure. Locked by the request that calls the credential; if that request is dropped, the next in the
    /// queue calls it.
    refresh: Mutex<Option<SharedError>>,
    /// The number of failures of the credential.
    failures: AtomicU64,
}

#[derive(Clone)]
struct Kept {
    token: AccessToken,
    expires: Timestamp,
    renew: Timestamp,
}

impl Kept {
    /// A token without expiry is not cached.
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

    /// Returns a valid token.
    ///
    /// # Errors
    /// Returns the error of the credential if there is no valid token. All requests that waited get the same
    /// error: if each tried in turn, the last one would wait for all others.
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
        // Another request may have refreshed the token in the meantime, or failed to.
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
            // Other requests do not share the failure of an early refresh, which makes only one attempt, or of a
            // deadline, which may be shorter than theirs.
            if !is_early && !is_timed_out(&**err) {
                *failure = Some(err.clone());
                self.failures.fetch_add(1, Ordering::AcqRel);
            }
        })
    }

    /// Stores the token that the credential returned; keeps the old one if it failed.
    fn settle(&self, result: Result<AccessToken, SharedError>) -> Result<AccessToken, SharedError> {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        match (result, current.as_mut().filter(|it| it.is_usable())) {
            (Ok(token), _) => {
                *current = Kept::new(&token);
                Ok(token)
            }
            (Err(err), Some(kept)) => {
                tracing::warn!(error = &*err as &dyn std::error::Error, "the token could not be refreshed");
                kept.postpone();
                Ok(kept.token.clone())
            }
            (Err(err), None) => Err(err),
        }
    }

    /// Removes a token that the service refused. Returns whether another one can be requested: a token without expiry
    /// has just been requested.
    pub(crate) fn forget(&self, token: &AccessToken) -> bool {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|it| it.token == *token) {
            *current = None;
        }
        // If another token is cached, another request has already replaced this one.
        token.expiry().is_some()
    }

    /// Removes the cached token, like [`TokenCache::forget`].
    pub(crate) fn renew(&self) -> bool {
        self.current().is_some_and(|it| self.forget(&it.token))
    }

    fn current(&self) -> Option<Kept> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

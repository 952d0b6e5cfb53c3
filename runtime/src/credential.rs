//! Where tokens come from.

#[cfg(feature = "azure-identity")]
mod azure;
mod cache;
#[cfg(feature = "certificate")]
mod client_certificate;
mod client_secret;
mod device_code;
mod oauth;
mod sign_in_error;

use crate::{BoxError, RetryPolicy, Transport};
#[cfg(feature = "azure-identity")]
pub use azure::AzureCredential;
pub(crate) use cache::TokenCache;
#[cfg(feature = "certificate")]
pub use client_certificate::ClientCertificate;
pub use client_secret::ClientSecret;
pub use device_code::{DeviceCode, DevicePrompt};
use futures_core::future::BoxFuture;
use jiff::Timestamp;
pub use sign_in_error::SignInError;
use std::fmt;
use std::time::{Duration, Instant};

/// A source of access tokens.
///
/// A client keeps the token until shortly before it expires, and asks once when many requests need a new one. A token that
/// does not say when it expires is asked for before every request.
pub trait Credential: Send + Sync {
    /// A token.
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>>;
}

/// What a token is wanted for, and what it can be got with.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TokenRequest<'a> {
    /// What the token must allow: `https://service.example.com/.default`.
    pub scopes: &'a [String],
    /// The sign-in service, without tenant: `https://login.example.com`. `None` if neither the service nor the program names one.
    pub authority: Option<&'a str>,
    /// The client's own transport.
    pub transport: &'a dyn Transport,
    /// How often and how long the sign-in service may be asked again.
    pub retry: &'a RetryPolicy,
    /// When the caller gives up. A wait that would end later is of no use: it should be an error at once.
    pub deadline: Option<Instant>,
}

impl fmt::Debug for TokenRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("TokenRequest");
        out.field("scopes", &self.scopes).field("authority", &self.authority).finish_non_exhaustive()
    }
}

impl<C: Credential + ?Sized> Credential for std::sync::Arc<C> {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        (**self).token(request)
    }
}

impl<C: Credential + ?Sized> Credential for Box<C> {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        (**self).token(request)
    }
}

/// A bearer token. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    secret: String,
    expires: Option<Timestamp>,
}

impl AccessToken {
    /// The token with this text, which does not say when it expires.
    pub fn new(secret: impl Into<String>) -> AccessToken {
        AccessToken { secret: secret.into(), expires: None }
    }

    /// The token, with the time when it expires.
    #[must_use]
    pub fn expires_at(self, time: Timestamp) -> AccessToken {
        AccessToken { expires: Some(time), ..self }
    }

    /// The token, which expires after this time from now.
    #[must_use]
    pub fn expires_in(self, time: Duration) -> AccessToken {
        let expires = jiff::SignedDuration::try_from(time).ok().and_then(|it| Timestamp::now().checked_add(it).ok());
        AccessToken { expires: Some(expires.unwrap_or(Timestamp::MAX)), ..self }
    }

    /// The text, which is a secret.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// When it expires, if that is known.
    pub fn expiry(&self) -> Option<Timestamp> {
        self.expires
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken").field("expires", &self.expires).finish_non_exhaustive()
    }
}

/// A token that somebody else got and renews.
#[derive(Clone, Debug)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// A credential that always gives this token.
    pub fn new(secret: impl Into<String>) -> StaticToken {
        StaticToken(AccessToken::new(secret))
    }
}

impl Credential for StaticToken {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

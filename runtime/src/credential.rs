//! Credentials: sources of access tokens.

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
/// A client caches the token until shortly before it expires, and calls the credential once even if many requests need
/// a new one. A token without expiry is requested for every request.
pub trait Credential: Send + Sync {
    /// Returns a token.
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>>;
}

/// The parameters for getting a token.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TokenRequest<'a> {
    /// The requested scopes: `https://service.example.com/.default`.
    pub scopes: &'a [String],
    /// The URL of the sign-in service, without tenant: `https://login.example.com`. `None` if neither the service nor
    /// the program sets one.
    pub authority: Option<&'a str>,
    /// The client's own transport.
    pub transport: &'a dyn Transport,
    /// The retry policy for requests to the sign-in service.
    pub retry: &'a RetryPolicy,
    /// The time when the caller gives up. A credential should fail immediately instead of waiting longer.
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
    /// Creates a token without expiry.
    pub fn new(secret: impl Into<String>) -> AccessToken {
        AccessToken { secret: secret.into(), expires: None }
    }

    /// Sets the time when the token expires.
    #[must_use]
    pub fn expires_at(self, time: Timestamp) -> AccessToken {
        AccessToken { expires: Some(time), ..self }
    }

    /// Sets the remaining lifetime of the token.
    #[must_use]
    pub fn expires_in(self, time: Duration) -> AccessToken {
        let expires = jiff::SignedDuration::try_from(time).ok().and_then(|it| Timestamp::now().checked_add(it).ok());
        AccessToken { expires: Some(expires.unwrap_or(Timestamp::MAX)), ..self }
    }

    /// The text of the token, which is a secret.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The time when the token expires, if known.
    pub fn expiry(&self) -> Option<Timestamp> {
        self.expires
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken").field("expires", &self.expires).finish_non_exhaustive()
    }
}

/// A token that the program gets and renews itself.
#[derive(Clone, Debug)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// Creates a credential that always returns this token.
    pub fn new(secret: impl Into<String>) -> StaticToken {
        StaticToken(AccessToken::new(secret))
    }
}

impl Credential for StaticToken {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

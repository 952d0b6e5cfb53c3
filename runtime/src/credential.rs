//! Credentials: sources of access tokens.

#[cfg(feature = "azure-identity")]
mod azure;
mod cache;
#[cfg(feature = "certificate")]
mod client_certificate;
mod client_credentials;
mod client_secret;
mod device_code;
mod fixed;
mod oauth;
mod sign_in_error;
mod token;

use crate::{BoxError, RetryPolicy, Transport};
#[cfg(feature = "azure-identity")]
pub use azure::AzureCredential;
pub(crate) use cache::TokenCache;
#[cfg(feature = "certificate")]
pub use client_certificate::ClientCertificate;
pub use client_credentials::ClientCredentials;
pub use client_secret::ClientSecret;
pub use device_code::{DeviceCode, DevicePrompt};
pub use fixed::{Anonymous, Basic, Bearer, Key, StaticToken};
use futures_core::future::BoxFuture;
pub use sign_in_error::SignInError;
use std::fmt;
use std::time::Instant;
pub use token::AccessToken;

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

//! Credentials whose secret the program has.

use super::{AccessToken, Credential, TokenRequest};
use crate::BoxError;
use futures_core::future::BoxFuture;
use std::borrow::Cow;

/// A bearer token.
pub type Bearer = StaticToken;

/// A token that the program gets and renews itself.
#[derive(Clone, Debug)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// Creates a credential that always returns this token.
    pub fn new(secret: impl Into<String>) -> StaticToken {
        StaticToken(AccessToken::new(secret))
    }
}

/// User name and password (RFC 7617). Some services take a key instead of one of them.
#[derive(Clone, Debug)]
pub struct Basic(AccessToken);

impl Basic {
    /// Creates a credential with user name and password.
    pub fn new(user: &str, password: &str) -> Basic {
        Basic(AccessToken::basic(user, password))
    }
}

/// A key.
///
/// ```
/// # use graphwright_runtime::{Client, Key};
/// let client = Client::at("https://service.example.com").credential(Key::header("X-API-Key", "…")).build()?;
/// # Ok::<(), graphwright_runtime::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Key(AccessToken);

impl Key {
    /// Creates a credential that sends a key as this header.
    pub fn header(name: impl Into<Cow<'static, str>>, secret: impl Into<String>) -> Key {
        Key(AccessToken::new(secret).in_header(name))
    }

    /// Creates a credential that sends a key as this query parameter.
    pub fn query(name: impl Into<Cow<'static, str>>, secret: impl Into<String>) -> Key {
        Key(AccessToken::new(secret).in_query(name))
    }

    /// Creates a credential that sends a key as this cookie.
    pub fn cookie(name: impl Into<Cow<'static, str>>, secret: impl Into<String>) -> Key {
        Key(AccessToken::new(secret).in_cookie(name))
    }
}

/// For services that need no credential.
#[derive(Clone, Copy, Debug)]
pub struct Anonymous;

/// Implements [`Credential`] for credentials that always return the same token.
macro_rules! fixed {
    ($($ty:ty: $token:expr;)*) => {$(
        impl Credential for $ty {
            fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
                let token: fn(&$ty) -> AccessToken = $token;
                Box::pin(std::future::ready(Ok(token(self))))
            }
        }
    )*};
}

fixed! {
    StaticToken: |it| it.0.clone();
    Basic: |it| it.0.clone();
    Key: |it| it.0.clone();
    Anonymous: |_| AccessToken::none();
}

//! How requests reach the service.

#[cfg(feature = "reqwest")]
mod with_reqwest;

use crate::Body;
use crate::BoxError;
use futures_core::future::BoxFuture;
use std::fmt;
use std::time::Duration;
#[cfg(feature = "reqwest")]
pub use with_reqwest::ReqwestTransport;

/// What a client needs of the world outside: somebody who sends requests, and a clock.
pub trait Transport: Send + Sync {
    /// Sends one request, once, and returns its response, whatever the status. The response may come before its body is read.
    ///
    /// It must not follow redirects: a token would go where it does not belong. Nor should it repeat requests: the client
    /// knows when that is safe.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Ends when this time is over.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Ends when an attempt has taken this long and is given up. A transport for tests, whose time does not pass, lets it
    /// never end.
    fn deadline(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

/// Why there is no response.
#[derive(Debug)]
pub struct TransportError {
    source: BoxError,
    is_unsent: bool,
}

impl TransportError {
    /// Something failed, and the service may have executed the request.
    pub fn new(source: impl Into<BoxError>) -> TransportError {
        TransportError { source: source.into(), is_unsent: false }
    }

    /// There was no connection: the service has not seen the request, which can be repeated whatever it does.
    pub fn unsent(source: impl Into<BoxError>) -> TransportError {
        TransportError { source: source.into(), is_unsent: true }
    }

    /// Whether the service cannot have seen the request.
    pub fn is_unsent(&self) -> bool {
        self.is_unsent
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_unsent { "there is no connection" } else { "the connection failed" })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

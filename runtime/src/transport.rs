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
    /// knows when that is safe. It should leave bodies as they come, with their `Content-Encoding` and `Content-Length`: the
    /// client decodes gzip where it reads a body as a whole, and a download goes on at a position of the bytes that came.
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
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Interrupted,
    Unsent,
    TimedOut,
    Refused,
}

impl TransportError {
    /// Something failed, and the service may have executed the request.
    pub fn new(source: impl Into<BoxError>) -> TransportError {
        TransportError { source: source.into(), kind: Kind::Interrupted }
    }

    /// The service has not executed the request, which can be repeated whatever it does: there was no connection, or HTTP says
    /// so (RFC 9113, 8.7).
    pub fn unsent(source: impl Into<BoxError>) -> TransportError {
        TransportError { source: source.into(), kind: Kind::Unsent }
    }

    /// Time is over, and the service may have executed the request.
    pub fn timed_out(source: impl Into<BoxError>) -> TransportError {
        TransportError { source: source.into(), kind: Kind::TimedOut }
    }

    /// The service has not seen the request, and will not the next time, either: a proxy wants a password (407).
    pub fn refused(source: impl Into<BoxError>) -> TransportError {
        TransportError { source: source.into(), kind: Kind::Refused }
    }

    /// Whether the service cannot have executed the request.
    pub fn is_unsent(&self) -> bool {
        matches!(self.kind, Kind::Unsent | Kind::Refused)
    }

    /// Whether time was over.
    pub fn is_timed_out(&self) -> bool {
        self.kind == Kind::TimedOut
    }

    /// Whether it is of no use to try again.
    pub fn is_refused(&self) -> bool {
        self.kind == Kind::Refused
    }
}

/// Whether there is an error because time was over.
pub(crate) fn is_timed_out(err: &(dyn std::error::Error + 'static)) -> bool {
    let mut sources = std::iter::successors(Some(err), |it| it.source());
    sources.any(|it| it.downcast_ref::<TransportError>().is_some_and(TransportError::is_timed_out))
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Interrupted => "the connection failed",
            Kind::Unsent => "there is no connection",
            Kind::TimedOut => "it took too long",
            Kind::Refused => "the connection was refused",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

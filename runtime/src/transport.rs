//! Transports, which send requests to the service.

#[cfg(feature = "reqwest")]
mod with_reqwest;

use crate::Body;
use crate::BoxError;
use futures_core::future::BoxFuture;
use std::fmt;
use std::time::Duration;
#[cfg(feature = "reqwest")]
pub use with_reqwest::ReqwestTransport;

/// The network and the clock of a client.
pub trait Transport: Send + Sync {
    /// Sends one request once, and returns its response, regardless of the status. The response may be returned before
    /// its body is read.
    ///
    /// It must not follow redirects, because a token could be sent to another host. It should not repeat requests: the
    /// client knows which ones are idempotent. It should not decode bodies, and keep `Content-Encoding` and
    /// `Content-Length`: the client decodes gzip if it reads a whole body, and a download is resumed at a position in
    /// the received bytes.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Completes after this time.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Completes when the timeout of an attempt has passed. In a transport for tests, it may never complete.
    fn deadline(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

/// The error of a request that received no response.
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
    /// The request failed, and the service may have executed it.
    pub fn new(source: impl Into<BoxError>) -> TransportError {
        TransportError { source: source.into(), kind: Kind::Interrupted }
    }

    /// The service has not executed the request, so any request can be repeated: there was no connection, or HTTP
    /// guarantees it (RFC 9113, 8.7).
    pub fn unsent(source: impl Into<BoxError>) -> TransportError {
        TransportError { source: source.into(), kind: Kind::Unsent }
    }

    /// A timeout has passed, and the service may have executed the request.
    pub fn timed_out(source: impl Into<BoxError>) -> TransportError {
        TransportError { source: source.into(), kind: Kind::TimedOut }
    }

    /// The service has not received the request, and retries would fail, too: a proxy requires a password (407).
    pub fn refused(source: impl Into<BoxError>) -> TransportError {
        TransportError { source: source.into(), kind: Kind::Refused }
    }

    /// Whether the service cannot have executed the request.
    pub fn is_unsent(&self) -> bool {
        matches!(self.kind, Kind::Unsent | Kind::Refused)
    }

    /// Whether a timeout has passed.
    pub fn is_timed_out(&self) -> bool {
        self.kind == Kind::TimedOut
    }

    /// Whether retries are useless.
    pub fn is_refused(&self) -> bool {
        self.kind == Kind::Refused
    }
}

/// Whether a timeout is the cause of an error.
pub(crate) fn is_timed_out(err: &(dyn std::error::Error + 'static)) -> bool {
    let mut sources = std::iter::successors(Some(err), |it| it.source());
    sources.any(|it| it.downcast_ref::<TransportError>().is_some_and(TransportError::is_timed_out))
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Interrupted => "the connection failed",
            Kind::Unsent => "there is no connection",
            Kind::TimedOut => "the request timed out",
            Kind::Refused => "the connection was refused",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

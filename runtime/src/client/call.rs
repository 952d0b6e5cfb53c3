//! A call, independent of how it is executed.

use crate::retry::{self, RetryPolicy};
use crate::{Body, Error, Page};
use http::{HeaderMap, Method};
use std::mem;
use std::time::Duration;

/// The kind of host that a URL belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// The client's own service, which gets the token. A URL with another origin is refused.
    Own,
    /// Any host: the URL is pre-authenticated. Only the client's own origin gets the token.
    PreAuthenticated,
    /// The target of a redirect. Gets neither token nor default headers.
    Foreign,
}

/// The credentials that a request requires.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Security {
    /// Those of the client.
    Usual,
    Nothing,
    /// Alternatives of security schemes.
    Schemes(&'static str),
}

/// The parts of a request that do not depend on the client.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// The absolute URL.
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// The form of the URL that may be logged.
    pub(crate) template: String,
    pub(crate) page: Option<Page>,
    pub(crate) access: Access,
    pub(crate) security: Security,
    /// Whether the request is idempotent.
    pub(crate) is_idempotent: bool,
    pub(crate) follows_redirects: bool,
    /// Whether the client repeats the request; otherwise, the caller does.
    pub(crate) repeats: bool,
    /// Overrides the client's.
    pub(crate) timeout: Option<Duration>,
    /// Overrides the client's.
    pub(crate) deadline: Option<Duration>,
    /// Overrides the client's.
    pub(crate) retry: Option<RetryPolicy>,
}

impl Call {
    pub(crate) fn new(method: Method, url: String, body: impl Into<Body>) -> Call {
        Call {
            is_idempotent: retry::is_idempotent(&method),
            method,
            url,
            headers: HeaderMap::new(),
            body: body.into(),
            template: "(by URL)".to_owned(),
            page: None,
            access: Access::Own,
            security: Security::Usual,
            follows_redirects: true,
            repeats: true,
            timeout: None,
            deadline: None,
            retry: None,
        }
    }

    /// Creates the request for one more attempt. The first attempt consumes a body that is a stream.
    pub(super) fn request(&mut self) -> Result<http::Request<Body>, Error> {
        let body = match self.body.as_bytes() {
            Some(bytes) => bytes.clone().into(),
            None => mem::take(&mut self.body),
        };
        let mut res = http::Request::new(body);
        *res.method_mut() = self.method.clone();
        // Not shown, because it may be a secret.
        *res.uri_mut() = self.url.parse().map_err(|err| Error::request(format!("the URL is not valid: {err}")))?;
        *res.headers_mut() = self.headers.clone();
        Ok(res)
    }
}

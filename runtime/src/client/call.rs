//! What is sent, before it is known who sends it.

use crate::retry::{self, RetryPolicy};
use crate::{Body, Error, Page};
use http::{HeaderMap, Method};
use std::mem;
use std::time::Duration;

/// Whom a URL belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// The client's own service, which gets the token. A URL of another origin is refused.
    Own,
    /// Whoever it leads to: it carries its permission in itself. Only the client's own origin gets the token.
    PreAuthenticated,
    /// Somebody that a redirect led to. Gets neither token nor default headers.
    Foreign,
}

/// Everything about a request but who sends it.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// Absolute.
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// What logs may show of the URL.
    pub(crate) template: String,
    pub(crate) page: Option<Page>,
    pub(crate) access: Access,
    /// Whether executing it twice is the same as executing it once.
    pub(crate) is_idempotent: bool,
    pub(crate) follows_redirects: bool,
    /// Whether the client's policy repeats it; else its maker does.
    pub(crate) repeats: bool,
    /// In place of the client's.
    pub(crate) timeout: Option<Duration>,
    /// In place of the client's.
    pub(crate) deadline: Option<Duration>,
    /// In place of the client's.
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
            follows_redirects: true,
            repeats: true,
            timeout: None,
            deadline: None,
            retry: None,
        }
    }

    /// The request for one more attempt. A body that is a stream goes with the first.
    pub(super) fn request(&mut self) -> Result<http::Request<Body>, Error> {
        let body = match self.body.as_bytes() {
            Some(bytes) => bytes.clone().into(),
            None => mem::take(&mut self.body),
        };
        let mut res = http::Request::new(body);
        *res.method_mut() = self.method.clone();
        // Not shown: it may be a secret.
        *res.uri_mut() = self.url.parse().map_err(|err| Error::request(format!("the URL is not valid: {err}")))?;
        *res.headers_mut() = self.headers.clone();
        Ok(res)
    }
}

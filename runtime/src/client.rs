//! The client: the only place that holds a credential.

mod builder;
mod call;
mod exchange;
mod origin;
mod redirect;
mod service;
mod service_client;

pub use builder::ClientBuilder;
pub(crate) use call::{Access, Call};
pub(crate) use origin::origin;
pub use service::{Cloud, Hosted, Service};
pub use service_client::ServiceClient;

use crate::credential::TokenCache;
use crate::path::KeyStyle;
use crate::{Error, RetryPolicy, Transport, url};
use bytes::Bytes;
use futures_core::future::BoxFuture;
use http::HeaderMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Sends requests to one service with one credential. Clones share everything: token, connections, configuration.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    endpoint: Endpoint,
    scopes: Vec<String>,
    authority: Option<String>,
    headers: HeaderMap,
    tokens: TokenCache,
    transport: Box<dyn Transport>,
    retry: RetryPolicy,
    timeout: Option<Duration>,
    deadline: Option<Duration>,
    max_body: u64,
}

/// Where the service is, and how its URLs are written.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    /// The URL before the version, without a slash at its end.
    pub(crate) base: String,
    pub(crate) origin: origin::Origin,
    pub(crate) keys: KeyStyle,
}

impl Endpoint {
    /// The absolute URL: of one that is relative, below the base URL.
    pub(crate) fn resolve(&self, url: String) -> String {
        if url::is_absolute(&url) { url } else { format!("{}/{}", self.base, url.trim_start_matches('/')) }
    }

    /// The absolute URL of a link in a response, which may be relative to the service root (OData JSON Format 4.01, 4.5.1).
    pub(crate) fn follow(&self, version: &str, link: String) -> String {
        if url::is_absolute(&link) {
            return link;
        }
        if link.starts_with('/') {
            return url::join(&self.base, &link);
        }
        let slash = if version.is_empty() { "" } else { "/" };
        format!("{}{slash}{version}/{link}", self.base)
    }
}

impl Client {
    /// A client of the service at this base URL, to be configured. Generated crates have a `Client` that knows the settings of
    /// its service: [`ServiceClient`](crate::ServiceClient).
    pub fn at(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base_url.into())
    }

    /// Sends a request that was made by hand, with token, retries and checks like any other. Its URI is relative to the base
    /// URL (`/v1.0/me`), or absolute and of the client's own origin. Statuses below 400 are no errors, except 304.
    ///
    /// The body of the response is decoded if it was compressed; the headers are those that were received, so
    /// `Content-Encoding` and `Content-Length` describe the compressed body.
    ///
    /// # Errors
    /// The URI is of another origin, there is no token, the request cannot be sent, or the service answers with an error.
    pub async fn execute(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
        let (parts, body) = request.into_parts();
        let url = self.0.endpoint.resolve(parts.uri.to_string());
        self.exchange(Call { headers: parts.headers, ..Call::new(parts.method, url, body) }).await
    }

    pub(crate) fn endpoint(&self) -> &Endpoint {
        &self.0.endpoint
    }

    /// Of every request that does not set them itself.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    pub(crate) fn retry(&self) -> &RetryPolicy {
        &self.0.retry
    }

    /// How long one attempt may take.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.0.timeout
    }

    /// Forgets the token, which the service refused; whether there may be another one.
    pub(crate) fn renew_token(&self) -> bool {
        self.0.tokens.renew()
    }

    /// How long a call may take in all.
    pub(crate) fn limit(&self) -> Option<Duration> {
        self.0.deadline
    }

    /// Ends when this time is over, which an attempt may take.
    pub(crate) fn deadline(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.0.transport.deadline(time)
    }

    /// Waits, by the transport's clock.
    pub(crate) fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.0.transport.sleep(time)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.0.endpoint.base).finish_non_exhaustive()
    }
}

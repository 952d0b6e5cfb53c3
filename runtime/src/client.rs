//! The client, which sends requests with a credential.

mod builder;
mod call;
mod exchange;
mod origin;
mod redirect;
mod service;
mod service_client;
mod tokens;

pub use builder::ClientBuilder;
pub(crate) use call::{Access, Call, Security};
pub(crate) use origin::origin;
pub use service::{Cloud, Hosted, Service};
pub use service_client::ServiceClient;

use crate::credential::TokenCache;
use crate::path::KeyStyle;
use crate::{Error, RetryPolicy, Transport, url};
use bytes::Bytes;
use futures_core::future::BoxFuture;
use http::HeaderMap;
use http::header::HeaderName;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokens::Tokens;

/// Sends requests to one service with one credential. Clones share everything: token, connections, configuration.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    endpoint: Endpoint,
    scopes: Vec<String>,
    authority: Option<String>,
    headers: HeaderMap,
    /// The header with the client's id of a request, which the service echoes and its support asks for.
    request_id: Option<HeaderName>,
    tokens: Tokens,
    transport: Box<dyn Transport>,
    retry: RetryPolicy,
    timeout: Option<Duration>,
    deadline: Option<Duration>,
    max_body: u64,
}

/// The base URL of the service, and how its URLs are written.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    /// The URL before the version, without a trailing slash.
    pub(crate) base: String,
    pub(crate) origin: origin::Origin,
    pub(crate) keys: KeyStyle,
    /// Further servers, which some operations have.
    pub(crate) servers: Vec<OtherServer>,
}

/// A server of some operations.
#[derive(Clone, Debug)]
pub(crate) struct OtherServer {
    /// The URL in the description of the API.
    documented: String,
    /// The URL that requests are sent to, without a trailing slash.
    base: String,
    origin: origin::Origin,
}

impl Endpoint {
    /// The absolute URL of an operation with its own server. A client at another URL than the documented one sends
    /// all requests there, unless it has a URL for this server.
    pub(crate) fn resolve_at(&self, server: Option<&str>, url: String) -> String {
        match server.and_then(|server| self.servers.iter().find(|it| it.documented == server)) {
            Some(server) => format!("{}/{}", server.base, url.trim_start_matches('/')),
            None => self.resolve(url),
        }
    }

    /// Whether a URL with this origin belongs to the service, and gets its token.
    pub(crate) fn owns(&self, origin: &origin::Origin) -> bool {
        self.origin == *origin || self.servers.iter().any(|it| it.origin == *origin)
    }

    /// The absolute URL: a relative URL is appended to the base URL.
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
    /// Starts to configure a client for the service at this base URL. The `Client` of a generated crate already has the
    /// settings of its service: [`ServiceClient`](crate::ServiceClient).
    pub fn at(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base_url.into())
    }

    /// Sends a request that was built by hand, with token, retries and checks like any other. Its URI is relative to
    /// the base URL (`/v1.0/me`), or absolute with the client's own origin. Statuses below 400 are not errors, except
    /// 304.
    ///
    /// The body of the response is decompressed; the headers are kept as received, so `Content-Encoding` and
    /// `Content-Length` describe the compressed body.
    ///
    /// # Errors
    /// Fails if the URI has another origin, if there is no token, if the request cannot be sent, or if the service
    /// responds with an error.
    pub async fn execute(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
        let (parts, body) = request.into_parts();
        let url = self.0.endpoint.resolve(parts.uri.to_string());
        self.exchange(Call { headers: parts.headers, ..Call::new(parts.method, url, body) }).await
    }

    pub(crate) fn endpoint(&self) -> &Endpoint {
        &self.0.endpoint
    }

    /// The headers of every request that does not set them itself.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    pub(crate) fn retry(&self) -> &RetryPolicy {
        &self.0.retry
    }

    /// The timeout of one attempt.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.0.timeout
    }

    /// The maximum size of a response that is read into memory.
    pub(crate) fn max_body(&self) -> u64 {
        self.0.max_body
    }

    /// Removes the token that the service refused from the cache; returns whether another one can be requested.
    pub(crate) fn renew_token(&self) -> bool {
        self.0.tokens.usual.as_ref().is_some_and(TokenCache::renew)
    }

    /// The deadline of a call.
    pub(crate) fn limit(&self) -> Option<Duration> {
        self.0.deadline
    }

    /// Completes after this time, the timeout of an attempt.
    pub(crate) fn deadline(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.0.transport.deadline(time)
    }

    /// Waits, using the transport's clock.
    pub(crate) fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.0.transport.sleep(time)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.0.endpoint.base).finish_non_exhaustive()
    }
}

//! The client: the only place that holds a credential.

use crate::credential::{BoxError, Credential};
use crate::transport::Transport;
use crate::{Error, Page};
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, HeaderName, HeaderValue, USER_AGENT};
use http::uri::Uri;
use std::fmt;
use std::sync::Arc;
use tracing::Instrument;

/// Sends requests to one service with one credential. Clones share both.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    base: Uri,
    scope: String,
    user_agent: HeaderValue,
    credential: Box<dyn Credential>,
    transport: Box<dyn Transport>,
}

/// What a client is made of.
pub struct ClientBuilder {
    base_url: String,
    user_agent: String,
    credential: Option<Box<dyn Credential>>,
    transport: Option<Box<dyn Transport>>,
}

impl Client {
    /// A client of the global cloud.
    ///
    /// # Panics
    /// If the TLS library cannot be set up. [`ClientBuilder::build`] gives an error instead.
    #[cfg(feature = "reqwest")]
    pub fn new(credential: impl Credential + 'static) -> Client {
        Client::builder().credential(credential).build().expect("only the TLS library can fail here")
    }

    /// A client to be configured.
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            base_url: "https://graph.microsoft.com".to_owned(),
            user_agent: concat!("msgraph-core/", env!("CARGO_PKG_VERSION")).to_owned(),
            credential: None,
            transport: None,
        }
    }

    /// Sends a request. Its URI is relative to the client's base URL, or absolute and of the same origin: a token goes to
    /// no other host. Redirects are not followed; statuses below 400 are no errors.
    ///
    /// # Errors
    /// The URI is of another origin, there is no token, the request cannot be sent, or the service answers with an error.
    pub async fn execute(
        &self,
        request: http::Request<Bytes>,
        page: Option<Page>,
        template: &str,
    ) -> Result<http::Response<Bytes>, Error> {
        let request = self.addressed(request)?;
        let span = tracing::info_span!(
            "msgraph",
            method = %request.method(),
            template,
            page = page.map(Page::title),
            status = tracing::field::Empty
        );
        let response = self.exchange(request, page).instrument(span.clone()).await?;
        span.record("status", response.status().as_u16());
        if response.status().as_u16() < 400 { Ok(response) } else { Err(Error::service(response, page)) }
    }

    async fn exchange(
        &self,
        mut request: http::Request<Bytes>,
        page: Option<Page>,
    ) -> Result<http::Response<Bytes>, Error> {
        let inner = &self.0;
        let scopes = [inner.scope.as_str()];
        let token = inner.credential.token(&scopes).await.map_err(|err| Error::credential(err, page))?;
        let mut bearer = HeaderValue::try_from(format!("Bearer {}", token.secret()))
            .map_err(|err| Error::credential(err.into(), page))?;
        bearer.set_sensitive(true);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, bearer);
        headers.insert(USER_AGENT, inner.user_agent.clone());
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static("application/json"));
        let id = uuid::Uuid::new_v4().to_string();
        if let Ok(id) = HeaderValue::try_from(id) {
            headers.entry(HeaderName::from_static("client-request-id")).or_insert(id);
        }
        inner.transport.send(request).await.map_err(|err| Error::transport(err, page))
    }

    /// The request with an absolute URI of the client's own service.
    fn addressed(&self, mut request: http::Request<Bytes>) -> Result<http::Request<Bytes>, Error> {
        let base = &self.0.base;
        let uri = request.uri();
        if uri.authority().is_some() {
            if origin(uri) == origin(base) {
                return Ok(request);
            }
            let host = uri.host().unwrap_or_default();
            return Err(Error::request(format!("`{host}` is not the client's host: no token is sent there")));
        }
        let root = base.to_string();
        let url = format!("{}{uri}", root.trim_end_matches('/'));
        *request.uri_mut() = url.parse().map_err(|err| Error::request(format!("`{uri}` is no URL: {err}")))?;
        Ok(request)
    }
}

/// Scheme, host and port; two URLs of one origin are of one service.
fn origin(uri: &Uri) -> Option<(String, String, u16)> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let port = uri.port_u16().or(match scheme.as_str() {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    })?;
    Some((scheme, uri.host()?.to_ascii_lowercase(), port))
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.0.base).finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// The service, without version: `https://graph.microsoft.us`. Plain `http` is for the own machine only.
    #[must_use]
    pub fn base_url(self, url: impl Into<String>) -> Self {
        ClientBuilder { base_url: url.into(), ..self }
    }

    /// Where tokens come from. There is no client without.
    #[must_use]
    pub fn credential(self, credential: impl Credential + 'static) -> Self {
        ClientBuilder { credential: Some(Box::new(credential)), ..self }
    }

    /// What the program calls itself in `User-Agent`.
    #[must_use]
    pub fn user_agent(self, name: impl Into<String>) -> Self {
        ClientBuilder { user_agent: name.into(), ..self }
    }

    /// How requests are sent, in place of reqwest.
    #[must_use]
    pub fn transport(self, transport: impl Transport + 'static) -> Self {
        ClientBuilder { transport: Some(Box::new(transport)), ..self }
    }

    /// The client.
    ///
    /// # Errors
    /// There is no credential, the base URL or the user agent is not allowed, or the transport cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let base = base(&self.base_url)?;
        let scope = format!("{}://{}/.default", base.scheme_str().unwrap_or_default(), host(&base));
        let user_agent = HeaderValue::try_from(self.user_agent).map_err(|err| Error::request(err.to_string()))?;
        let credential = self.credential.ok_or_else(|| Error::request("a client needs a credential"))?;
        let transport = match self.transport {
            Some(it) => it,
            None => default_transport().map_err(|err| Error::transport(err, None))?,
        };
        Ok(Client(Arc::new(Inner { base, scope, user_agent, credential, transport })))
    }
}

fn host(uri: &Uri) -> &str {
    uri.authority().map_or("", |it| it.as_str())
}

fn base(url: &str) -> Result<Uri, Error> {
    let refused = |why: &str| Error::request(format!("`{url}` cannot be a base URL: {why}"));
    let uri: Uri = url.parse().map_err(|_| refused("it is no URL"))?;
    let is_local = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match uri.scheme_str() {
        _ if uri.query().is_some() => Err(refused("it has a query")),
        Some("https") => Ok(uri),
        Some("http") if is_local => Ok(uri),
        Some("http") => Err(refused("tokens are sent over https only")),
        _ => Err(refused("it does not begin with `https://`")),
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Box<dyn Transport>, BoxError> {
    Ok(Box::new(crate::transport::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Box<dyn Transport>, BoxError> {
    Err("without the feature `reqwest` a client needs a transport".into())
}

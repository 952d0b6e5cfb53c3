//! Configuration of a client.

use super::tokens::Tokens;
use super::{Client, Cloud, Endpoint, Inner, OtherServer, Service, origin};
use crate::BoxError;
use crate::RetryPolicy;
use crate::credential::Credential;
use crate::path::KeyStyle;
use crate::{Error, Transport};
use http::HeaderMap;
use http::header::{ACCEPT, HeaderName, HeaderValue, USER_AGENT};
use http::uri::Uri;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// The default size limit of a response, far larger than any page.
const MAX_BODY: u64 = 256 * 1024 * 1024;

/// OData Protocol 4.01, 8.2.7.
const ODATA_MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");

/// The header with the client's id of a request, by a convention of Microsoft's services.
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// Configures a client: [`Client::at`], [`ServiceClient::builder`](crate::ServiceClient::builder). `C` is the type of
/// the client.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C = Client> {
    base_url: String,
    authority: Option<String>,
    scopes: Option<Vec<String>>,
    keys: KeyStyle,
    headers: HeaderMap,
    request_id: Option<HeaderName>,
    credential: Option<Box<dyn Credential>>,
    /// By the name of a security scheme.
    schemes: Vec<(String, Box<dyn Credential>)>,
    /// Documented and actual URLs of further servers.
    servers: Vec<(String, String)>,
    transport: Option<Box<dyn Transport>>,
    retry: RetryPolicy,
    timeout: Option<Duration>,
    deadline: Option<Duration>,
    max_body: u64,
    problem: Option<String>,
    client: PhantomData<fn() -> C>,
}

impl<C> ClientBuilder<C> {
    pub(super) fn of_service<S: Service>(base_url: String) -> ClientBuilder<C> {
        let mut res = ClientBuilder::new(base_url).key_style(S::KEY_STYLE).odata_max_version(S::ODATA_MAX_VERSION);
        res = res.request_id_header(S::REQUEST_ID);
        res.authority = S::AUTHORITY.map(str::to_owned);
        if S::SCOPES.is_empty() { res } else { res.scopes(S::SCOPES.iter().copied()) }
    }

    pub(super) fn new(base_url: String) -> ClientBuilder<C> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers
            .insert(USER_AGENT, HeaderValue::from_static(concat!("graphwright-runtime/", env!("CARGO_PKG_VERSION"))));
        headers.insert(ODATA_MAX_VERSION, HeaderValue::from_static("4.01"));
        ClientBuilder {
            base_url,
            authority: None,
            scopes: None,
            keys: KeyStyle::default(),
            headers,
            request_id: Some(CLIENT_REQUEST_ID),
            credential: None,
            schemes: Vec::new(),
            servers: Vec::new(),
            transport: None,
            retry: RetryPolicy::default(),
            timeout: Some(Duration::from_secs(100)),
            deadline: Some(Duration::from_secs(300)),
            max_body: MAX_BODY,
            problem: None,
            client: PhantomData,
        }
    }

    /// Sets the cloud: its base URL and its sign-in service.
    pub fn cloud(self, cloud: Cloud) -> Self {
        self.base_url(cloud.base_url).authority(cloud.authority)
    }

    /// Sets the URL of the service, without version: `https://service.example.com`. Plain `http` is only allowed for
    /// the local host. Operations with a server of their own are also sent there, see [`ClientBuilder::server`].
    pub fn base_url(self, url: impl Into<String>) -> Self {
        ClientBuilder { base_url: url.into(), servers: Vec::new(), ..self }
    }

    /// Sets the URL of a server that only some operations have: the URL in the description of the API, and the URL that
    /// requests are sent to. It belongs to the service, so it gets the token.
    pub fn server(mut self, documented: impl Into<String>, url: impl Into<String>) -> Self {
        let documented = documented.into();
        self.servers.retain(|(it, _)| *it != documented);
        self.servers.push((documented, url.into()));
        self
    }

    /// Sets the URL of the sign-in service, without tenant: `https://login.example.com`.
    pub fn authority(self, url: impl Into<String>) -> Self {
        ClientBuilder { authority: Some(url.into()), ..self }
    }

    /// Sets the scopes of tokens; by default everything that was granted (`https://service.example.com/.default`).
    pub fn scopes<S: Into<String>>(self, scopes: impl IntoIterator<Item = S>) -> Self {
        ClientBuilder { scopes: Some(scopes.into_iter().map(Into::into).collect()), ..self }
    }

    /// Sets how keys are written in URLs; by default in the style of the service, or else as segments.
    pub fn key_style(self, keys: KeyStyle) -> Self {
        ClientBuilder { keys, ..self }
    }

    /// Sets the credential. A client requires one, or one for a [scheme](ClientBuilder::scheme).
    pub fn credential(self, credential: impl Credential + 'static) -> Self {
        ClientBuilder { credential: Some(Box::new(credential)), ..self }
    }

    /// Sets the credential of a security scheme, for services with several ones. A request that allows several schemes
    /// gets the first of them that has a credential; other requests get [`ClientBuilder::credential`].
    ///
    /// ```
    /// # use graphwright_runtime::{Basic, Bearer, Client};
    /// let client = Client::at("https://service.example.com")
    ///     .scheme("token", Bearer::new("…"))
    ///     .scheme("admin", Basic::new("user", "…"))
    ///     .build()?;
    /// # Ok::<(), graphwright_runtime::Error>(())
    /// ```
    pub fn scheme(mut self, name: impl Into<String>, credential: impl Credential + 'static) -> Self {
        self.schemes.push((name.into(), Box::new(credential)));
        self
    }

    /// Sets `User-Agent`, the name of the program.
    pub fn user_agent(self, name: &str) -> Self {
        self.header(USER_AGENT.as_str(), name)
    }

    /// Sets the highest OData version of responses, sent as `OData-MaxVersion`; `None` sends no header. The default is
    /// `4.01`: names of control information with and without `odata.` (`@nextLink`, `@odata.nextLink`) are read alike.
    pub fn odata_max_version<'a>(mut self, version: impl Into<Option<&'a str>>) -> Self {
        match version.into() {
            Some(version) => self.header(ODATA_MAX_VERSION.as_str(), version),
            None => {
                self.headers.remove(ODATA_MAX_VERSION);
                self
            }
        }
    }

    /// Sets the header with a random id of each request, which errors show ([`Error::client_request_id`]); `None` sends no
    /// id. The default is `client-request-id`, or the setting of the service.
    pub fn request_id_header<'a>(mut self, name: impl Into<Option<&'a str>>) -> Self {
        match name.into().map(HeaderName::try_from).transpose() {
            Ok(name) => self.request_id = name,
            Err(_) => self.problem = Some("the header of request ids has an invalid name".to_owned()),
        }
        self
    }

    /// Sets a default header, which requests can override. It is not sent to other hosts.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.problem = Some(format!("the header `{name}` has an invalid name or value")),
        }
        self
    }

    /// Sets how often and how long requests are repeated.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        ClientBuilder { retry: policy, ..self }
    }

    /// Sets the timeout of one attempt, until the response is read. For a download, it limits the time until the
    /// download begins, and then the time without data; a chunk of an upload gets one second more for every 32 KiB. The
    /// default is 100 s. [`Request::timeout`](crate::Request::timeout) sets it for one request.
    pub fn timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        ClientBuilder { timeout: timeout.into(), ..self }
    }

    /// Sets the deadline of one call, including attempts, the waits between them, and getting a token. A wait that
    /// would pass the deadline is not started: the call fails immediately. The default is 300 s; `None` is no limit.
    /// [`Request::deadline`](crate::Request::deadline) sets it for one request.
    ///
    /// A call is one request: each page, each poll of an operation and each chunk of an upload is a call. For a
    /// download, the deadline applies until it begins. It does not apply to a body that is a stream.
    ///
    /// Interactive sign-in ([`DeviceCode`](crate::DeviceCode)) is limited by the deadline of the call that waits for
    /// it.
    pub fn deadline(self, deadline: impl Into<Option<Duration>>) -> Self {
        ClientBuilder { deadline: deadline.into(), ..self }
    }

    /// Sets the maximum size of a response that is read into memory, after decompression. The default is 256 MiB, so
    /// that no server can exhaust memory; [`Request::download`](crate::Request::download) has no limit. An error
    /// response that is longer is reported with its status and headers.
    pub fn max_response_bytes(self, limit: u64) -> Self {
        ClientBuilder { max_body: limit, ..self }
    }

    /// Replaces the transport, which sends requests; the default uses reqwest.
    pub fn transport(self, transport: impl Transport + 'static) -> Self {
        ClientBuilder { transport: Some(Box::new(transport)), ..self }
    }

    /// Creates the client.
    ///
    /// # Errors
    /// Fails without a credential, if a URL or a header is not valid, or if TLS cannot be set up.
    pub fn build(self) -> Result<C, Error>
    where
        C: From<Client>,
    {
        if let Some(problem) = self.problem {
            return Err(Error::request(problem));
        }
        let base = service(&self.base_url, "base URL")?;
        let authority = self.authority.as_deref().map(|it| service(it, "URL of a sign-in service")).transpose()?;
        let origin = origin(&base).ok_or_else(|| Error::request("the base URL has no host"))?;
        let host = base.authority().map_or("", |it| it.as_str());
        let scopes =
            self.scopes.unwrap_or_else(|| vec![format!("{}://{host}/.default", base.scheme_str().unwrap_or_default())]);
        if self.credential.is_none() && self.schemes.is_empty() {
            return Err(Error::request("a client requires a credential"));
        }
        let servers = self.servers.iter().map(|(documented, url)| other_server(documented, url));
        let servers = servers.collect::<Result<Vec<OtherServer>, Error>>()?;
        let transport = match self.transport {
            Some(it) => it,
            None => default_transport().map_err(|err| Error::request(format!("TLS cannot be set up: {err}")))?,
        };
        let inner = Inner {
            endpoint: Endpoint { base: trimmed(&base), origin, keys: self.keys, servers },
            scopes,
            authority: authority.as_ref().map(trimmed),
            headers: self.headers,
            request_id: self.request_id,
            tokens: Tokens::new(self.credential, self.schemes),
            transport,
            retry: self.retry,
            timeout: self.timeout,
            deadline: self.deadline,
            max_body: self.max_body,
        };
        Ok(Client(Arc::new(inner)).into())
    }
}

fn other_server(documented: &str, url: &str) -> Result<OtherServer, Error> {
    let base = service(url, "URL of a server")?;
    let origin = origin(&base).ok_or_else(|| Error::request("the URL of a server has no host"))?;
    Ok(OtherServer { documented: documented.to_owned(), base: trimmed(&base), origin })
}

fn trimmed(url: &Uri) -> String {
    url.to_string().trim_end_matches('/').to_owned()
}

/// Parses the URL of a service to which secrets are sent.
fn service(url: &str, what: &str) -> Result<Uri, Error> {
    let refused = |why: &str| Error::request(format!("`{}` is not a valid {what}: {why}", shown(url)));
    let uri: Uri = url.parse().map_err(|_| refused("it is not a URL"))?;
    let origin = origin(&uri).ok_or_else(|| refused("it does not begin with `https://` and a host"))?;
    if uri.query().is_some() {
        return Err(refused("queries are not allowed"));
    }
    if !origin.is_secure() {
        return Err(refused("`https` is required, because secrets are sent"));
    }
    Ok(uri)
}

/// The URL for a message; hidden if it may contain a password or a key.
fn shown(url: &str) -> &str {
    if url.contains(['@', '?']) { "…" } else { url }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Box<dyn Transport>, BoxError> {
    Ok(Box::new(crate::transport::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Box<dyn Transport>, BoxError> {
    Err("without the feature `reqwest`, a client requires a transport".into())
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("base_url", &shown(&self.base_url)).finish_non_exhaustive()
    }
}

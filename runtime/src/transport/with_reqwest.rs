//! [`Transport`] over reqwest.

use super::{Transport, TransportError};
use crate::Body;
use crate::BoxError;
use futures_core::future::BoxFuture;
use futures_util::TryStreamExt;
use http::header::CONTENT_LENGTH;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// [`Transport`] over reqwest and tokio. By default: TLS by rustls with ring, gzip, HTTP/2, 30 s to connect.
///
/// A proxy of the environment gets what is encrypted only: requests in the clear are for the own machine, and would leave it.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// For requests in the clear, without a proxy; nothing if the client was given.
    direct: Option<Arc<OnceLock<reqwest::Client>>>,
}

impl ReqwestTransport {
    /// A transport with a connection pool of its own.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new() -> Result<ReqwestTransport, BoxError> {
        Ok(ReqwestTransport { client: ReqwestTransport::builder().build()?, direct: Some(Arc::default()) })
    }

    /// The reqwest client's configuration, for what else it should do: proxies, root certificates. Give the client that is
    /// built to [`ReqwestTransport::from_client`].
    pub fn builder() -> reqwest::ClientBuilder {
        // Fails if the program has installed a provider of its own, which is then used.
        let _ = rustls::crypto::ring::default_provider().install_default();
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(Duration::from_secs(30))
    }

    /// Sends with this client. It must follow no redirects: begin with [`ReqwestTransport::builder`].
    pub fn from_client(client: reqwest::Client) -> ReqwestTransport {
        ReqwestTransport { client, direct: None }
    }

    /// The client for a URL.
    fn client_of(&self, url: &reqwest::Url) -> Result<&reqwest::Client, reqwest::Error> {
        match &self.direct {
            Some(direct) if url.scheme() == "http" => match direct.get() {
                Some(client) => Ok(client),
                None => {
                    let client = ReqwestTransport::builder().no_proxy().build()?;
                    Ok(direct.get_or_init(|| client))
                }
            },
            _ => Ok(&self.client),
        }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = outgoing(request).map_err(TransportError::unsent)?;
            let client = self.client_of(request.url()).map_err(TransportError::unsent)?;
            // The URL may hold a secret.
            let response = client.execute(request).await.map_err(|err| failure(err.without_url()))?;
            Ok(incoming(response))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn failure(err: reqwest::Error) -> TransportError {
    if err.is_connect() || err.is_builder() { TransportError::unsent(err) } else { TransportError::new(err) }
}

fn outgoing(request: http::Request<Body>) -> Result<reqwest::Request, reqwest::Error> {
    let (mut parts, body) = request.into_parts();
    let body = match body.as_bytes() {
        Some(bytes) => reqwest::Body::from(bytes.clone()),
        None => {
            if let Some(length) = body.length() {
                parts.headers.insert(CONTENT_LENGTH, length.into());
            }
            reqwest::Body::wrap_stream(body.into_stream())
        }
    };
    reqwest::Request::try_from(http::Request::from_parts(parts, body))
}

fn incoming(response: reqwest::Response) -> http::Response<Body> {
    let mut res = http::Response::new(Body::empty());
    *res.status_mut() = response.status();
    *res.version_mut() = response.version();
    *res.headers_mut() = response.headers().clone();
    let length = response.content_length();
    let chunks = response.bytes_stream().map_err(|err| BoxError::from(err.without_url()));
    *res.body_mut() = Body::stream(chunks, length);
    res
}

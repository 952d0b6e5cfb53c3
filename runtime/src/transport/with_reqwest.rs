//! [`Transport`] over reqwest.

mod tls;

use super::{Transport, TransportError};
use crate::Body;
use crate::BoxError;
use futures_core::future::BoxFuture;
use futures_util::TryStreamExt;
use http::header::CONTENT_LENGTH;
use std::error::Error;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// [`Transport`] over reqwest and tokio. Defaults: TLS by rustls with ring, HTTP/2, 30 s to connect.
///
/// A proxy from the environment is used for encrypted requests only: unencrypted ones must not leave the local host.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// For unencrypted requests, without a proxy; `None` if the program provided the client.
    direct: Option<Arc<OnceLock<reqwest::Client>>>,
}

impl ReqwestTransport {
    /// Creates a transport with its own connection pool.
    ///
    /// # Errors
    /// Fails if TLS cannot be set up.
    pub fn new() -> Result<ReqwestTransport, BoxError> {
        let client = plain_builder().tls_backend_preconfigured(tls::config(&[])?).build()?;
        Ok(ReqwestTransport { client, direct: Some(Arc::default()) })
    }

    /// Returns a builder of the reqwest client, for further settings: proxies, a local address. Pass its client to
    /// [`ReqwestTransport::from_client`].
    ///
    /// TLS is configured already, with the process-wide provider of rustls if the program has installed one, or else
    /// with ring, without installing it: reqwest's own methods for TLS have no effect. For additional certificates, use
    /// [`ReqwestTransport::builder_trusting`].
    pub fn builder() -> reqwest::ClientBuilder {
        ReqwestTransport::builder_trusting(&[])
    }

    /// Like [`ReqwestTransport::builder`]; also trusts these root certificates (DER): for example, that of a company's
    /// proxy. (Not on Android, where the system manages them.)
    ///
    /// An error of a certificate, or of TLS, is returned when the client is built.
    pub fn builder_trusting(roots: &[Vec<u8>]) -> reqwest::ClientBuilder {
        match tls::config(roots) {
            Ok(config) => plain_builder().tls_backend_preconfigured(config),
            // The value is not a TLS configuration, so `build` fails with this error.
            Err(err) => plain_builder().tls_backend_preconfigured(err),
        }
    }

    /// Uses this client. It must not follow redirects or decode bodies: start with [`ReqwestTransport::builder`].
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

/// Everything except TLS.
fn plain_builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        // The caller repeats requests that were not executed, according to its policy and its deadline.
        .retry(reqwest::retry::never())
        // Disabled even if another crate enables the feature: this crate decodes bodies.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .connect_timeout(Duration::from_secs(30))
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = outgoing(request).map_err(TransportError::unsent)?;
            let client = self.client_of(request.url()).map_err(TransportError::unsent)?;
            // The URL may contain a secret.
            let response = client.execute(request).await.map_err(|err| failure(err.without_url()))?;
            Ok(incoming(response))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn failure(err: reqwest::Error) -> TransportError {
    if sources(&err).any(|it| it.to_string().ends_with(PROXY_REFUSES)) {
        return TransportError::refused(err);
    }
    let is_unsent = err.is_connect() || err.is_builder() || sources(&err).any(was_not_executed);
    if is_unsent { TransportError::unsent(err) } else { TransportError::new(err) }
}

/// The message of hyper-util for a 407 of a proxy. The type of this error is not public.
const PROXY_REFUSES: &str = "proxy authorization required";

fn sources<'a>(err: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(err.source(), |it| (*it).source())
}

/// Whether the server has certainly not executed a request: it was not sent (hyper), the server refused its stream, or
/// the server closed the connection gracefully before it (RFC 9113, 8.7).
fn was_not_executed(err: &(dyn Error + 'static)) -> bool {
    if let Some(err) = err.downcast_ref::<hyper::Error>() {
        return err.is_canceled();
    }
    let Some(err) = err.downcast_ref::<h2::Error>().filter(|it| it.is_remote()) else { return false };
    let is_refused = err.is_reset() && err.reason() == Some(h2::Reason::REFUSED_STREAM);
    is_refused || err.is_go_away() && err.reason() == Some(h2::Reason::NO_ERROR)
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

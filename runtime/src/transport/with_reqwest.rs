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

/// [`Transport`] over reqwest and tokio. By default: TLS by rustls with ring, HTTP/2, 30 s to connect.
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
        let client = plain_builder().tls_backend_preconfigured(tls::config(&[])?).build()?;
        Ok(ReqwestTransport { client, direct: Some(Arc::default()) })
    }

    /// The reqwest client's configuration, for what else it should do: proxies, a local address. Give the client that is
    /// built to [`ReqwestTransport::from_client`].
    ///
    /// TLS is set up already, with the process-wide provider of rustls if the program has installed one, else with ring, and
    /// nothing is installed: reqwest's own methods for TLS have no effect. For certificates of your own,
    /// [`ReqwestTransport::builder_trusting`].
    pub fn builder() -> reqwest::ClientBuilder {
        ReqwestTransport::builder_trusting(&[])
    }

    /// As [`ReqwestTransport::builder`]; trusts these root certificates (DER), too: that of a company's proxy. (Not on Android,
    /// where the system has them.)
    ///
    /// What is wrong with a certificate, or with TLS, is an error when the client is built.
    pub fn builder_trusting(roots: &[Vec<u8>]) -> reqwest::ClientBuilder {
        match tls::config(roots) {
            Ok(config) => plain_builder().tls_backend_preconfigured(config),
            // Not a configuration: `build` fails and says so.
            Err(err) => plain_builder().tls_backend_preconfigured(err),
        }
    }

    /// Sends with this client. It must follow no redirects and decode no bodies: begin with [`ReqwestTransport::builder`].
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

/// Everything but TLS.
fn plain_builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        // What was not executed is repeated by the client, which knows its policy and its deadline.
        .retry(reqwest::retry::never())
        // Not even if another crate of the program turns the feature on: the client decodes what it reads as a whole.
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
    if sources(&err).any(|it| it.to_string().ends_with(PROXY_REFUSES)) {
        return TransportError::refused(err);
    }
    let is_unsent = err.is_connect() || err.is_builder() || sources(&err).any(was_not_executed);
    if is_unsent { TransportError::unsent(err) } else { TransportError::new(err) }
}

/// What hyper-util says of a proxy's 407. The type of this error has no name outside of that crate.
const PROXY_REFUSES: &str = "proxy authorization required";

fn sources<'a>(err: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(err.source(), |it| (*it).source())
}

/// Whether HTTP knows that the server has not executed a request: it never left (hyper), the server refused its stream, or
/// closes the connection in an orderly way before it (RFC 9113, 8.7).
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

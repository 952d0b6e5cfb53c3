//! How requests reach the service.

use crate::credential::BoxError;
use bytes::Bytes;
use futures_core::future::BoxFuture;

/// Sends one request and returns its response, whatever the status. It must not follow redirects: a token would go where it
/// does not belong.
pub trait Transport: Send + Sync {
    /// Sends a request.
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, BoxError>>;
}

#[cfg(feature = "reqwest")]
pub(crate) use with_reqwest::ReqwestTransport;

#[cfg(feature = "reqwest")]
mod with_reqwest {
    use super::{BoxError, BoxFuture, Bytes, Transport};
    use std::time::Duration;

    /// [`Transport`] over reqwest: TLS by rustls with ring, 30 s to connect, 100 s for all.
    #[derive(Debug)]
    pub(crate) struct ReqwestTransport(reqwest::Client);

    impl ReqwestTransport {
        pub(crate) fn new() -> Result<ReqwestTransport, BoxError> {
            // Fails if the program has installed a provider of its own, which is then used.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let client = reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(Duration::from_secs(30))
                .timeout(Duration::from_secs(100))
                .build()?;
            Ok(ReqwestTransport(client))
        }
    }

    impl Transport for ReqwestTransport {
        fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Bytes>, BoxError>> {
            Box::pin(async move {
                let request = reqwest::Request::try_from(request.map(reqwest::Body::from))?;
                let response = self.0.execute(request).await?;
                let mut res = http::Response::new(Bytes::new());
                *res.status_mut() = response.status();
                *res.headers_mut() = response.headers().clone();
                *res.body_mut() = response.bytes().await?;
                Ok(res)
            })
        }
    }
}

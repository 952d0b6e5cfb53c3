//! The town library, as far as the programs need it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use library::Client;
use library::runtime::{Bytes, ReqwestTransport, RetryPolicy, StaticToken};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// A received request.
pub(crate) type Seen = http::Request<Bytes>;

/// A service on a local port, which records all requests.
pub(crate) struct Service {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Service {
    /// Starts a service. The function gets its URL and a request.
    pub(crate) async fn start<F>(answer: F) -> Service
    where
        F: Fn(&str, &Seen) -> http::Response<String> + Send + Sync + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/api/v2", listener.local_addr().expect("it is bound"));
        let res = Service { url: url.clone(), seen: Arc::default() };
        let (seen, answer) = (res.seen.clone(), Arc::new(answer));
        let router = Router::new().fallback(move |request: Request| {
            let (seen, answer, url) = (seen.clone(), answer.clone(), url.clone());
            async move {
                let (parts, body) = request.into_parts();
                let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
                let request = http::Request::from_parts(parts, body);
                let response: Response = answer(&url, &request).map(Body::from);
                seen.lock().expect("no test panics in here").push(request);
                response
            }
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        res
    }

    /// A client of this service.
    pub(crate) fn client(&self) -> Client {
        let http = ReqwestTransport::builder().no_proxy().build().expect("TLS");
        let builder = Client::at(&self.url).credential(StaticToken::new("secret"));
        let builder = builder.transport(ReqwestTransport::from_client(http)).retry(RetryPolicy::none());
        builder.build().expect("a valid configuration")
    }

    /// The received requests: method, and path with query.
    pub(crate) fn lines(&self) -> Vec<String> {
        let seen = self.seen.lock().expect("no test panics in here");
        let path = |it: &Seen| it.uri().path_and_query().map_or("", |it| it.as_str()).replace("/api/v2", "");
        seen.iter().map(|it| format!("{} {}", it.method(), path(it))).collect()
    }

    /// The bodies of the received requests.
    pub(crate) fn bodies(&self) -> Vec<String> {
        let seen = self.seen.lock().expect("no test panics in here");
        seen.iter().map(|it| String::from_utf8_lossy(it.body()).into_owned()).collect()
    }

    /// A header of the last request.
    pub(crate) fn header(&self, name: &str) -> String {
        let seen = self.seen.lock().expect("no test panics in here");
        let value = seen.last().and_then(|it| it.headers().get(name));
        value.and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
    }
}

/// A response with a body of a media type.
pub(crate) fn reply(status: u16, media_type: &str, body: &str) -> http::Response<String> {
    let res = http::Response::builder().status(status).header("content-type", media_type);
    res.body(body.to_owned()).expect("a valid response")
}

/// A response with JSON.
pub(crate) fn json(body: &str) -> http::Response<String> {
    reply(200, "application/json", body)
}

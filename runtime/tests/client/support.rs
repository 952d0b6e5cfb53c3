//! A server in the process of the test, and a client for it.

use axum::Router;
use axum::body::{Body as AxumBody, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use graphwright_runtime::{
    Body, BoxFuture, Bytes, Client, ClientBuilder, ReqwestTransport, StaticToken, Transport, TransportError,
};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// A received request.
pub(crate) type Seen = http::Request<Bytes>;

/// Responds to every request with a function, and records the requests.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// The function gets the request, and the number of requests before it.
    pub(crate) async fn start<F>(answer: F) -> Server
    where
        F: Fn(&Seen, usize) -> http::Response<String> + Send + Sync + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let server = Server { url, seen: Arc::default() };
        let (seen, answer) = (server.seen.clone(), Arc::new(answer));
        let router = Router::new().fallback(move |request: Request| {
            let (seen, answer) = (seen.clone(), answer.clone());
            async move { respond(request, &seen, &*answer).await }
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        server
    }

    /// A client for this server that does not actually wait.
    pub(crate) fn client(&self) -> (Client, Waits) {
        let (builder, waits) = self.builder();
        (builder.build().expect("a valid configuration"), waits)
    }

    pub(crate) fn builder(&self) -> (ClientBuilder, Waits) {
        builder(&self.url)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no test panics in here").clone()
    }
}

pub(crate) fn builder(url: &str) -> (ClientBuilder, Waits) {
    let waits = Waits::default();
    let inner = ReqwestTransport::from_client(ReqwestTransport::builder().no_proxy().build().expect("TLS"));
    let transport = Impatient { inner, waits: waits.clone(), slots: Semaphore::new(200) };
    let builder = Client::at(url).credential(StaticToken::new("secret-token")).transport(transport);
    (builder, waits)
}

async fn respond(
    request: Request,
    seen: &Mutex<Vec<Seen>>,
    answer: &(dyn Fn(&Seen, usize) -> http::Response<String> + Send + Sync),
) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let request = http::Request::from_parts(parts, body);
    let count = {
        let mut seen = seen.lock().expect("no test panics in here");
        seen.push(request.clone());
        seen.len() - 1
    };
    answer(&request, count).map(AxumBody::from)
}

/// How long the client would have waited.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waits(Arc<Mutex<Vec<Duration>>>);

impl Waits {
    pub(crate) fn all(&self) -> Vec<Duration> {
        self.0.lock().expect("no test panics in here").clone()
    }
}

/// Real connections, and a clock that does not wait.
struct Impatient {
    inner: ReqwestTransport,
    waits: Waits,
    /// A process may open only 1024 files, and each connection uses two.
    slots: Semaphore,
}

impl Transport for Impatient {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let _slot = self.slots.acquire().await.expect("it is never closed");
            self.inner.send(request).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.waits.0.lock().expect("no test panics in here").push(duration);
        Box::pin(tokio::task::yield_now())
    }

    fn deadline(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.inner.deadline(duration)
    }
}

/// A server that reads each request, writes these bytes, and closes the connection. Returns its URL, and the number of
/// requests.
pub(crate) async fn rude(bytes: &'static [u8]) -> (String, Arc<Mutex<usize>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let count = Arc::new(Mutex::new(0));
    let counter = count.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = vec![0; 64 * 1024];
            if stream.read(&mut buffer).await.is_ok_and(|it| it > 0) {
                *counter.lock().expect("no test panics in here") += 1;
                let _ = stream.write_all(bytes).await;
            }
        }
    });
    (url, count)
}

/// A response with JSON.
pub(crate) fn json(status: u16, body: impl ToString) -> http::Response<String> {
    let res = http::Response::builder().status(status).header("content-type", "application/json");
    res.body(body.to_string()).expect("a valid response")
}

/// A response with one header and no body.
pub(crate) fn with_header(status: u16, name: &str, value: &str) -> http::Response<String> {
    http::Response::builder().status(status).header(name, value).body(String::new()).expect("a valid response")
}

pub(crate) fn header<'a>(request: &'a Seen, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|it| it.to_str().ok())
}

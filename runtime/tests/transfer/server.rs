//! HTTP servers whose connections can be broken, a client for them, and files with computed bytes.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use axum::serve::Listener;
use bytes::{Bytes, BytesMut};
use graphwright_runtime::{
    BoxFuture, Client, ClientBuilder, Path, ReqwestTransport, StaticToken, Transport, TransportError,
};
use http::HeaderMap;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// A server on its own port, which is a separate origin.
pub(crate) struct Server {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// A received request.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) headers: HeaderMap,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Breaks the connection at its next read or write.
#[derive(Clone, Default)]
pub(crate) struct Cut(Arc<AtomicBool>);

impl Cut {
    pub(crate) fn now(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Server {
    /// Responds by this function, which gets a handle to break the connection.
    pub(crate) async fn start<F, A>(answer: F) -> Server
    where
        F: Fn(Request, Cut) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Response> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let cut = Cut::default();
        let listener = Fragile { listener, cut: cut.clone() };
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let log = seen.clone();
        let router = axum::Router::new().fallback(move |request: Request| {
            let line = format!("{} {}", request.method(), request.uri());
            log.lock().expect("no panics").push(Seen { line, headers: request.headers().clone() });
            answer(request, cut.clone())
        });
        tokio::spawn(async { axum::serve(listener, router).await });
        Server { url, seen }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no panics").clone()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|it| it.line).collect()
    }

    pub(crate) fn builder(&self) -> (ClientBuilder, Quick) {
        let client = ReqwestTransport::builder().no_proxy().build().expect("TLS");
        let quick = Quick { inner: ReqwestTransport::from_client(client), waits: Arc::default() };
        let builder = Client::at(&self.url).credential(StaticToken::new("secret"));
        (builder.transport(quick.clone()), quick)
    }

    /// A client for this server.
    pub(crate) fn client(&self) -> Client {
        self.builder().0.build().expect("a valid configuration")
    }
}

pub(crate) fn path(segment: &'static str) -> Path {
    Path::root("v1.0").segment(segment)
}

/// Does not wait between attempts, and records the waits. The timeout of an attempt is real.
#[derive(Clone)]
pub(crate) struct Quick {
    inner: ReqwestTransport,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl Quick {
    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().expect("no panics").clone()
    }
}

impl Transport for Quick {
    fn send(
        &self,
        request: http::Request<graphwright_runtime::Body>,
    ) -> BoxFuture<'_, Result<http::Response<graphwright_runtime::Body>, TransportError>> {
        self.inner.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration >= Duration::from_secs(100) {
            return self.inner.sleep(duration);
        }
        self.waits.lock().expect("no panics").push(duration);
        Box::pin(std::future::ready(()))
    }

    fn deadline(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.inner.deadline(duration)
    }
}

pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Response {
    let mut res = http::Response::builder().status(status);
    for (name, value) in headers {
        res = res.header(*name, *value);
    }
    res.body(body.into()).expect("a response")
}

struct Fragile {
    listener: TcpListener,
    cut: Cut,
}

impl Listener for Fragile {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            if let Ok((stream, address)) = self.listener.accept().await {
                return (Connection { stream, cut: self.cut.clone(), is_cut: false }, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

struct Connection {
    stream: TcpStream,
    cut: Cut,
    is_cut: bool,
}

impl Connection {
    fn check(&mut self) -> io::Result<()> {
        self.is_cut |= self.cut.0.swap(false, Ordering::SeqCst);
        if self.is_cut { Err(io::ErrorKind::ConnectionReset.into()) } else { Ok(()) }
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// The bytes of the file of all tests, which repeat with a prime period: no two chunks are equal.
static PERIOD: LazyLock<Vec<u8>> = LazyLock::new(|| (0..65_521_u32).map(|it| (it ^ ((it >> 8) * 31)) as u8).collect());

/// The bytes at a position, up to the end of the period.
fn piece(first: u64, count: usize) -> &'static [u8] {
    let start = (first % PERIOD.len() as u64) as usize;
    &PERIOD[start..PERIOD.len().min(start + count)]
}

pub(crate) fn bytes(first: u64, count: u64) -> Bytes {
    let mut res = BytesMut::with_capacity(count as usize);
    while (res.len() as u64) < count {
        res.extend_from_slice(piece(first + res.len() as u64, count as usize - res.len()));
    }
    res.freeze()
}

/// Whether these are the bytes from a position on.
pub(crate) fn are_bytes(first: u64, bytes: &[u8]) -> bool {
    let mut done = 0;
    while done < bytes.len() {
        let piece = piece(first + done as u64, bytes.len() - done);
        if bytes[done..done + piece.len()] != *piece {
            return false;
        }
        done += piece.len();
    }
    true
}

/// Reads the bytes of the file from one position to another.
pub(crate) struct File {
    pub(crate) position: Arc<AtomicU64>,
    end: u64,
}

impl File {
    pub(crate) fn new(start: u64, end: u64) -> File {
        File { position: Arc::new(AtomicU64::new(start)), end }
    }
}

impl AsyncRead for File {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let position = self.position.load(Ordering::SeqCst);
        // Returns less than requested, like files do.
        let count = (self.end - position).min(buf.remaining() as u64).min(100_000);
        buf.put_slice(&bytes(position, count));
        self.position.store(position + count, Ordering::SeqCst);
        Poll::Ready(Ok(()))
    }
}

//! A server that writes exactly the bytes of a test, and a client for it.

use graphwright_runtime::{Client, ClientBuilder, Collection, Method, Path, Request, RetryPolicy, StaticToken, Value};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// One connection per request: the bytes of the response are written, and the connection is closed. Without bytes there
/// is no response, and the connection stays open.
pub(crate) struct Server {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// A received request.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Method, path and query: `GET /v1.0/me`.
    pub(crate) line: String,
    /// Names are in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

impl Server {
    /// The function gets the request, and the number of requests before it.
    pub(crate) async fn start<F>(answer: F) -> Server
    where
        F: Fn(&Seen, usize) -> Vec<u8> + Send + Sync + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let server = Server { url, seen: Arc::default() };
        let (log, answer) = (server.seen.clone(), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, answer) = (log.clone(), answer.clone());
                tokio::spawn(async move { serve(stream, &log, &*answer).await });
            }
        });
        server
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no test panics in here").clone()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|it| it.line).collect()
    }

    /// A client with short, real waits.
    pub(crate) fn builder(&self) -> ClientBuilder {
        builder(&self.url)
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().expect("a valid configuration")
    }
}

pub(crate) fn builder(url: &str) -> ClientBuilder {
    let retry = RetryPolicy { first_wait: Duration::from_millis(2), ..RetryPolicy::default() };
    Client::at(url).credential(StaticToken::new("secret-token")).retry(retry)
}

async fn serve(
    mut stream: TcpStream,
    log: &Mutex<Vec<Seen>>,
    answer: &(dyn Fn(&Seen, usize) -> Vec<u8> + Send + Sync),
) {
    let Some(seen) = read(&mut stream).await else { return };
    let count = {
        let mut log = log.lock().expect("no test panics in here");
        log.push(seen.clone());
        log.len() - 1
    };
    let bytes = answer(&seen, count);
    if bytes.is_empty() {
        return std::future::pending().await;
    }
    let _ = stream.write_all(&bytes).await;
    let _ = stream.shutdown().await;
}

/// Reads the request on a connection, if there is one.
async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let Some(end) = bytes.windows(4).position(|it| it == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let line = lines.next()?.rsplit_once(' ')?.0.to_owned();
        let headers: Vec<(String, String)> = lines
            .filter_map(|it| it.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length: usize = length.map_or(0, |(_, value)| value.parse().expect("a number"));
        if bytes.len() >= end + 4 + length {
            return Some(Seen { line, headers, body: bytes.split_off(end + 4) });
        }
    }
}

/// A response with these headers and this body, and its length.
pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut res = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
    for (name, value) in headers {
        res.push_str(&format!("{name}: {value}\r\n"));
    }
    [res.as_bytes(), b"\r\n", body].concat()
}

/// A response with JSON.
pub(crate) fn json(body: impl ToString) -> Vec<u8> {
    response(200, &[("content-type", "application/json")], body.to_string())
}

/// A GET of one value.
pub(crate) fn get(segment: &'static str) -> Request<Value> {
    Request::new(Method::GET, Path::root("v1.0").segment(segment), [])
}

/// A POST.
pub(crate) fn post(segment: &'static str) -> Request<Value> {
    Request::new(Method::POST, Path::root("v1.0").segment(segment), [])
}

/// A GET of a collection.
pub(crate) fn list(segment: &'static str) -> Request<Collection<Value>> {
    Request::new(Method::GET, Path::root("v1.0").segment(segment), [])
}

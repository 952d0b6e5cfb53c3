//! The proxy in front of the service.

use crate::service::{Service, content, number};
use fastrand::Rng;
use graphwright_runtime::{Value, json};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

/// The fault of one attempt.
#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    Delay(u64),
    /// The connection is closed before the request is executed.
    Unread,
    /// The request is executed, but there is no response until the client gives up.
    Silent,
    /// The request is executed, but the response ends early: with a reset, or with an orderly end.
    Cut {
        part: f64,
        is_reset: bool,
    },
    /// A `Content-Length` that is too large or too small.
    WrongLength(i64),
    /// The response is sent twice.
    Twice,
    /// The request is rejected, with a wait in seconds.
    Refused {
        status: u16,
        wait: u64,
    },
    /// The gateway timed out; the service has executed the request.
    GatewayTimeout,
}

impl Fault {
    fn new(random: &mut Rng) -> Fault {
        match random.u8(..32) {
            0..14 => Fault::None,
            14..16 => Fault::Delay(random.u64(..8)),
            16..18 => Fault::Unread,
            18 if random.u8(..8) == 0 => Fault::Silent,
            18..23 => Fault::Cut { part: random.f64(), is_reset: random.bool() },
            23 => Fault::WrongLength(random.i64(1..50) * if random.bool() { 1 } else { -1 }),
            24 => Fault::Twice,
            25 => Fault::GatewayTimeout,
            26 => Fault::Refused { status: 503, wait: 600 * random.u64(..2) },
            27 => Fault::Refused { status: 401, wait: 0 },
            _ => Fault::Refused { status: if random.bool() { 429 } else { 503 }, wait: 0 },
        }
    }
}

#[derive(Clone)]
pub(crate) struct Proxy {
    seed: u64,
    host: String,
    service: Service,
    /// The number of attempts per request.
    attempts: Arc<Mutex<HashMap<String, u64>>>,
}

/// A received request.
struct Asked {
    method: String,
    url: String,
    headers: String,
    body: Vec<u8>,
}

impl Proxy {
    pub(crate) async fn start(seed: u64) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let host = listener.local_addr().expect("an address").to_string();
        let res = Proxy { seed, host, service: Service::default(), attempts: Arc::default() };
        let proxy = res.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let proxy = proxy.clone();
                tokio::spawn(async move { proxy.serve(stream).await });
            }
        });
        res
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.host)
    }

    pub(crate) fn service(&self) -> Service {
        self.service.clone()
    }

    /// The requests of one connection.
    async fn serve(&self, mut stream: TcpStream) -> Option<()> {
        let mut buffer = Vec::new();
        loop {
            let asked = read(&mut stream, &mut buffer).await?;
            self.service.count_attempt();
            let fault = self.fault(&asked);
            self.answer(&mut stream, &asked, fault).await?;
        }
    }

    /// Determined by the seed, the request, and the number of the attempt.
    fn fault(&self, asked: &Asked) -> Fault {
        let key = format!("{} {} {}", asked.method, asked.url, String::from_utf8_lossy(&asked.body));
        Fault::new(&mut self.random(key))
    }

    fn random(&self, key: String) -> Rng {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        let attempt = attempts.entry(key.clone()).or_default();
        *attempt += 1;
        let mut hasher = DefaultHasher::new();
        (self.seed, key, *attempt).hash(&mut hasher);
        Rng::with_seed(hasher.finish())
    }

    /// Responds, and returns whether the connection is kept open.
    async fn answer(&self, stream: &mut TcpStream, asked: &Asked, fault: Fault) -> Option<()> {
        match fault {
            Fault::Unread => return None,
            Fault::Refused { status, wait } => {
                let head = format!("HTTP/1.1 {status} X\r\nretry-after: {wait}\r\ncontent-length: 0\r\n\r\n");
                return stream.write_all(head.as_bytes()).await.ok();
            }
            Fault::Delay(milliseconds) => sleep(Duration::from_millis(milliseconds)).await,
            _ => {}
        }
        let response = self.execute(asked, if let Fault::WrongLength(by) = fault { by } else { 0 });
        match fault {
            Fault::Silent => {
                sleep(Duration::from_secs(1)).await;
                None
            }
            Fault::Cut { part, is_reset } => {
                let bytes = &response[..(response.len() as f64 * part) as usize];
                stream.write_all(bytes).await.ok()?;
                if is_reset {
                    stream.set_zero_linger().ok()?;
                }
                None
            }
            Fault::GatewayTimeout => stream.write_all(b"HTTP/1.1 504 X\r\ncontent-length: 0\r\n\r\n").await.ok(),
            Fault::Twice => stream.write_all(&[&response[..], &response].concat()).await.ok(),
            Fault::WrongLength(_) => {
                stream.write_all(&response).await.ok()?;
                None
            }
            _ => stream.write_all(&response).await.ok(),
        }
    }

    /// The bytes of the service's response, with a length that is wrong by this much.
    fn execute(&self, asked: &Asked, wrong_by: i64) -> Vec<u8> {
        if asked.url.starts_with("/v1.0/files/") {
            return file(asked, wrong_by);
        }
        let (status, body) = match asked.url.as_str() {
            "/v1.0/$batch" => (200, self.batch(&asked.body)),
            url => self.service.apply(&self.host, &asked.method, url, &asked.body),
        };
        let body = if body.is_null() { String::new() } else { body.to_string() };
        response(status, "content-type: application/json\r\n", body.as_bytes(), wrong_by)
    }

    /// Each request of a batch has its own attempts and faults.
    fn batch(&self, body: &[u8]) -> Value {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let requests = body["requests"].as_array().cloned().unwrap_or_default();
        let answers = requests.iter().filter_map(|it| {
            let (id, url) = (&it["id"], it["url"].as_str()?);
            let url = format!("/v1.0{url}");
            match Fault::new(&mut self.random(format!("batch {url}"))) {
                Fault::Refused { status, .. } => {
                    return Some(json!({ "id": id, "status": status, "headers": { "retry-after": "0" } }));
                }
                Fault::Unread => return None,
                _ => {}
            }
            let (status, body) = self.service.apply(&self.host, it["method"].as_str()?, &url, b"");
            Some(json!({ "id": id, "status": status, "body": body }))
        });
        json!({ "responses": answers.collect::<Vec<_>>() })
    }
}

/// A file, or the requested range.
fn file(asked: &Asked, wrong_by: i64) -> Vec<u8> {
    let all = content(number(asked.url.trim_end_matches("/$value")));
    let range = asked.headers.lines().find_map(|it| it.strip_prefix("range: bytes="));
    let first: Option<usize> = range.and_then(|it| it.strip_suffix('-')?.parse().ok());
    match first.filter(|it| *it < all.len()) {
        // A missing part could not be detected.
        None => response(200, "etag: \"1\"\r\n", &all, wrong_by.abs()),
        Some(first) => {
            let head = format!("etag: \"1\"\r\ncontent-range: bytes {first}-{}/{}\r\n", all.len() - 1, all.len());
            response(206, &head, &all[first..], wrong_by)
        }
    }
}

fn response(status: u16, headers: &str, body: &[u8], wrong_by: i64) -> Vec<u8> {
    let length = (body.len() as i64 + wrong_by).max(0);
    let length = if status == 204 { String::new() } else { format!("content-length: {length}\r\n") };
    [format!("HTTP/1.1 {status} X\r\n{headers}{length}\r\n").as_bytes(), body].concat()
}

/// Reads the next request of a connection.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Asked> {
    loop {
        if let Some(end) = buffer.windows(4).position(|it| it == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&buffer[..end]).to_lowercase();
            let length = head.lines().find_map(|it| it.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
            if buffer.len() >= end + 4 + length {
                let line = String::from_utf8_lossy(&buffer[..end]).lines().next()?.to_owned();
                let mut words = line.split(' ');
                let (method, url) = (words.next()?.to_owned(), words.next()?.to_owned());
                let body = buffer[end + 4..end + 4 + length].to_vec();
                buffer.drain(..end + 4 + length);
                return Some(Asked { method, url, headers: head, body });
            }
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}

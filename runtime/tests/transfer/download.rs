//! Downloads.

use crate::server::{Server, answer, are_bytes, bytes, path};
use axum::body::Body;
use axum::extract::Request as Incoming;
use axum::response::Response;
use futures_util::{StreamExt, TryStreamExt, stream};
use graphwright_runtime::{
    Bytes, Client, Download, Error, Method, Request, ReqwestTransport, RetryPolicy, StaticToken,
};
use std::collections::VecDeque;
use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const TOTAL: u64 = 5_000_000;

/// Serves the file, and closes connections after this many bytes of a response.
#[derive(Clone)]
struct Content {
    breaks: Arc<Mutex<VecDeque<u64>>>,
    etags: Arc<Mutex<VecDeque<&'static str>>>,
    ignores_range: bool,
}

impl Content {
    fn new(breaks: impl IntoIterator<Item = u64>, etag: &'static str) -> Content {
        let breaks = Arc::new(Mutex::new(breaks.into_iter().collect()));
        Content { breaks, etags: Arc::new(Mutex::new(VecDeque::from([etag]))), ignores_range: false }
    }

    async fn start(self) -> Server {
        Server::start(move |request, _| std::future::ready(self.answer(&request))).await
    }

    fn etag(&self) -> &'static str {
        let mut etags = self.etags.lock().expect("no panics");
        if etags.len() > 1 { etags.pop_front().expect("some") } else { etags[0] }
    }

    fn answer(&self, request: &Incoming) -> Response {
        let header = |name| request.headers().get(name).and_then(|it| it.to_str().ok());
        assert_eq!(header("accept-encoding"), Some("identity"), "positions are of the bytes as they are");
        let etag = self.etag();
        let applies = header("if-range").is_none_or(|it| it == etag) && !self.ignores_range;
        let range = header("range").filter(|_| applies).map(|it| {
            let (first, last) = it.strip_prefix("bytes=").expect("bytes").split_once('-').expect("two numbers");
            (first.parse().expect("a number"), last.parse().unwrap_or(TOTAL - 1))
        });
        let (first, last) = range.unwrap_or((0, TOTAL - 1));
        let length = (last - first + 1).to_string();
        let content = format!("bytes {first}-{last}/{TOTAL}");
        let mut headers = vec![("content-length", length.as_str())];
        headers.extend((!etag.is_empty()).then_some(("etag", etag)));
        headers.extend(range.map(|_| ("content-range", content.as_str())));
        let breaks = self.breaks.lock().expect("no panics").pop_front();
        answer(if range.is_some() { 206 } else { 200 }, &headers, body(first, last + 1, breaks))
    }
}

/// Sends the bytes in pieces until the connection breaks.
fn body(first: u64, end: u64, breaks: Option<u64>) -> Body {
    let stop = breaks.map_or(end, |it| end.min(first + it));
    let pieces = (first..stop).step_by(50_000).map(move |at| Ok(bytes(at, (stop - at).min(50_000))));
    let broken = breaks.map(|_| Err("broken"));
    // Data that was written before is sent first.
    let broken = stream::iter(broken).then(async |it| {
        tokio::time::sleep(Duration::from_millis(50)).await;
        it
    });
    Body::from_stream(stream::iter(pieces).chain(broken))
}

fn content() -> Request<Bytes> {
    Request::bytes(Method::GET, path("content"), [])
}

/// The bytes until the end or an error.
async fn read(download: &mut Download) -> (Vec<u8>, Option<Error>) {
    let mut res = Vec::new();
    let result = download.write_to(&mut res).await;
    if let Ok(count) = result {
        assert_eq!(count, res.len() as u64);
    }
    (res, result.err())
}

#[tokio::test]
async fn bytes_come_as_a_stream() {
    let server = Content::new([], "\"1\"").start().await;
    let mut download = content().download(&server.client()).await.expect("it begins");
    assert_eq!((download.status().as_u16(), download.content_length()), (200, Some(TOTAL)));
    assert_eq!((download.etag(), download.content_range()), (Some("\"1\""), None));
    let first = download.try_next().await.expect("bytes").expect("bytes");
    let all: Vec<Bytes> = (&mut download).try_collect().await.expect("bytes");
    let all = [first].into_iter().chain(all).collect::<Vec<_>>().concat();
    assert_eq!(all.len() as u64, TOTAL);
    assert!(are_bytes(0, &all));
    assert!(download.try_next().await.expect("the end").is_none());
    assert_eq!(server.seen()[0].header("authorization"), Some("Bearer secret"));
}

#[tokio::test]
async fn broken_connections_are_replaced() {
    let server = Content::new([1_234_567, 1, 2_000_000], "\"1\"").start().await;
    let mut download = content().download(&server.client()).await.expect("it begins");
    let (all, err) = read(&mut download).await;
    assert!(err.is_none(), "{err:?}");
    assert_eq!(all.len() as u64, TOTAL);
    assert!(are_bytes(0, &all));
    let seen = server.seen();
    assert_eq!(seen.len(), 4);
    let ranges: Vec<_> = seen.iter().map(|it| it.header("range")).collect();
    assert_eq!(ranges, [None, Some("bytes=1234567-"), Some("bytes=1234568-"), Some("bytes=3234568-")]);
    assert!(seen[1..].iter().all(|it| it.header("if-range") == Some("\"1\"")));
}

#[tokio::test]
async fn ranges_are_asked_for() {
    let server = Content::new([70_000], "\"1\"").start().await;
    let mut download = content().range(1000, Some(200_999)).download(&server.client()).await.expect("it begins");
    let range = download.content_range().expect("a range");
    assert_eq!((range.first, range.last, range.total), (1000, 200_999, Some(TOTAL)));
    assert_eq!((download.status().as_u16(), download.content_length()), (206, Some(200_000)));
    let (all, err) = read(&mut download).await;
    assert!(err.is_none() && all.len() == 200_000 && are_bytes(1000, &all), "{err:?}");
    let ranges: Vec<_> = server.seen().iter().map(|it| it.header("range").map(str::to_owned)).collect();
    assert_eq!(ranges, [Some("bytes=1000-200999".to_owned()), Some("bytes=71000-200999".to_owned())]);

    let bytes = content().range(TOTAL - 3, None).send(&server.client()).await.expect("bytes");
    assert!(bytes.len() == 3 && are_bytes(TOTAL - 3, &bytes));
    assert!(content().range(5, Some(4)).send(&server.client()).await.expect_err("no range").is_request());
}

#[tokio::test]
async fn a_range_that_is_ignored_is_told() {
    let server = Content { ignores_range: true, ..Content::new([], "\"1\"") }.start().await;
    let mut download = content().range(1000, None).download(&server.client()).await.expect("it begins");
    assert_eq!((download.status().as_u16(), download.content_range()), (200, None));
    assert_eq!(download.try_next().await.expect("bytes").expect("bytes")[..10], bytes(0, 10));
}

#[tokio::test]
async fn without_a_strong_etag_the_error_is_told() {
    for etag in ["", "W/\"1\""] {
        let server = Content::new([100_000], etag).start().await;
        let mut download = content().download(&server.client()).await.expect("it begins");
        let (all, err) = read(&mut download).await;
        let err = err.expect("it breaks");
        assert!(err.is_transport() && err.source().is_some(), "{err}");
        assert!(all.len() == 100_000 && are_bytes(0, &all));
        assert_eq!(server.seen().len(), 1);
        assert!(download.try_next().await.expect("the end").is_none());
    }
}

#[tokio::test]
async fn the_rest_of_something_else_is_refused() {
    let changed = Content::new([100_000], "\"1\"");
    changed.etags.lock().expect("no panics").push_back("\"2\"");
    let ignoring = Content { ignores_range: true, ..Content::new([100_000], "\"1\"") };
    for content_ in [changed, ignoring] {
        let server = content_.start().await;
        let mut download = content().download(&server.client()).await.expect("it begins");
        let (all, err) = read(&mut download).await;
        assert!(err.expect("it has changed").is_decode());
        assert_eq!(all.len(), 100_000);
    }
}

#[tokio::test]
async fn connections_that_give_nothing_are_replaced_by_the_policy_only() {
    let server = Content::new([100_000, 0, 0, 0, 0, 0, 0], "\"1\"").start().await;
    let (builder, quick) = server.builder();
    let client = builder.retry(RetryPolicy { max_retries: 3, ..RetryPolicy::default() }).build().expect("valid");
    let mut download = content().download(&client).await.expect("it begins");
    let (all, err) = read(&mut download).await;
    assert!(err.expect("it breaks").is_transport());
    assert_eq!((all.len(), server.seen().len(), quick.waits().len()), (100_000, 4, 3));
}

#[tokio::test]
async fn silence_counts_as_a_break() {
    let server = Server::start(async |request: Incoming, _| {
        let headers = [("etag", "\"1\""), ("content-length", "10")];
        if request.headers().contains_key("range") {
            let headers = [("etag", "\"1\""), ("content-range", "bytes 4-9/10")];
            return answer(206, &headers, bytes(4, 6));
        }
        let silence = stream::iter([Ok::<_, String>(bytes(0, 4))]).chain(stream::pending());
        answer(200, &headers, Body::from_stream(silence))
    })
    .await;
    let transport = ReqwestTransport::from_client(ReqwestTransport::builder().no_proxy().build().expect("TLS"));
    let client = Client::at(&server.url).credential(StaticToken::new("secret")).transport(transport);
    let client = client.timeout(Duration::from_millis(300)).build().expect("valid");
    let (all, err) = read(&mut content().download(&client).await.expect("it begins")).await;
    assert!(err.is_none() && all == bytes(0, 10), "{err:?}");
}

#[tokio::test]
async fn redirects_to_another_host_get_no_token() {
    let other = Content::new([1_000_000], "\"1\"").start().await;
    let location = other.url("/file?tempauth=1");
    let server = Server::start(move |_, _| {
        let location = location.clone();
        async move { answer(302, &[("location", &location)], "") }
    })
    .await;
    let mut download = content().download(&server.client()).await.expect("it begins");
    let (all, err) = read(&mut download).await;
    assert!(err.is_none() && all.len() as u64 == TOTAL && are_bytes(0, &all), "{err:?}");
    // The URL may have expired: the service is asked for a new one.
    assert_eq!(server.lines(), ["GET /v1.0/content"; 2]);
    assert!(server.seen().iter().all(|it| it.header("authorization") == Some("Bearer secret")));
    assert_eq!(other.lines(), ["GET /file?tempauth=1"; 2]);
    assert!(other.seen().iter().all(|it| it.header("authorization").is_none()));
    assert_eq!(other.seen()[1].header("range"), Some("bytes=1000000-"));
}

#[tokio::test]
async fn download_urls_get_no_token() {
    let other = Content::new([1_000_000], "\"1\"").start().await;
    let own = Content::new([], "\"1\"").start().await;
    let client = own.client();
    let mut download = client.download_url(other.url("/file?tempauth=secret")).await.expect("it begins");
    assert!(!format!("{download:?}").contains("secret"), "{download:?}");
    let (all, err) = read(&mut download).await;
    assert!(err.is_none() && all.len() as u64 == TOTAL && are_bytes(0, &all), "{err:?}");
    assert_eq!(other.seen().len(), 2);
    assert!(other.seen().iter().all(|it| it.header("authorization").is_none()));
    let _ = client.download_url(own.url("/file")).await.expect("it begins");
    assert_eq!(own.seen()[0].header("authorization"), Some("Bearer secret"));
    assert!(client.download_url("http://example.com/file").await.expect_err("no TLS").is_request());
}

#[tokio::test]
async fn errors_come_before_the_stream() {
    let server = Server::start(async |_, _| {
        answer(404, &[], r#"{"error":{"code":"itemNotFound","message":"The resource could not be found."}}"#)
    })
    .await;
    let err = content().download(&server.client()).await.expect_err("no such thing");
    assert!(err.is_not_found());
    assert_eq!(err.code(), Some("itemNotFound"));
}

#[tokio::test]
async fn ranges_at_the_end_of_all_numbers_are_none() {
    let range = format!("bytes {0}-{0}/*", u64::MAX);
    let server = Server::start(move |_, _| {
        let pieces = stream::iter([Ok(bytes(0, 4)), Err("broken")]).then(async |it| {
            tokio::time::sleep(Duration::from_millis(if it.is_ok() { 0 } else { 50 })).await;
            it
        });
        let headers = [("etag", "\"1\""), ("content-range", range.as_str())];
        std::future::ready(answer(206, &headers, Body::from_stream(pieces)))
    })
    .await;
    let (all, err) = read(&mut content().download(&server.client()).await.expect("it begins")).await;
    assert!(all == bytes(0, 4) && err.is_some_and(|it| it.is_transport()));
    assert_eq!(server.seen().len(), 1);
}

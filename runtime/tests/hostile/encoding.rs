//! Compressed bodies, requested or not.

use crate::server::{Seen, Server, get, list, response};
use flate2::Compression;
use flate2::write::GzEncoder;
use graphwright_runtime::{Bytes, Download, Error, Method, Path, Request};
use std::io::Write;

/// Incompressible content: its compressed size is about the same.
fn content() -> Vec<u8> {
    let mut state = 1_u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(next).take(40_000).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn file() -> Request<Bytes> {
    Request::bytes(Method::GET, Path::root("v1.0").segment("content"), [])
}

async fn read(mut download: Download) -> (Vec<u8>, Option<Error>) {
    let mut bytes = Vec::new();
    let err = download.write_to(&mut bytes).await.err();
    (bytes, err)
}

/// Sends half of the compressed bytes, and then the rest without `Content-Encoding`.
fn half(seen: &Seen, _: usize) -> Vec<u8> {
    let bytes = gzip(&content());
    let middle = bytes.len() / 2;
    match seen.header("range") {
        None => {
            let mut res = response(200, &[("content-encoding", "gzip"), ("etag", "\"1\"")], &bytes);
            res.truncate(res.len() - (bytes.len() - middle));
            res
        }
        Some(range) => {
            let first: usize = range["bytes=".len()..].trim_end_matches('-').parse().expect("a number");
            let range = format!("bytes {first}-{}/{}", bytes.len() - 1, bytes.len());
            response(206, &[("content-range", &range), ("etag", "\"1\"")], &bytes[first..])
        }
    }
}

#[tokio::test]
async fn a_compressed_download_that_breaks_off_is_never_a_wrong_file() {
    let server = Server::start(half).await;
    let download = file().download(&server.client()).await.expect("a response");
    assert_eq!(download.headers().get("content-encoding").map(|it| it.as_bytes()), Some(&b"gzip"[..]));
    let compressed = gzip(&content());
    assert_eq!(download.content_length(), Some(compressed.len() as u64));
    let (bytes, err) = read(download).await;
    assert!(err.is_some_and(|it| it.is_transport()), "{} bytes", bytes.len());
    assert_eq!(bytes, compressed[..bytes.len()]);
    assert_eq!(server.seen().len(), 1);
}

/// A server that sends all but the last 10,000 bytes of the file, and then `rest`.
async fn breaks_off(rest: fn() -> Vec<u8>) -> Server {
    Server::start(move |seen, _| match seen.header("range") {
        None => {
            let mut res = response(200, &[("etag", "\"1\"")], content());
            res.truncate(res.len() - 10_000);
            res
        }
        Some(_) => rest(),
    })
    .await
}

#[tokio::test]
async fn a_rest_that_is_compressed_is_refused() {
    let server = breaks_off(|| {
        let headers = [("content-range", "bytes 30000-39999/40000"), ("etag", "\"1\""), ("content-encoding", "gzip")];
        response(206, &headers, gzip(&content()[30_000..]))
    })
    .await;
    let (bytes, err) = read(file().download(&server.client()).await.expect("a response")).await;
    assert!(err.is_some_and(|it| it.is_decode()), "{} bytes", bytes.len());
    assert_eq!(bytes, content()[..30_000]);
}

#[tokio::test]
async fn a_rest_of_something_longer_is_refused() {
    let server = breaks_off(|| {
        let headers = [("content-range", "bytes 30000-39999/50000"), ("etag", "\"1\"")];
        response(206, &headers, &content()[30_000..])
    })
    .await;
    let (_, err) = read(file().download(&server.client()).await.expect("a response")).await;
    assert!(err.is_some_and(|it| it.is_decode()));
}

#[tokio::test]
async fn what_is_read_as_a_whole_is_decoded() {
    let server = Server::start(|seen, count| {
        assert_eq!(seen.header("accept-encoding"), Some("gzip"));
        let body = br#"{"id":"1","value":[1]}"#;
        match count {
            0 => response(200, &[("content-encoding", "gzip")], gzip(body)),
            1 => response(200, &[("content-encoding", "X-GZIP")], [gzip(&body[..5]), gzip(&body[5..])].concat()),
            2 => response(200, &[("content-encoding", "gzip")], body),
            _ => response(403, &[("content-encoding", "gzip")], gzip(br#"{"error":{"code":"no"}}"#)),
        }
    })
    .await;
    let client = server.client();
    let response = get("me").send_full(&client).await.expect("an object");
    assert_eq!(response.body()["id"], "1");
    assert_eq!(response.headers().get("content-encoding").map(|it| it.as_bytes()), Some(&b"gzip"[..]));
    assert_eq!(get("me").send(&client).await.expect("two members of gzip")["id"], "1");
    assert_eq!(list("me").send(&client).await.expect("a header that is left over").value.len(), 1);
    assert_eq!(get("me").send(&client).await.expect_err("a 403").code(), Some("no"));
}

#[tokio::test]
async fn a_compressed_body_that_is_damaged_or_too_long_is_an_error() {
    let whole = gzip(&b"[1]".repeat(10_000));
    let short = whole[..whole.len() - 9].to_vec();
    let server = Server::start(move |_, _| response(200, &[("content-encoding", "gzip")], &short)).await;
    let client =
        server.builder().retry(graphwright_runtime::RetryPolicy::none()).build().expect("a valid configuration");
    let err = get("me").send(&client).await.expect_err("its end is missing");
    assert!(err.is_transport(), "{err:?}");

    let server = Server::start(move |_, _| response(200, &[("content-encoding", "gzip")], &whole)).await;
    let client = server.builder().max_response_bytes(1000).build().expect("a valid configuration");
    let err = get("me").send(&client).await.expect_err("too long");
    assert!(err.to_string().contains("longer than 1000 bytes"), "{err:?}");
}

#[tokio::test]
async fn text_that_is_not_utf_8_is_an_error_at_its_place() {
    let server = Server::start(|_, _| response(200, &[], b"{\"a\":1,\n\"name\":\"caf\xe9\"}")).await;
    let err = get("me").send(&server.client()).await.expect_err("latin1");
    assert!(err.is_decode(), "{err:?}");
    let place = err.decode_error().expect("the place").to_string();
    assert_eq!(place, "`name`: found text that is not JSON at line 2 column 12");
}

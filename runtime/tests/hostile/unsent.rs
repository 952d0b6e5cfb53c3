//! Requests that HTTP/2 guarantees not to be executed.

use crate::server::post;
use graphwright_runtime::{Client, ReqwestTransport, RetryPolicy, StaticToken};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;

/// Encodes a frame (RFC 9113, 4.1).
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut res = (payload.len() as u32).to_be_bytes()[1..].to_vec();
    res.extend([kind, flags]);
    res.extend(stream.to_be_bytes());
    res.extend(payload);
    res
}

/// The kind and the stream of the next frame.
async fn next(stream: &mut TcpStream) -> Option<(u8, u32)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.ok()?;
    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
    stream.read_exact(&mut vec![0; length]).await.ok()?;
    Some((head[3], u32::from_be_bytes([head[5], head[6], head[7], head[8]])))
}

/// A server that responds to the first request with the frame that `first` returns for its stream, and to others
/// normally. Returns its URL, and the number of requests.
async fn server(first: fn(u32) -> Vec<u8>, closes: bool) -> (String, Arc<AtomicUsize>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let count = Arc::new(AtomicUsize::new(0));
    let counter = count.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, first, closes, counter.clone()));
        }
    });
    (url, count)
}

async fn serve(mut stream: TcpStream, first: fn(u32) -> Vec<u8>, closes: bool, count: Arc<AtomicUsize>) -> Option<()> {
    stream.read_exact(&mut [0; 24]).await.ok()?;
    stream.write_all(&frame(SETTINGS, 0, 0, &[])).await.ok()?;
    loop {
        match next(&mut stream).await? {
            (HEADERS, id) if count.fetch_add(1, Ordering::SeqCst) == 0 => {
                stream.write_all(&first(id)).await.ok()?;
                if closes {
                    return stream.shutdown().await.ok();
                }
            }
            (HEADERS, id) => {
                // `:status: 200` (RFC 7541, appendix A), and a body.
                stream.write_all(&frame(HEADERS, 4, id, &[0x88])).await.ok()?;
                stream.write_all(&frame(DATA, 1, id, b"{}")).await.ok()?;
            }
            _ => {}
        }
    }
}

fn client(url: &str) -> Client {
    let transport = ReqwestTransport::builder().no_proxy().http2_prior_knowledge().build().expect("TLS");
    let retry = RetryPolicy { first_wait: Duration::from_millis(1), ..RetryPolicy::default() };
    let client = Client::at(url).credential(StaticToken::new("x")).retry(retry);
    client.transport(ReqwestTransport::from_client(transport)).build().expect("a valid configuration")
}

#[tokio::test]
async fn a_post_whose_stream_was_refused_is_repeated() {
    let (url, count) = server(|id| frame(RST_STREAM, 0, id, &7_u32.to_be_bytes()), false).await;
    post("me").json("body").send(&client(&url)).await.expect("the second answer");
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_post_before_which_the_connection_was_closed_is_repeated() {
    // The last processed stream is 0, and there is no error.
    let (url, count) = server(|_| frame(GOAWAY, 0, 0, &[0; 8]), true).await;
    post("me").json("body").send(&client(&url)).await.expect("the second answer");
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_post_whose_stream_ended_otherwise_is_not_repeated() {
    // INTERNAL_ERROR: the request may have been executed.
    let (url, count) = server(|id| frame(RST_STREAM, 0, id, &2_u32.to_be_bytes()), false).await;
    let err = post("me").json("body").send(&client(&url)).await.expect_err("it may have been executed");
    assert!(err.is_transport(), "{err:?}");
    assert_eq!(count.load(Ordering::SeqCst), 1);
    let (url, count) = server(|id| frame(RST_STREAM, 0, id, &2_u32.to_be_bytes()), false).await;
    post("me").json("body").idempotent().send(&client(&url)).await.expect("the service recognizes it");
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

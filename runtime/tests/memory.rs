//! The memory use of transfers, measured by an allocator. The only test of its program, so that no other test
//! allocates.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use futures_util::{StreamExt, stream};
use graphwright_runtime::{Bytes, Client, ReqwestTransport, StaticToken, Upload};
use std::alloc::{GlobalAlloc, Layout, System};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

const TOTAL: u64 = 50_000_000;
const CHUNK: usize = 16 * Upload::CHUNK_UNIT;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

struct Counting;

// SAFETY: delegates to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(now, Ordering::Relaxed);
        // SAFETY: guaranteed by the caller.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: guaranteed by the caller.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The peak of additional memory use during this work.
async fn most(work: impl Future<Output = ()>) -> usize {
    let before = NOW.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    work.await;
    MOST.load(Ordering::Relaxed) - before
}

struct Zeros(u64);

impl AsyncRead for Zeros {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        let count = buf.remaining().min(8192).min(usize::try_from(self.0).unwrap_or(usize::MAX));
        buf.put_slice(&[0; 8192][..count]);
        self.0 -= count as u64;
        Poll::Ready(Ok(()))
    }
}

struct Count(u64);

impl AsyncWrite for Count {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<std::io::Result<usize>> {
        self.0 += buf.len() as u64;
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

async fn answer(request: Request) -> Response {
    if request.method() == http::Method::GET {
        let chunks = stream::iter(0..TOTAL / 10_000).map(|_| Ok::<_, String>(Bytes::from_static(&[0; 10_000])));
        return Response::new(Body::from_stream(chunks));
    }
    let mut chunks = request.into_body().into_data_stream();
    while chunks.next().await.is_some_and(|it| it.is_ok()) {}
    let mut res = Response::new(Body::empty());
    *res.status_mut() = http::StatusCode::ACCEPTED;
    res
}

async fn start() -> (String, Client) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async { axum::serve(listener, axum::Router::new().fallback(answer)).await });
    let transport = ReqwestTransport::from_client(ReqwestTransport::builder().no_proxy().build().expect("TLS"));
    let client = Client::at(&url).credential(StaticToken::new("secret")).transport(transport);
    (url, client.build().expect("valid"))
}

#[tokio::test]
async fn transfers_hold_one_piece() {
    let (url, client) = start().await;
    // Creates connections and lazily initialized data before measuring.
    Upload::new(&url, Zeros(1), 1).send(&client).await.expect("it arrives");

    let up = most(async {
        let upload = Upload::new(&url, Zeros(TOTAL), TOTAL).chunk_size(CHUNK);
        upload.send(&client).await.expect("it arrives");
    });
    let up = up.await;
    assert!(up >= CHUNK, "the allocator counts: {up}");
    assert!(up < CHUNK + 2_000_000, "{up} bytes for a chunk of {CHUNK}");

    let down = most(async {
        let mut writer = Count(0);
        client.download_url(&url).await.expect("it begins").write_to(&mut writer).await.expect("bytes");
        assert_eq!(writer.0, TOTAL);
    });
    let down = down.await;
    assert!(down < 2_000_000, "{down} bytes");
}

//! Upload sessions.

use crate::server::{File, Server, answer};
use crate::session::{Fault, Session};
use graphwright_runtime::{Client, Progress, RetryPolicy, Upload};
use std::error::Error as _;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, ReadBuf};

const CHUNK: u64 = 16 * Upload::CHUNK_UNIT as u64;

/// Another host: the client's own service, which must not be called.
async fn elsewhere() -> (Server, Client) {
    let server = Server::start(async |_, _| answer(500, &[], "")).await;
    let client = server.client();
    (server, client)
}

/// Counts bytes that were read and have not arrived.
struct Watched {
    file: File,
    received: Arc<AtomicU64>,
    most: Arc<AtomicU64>,
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        let result = Pin::new(&mut self.file).poll_read(cx, buf);
        let held = self.file.position.load(Ordering::SeqCst) - self.received.load(Ordering::SeqCst);
        self.most.fetch_max(held, Ordering::SeqCst);
        result
    }
}

#[tokio::test]
async fn breaks_in_chunks_are_survived() {
    let total = 50_000_000;
    let faults = [
        (3 * CHUNK / 2 + 12_345, Fault::BreakAndKeep),
        (3 * CHUNK + 77, Fault::BreakAndForget),
        (5 * CHUNK, Fault::Mute),
        (6 * CHUNK, Fault::Keep(500)),
        (7 * CHUNK, Fault::Forget(503)),
    ];
    let (server, session) = Session::new(total, faults).start().await;
    let (_own, client) = elsewhere().await;
    let (received, most) = (session.received.clone(), Arc::default());
    let reader = Watched { file: File::new(0, total), received, most: Arc::clone(&most) };
    let told: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let log = told.clone();

    let upload = Upload::new(server.url("/up/secret"), reader, total).chunk_size(CHUNK as usize);
    assert!(!format!("{upload:?}").contains("secret"), "{upload:?}");
    let uploaded = upload.on_progress(move |it| log.lock().expect("no panics").push(it)).send(&client).await;

    let uploaded = uploaded.expect("it arrives");
    assert_eq!(uploaded.status(), 201);
    let item: serde_json::Value = uploaded.json().expect("an item");
    assert_eq!(item["id"], "item-1");
    assert_eq!(session.received(), total);
    assert!(session.faults.lock().expect("no panics").is_empty(), "all have happened");
    assert_eq!(most.load(Ordering::SeqCst), CHUNK, "one chunk is in memory");
    let told = told.lock().expect("no panics");
    assert!(told.is_sorted_by(|a, b| a.sent < b.sent), "{told:?}");
    assert_eq!(told.last(), Some(&Progress { sent: total, total }));
    // After the first break, the rest of the chunk was sent.
    let ranges: Vec<_> = server.seen().iter().filter_map(|it| Some(it.header("content-range")?.to_owned())).collect();
    let rest = format!("bytes {}-{}/{total}", 3 * CHUNK / 2 + 12_345, 2 * CHUNK - 1);
    assert_eq!(ranges[2], rest);
}

#[tokio::test]
async fn another_host_sees_no_token() {
    let (server, _session) = Session::new(1000, []).start().await;
    let (own, client) = elsewhere().await;
    Upload::new(server.url("/up"), File::new(0, 1000), 1000).send(&client).await.expect("it arrives");
    Upload::resume_offset(server.url("/up"), &client).await.expect_err("it wants nothing");
    Upload::cancel(server.url("/up"), &client).await.expect("it ends");
    let seen = server.seen();
    assert_eq!(server.lines(), ["PUT /up", "GET /up", "DELETE /up"]);
    for request in &seen {
        assert_eq!(request.header("authorization"), None);
        assert_eq!(request.header("user-agent"), None, "a default of the own service");
    }
    assert_eq!(seen[0].header("content-length"), Some("1000"));
    assert!(own.seen().is_empty());

    // The client's own host gets the token.
    let (server, _session) = Session::new(1000, []).start().await;
    let client = server.client();
    Upload::new(server.url("/up"), File::new(0, 1000), 1000).send(&client).await.expect("it arrives");
    assert_eq!(server.seen()[0].header("authorization"), Some("Bearer secret"));
}

#[tokio::test]
async fn other_hosts_are_reached_with_tls_only() {
    let (_own, client) = elsewhere().await;
    let upload = Upload::new("http://example.com/up?secret", File::new(0, 10), 10);
    let err = upload.send(&client).await.expect_err("no TLS");
    assert!(err.is_request() && !format!("{err:?}").contains("secret"), "{err:?}");
}

#[tokio::test]
async fn chunks_are_multiples_of_320_kib() {
    let (server, session) = Session::new(1000, []).start().await;
    let client = server.client();
    for size in [0, 1000, 320_000, Upload::CHUNK_UNIT + 1, 60 * 1024 * 1024] {
        let upload = Upload::new(server.url("/up"), File::new(0, 1000), 1000).chunk_size(size);
        let err = upload.send(&client).await.expect_err("a wrong size");
        assert!(err.is_request(), "{size}: {err}");
    }
    let err = Upload::new(server.url("/up"), File::new(0, 0), 0).send(&client).await.expect_err("nothing to send");
    assert!(err.is_request(), "{err}");
    assert_eq!((session.received(), server.seen().len()), (0, 0));
    let upload = Upload::new(server.url("/up"), File::new(0, 1000), 1000).chunk_size(191 * Upload::CHUNK_UNIT);
    upload.send(&client).await.expect("a size that is allowed");
}

#[tokio::test]
async fn readers_must_have_what_they_promise() {
    let total = 2 * CHUNK;
    for (end, message) in [(total - 10, "ended at byte"), (total + 1, "goes on")] {
        let (server, session) = Session::new(total, []).start().await;
        let upload = Upload::new(server.url("/up"), File::new(0, end), total).chunk_size(CHUNK as usize);
        let err = upload.send(&server.client()).await.expect_err("another length");
        assert!(err.is_io(), "{err}");
        assert!(err.source().expect("a source").to_string().contains(message), "{err:?}");
        assert_eq!(session.received(), CHUNK, "the last chunk is not sent");
    }
}

#[tokio::test]
async fn another_process_goes_on() {
    let total = 3 * CHUNK + 5;
    let (server, session) = Session::new(total, [(CHUNK + 1000, Fault::BreakAndKeep)]).start().await;
    let (builder, _) = server.builder();
    let client = builder.retry(RetryPolicy::none()).build().expect("valid");
    let upload = Upload::new(server.url("/up"), File::new(0, total), total).chunk_size(CHUNK as usize);
    let err = upload.send(&client).await.expect_err("it breaks");
    assert!(err.is_transport(), "{err}");

    let client = server.client();
    let offset = Upload::resume_offset(server.url("/up"), &client).await.expect("an offset");
    assert_eq!(offset, CHUNK + 1000);
    let upload = Upload::new(server.url("/up"), File::new(offset, total), total).starting_at(offset);
    upload.send(&client).await.expect("it arrives");
    assert_eq!(session.received(), total);
}

#[tokio::test]
async fn what_is_there_already_is_left_out() {
    let total = 3 * CHUNK;
    let (server, session) = Session::new(total, []).start().await;
    session.received.store(CHUNK + 1000, Ordering::SeqCst);
    let upload = Upload::new(server.url("/up"), File::new(0, total), total).chunk_size(CHUNK as usize / 2);
    upload.send(&server.client()).await.expect("it arrives");
    assert_eq!(session.received(), total);
}

#[tokio::test]
async fn readers_cannot_go_back() {
    let server = Server::start(async |request, _| {
        let is_second = request.headers().get("content-range").is_some_and(|it| it == "bytes 327680-655359/983040");
        let next = if is_second { "1000-" } else { "327680-" };
        answer(202, &[], format!(r#"{{"nextExpectedRanges":["{next}"]}}"#))
    })
    .await;
    let upload = Upload::new(server.url("/up"), File::new(0, 983_040), 983_040).chunk_size(Upload::CHUNK_UNIT);
    let err = upload.send(&server.client()).await.expect_err("it wants the first chunk");
    assert_eq!(err.resume_offset(), Some(1000));
    assert!(err.to_string().contains("1000"), "{err}");
}

#[tokio::test]
async fn ranges_with_an_end_are_kept_to() {
    let replies = Mutex::new(std::collections::VecDeque::from([r#"["50-99","200-299"]"#, r#"["200-299"]"#]));
    let replies = Arc::new(replies);
    let server = Server::start(move |_, _| {
        let next = replies.lock().expect("no panics").pop_front();
        async move {
            match next {
                Some(next) => answer(202, &[], format!(r#"{{"nextExpectedRanges":{next}}}"#)),
                None => answer(201, &[], ""),
            }
        }
    })
    .await;
    Upload::new(server.url("/up"), File::new(0, 300), 300).send(&server.client()).await.expect("it arrives");
    let ranges: Vec<_> = server.seen().iter().filter_map(|it| Some(it.header("content-range")?.to_owned())).collect();
    assert_eq!(ranges, ["bytes 0-299/300", "bytes 50-99/300", "bytes 200-299/300"]);
}

#[tokio::test]
async fn the_last_answer_may_be_lost() {
    let start = async |forgets| {
        let session = Session { forgets, ..Session::new(1000, [(1000, Fault::Mute)]) };
        let (server, _) = session.start().await;
        let client = server.client();
        let result = Upload::new(server.url("/up"), File::new(0, 1000), 1000).send(&client).await;
        assert_eq!(server.lines(), ["PUT /up", "GET /up"]);
        result
    };
    let uploaded = start(false).await.expect("the session gives the answer again");
    assert_eq!(uploaded.json::<serde_json::Value>().expect("an item")["size"], 1000);
    let err = start(true).await.expect_err("the session is gone");
    assert!(err.is_upload_unconfirmed(), "{err}");
    assert_eq!(err.status().map(|it| it.as_u16()), Some(404));
}

#[tokio::test]
async fn errors_that_do_not_pass_come_at_once() {
    for status in [400, 401, 404, 409, 410, 507] {
        let server = Server::start(move |_, _| async move { answer(status, &[], "") }).await;
        let err = Upload::new(server.url("/up"), File::new(0, 1000), 1000).send(&server.client()).await;
        assert_eq!(err.expect_err("an error").status().map(|it| it.as_u16()), Some(status));
        let count = if status == 401 { 2 } else { 1 };
        assert!(server.seen().len() <= count, "{:?}", server.lines());
    }
}

#[tokio::test]
async fn retries_are_bounded() {
    let server = Server::start(async |request, _| match request.method().as_str() {
        "PUT" => answer(500, &[("retry-after", "3")], ""),
        _ => answer(200, &[], r#"{"nextExpectedRanges":["0-"]}"#),
    })
    .await;
    let (builder, quick) = server.builder();
    let client = builder.retry(RetryPolicy { max_retries: 4, ..RetryPolicy::default() }).build().expect("valid");
    let err = Upload::new(server.url("/up"), File::new(0, 10), 10).send(&client).await.expect_err("it never takes it");
    assert!(err.is_server_error(), "{err}");
    assert_eq!(server.lines().iter().filter(|it| it.starts_with("PUT")).count(), 5);
    assert_eq!(quick.waits().len(), 4);
    assert!(quick.waits().iter().all(|it| it.as_secs() >= 3), "{:?}", quick.waits());

    // A session that accepts no bytes, and reports no error.
    let server = Server::start(async |_, _| answer(202, &[], r#"{"nextExpectedRanges":["0-"]}"#)).await;
    let upload = Upload::new(server.url("/up"), File::new(0, 10), 10);
    let err = upload.send(&server.client()).await.expect_err("it never takes it");
    assert!(err.is_decode(), "{err}");
}

#[tokio::test]
async fn outlook_has_its_own_forms() {
    let total = 10_000_000;
    let session = Session { is_outlook: true, ..Session::new(total, [(4_000_000, Fault::BreakAndKeep)]) };
    let (server, session) = session.start().await;
    let uploaded = Upload::new(server.url("/up"), File::new(0, total), total).send(&server.client()).await;
    let uploaded = uploaded.expect("it arrives");
    assert_eq!(session.received(), total);
    assert_eq!(uploaded.location(), Some("https://outlook.example.com/attachments('1')"));
    assert!(uploaded.body().is_empty());
}

#[test]
fn uploads_can_be_spawned() {
    fn is_send(_: impl Send) {}
    let client = msgraph::Client::new(graphwright_runtime::StaticToken::new("secret"));
    is_send(Upload::new("", File::new(0, 1), 1).on_progress(|_| ()).send(&client));
}

#[tokio::test]
async fn a_timeout_may_be_for_ever() {
    let total = 100_000;
    let (server, session) = Session::new(total, []).start().await;
    let client = server.builder().0.timeout(Duration::MAX).build().expect("valid");
    Upload::new(server.url("/up"), File::new(0, total), total).send(&client).await.expect("it arrives");
    assert_eq!(session.received(), total);
}

//! An upload session for a file with known bytes, and its faults.

use crate::server::{Cut, Server, answer, are_bytes};
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use futures_util::StreamExt;
use http::{Method, StatusCode};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// The fault after a byte has arrived, or after a complete chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// The connection breaks; the bytes of the request are kept.
    BreakAndKeep,
    /// The connection breaks; the bytes of the request are discarded.
    BreakAndForget,
    /// After a chunk, which is kept: responds with this status.
    Keep(u16),
    /// After a chunk, which is discarded: responds with this status.
    Forget(u16),
    /// After a chunk: the connection breaks before the response.
    Mute,
}

#[derive(Default)]
pub(crate) struct Session {
    pub(crate) total: u64,
    /// The number of bytes received.
    pub(crate) received: Arc<AtomicU64>,
    /// Faults by the position that triggers them, once.
    pub(crate) faults: Mutex<HashMap<u64, Fault>>,
    /// Whether status requests after the end get a 404.
    pub(crate) forgets: bool,
    /// Responds like Outlook.
    pub(crate) is_outlook: bool,
}

impl Session {
    pub(crate) fn new(total: u64, faults: impl IntoIterator<Item = (u64, Fault)>) -> Session {
        Session { total, faults: Mutex::new(faults.into_iter().collect()), ..Session::default() }
    }

    pub(crate) async fn start(self) -> (Server, Arc<Session>) {
        let session = Arc::new(self);
        let shared = session.clone();
        let server = Server::start(move |request, cut| answered(shared.clone(), request, cut)).await;
        (server, session)
    }

    pub(crate) fn received(&self) -> u64 {
        self.received.load(Ordering::SeqCst)
    }

    fn set(&self, received: u64) {
        self.received.store(received, Ordering::SeqCst);
    }

    fn is_complete(&self) -> bool {
        self.received() == self.total
    }

    fn fault(&self, position: u64) -> Option<Fault> {
        self.faults.lock().expect("no panics").remove(&position)
    }

    /// A fault within a piece.
    fn break_in(&self, from: u64, to: u64) -> Option<(u64, Fault)> {
        let mut faults = self.faults.lock().expect("no panics");
        let is_break = |it: &Fault| matches!(it, Fault::BreakAndKeep | Fault::BreakAndForget);
        let position = *faults.iter().find(|(at, it)| (from..to).contains(at) && is_break(it))?.0;
        faults.remove(&position).map(|it| (position, it))
    }

    fn status(&self, status: u16) -> Response {
        let next = self.received();
        let body = match self.is_outlook {
            true => format!(r#"{{"NextExpectedRanges":["{next}"]}}"#),
            false => format!(r#"{{"expirationDateTime":"2030-01-01T00:00:00Z","nextExpectedRanges":["{next}-"]}}"#),
        };
        answer(status, &[("content-type", "application/json")], body)
    }

    fn done(&self) -> Response {
        if self.is_outlook {
            return answer(201, &[("location", "https://outlook.example.com/attachments('1')")], "");
        }
        answer(201, &[("content-type", "application/json")], format!(r#"{{"id":"item-1","size":{}}}"#, self.total))
    }

    async fn put(&self, range: (u64, u64, u64), body: Body, cut: Cut) -> Response {
        let (first, last, total) = range;
        assert_eq!(total, self.total);
        if first != self.received() {
            return answer(416, &[], r#"{"error":{"code":"invalidRange","message":"overlap"}}"#);
        }
        if !self.receive(first, body, cut.clone()).await {
            return std::future::pending().await;
        }
        assert_eq!(self.received(), last + 1, "the body is as long as its range");
        match self.fault(last + 1) {
            Some(Fault::Keep(status)) => answer(status, &[("retry-after", "7")], ""),
            Some(Fault::Forget(status)) => {
                self.set(first);
                answer(status, &[("retry-after", "7")], "")
            }
            Some(_) => {
                cut.now();
                answer(202, &[], "never seen")
            }
            None if self.is_complete() => self.done(),
            None => self.status(if self.is_outlook { 200 } else { 202 }),
        }
    }

    /// Accepts bytes; returns false if the connection must break.
    async fn receive(&self, first: u64, body: Body, cut: Cut) -> bool {
        let mut chunks = body.into_data_stream();
        while let Some(Ok(chunk)) = chunks.next().await {
            let position = self.received();
            assert!(are_bytes(position, &chunk), "other bytes at {position}");
            let end = position + chunk.len() as u64;
            if let Some((at, fault)) = self.break_in(position, end) {
                self.set(if matches!(fault, Fault::BreakAndKeep) { at } else { first });
                cut.now();
                // Reads until the connection breaks.
                while chunks.next().await.is_some_and(|it| it.is_ok()) {}
                return false;
            }
            self.set(end);
        }
        true
    }
}

async fn answered(session: Arc<Session>, request: Request, cut: Cut) -> Response {
    match *request.method() {
        Method::PUT => {
            let range = range(request.headers()["content-range"].to_str().expect("text"));
            session.put(range, request.into_body(), cut).await
        }
        Method::GET if session.is_complete() && session.forgets => answer(404, &[], ""),
        Method::GET if session.is_complete() => session.done(),
        Method::GET => session.status(200),
        Method::DELETE => answer(204, &[], ""),
        _ => answer(StatusCode::METHOD_NOT_ALLOWED.as_u16(), &[], ""),
    }
}

fn range(text: &str) -> (u64, u64, u64) {
    let numbers: Vec<u64> = text.split(['-', '/', ' ']).filter_map(|it| it.parse().ok()).collect();
    (numbers[0], numbers[1], numbers[2])
}

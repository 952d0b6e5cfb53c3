//! Requests to an upload session, and its responses.

use crate::client::{Access, Call};
use crate::raw::without_mark;
use crate::{Client, Error};
use bytes::Bytes;
use http::header::{CONTENT_RANGE, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};
use serde_json::Value;
use std::ops::Range;
use std::time::Duration;

/// The minimum speed of a connection for a chunk, in bytes per second.
const SLOWEST: usize = 32 * 1024;

pub(super) struct Session<'a> {
    client: &'a Client,
    url: String,
}

/// The response of a session.
#[derive(Debug)]
pub(super) enum Reply {
    /// The session requests these bytes.
    Wants(Wanted),
    /// The response does not name requested bytes.
    Silent(http::Response<Bytes>),
}

/// Bytes that the session has not received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    pub(super) first: u64,
    /// The last requested byte, inclusive, if the session sets one.
    pub(super) last: Option<u64>,
}

impl<'a> Session<'a> {
    pub(super) fn new(client: &'a Client, url: String) -> Session<'a> {
        Session { client, url }
    }

    fn call(&self, method: Method, body: Bytes) -> Call {
        Call {
            access: Access::PreAuthenticated,
            template: "(upload URL)".to_owned(),
            ..Call::new(method, self.url.clone(), body)
        }
    }

    /// Sends the bytes of this range once: only the session knows how many of them were received.
    pub(super) async fn put(&self, bytes: Bytes, range: Range<u64>, total: u64) -> Result<Reply, Error> {
        let size = bytes.len();
        let mut call = self.call(Method::PUT, bytes);
        call.repeats = false;
        // The timeout, which depends on the size, already limits the only attempt.
        call.deadline = Some(Duration::MAX);
        call.timeout = self.client.timeout().map(|it| it.saturating_add(Duration::from_secs((size / SLOWEST) as u64)));
        let range = format!("bytes {}-{}/{total}", range.start, range.end - 1);
        let range = HeaderValue::try_from(range).expect("digits are allowed in headers");
        call.headers.insert(CONTENT_RANGE, range);
        call.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        self.client.exchange(call).await.map(Reply::of)
    }

    /// Asks which bytes the session requests.
    pub(super) async fn status(&self) -> Result<Reply, Error> {
        self.client.exchange(self.call(Method::GET, Bytes::new())).await.map(Reply::of)
    }

    /// The first byte that the session requests.
    pub(super) async fn offset(&self) -> Result<u64, Error> {
        match self.status().await? {
            Reply::Wants(wanted) => Ok(wanted.first),
            Reply::Silent(response) => {
                Err(Error::unexpected("the session does not report which bytes it requests").with_response(response))
            }
        }
    }

    pub(super) async fn cancel(&self) -> Result<(), Error> {
        self.client.exchange(self.call(Method::DELETE, Bytes::new())).await.map(drop)
    }
}

impl Reply {
    fn of(response: http::Response<Bytes>) -> Reply {
        match first_wanted(response.body()) {
            Some(wanted) => Reply::Wants(wanted),
            None => Reply::Silent(response),
        }
    }
}

/// Whether a response describes the resource that was created.
pub(super) fn is_complete(response: &http::Response<Bytes>) -> bool {
    let body: Option<Value> = serde_json::from_slice(without_mark(response.body())).ok();
    response.status() == StatusCode::CREATED || body.is_some_and(|it| it.get("id").is_some())
}

/// The first of the ranges `nextExpectedRanges`. Outlook capitalizes the name, and sends a position instead of a range.
fn first_wanted(body: &[u8]) -> Option<Wanted> {
    let body: Value = serde_json::from_slice(without_mark(body)).ok()?;
    let (_, ranges) = body.as_object()?.iter().find(|(name, _)| name.eq_ignore_ascii_case("nextExpectedRanges"))?;
    ranges.as_array()?.iter().filter_map(|it| Wanted::parse(it.as_str()?)).min()
}

impl Wanted {
    fn parse(text: &str) -> Option<Wanted> {
        let (first, last) = text.split_once('-').unwrap_or((text, ""));
        let last = if last.is_empty() { None } else { Some(last.trim().parse().ok()?) };
        Some(Wanted { first: first.trim().parse().ok()?, last })
    }
}

#[cfg(test)]
mod tests {
    use super::{Wanted, first_wanted};

    #[test]
    fn the_first_range_is_read() {
        let first = |body: &str| first_wanted(body.as_bytes());
        assert_eq!(first(r#"{"nextExpectedRanges": ["26-"]}"#), Some(Wanted { first: 26, last: None }));
        let two = r#"{"nextExpectedRanges": ["77829-99375", "12345-55232"]}"#;
        assert_eq!(first(two), Some(Wanted { first: 12345, last: Some(55232) }));
        assert_eq!(first(r#"{"NextExpectedRanges": ["2097152"]}"#), Some(Wanted { first: 2_097_152, last: None }));
        for nothing in ["", "{}", "[]", r#"{"nextExpectedRanges": []}"#, r#"{"nextExpectedRanges": ["all"]}"#] {
            assert_eq!(first(nothing), None, "{nothing}");
        }
    }
}

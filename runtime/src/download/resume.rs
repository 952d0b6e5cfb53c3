//! Resuming a download.

use super::{ContentRange, Download};
use crate::client::{Access, Call};
use crate::request::Parts;
use crate::{Body, Client, Error, Page, RetryPolicy};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, HeaderValue, IF_RANGE, RANGE};
use http::{HeaderMap, Method, StatusCode};
use std::time::Duration;

/// The request of a download.
#[derive(Clone)]
pub(super) enum Locator {
    Request(Box<Parts>),
    /// The URL is pre-authenticated.
    Url(String),
}

/// Positions refer to the stored bytes, so the response must not be encoded.
pub(super) const IDENTITY: HeaderValue = HeaderValue::from_static("identity");

impl Locator {
    pub(super) fn call(&self, client: &Client) -> Result<Call, Error> {
        let mut res = match self {
            Locator::Request(parts) => parts.call(client.endpoint())?,
            Locator::Url(url) => Call {
                access: Access::PreAuthenticated,
                template: "(download URL)".to_owned(),
                ..Call::new(Method::GET, url.clone(), Body::empty())
            },
        };
        res.headers.entry(ACCEPT_ENCODING).or_insert(IDENTITY);
        Ok(res)
    }

    pub(super) fn page(&self) -> Option<Page> {
        match self {
            Locator::Request(parts) => parts.page(),
            Locator::Url(_) => None,
        }
    }

    pub(super) fn timeout(&self) -> Option<Duration> {
        match self {
            Locator::Request(parts) => parts.timeout,
            Locator::Url(_) => None,
        }
    }

    pub(super) fn retry(&self) -> Option<&RetryPolicy> {
        match self {
            Locator::Request(parts) => parts.retry.as_ref(),
            Locator::Url(_) => None,
        }
    }

    /// Whether the request can be repeated, with the bytes at the same positions.
    fn is_repeatable(&self) -> bool {
        match self {
            Locator::Request(parts) => {
                parts.method == Method::GET && parts.headers.get(ACCEPT_ENCODING).is_none_or(|it| it == IDENTITY)
            }
            Locator::Url(_) => true,
        }
    }
}

/// The missing bytes.
pub(super) struct Rest {
    first: u64,
    last: Option<u64>,
    /// The number of bytes of the whole content, if known.
    total: Option<u64>,
    etag: HeaderValue,
}

impl Download {
    /// The missing range, if the content can be identified.
    pub(super) fn rest(&self) -> Option<Rest> {
        let begin = match (self.head.status, self.range) {
            (StatusCode::OK, _) => 0,
            (_, Some(range)) => range.first,
            _ => return None,
        };
        let etag = self.head.headers.get(ETAG).filter(|it| is_strong(it))?;
        let total = self.range.map_or(self.length, |it| it.total);
        // The range is empty if the service has sent more than it announced.
        let first = begin.checked_add(self.received)?;
        let last = self.range.map(|it| it.last);
        let is_there = last.is_none_or(|it| first <= it);
        let is_repeatable = is_plain(&self.head.headers) && self.locator.is_repeatable();
        (is_there && is_repeatable).then(|| Rest { first, last, total, etag: etag.clone() })
    }
}

/// Whether the bytes are not encoded.
fn is_plain(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).is_none_or(|it| it == IDENTITY)
}

/// Whether equal ETags guarantee equal bytes (RFC 9110, 8.8.1).
fn is_strong(etag: &HeaderValue) -> bool {
    etag.as_bytes().starts_with(b"\"")
}

impl Rest {
    /// Requests the rest of the same content (RFC 9110, 13.1.5).
    pub(super) async fn open(self, client: &Client, locator: &Locator) -> Result<Body, Error> {
        let mut call = locator.call(client)?;
        call.headers.insert(RANGE, self.header());
        call.headers.insert(IF_RANGE, self.etag.clone());
        let (head, body) = client.open(call).await?.into_parts();
        let range = ContentRange::of(&head.headers);
        let has_total = |it: ContentRange| it.total.is_none() || self.total.is_none() || it.total == self.total;
        let is_same = head.headers.get(ETAG) == Some(&self.etag) && range.is_none_or(has_total);
        let problem = if head.status == StatusCode::OK || !is_same {
            "the content has changed during the download"
        } else if !is_plain(&head.headers) {
            "the rest is compressed, and the bytes before it are not"
        } else if head.status != StatusCode::PARTIAL_CONTENT || range.is_none_or(|it| it.first != self.first) {
            "the service returned another range than requested"
        } else {
            return Ok(body);
        };
        Err(Error::unexpected(problem)
            .with_response(http::Response::from_parts(head, bytes::Bytes::new()))
            .with_page(locator.page()))
    }

    fn header(&self) -> HeaderValue {
        let last = self.last.map_or_else(String::new, |it| it.to_string());
        HeaderValue::try_from(format!("bytes={}-{last}", self.first)).expect("digits are allowed in headers")
    }
}

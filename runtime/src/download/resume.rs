//! How a download that broke off goes on.

use super::{ContentRange, Download};
use crate::client::{Access, Call};
use crate::request::Parts;
use crate::{Body, Client, Error, Page, RetryPolicy};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, HeaderValue, IF_RANGE, RANGE};
use http::{HeaderMap, Method, StatusCode};
use std::time::Duration;

/// What a download is asked for with.
#[derive(Clone)]
pub(super) enum Locator {
    Request(Box<Parts>),
    /// Carries its permission in itself.
    Url(String),
}

/// Positions are those of the bytes that are stored: they must come as they are.
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

    /// Whether asking once more is allowed, and gives bytes at the same positions.
    fn is_repeatable(&self) -> bool {
        match self {
            Locator::Request(parts) => {
                parts.method == Method::GET && parts.headers.get(ACCEPT_ENCODING).is_none_or(|it| it == IDENTITY)
            }
            Locator::Url(_) => true,
        }
    }
}

/// The bytes that have not come.
pub(super) struct Rest {
    first: u64,
    last: Option<u64>,
    /// How many bytes the whole has, as far as that is known.
    total: Option<u64>,
    etag: HeaderValue,
}

impl Download {
    /// The rest, if it can be told from the rest of something else.
    pub(super) fn rest(&self) -> Option<Rest> {
        let begin = match (self.head.status, self.range) {
            (StatusCode::OK, _) => 0,
            (_, Some(range)) => range.first,
            _ => return None,
        };
        let etag = self.head.headers.get(ETAG).filter(|it| is_strong(it))?;
        let total = self.range.map_or(self.length, |it| it.total);
        // There is no such byte if the service has sent more than it said.
        let first = begin.checked_add(self.received)?;
        let last = self.range.map(|it| it.last);
        let is_there = last.is_none_or(|it| first <= it);
        let is_repeatable = is_plain(&self.head.headers) && self.locator.is_repeatable();
        (is_there && is_repeatable).then(|| Rest { first, last, total, etag: etag.clone() })
    }
}

/// Whether the bytes are those that are stored.
fn is_plain(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).is_none_or(|it| it == IDENTITY)
}

/// Whether equal ETags mean equal bytes (RFC 9110, 8.8.1).
fn is_strong(etag: &HeaderValue) -> bool {
    etag.as_bytes().starts_with(b"\"")
}

impl Rest {
    /// Asks for the rest of the same (RFC 9110, 13.1.5).
    pub(super) async fn open(self, client: &Client, locator: &Locator) -> Result<Body, Error> {
        let mut call = locator.call(client)?;
        call.headers.insert(RANGE, self.header());
        call.headers.insert(IF_RANGE, self.etag.clone());
        let (head, body) = client.open(call).await?.into_parts();
        let range = ContentRange::of(&head.headers);
        let has_total = |it: ContentRange| it.total.is_none() || self.total.is_none() || it.total == self.total;
        let is_same = head.headers.get(ETAG) == Some(&self.etag) && range.is_none_or(has_total);
        let problem = if head.status == StatusCode::OK || !is_same {
            "what is downloaded has changed in the meantime"
        } else if !is_plain(&head.headers) {
            "the rest is compressed, and the bytes before it are not"
        } else if head.status != StatusCode::PARTIAL_CONTENT || range.is_none_or(|it| it.first != self.first) {
            "another range came than was asked for"
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

//! Headers of requests.

use super::Request;
use crate::RetryPolicy;
use http::header::{HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH};
use std::time::Duration;

const PREFER: HeaderName = HeaderName::from_static("prefer");

impl<T> Request<T> {
    /// Sends a header. A name or a value that HTTP does not allow is an error when the request is sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.parts.header(name, value);
        self
    }

    /// Adds a preference (RFC 7240): `odata.maxpagesize=50`.
    pub fn prefer(mut self, preference: &str) -> Self {
        let old = self.parts.headers.get(PREFER).and_then(|it| it.to_str().ok());
        let value = old.map_or_else(|| preference.to_owned(), |old| format!("{old}, {preference}"));
        self.parts.header(PREFER.as_str(), &value);
        self
    }

    /// Prefers times in this time zone, of Windows or IANA: `Pacific Standard Time`.
    pub fn prefer_time_zone(self, zone: &str) -> Self {
        self.prefer(&format!("outlook.timezone=\"{}\"", zone.replace(['"', '\\'], "")))
    }

    /// Prefers pages of at most this many items.
    pub fn prefer_page_size(self, count: u32) -> Self {
        self.prefer(&format!("odata.maxpagesize={count}"))
    }

    /// Prefers members of enums that came after their first version, in place of `unknownFutureValue`.
    pub fn prefer_unknown_enum_members(self) -> Self {
        self.prefer("include-unknown-enum-members")
    }

    /// Is executed only if the entity has still this ETag; else [`Error::is_precondition_failed`].
    ///
    /// [`Error::is_precondition_failed`]: crate::Error::is_precondition_failed
    pub fn if_match(mut self, etag: &str) -> Self {
        self.parts.header(IF_MATCH.as_str(), etag);
        self
    }

    /// Is answered only if the entity has no longer this ETag; else [`Error::is_not_modified`].
    ///
    /// [`Error::is_not_modified`]: crate::Error::is_not_modified
    pub fn if_none_match(mut self, etag: &str) -> Self {
        self.parts.header(IF_NONE_MATCH.as_str(), etag);
        self
    }

    /// Reads what is `eventual`ly there. Sent by itself with `$search` and `$count`, which directory objects only answer so.
    pub fn eventual(mut self) -> Self {
        self.parts.headers.insert("consistencylevel", HeaderValue::from_static("eventual"));
        self
    }

    /// How long one attempt may take, in place of the client's time; a longer time than the client's deadline replaces that, too.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.parts.timeout = Some(timeout);
        self
    }

    /// How long the request may take in all, with its attempts and the waits between them, in place of the client's time.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.parts.deadline = Some(deadline);
        self
    }

    /// How often and how long the request is repeated, in place of the client's policy; [`RetryPolicy::none`] is never.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.parts.retry = Some(policy);
        self
    }

    /// Says that executing it twice is the same as executing it once, so that it is repeated like a GET: a POST that the
    /// service recognizes, for example by the `transactionId` of an event.
    pub fn idempotent(mut self) -> Self {
        self.parts.is_idempotent = true;
        self
    }

    /// Does not follow redirects: the response is the redirect, its `Location` for example the URL of a download.
    pub fn without_redirects(mut self) -> Self {
        self.parts.follows_redirects = false;
        self
    }
}

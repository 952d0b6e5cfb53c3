//! Headers of requests.

use super::Request;
use crate::RetryPolicy;
use http::header::{ACCEPT, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH};
use std::time::Duration;

const PREFER: HeaderName = HeaderName::from_static("prefer");

impl<T> Request<T> {
    /// Sets a header. An invalid name or value is an error when the request is sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.parts.header(name, value);
        self
    }

    /// Sets the media types of responses: `application/json, text/csv`.
    pub fn accept(self, media_types: &str) -> Self {
        self.header(ACCEPT.as_str(), media_types)
    }

    /// Adds a preference (RFC 7240): `odata.maxpagesize=50`.
    pub fn prefer(mut self, preference: &str) -> Self {
        let old = self.parts.headers.get(PREFER).and_then(|it| it.to_str().ok());
        let value = old.map_or_else(|| preference.to_owned(), |old| format!("{old}, {preference}"));
        self.parts.header(PREFER.as_str(), &value);
        self
    }

    /// Requests times in this time zone, a Windows or IANA name: `Pacific Standard Time`.
    pub fn prefer_time_zone(self, zone: &str) -> Self {
        self.prefer(&format!("outlook.timezone=\"{}\"", zone.replace(['"', '\\'], "")))
    }

    /// Requests pages of at most this many items.
    pub fn prefer_page_size(self, count: u32) -> Self {
        self.prefer(&format!("odata.maxpagesize={count}"))
    }

    /// Requests enum members that the API added later, instead of `unknownFutureValue`.
    pub fn prefer_unknown_enum_members(self) -> Self {
        self.prefer("include-unknown-enum-members")
    }

    /// Executes the request only if the entity still has this ETag; otherwise the error is
    /// [`Error::is_precondition_failed`].
    ///
    /// [`Error::is_precondition_failed`]: crate::Error::is_precondition_failed
    pub fn if_match(mut self, etag: &str) -> Self {
        self.parts.header(IF_MATCH.as_str(), etag);
        self
    }

    /// Returns the entity only if it no longer has this ETag; otherwise the error is [`Error::is_not_modified`].
    ///
    /// [`Error::is_not_modified`]: crate::Error::is_not_modified
    pub fn if_none_match(mut self, etag: &str) -> Self {
        self.parts.header(IF_NONE_MATCH.as_str(), etag);
        self
    }

    /// Allows results that are only eventually consistent (`ConsistencyLevel: eventual`). `$search` and `$count` set
    /// it, because directory objects require it.
    pub fn eventual(mut self) -> Self {
        self.parts.headers.insert("consistencylevel", HeaderValue::from_static("eventual"));
        self
    }

    /// Sets the timeout of one attempt for this request. If it is longer than the client's deadline, it also extends
    /// the deadline.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.parts.timeout = Some(timeout);
        self
    }

    /// Sets the deadline of this request, with its attempts and the waits between them.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.parts.deadline = Some(deadline);
        self
    }

    /// Sets the retry policy of this request; [`RetryPolicy::none`] disables retries.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.parts.retry = Some(policy);
        self
    }

    /// Declares that the request is idempotent, so that it is repeated like a GET: for example, a POST of an event
    /// whose `transactionId` the service recognizes.
    pub fn idempotent(mut self) -> Self {
        self.parts.is_idempotent = true;
        self
    }

    /// Declares that the service recognizes a repeated request by this header, so that a POST is repeated like a GET.
    /// Unless the header is set, its value is random; clones of this request have the same value.
    pub fn idempotency_key(mut self, header: &'static str) -> Self {
        let key = uuid::Uuid::new_v4().to_string();
        match (HeaderName::try_from(header), HeaderValue::try_from(key)) {
            (Ok(name), Ok(key)) => {
                self.parts.headers.entry(name).or_insert(key);
            }
            _ => self.parts.refuse(format!("`{header}` is not the name of a header")),
        }
        self.idempotent()
    }

    /// Disables redirects: the response is the redirect, whose `Location` is, for example, the URL of a download.
    pub fn without_redirects(mut self) -> Self {
        self.parts.follows_redirects = false;
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::{Argument, Method, Parameter, Path, Request};

    #[test]
    fn a_key_is_kept_if_it_is_set() {
        let request = Request::empty(Method::POST, Path::root(""), []);
        let random = request.clone().idempotency_key("Idempotency-Key");
        assert_eq!(random.to_http().expect("valid").headers()["idempotency-key"].len(), 36);
        assert!(random.parts.is_idempotent);
        let set = request.clone().parameter(Parameter::header("Idempotency-Key"), Argument::new("a"));
        assert_eq!(set.idempotency_key("Idempotency-Key").to_http().expect("valid").headers()["idempotency-key"], "a");
        assert!(request.idempotency_key("a b").to_http().is_err());
    }
}

//! Retries and their waits.

mod wish;

use http::{Method, StatusCode};
use std::borrow::Cow;
use std::time::Duration;
pub(crate) use wish::{asked, retry_after};

/// How often and how long a request that was throttled or could not connect is repeated.
///
/// A request is repeated if it was never sent, or if the service rejected it with 429, or with 503 and `Retry-After`.
/// After another 503, a 504, a timeout or a broken connection, it may have been executed: it is repeated only if it is
/// idempotent, a POST only if declared so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// The maximum number of retries of a request.
    pub max_retries: u32,
    /// The wait before the first retry if the service sets none; it doubles each time.
    pub first_wait: Duration,
    /// The maximum wait if the service sets none.
    pub max_wait: Duration,
    /// The maximum total wait of a request. A wait that would exceed it is not started: the request fails immediately.
    pub budget: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        RetryPolicy {
            max_retries: 8,
            first_wait: Duration::from_millis(500),
            max_wait: Duration::from_secs(30),
            budget: Duration::from_secs(180),
        }
    }
}

impl RetryPolicy {
    /// Creates a policy without retries.
    pub const fn none() -> RetryPolicy {
        RetryPolicy { max_retries: 0, first_wait: Duration::ZERO, max_wait: Duration::ZERO, budget: Duration::ZERO }
    }
}

/// The state of the policy for one request.
#[derive(Debug)]
pub(crate) struct Attempts<'a> {
    policy: Cow<'a, RetryPolicy>,
    retries: u32,
    waited: Duration,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(policy: &'a RetryPolicy) -> Attempts<'a> {
        Attempts { policy: Cow::Borrowed(policy), retries: 0, waited: Duration::ZERO }
    }

    /// Like [`Attempts::new`], without borrowing from the client.
    pub(crate) fn owned(policy: &RetryPolicy) -> Attempts<'static> {
        Attempts { policy: Cow::Owned(policy.clone()), retries: 0, waited: Duration::ZERO }
    }

    pub(crate) fn retries(&self) -> u32 {
        self.retries
    }

    /// Returns the wait before the next attempt; `None` if there is none. A wait that the service sets is a minimum.
    pub(crate) fn next(&mut self, asked: Option<Duration>) -> Option<Duration> {
        if self.retries == self.policy.max_retries {
            return None;
        }
        let wait = match asked {
            // Random, so that clients that were throttled together do not retry together.
            Some(asked) => asked + (asked / 4).min(Duration::from_secs(1)).mul_f64(fastrand::f64()),
            None => self.backoff().mul_f64(0.5 + fastrand::f64() / 2.0),
        };
        let waited = self.waited.saturating_add(wait);
        if waited > self.policy.budget {
            return None;
        }
        self.waited = waited;
        self.retries += 1;
        Some(wait)
    }

    fn backoff(&self) -> Duration {
        let factor = 2_u32.saturating_pow(self.retries);
        self.policy.first_wait.saturating_mul(factor).min(self.policy.max_wait)
    }
}

/// Whether a method is idempotent (RFC 9110, 9.2.2). A PATCH of OData sets members to values, so it is idempotent, too.
pub(crate) fn is_idempotent(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS | Method::PUT | Method::PATCH | Method::DELETE)
}

/// Whether a status allows another attempt. `is_asked` is whether the service asks for one. A 503 without `Retry-After`
/// may be of a proxy whose server has executed the request.
pub(crate) fn is_repeatable(status: StatusCode, is_idempotent: bool, is_asked: bool) -> bool {
    match status {
        StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::SERVICE_UNAVAILABLE => is_idempotent || is_asked,
        StatusCode::GATEWAY_TIMEOUT => is_idempotent,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Attempts, RetryPolicy, is_repeatable};
    use http::StatusCode;
    use std::time::Duration;

    #[test]
    fn what_may_have_been_executed_is_not_repeated() {
        for (status, is_idempotent, is_asked, expected) in [
            (StatusCode::TOO_MANY_REQUESTS, false, false, true),
            (StatusCode::SERVICE_UNAVAILABLE, false, false, false),
            (StatusCode::SERVICE_UNAVAILABLE, false, true, true),
            (StatusCode::SERVICE_UNAVAILABLE, true, false, true),
            (StatusCode::GATEWAY_TIMEOUT, false, true, false),
            (StatusCode::GATEWAY_TIMEOUT, true, false, true),
            (StatusCode::BAD_GATEWAY, true, true, false),
        ] {
            assert_eq!(is_repeatable(status, is_idempotent, is_asked), expected, "{status}");
        }
    }

    #[test]
    fn waits_double_and_stay_in_the_budget() {
        let policy = RetryPolicy { max_retries: 100, ..RetryPolicy::default() };
        let mut attempts = Attempts::new(&policy);
        let first = attempts.next(None).expect("an attempt");
        assert!(first >= policy.first_wait / 2 && first <= policy.first_wait, "{first:?}");
        let mut sum = first;
        while let Some(wait) = attempts.next(None) {
            assert!(wait <= policy.max_wait, "{wait:?}");
            sum += wait;
        }
        assert!(sum <= policy.budget && sum > policy.budget / 2, "{sum:?}");
        assert!(attempts.retries() < 100);
    }

    #[test]
    fn the_service_is_not_asked_before_it_allows_it() {
        let policy = RetryPolicy::default();
        let mut attempts = Attempts::new(&policy);
        let wait = attempts.next(Some(Duration::from_secs(10))).expect("an attempt");
        assert!(wait >= Duration::from_secs(10) && wait <= Duration::from_secs(11), "{wait:?}");
        assert_eq!(attempts.next(Some(Duration::from_secs(600))), None);
        assert_eq!(Attempts::new(&RetryPolicy::none()).next(Some(Duration::ZERO)), None);
    }
}

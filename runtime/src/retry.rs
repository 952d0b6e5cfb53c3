//! When a request is sent once more, and how long that waits.

mod wish;

use http::{Method, StatusCode};
use std::borrow::Cow;
use std::time::Duration;
pub(crate) use wish::{asked, retry_after};

/// How often and how long a request is repeated that was throttled, or that found no connection.
///
/// Repeated are answers 429 and 503, with which a service says that it did nothing, and requests that were never sent. A 504
/// and a connection that breaks leave open what happened: requests are repeated then if a second time makes no difference,
/// so never a POST.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often one request is repeated.
    pub max_retries: u32,
    /// The wait before the first repetition where the service names none; it doubles each time.
    pub first_wait: Duration,
    /// The longest wait where the service names none.
    pub max_wait: Duration,
    /// What one request may spend on waiting in all. A wait that does not fit in is not begun: the error comes at once.
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
    /// Nothing is repeated.
    pub const fn none() -> RetryPolicy {
        RetryPolicy { max_retries: 0, first_wait: Duration::ZERO, max_wait: Duration::ZERO, budget: Duration::ZERO }
    }
}

/// What a request has used of its policy.
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

    /// As [`Attempts::new`], for what outlives the client's borrow.
    pub(crate) fn owned(policy: &RetryPolicy) -> Attempts<'static> {
        Attempts { policy: Cow::Owned(policy.clone()), retries: 0, waited: Duration::ZERO }
    }

    pub(crate) fn retries(&self) -> u32 {
        self.retries
    }

    /// How long to wait before the next attempt; nothing if there is none. The service's own wish is a minimum.
    pub(crate) fn next(&mut self, asked: Option<Duration>) -> Option<Duration> {
        if self.retries == self.policy.max_retries {
            return None;
        }
        let wait = match asked {
            // Clients that were turned away together do not come back together.
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

/// Whether executing it twice is the same as executing it once (RFC 9110, 9.2.2). A PATCH of OData sets members to values,
/// and is so, too.
pub(crate) fn is_idempotent(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS | Method::PUT | Method::PATCH | Method::DELETE)
}

/// Whether a status invites to another attempt.
pub(crate) fn is_repeatable(status: StatusCode, is_idempotent: bool) -> bool {
    match status {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => true,
        StatusCode::GATEWAY_TIMEOUT => is_idempotent,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Attempts, RetryPolicy};
    use std::time::Duration;

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

//! The deadline of a call, which includes attempts, waits and getting a token.

use std::time::{Duration, Instant};

/// A deadline.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    start: Instant,
    limit: Option<Duration>,
}

impl Deadline {
    /// Starts a deadline now. `None` is no limit.
    pub(crate) fn new(limit: Option<Duration>) -> Deadline {
        Deadline { start: Instant::now(), limit }
    }

    /// The total time of the call.
    pub(crate) fn limit(&self) -> Option<Duration> {
        self.limit
    }

    /// The remaining time.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.limit.map(|it| it.saturating_sub(self.start.elapsed()))
    }

    /// Whether a wait ends before the deadline. Otherwise it is not started.
    pub(crate) fn allows(&self, wait: Duration) -> bool {
        self.left().is_none_or(|it| wait <= it)
    }

    /// The time of the deadline.
    pub(crate) fn end(&self) -> Option<Instant> {
        self.start.checked_add(self.limit?)
    }
}

/// Whether a wait ends before this time, if there is one.
pub(crate) fn ends_before(wait: Duration, end: Option<Instant>) -> bool {
    end.is_none_or(|end| Instant::now().checked_add(wait).is_some_and(|it| it <= end))
}

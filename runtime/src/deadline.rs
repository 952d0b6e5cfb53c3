//! How long a call may take in all: attempts, waits, and what its credential does.

use std::time::{Duration, Instant};

/// The end of a call's time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    start: Instant,
    limit: Option<Duration>,
}

impl Deadline {
    /// Time that begins now. Without a limit it does not end.
    pub(crate) fn new(limit: Option<Duration>) -> Deadline {
        Deadline { start: Instant::now(), limit }
    }

    /// How long the call may take in all.
    pub(crate) fn limit(&self) -> Option<Duration> {
        self.limit
    }

    /// How long it may still take.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.limit.map(|it| it.saturating_sub(self.start.elapsed()))
    }

    /// Whether a wait ends before the end. One that does not is not begun.
    pub(crate) fn allows(&self, wait: Duration) -> bool {
        self.left().is_none_or(|it| wait <= it)
    }

    /// When it ends.
    pub(crate) fn end(&self) -> Option<Instant> {
        self.start.checked_add(self.limit?)
    }
}

/// Whether a wait ends before this time, if it is one.
pub(crate) fn ends_before(wait: Duration, end: Option<Instant>) -> bool {
    end.is_none_or(|end| Instant::now().checked_add(wait).is_some_and(|it| it <= end))
}

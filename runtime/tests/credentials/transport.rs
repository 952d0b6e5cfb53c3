//! A transport with a clock that runs a hundred times as fast.

use graphwright_runtime::{Body, BoxFuture, ReqwestTransport, Transport, TransportError};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Sends normally, and shortens waits.
#[derive(Clone)]
pub(crate) struct Hasty {
    inner: ReqwestTransport,
    waits: Arc<Mutex<Vec<Duration>>>,
    /// Whether timeouts of attempts are shortened, too. A busy computer may need more time.
    has_short_deadlines: bool,
}

impl Hasty {
    pub(crate) fn new() -> Hasty {
        let inner = ReqwestTransport::new().expect("a transport");
        Hasty { inner, waits: Arc::default(), has_short_deadlines: false }
    }

    pub(crate) fn with_short_deadlines() -> Hasty {
        Hasty { has_short_deadlines: true, ..Hasty::new() }
    }

    /// The waits between attempts, in seconds.
    pub(crate) fn waits(&self) -> Vec<f64> {
        self.waits.lock().expect("the waits").iter().map(Duration::as_secs_f64).collect()
    }
}

impl Transport for Hasty {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.inner.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.waits.lock().expect("the waits").push(duration);
        self.inner.sleep(duration / 100)
    }

    fn deadline(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.inner.deadline(if self.has_short_deadlines { duration / 100 } else { duration })
    }
}

//! A transport whose clock runs a hundred times as fast.

use msgraph_core::{Body, BoxFuture, ReqwestTransport, Transport, TransportError};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Sends as usual and sleeps shortly.
#[derive(Clone)]
pub(crate) struct Hasty {
    inner: ReqwestTransport,
    waits: Arc<Mutex<Vec<Duration>>>,
    /// What is longer is the limit of an attempt, which a busy computer may need.
    longest: Duration,
}

impl Hasty {
    pub(crate) fn new() -> Hasty {
        let inner = ReqwestTransport::new().expect("a transport");
        Hasty { inner, waits: Arc::default(), longest: Duration::from_secs(25) }
    }

    /// Time flies for limits, too.
    pub(crate) fn with_short_limits() -> Hasty {
        Hasty { longest: Duration::MAX, ..Hasty::new() }
    }

    /// The waits that were no limits, in seconds.
    pub(crate) fn waits(&self) -> Vec<f64> {
        self.waits.lock().expect("the waits").iter().map(Duration::as_secs_f64).collect()
    }
}

impl Transport for Hasty {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.inner.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration > self.longest {
            return self.inner.sleep(duration);
        }
        self.waits.lock().expect("the waits").push(duration);
        self.inner.sleep(duration / 100)
    }
}

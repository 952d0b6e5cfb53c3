//! For the tests of programs: a service that answers as it is told, without a network and without waiting.
//!
//! ```
//! # use graphwright_runtime::test::{Reply, Service, get};
//! # use graphwright_runtime::{Error, Method, Path, Request, Value};
//! # async fn example() -> Result<(), Error> {
//! let service = Service::new();
//! service.on(get("/v1.0/me").query("$select", "displayName")).reply(Reply::json(r#"{"displayName":"Adele"}"#));
//! let client = service.client();
//! # let request = Request::<Value>::new(Method::GET, Path::root("v1.0").segment("me"), []);
//! // … what is to be tested, with this client:
//! let me = request.query("$select", "displayName").send(&client).await?;
//! assert_eq!(me["displayName"], "Adele");
//! service.finish();
//! # Ok(()) }
//! ```

mod matcher;
mod reply;

use crate::{Body, Client, ClientBuilder, StaticToken, Transport, TransportError};
use bytes::Bytes;
use futures_core::future::BoxFuture;
pub use matcher::{Matcher, delete, get, matching, patch, post, put};
pub use reply::Reply;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The base URL of [`Service::client`], with which links in replies begin. Nothing on the network has this name (RFC 6761, 6.4).
pub const BASE_URL: &str = "https://service.invalid";

/// A service that answers as it is told. It is a [`Transport`]; clones are the same service.
#[derive(Clone, Default)]
pub struct Service(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    rules: Vec<Rule>,
    requests: Vec<http::Request<Bytes>>,
    waits: Vec<Duration>,
}

struct Rule {
    matcher: Matcher,
    replies: VecDeque<Reply>,
    /// The last reply serves for ever.
    is_lasting: bool,
    uses: usize,
}

impl Service {
    /// A service that knows no request.
    pub fn new() -> Service {
        Service::default()
    }

    /// A client of this service. For functions that take the `Client` of a generated crate: `service.client().into()`.
    ///
    /// # Panics
    /// Never: nothing is configured that could be wrong.
    pub fn client(&self) -> Client {
        self.builder().build().expect("the configuration is valid")
    }

    /// A client of this service, to be configured.
    pub fn builder(&self) -> ClientBuilder {
        Client::at(BASE_URL).credential(StaticToken::new("test-token")).transport(self.clone())
    }

    /// What is answered to such requests. Of rules that match, the first that has replies left is taken.
    pub fn on(&self, matcher: Matcher) -> Expectation<'_> {
        Expectation { service: self, matcher }
    }

    /// The requests so far, with their tokens.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    /// How long the client has waited between attempts; no time passes in tests.
    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    /// Ends a test: every reply must have been used.
    ///
    /// # Panics
    /// If one was not.
    pub fn finish(&self) {
        let state = self.state();
        let is_open = |it: &&Rule| if it.is_lasting { it.uses == 0 } else { !it.replies.is_empty() };
        let open: Vec<String> = state.rules.iter().filter(is_open).map(|it| it.matcher.to_string()).collect();
        assert!(open.is_empty(), "requests that were expected and did not come:\n{}", open.join("\n"));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        let mut state = self.state();
        let found = state.rules.iter_mut().find(|it| !it.replies.is_empty() && it.matcher.matches(&request));
        let reply = found.and_then(|rule| {
            rule.uses += 1;
            if rule.is_lasting { rule.replies.front().cloned() } else { rule.replies.pop_front() }
        });
        let unexpected = format!("nobody has said what to answer to {} {}", request.method(), request.uri());
        let known: Vec<String> =
            state.rules.iter().filter(|it| !it.replies.is_empty()).map(|it| format!("\n  {}", it.matcher)).collect();
        state.requests.push(request);
        match reply {
            Some(reply) => reply.into_response(),
            None => Err(TransportError::new(format!("{unexpected}; left are:{}", known.concat()))),
        }
    }
}

impl Transport for Service {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect(u64::MAX).await.map_err(TransportError::new)?;
            self.answer(http::Request::from_parts(parts, body))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.state().waits.push(duration);
        Box::pin(std::future::ready(()))
    }

    fn deadline(&self, _: Duration) -> BoxFuture<'static, ()> {
        // Replies come at once.
        Box::pin(std::future::pending())
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.state().rules.iter().map(|it| it.matcher.to_string())).finish()
    }
}

/// A request that is expected: [`Service::on`].
#[derive(Debug)]
#[must_use = "say what is answered: `reply`"]
pub struct Expectation<'a> {
    service: &'a Service,
    matcher: Matcher,
}

impl Expectation<'_> {
    /// Is answered with this, once.
    pub fn reply(self, reply: Reply) {
        self.rule([reply], false);
    }

    /// Is answered with each of these, one after the other.
    pub fn replies(self, replies: impl IntoIterator<Item = Reply>) {
        self.rule(replies, false);
    }

    /// Is answered with this, however often it is asked.
    pub fn always(self, reply: Reply) {
        self.rule([reply], true);
    }

    fn rule(self, replies: impl IntoIterator<Item = Reply>, is_lasting: bool) {
        let replies = replies.into_iter().collect();
        self.service.state().rules.push(Rule { matcher: self.matcher, replies, is_lasting, uses: 0 });
    }
}

//! Support for tests of programs: a service with scripted replies, without network and without waiting.
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

/// The base URL of [`Service::client`], and of links in replies. The name is never used on a network (RFC 6761, 6.4).
pub const BASE_URL: &str = "https://service.invalid";

/// A service with scripted replies. It is a [`Transport`]; clones share their state.
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
    /// The last reply is repeated for any number of requests.
    is_lasting: bool,
    uses: usize,
}

impl Service {
    /// Creates a service without replies.
    pub fn new() -> Service {
        Service::default()
    }

    /// Returns a client of this service. For functions that expect the `Client` of a generated crate:
    /// `service.client().into()`.
    ///
    /// # Panics
    /// Never: the configuration is always valid.
    pub fn client(&self) -> Client {
        self.builder().build().expect("the configuration is valid")
    }

    /// Starts to configure a client of this service.
    pub fn builder(&self) -> ClientBuilder {
        Client::at(BASE_URL).credential(StaticToken::new("test-token")).transport(self.clone())
    }

    /// Adds a rule for matching requests. The first matching rule with remaining replies is used.
    pub fn on(&self, matcher: Matcher) -> Expectation<'_> {
        Expectation { service: self, matcher }
    }

    /// Returns the requests so far, with their tokens.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    /// Returns how long the client has waited between attempts; tests do not actually wait.
    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    /// Ends a test: panics unless every reply was used.
    ///
    /// # Panics
    /// Panics if a reply was not used.
    pub fn finish(&self) {
        let state = self.state();
        let is_open = |it: &&Rule| if it.is_lasting { it.uses == 0 } else { !it.replies.is_empty() };
        let open: Vec<String> = state.rules.iter().filter(is_open).map(|it| it.matcher.to_string()).collect();
        assert!(open.is_empty(), "expected requests that were not sent:\n{}", open.join("\n"));
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
        let unexpected = format!("no reply is set for {} {}", request.method(), request.uri());
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
        // Replies are immediate.
        Box::pin(std::future::pending())
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.state().rules.iter().map(|it| it.matcher.to_string())).finish()
    }
}

/// An expected request: [`Service::on`].
#[derive(Debug)]
#[must_use = "an expectation needs a reply: call `reply`"]
pub struct Expectation<'a> {
    service: &'a Service,
    matcher: Matcher,
}

impl Expectation<'_> {
    /// Replies once.
    pub fn reply(self, reply: Reply) {
        self.rule([reply], false);
    }

    /// Replies with each of these, in order.
    pub fn replies(self, replies: impl IntoIterator<Item = Reply>) {
        self.rule(replies, false);
    }

    /// Replies to any number of requests.
    pub fn always(self, reply: Reply) {
        self.rule([reply], true);
    }

    fn rule(self, replies: impl IntoIterator<Item = Reply>, is_lasting: bool) {
        let replies = replies.into_iter().collect();
        self.service.state().rules.push(Rule { matcher: self.matcher, replies, is_lasting, uses: 0 });
    }
}

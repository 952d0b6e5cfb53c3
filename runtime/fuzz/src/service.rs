//! A service with the responses of a target, without network and without waiting.

use graphwright_runtime::{
    Body, BoxFuture, Client, RetryPolicy, StaticToken, Transport, TransportError,
    http::{Request, Response},
};
use std::collections::VecDeque;
use std::future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// The host of the service, which may get the token.
pub(crate) const HOST: &str = "service.example";

/// The service; clones share their state.
#[derive(Clone, Default)]
pub(crate) struct Service(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<Response<Body>>,
    asked: Vec<Asked>,
}

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) url: String,
    pub(crate) has_token: bool,
}

impl Service {
    /// A service that returns these responses in order, and then empty pages.
    pub(crate) fn new(answers: impl IntoIterator<Item = Response<Body>>) -> Service {
        let res = Service::default();
        res.state(|it| it.answers = answers.into_iter().collect());
        res
    }

    pub(crate) fn client(&self) -> Client {
        let builder = Client::at(format!("https://{HOST}")).credential(StaticToken::new("token"));
        let builder = builder.transport(self.clone()).retry(RetryPolicy { max_retries: 2, ..RetryPolicy::default() });
        builder.build().expect("the configuration is valid")
    }

    /// The requests so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.state(|it| it.asked.clone())
    }

    fn state<T>(&self, action: impl FnOnce(&mut State) -> T) -> T {
        action(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Service {
    fn send(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let has_token = request.headers().contains_key("authorization");
        let url = request.uri().to_string();
        let answer = self.state(|it| {
            it.asked.push(Asked { url, has_token });
            it.answers.pop_front()
        });
        let answer = answer.unwrap_or_else(|| Response::new(r#"{"value":[]}"#.into()));
        Box::pin(future::ready(Ok(answer)))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(future::ready(()))
    }

    fn deadline(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(future::pending())
    }
}

/// The result of a future that never waits.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    for _ in 0..1000 {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
    panic!("the future is not ready");
}

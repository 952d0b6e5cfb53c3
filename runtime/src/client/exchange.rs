//! One request and its response: token, attempts, redirects, deadline.

use super::redirect::{self, MAX_REDIRECTS};
use super::tokens::Chosen;
use super::{Access, Call, Client, Inner, Security, origin};
use crate::body::{self, CollectError, GZIP};
use crate::boxed::SharedError;
use crate::credential::{AccessToken, TokenCache, TokenRequest};
use crate::deadline::Deadline;
use crate::retry::{self, Attempts, asked, retry_after};
use crate::{Body, BoxError, Error, Page, TransportError, url};
use bytes::Bytes;
use futures_core::future::BoxFuture;
use futures_util::future::{Either, select};
use http::StatusCode;
use http::header::{ACCEPT_ENCODING, HeaderValue};
use smallvec::SmallVec;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};
use tracing::{Instrument, Span, field};

/// How much of a response is read before it is returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Whole,
    /// Status and headers; of errors, the whole response.
    Head,
}

/// Why an attempt returned no response.
enum Failure {
    Transport(TransportError),
    TimedOut(Duration),
    /// The deadline, which is this long, has passed.
    Ended(Duration),
    TooLarge(u64),
}

impl Client {
    /// Sends a request and reads the whole response.
    pub(crate) async fn exchange(&self, call: Call) -> Result<http::Response<Bytes>, Error> {
        let (parts, body) = self.traced(call, Reading::Whole).await?.into_parts();
        // The body has been read already.
        let body = body.collect(u64::MAX).await.map_err(|err| Error::transport(TransportError::new(err)))?;
        Ok(http::Response::from_parts(parts, body))
    }

    /// Sends a request; the body of the response is not read yet.
    pub(crate) async fn open(&self, call: Call) -> Result<http::Response<Body>, Error> {
        self.traced(call, Reading::Head).await
    }

    async fn traced(&self, call: Call, reading: Reading) -> Result<http::Response<Body>, Error> {
        let span = tracing::info_span!(
            "request",
            method = %call.method,
            template = call.template,
            page = call.page.map(Page::title).filter(|it| !it.is_empty()),
            status = field::Empty,
            retries = field::Empty,
            duration_ms = field::Empty,
        );
        let start = Instant::now();
        let result = Exchange::new(self, call, reading).run(&span).instrument(span.clone()).await;
        let status = match &result {
            Ok(response) => Some(response.status()),
            Err(err) => err.status(),
        };
        span.record("status", status.map(|it| it.as_u16()));
        span.record("duration_ms", u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX));
        result
    }
}

/// A request in progress.
struct Exchange<'a> {
    inner: &'a Inner,
    call: Call,
    reading: Reading,
    /// Whether the body can be sent again.
    is_repeatable: bool,
    attempts: Attempts<'a>,
    deadline: Deadline,
    redirects: u32,
    /// Whether the service has refused a token. Another one is requested only once.
    is_renewed: bool,
}

/// The tokens of an attempt, and where they come from.
type Tokens<'a> = SmallVec<[(&'a TokenCache, AccessToken); 1]>;

/// The step after an attempt.
enum Next {
    /// Another attempt, after this wait.
    Attempt(Duration),
    End(http::Response<Body>),
}

impl<'a> Exchange<'a> {
    fn new(client: &'a Client, call: Call, reading: Reading) -> Exchange<'a> {
        let inner = &*client.0;
        let is_repeatable = call.body.as_bytes().is_some();
        let attempts = match &call.retry {
            Some(policy) => Attempts::owned(policy),
            None => Attempts::new(&inner.retry),
        };
        // A stream has no deadline by default. A timeout of the request that is longer than the deadline extends it.
        let usual = inner.deadline.filter(|_| is_repeatable).map(|it| it.max(call.timeout.unwrap_or_default()));
        let deadline = Deadline::new(call.deadline.or(usual));
        Exchange { inner, call, reading, is_repeatable, attempts, deadline, redirects: 0, is_renewed: false }
    }

    async fn run(mut self, span: &Span) -> Result<http::Response<Body>, Error> {
        if self.reading == Reading::Whole {
            self.call.headers.entry(ACCEPT_ENCODING).or_insert(GZIP);
        }
        let headers = &mut self.call.headers;
        let id = self.inner.request_id.as_ref().map(|name| headers.entry(name).or_insert_with(new_id).clone());
        let page = self.call.page;
        let result = match self.admit() {
            Ok(()) => self.attempts(span).await,
            Err(err) => Err(err),
        };
        result.map_err(|err| err.with_request(page, id))
    }

    /// A token is only sent to the client's own service, and a secret only over TLS.
    fn admit(&mut self) -> Result<(), Error> {
        let own = &self.inner.endpoint.origin;
        let url = url::encoded(&self.call.url);
        if *url != self.call.url {
            self.call.url = url.into_owned();
        }
        let to = self.call.url.parse().ok().as_ref().and_then(origin);
        let to = to.ok_or_else(|| Error::request(unreadable(&self.call.url)))?;
        if self.inner.endpoint.owns(&to) {
            for (name, value) in &self.inner.headers {
                self.call.headers.entry(name).or_insert_with(|| value.clone());
            }
            return Ok(());
        }
        match self.call.access {
            Access::Own => {
                let difference = own.difference(&to);
                Err(Error::request(format!("the URL does not belong to the client's service: {difference}")))
            }
            Access::PreAuthenticated if !to.is_secure() => {
                Err(Error::request(format!("requests to `{}` require TLS", to.host())))
            }
            Access::PreAuthenticated | Access::Foreign => {
                self.call.access = Access::Foreign;
                Ok(())
            }
        }
    }

    async fn attempts(&mut self, span: &Span) -> Result<http::Response<Body>, Error> {
        loop {
            let (tokens, request) = self.request().await?;
            let wait = match self.attempt(request).await {
                Ok(response) => match self.after(response, &tokens)? {
                    Next::Attempt(wait) => wait,
                    Next::End(response) => return answer(response).await,
                },
                Err(failure) => {
                    let may_repeat = self.may_repeat() && failure.may_repeat(self.call.is_idempotent);
                    match may_repeat.then(|| self.next_wait(None)).flatten() {
                        Some(wait) => wait,
                        None => return Err(failure.into()),
                    }
                }
            };
            let retries = self.attempts.retries();
            if retries > 0 {
                span.record("retries", retries);
            }
            if wait > Duration::ZERO {
                tracing::debug!(retries, wait_ms = wait.as_millis(), "the request will be repeated");
                self.inner.transport.sleep(wait).await;
            }
        }
    }

    /// Creates the request, with tokens if its URL gets them.
    async fn request(&mut self) -> Result<(Tokens<'a>, http::Request<Body>), Error> {
        let mut request = self.call.request()?;
        let inner = self.inner;
        let mut tokens = Tokens::new();
        for cache in self.caches()? {
            let wanted = TokenRequest {
                scopes: &inner.scopes,
                authority: inner.authority.as_deref(),
                transport: &*inner.transport,
                retry: &inner.retry,
                deadline: self.deadline.end(),
            };
            let token = inner.token(cache, wanted, self.deadline).await;
            let token = token.ok_or_else(|| self.no_token())?.map_err(Error::credential)?;
            token.apply(&mut request).map_err(|err| Error::credential(BoxError::from(err).into()))?;
            tokens.push((cache, token));
        }
        Ok((tokens, request))
    }

    /// The credentials of the request.
    fn caches(&self) -> Result<Chosen<'a>, Error> {
        match self.call.security {
            _ if self.call.access == Access::Foreign => Ok(Chosen::new()),
            Security::Nothing => Ok(Chosen::new()),
            Security::Usual => self.inner.tokens.choose(None),
            Security::Schemes(schemes) => self.inner.tokens.choose(Some(schemes)),
        }
    }

    fn may_repeat(&self) -> bool {
        self.is_repeatable && self.call.repeats
    }

    /// Makes one attempt, limited by its timeout and the rest of the deadline.
    fn attempt(
        &self,
        request: http::Request<Body>,
    ) -> impl Future<Output = Result<http::Response<Body>, Failure>> + use<'a> {
        // A stream has no time limit.
        let timeout = self.call.timeout.or(self.inner.timeout.filter(|_| self.is_repeatable));
        let (time, failure) = match (timeout, self.deadline.left(), self.deadline.limit()) {
            (Some(timeout), Some(left), Some(limit)) if left < timeout => (Some(left), Failure::Ended(limit)),
            (None, Some(left), Some(limit)) => (Some(left), Failure::Ended(limit)),
            (timeout, ..) => (timeout, Failure::TimedOut(timeout.unwrap_or_default())),
        };
        let (inner, reading) = (self.inner, self.reading);
        async move { inner.read(request, reading, time.map(|it| inner.transport.deadline(it))).await.ok_or(failure)? }
    }

    /// Returns the wait before the next attempt; `None` if the policy or the deadline does not allow one.
    fn next_wait(&mut self, asked: Option<Duration>) -> Option<Duration> {
        self.attempts.next(asked).filter(|it| self.deadline.allows(*it))
    }

    fn no_token(&self) -> Error {
        let limit = self.deadline.limit().unwrap_or_default();
        let err = TransportError::timed_out(format!("there was no token within {limit:?}"));
        Error::credential(BoxError::from(err).into())
    }

    fn after(&mut self, response: http::Response<Body>, tokens: &Tokens<'_>) -> Result<Next, Error> {
        let status = response.status();
        if status == StatusCode::UNAUTHORIZED && self.is_repeatable && !self.is_renewed {
            self.is_renewed = true;
            // All of them, because the response does not name the one that was refused.
            if tokens.iter().filter(|(cache, token)| cache.forget(token)).count() > 0 {
                return Ok(Next::Attempt(Duration::ZERO));
            }
        }
        if self.call.follows_redirects && redirect::follow(&mut self.call, &response).map_err(Error::unexpected)? {
            self.redirects += 1;
            return match self.redirects {
                0..=MAX_REDIRECTS => Ok(Next::Attempt(Duration::ZERO)),
                _ => Err(Error::unexpected("too many redirects")),
            };
        }
        let is_asked = retry_after(response.headers()).is_some();
        if self.may_repeat()
            && retry::is_repeatable(status, self.call.is_idempotent, is_asked)
            && let Some(wait) = self.next_wait(asked(response.headers()))
        {
            return Ok(Next::Attempt(wait));
        }
        Ok(Next::End(response))
    }
}

/// Describes why a URL has no origin.
fn unreadable(url: &str) -> &'static str {
    match url::authority(url) {
        None => "the URL is not absolute",
        Some(it) if it.contains('@') => "the URL has user information before its host",
        Some(_) => "the host or the port of the URL is not valid",
    }
}

/// Converts the response into an error if its status is one.
async fn answer(response: http::Response<Body>) -> Result<http::Response<Body>, Error> {
    if response.status().as_u16() < 400 && response.status() != StatusCode::NOT_MODIFIED {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    // Bodies of errors have been read already.
    let body = body.collect(u64::MAX).await.unwrap_or_default();
    Err(Error::service(http::Response::from_parts(parts, body)))
}

fn new_id() -> HeaderValue {
    let id = uuid::Uuid::new_v4().to_string();
    HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static(""))
}

impl Inner {
    /// Gets a token; `None` if none arrives in time.
    async fn token(
        &self,
        cache: &TokenCache,
        request: TokenRequest<'_>,
        deadline: Deadline,
    ) -> Option<Result<AccessToken, SharedError>> {
        let mut token = pin!(cache.token(request));
        // A cached token is ready immediately and needs no timer.
        if let Poll::Ready(token) = poll_fn(|cx| Poll::Ready(token.as_mut().poll(cx))).await {
            return Some(token);
        }
        within(&mut deadline.left().map(|it| self.transport.deadline(it)), token).await
    }

    /// Sends a request and reads the response; `None` if that takes longer than `time`. An error response whose body
    /// does not arrive is returned without it, because the status is more important.
    async fn read(
        &self,
        request: http::Request<Body>,
        reading: Reading,
        mut time: Option<BoxFuture<'static, ()>>,
    ) -> Option<Result<http::Response<Body>, Failure>> {
        let response = match within(&mut time, self.transport.send(request)).await? {
            Ok(response) => response,
            Err(err) => return Some(Err(Failure::Transport(err))),
        };
        let is_error = response.status().as_u16() >= 400;
        if reading == Reading::Head && !is_error {
            return Some(Ok(response));
        }
        let (parts, body) = response.into_parts();
        let body = match within(&mut time, body::collect(body, &parts.headers, self.max_body)).await {
            Some(Ok(body)) => body,
            _ if is_error => Bytes::new(),
            None => return None,
            Some(Err(CollectError::TooLarge(limit))) => return Some(Err(Failure::TooLarge(limit))),
            Some(Err(CollectError::Stream(source))) => {
                return Some(Err(Failure::Transport(TransportError::new(source))));
            }
        };
        Some(Ok(http::Response::from_parts(parts, body.into())))
    }
}

/// Returns the result of `work`; `None` if `time` completes first.
async fn within<T>(time: &mut Option<BoxFuture<'static, ()>>, work: impl Future<Output = T>) -> Option<T> {
    let Some(time) = time else { return Some(work.await) };
    match select(pin!(work), time).await {
        Either::Left((result, _)) => Some(result),
        Either::Right(_) => None,
    }
}

impl Failure {
    fn may_repeat(&self, is_idempotent: bool) -> bool {
        match self {
            Failure::Transport(err) => !err.is_refused() && (err.is_unsent() || is_idempotent),
            Failure::TimedOut(_) => is_idempotent,
            Failure::Ended(_) | Failure::TooLarge(_) => false,
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Transport(err) => Error::transport(err),
            Failure::TimedOut(limit) => {
                Error::transport(TransportError::timed_out(format!("there was no response within {limit:?}")))
            }
            Failure::Ended(limit) => Error::transport(TransportError::timed_out(format!(
                "the call did not end within {limit:?}, its deadline"
            ))),
            Failure::TooLarge(limit) => Error::too_large(limit),
        }
    }
}

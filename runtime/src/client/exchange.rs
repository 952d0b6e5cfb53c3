//! One request and its response: token, attempts, redirects, time.

use super::redirect::{self, MAX_REDIRECTS};
use super::{Access, Call, Client, Inner, origin};
use crate::body::CollectError;
use crate::credential::{AccessToken, TokenRequest};
use crate::retry::{self, Attempts};
use crate::{Body, BoxError, Error, Page, TransportError};
use bytes::Bytes;
use futures_util::future::{Either, select};
use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use http::uri::Uri;
use std::pin::pin;
use std::time::{Duration, Instant};
use tracing::{Instrument, Span, field};

/// The client's id of a request, which the service repeats and its support asks for.
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// How much of a response is read before it is returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Whole,
    /// Its head; of errors, the whole.
    Head,
}

/// Why an attempt gave no response.
enum Failure {
    Transport(TransportError),
    TimedOut(Duration),
    TooLarge(u64),
}

impl Client {
    /// Sends a request and reads the whole response.
    pub(crate) async fn exchange(&self, call: Call) -> Result<http::Response<Bytes>, Error> {
        let (parts, body) = self.traced(call, Reading::Whole).await?.into_parts();
        // It has been read: this only takes it out.
        let body = body.collect(u64::MAX).await.map_err(|err| Error::transport(TransportError::new(err)))?;
        Ok(http::Response::from_parts(parts, body))
    }

    /// Sends a request; the body of the response is still to be read.
    pub(crate) async fn open(&self, call: Call) -> Result<http::Response<Body>, Error> {
        self.traced(call, Reading::Head).await
    }

    async fn traced(&self, call: Call, reading: Reading) -> Result<http::Response<Body>, Error> {
        let span = tracing::info_span!(
            "msgraph",
            method = %call.method,
            template = call.template,
            page = call.page.map(Page::title),
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

/// A request on its way.
struct Exchange<'a> {
    inner: &'a Inner,
    call: Call,
    reading: Reading,
    /// Whether the body can be sent once more.
    is_repeatable: bool,
    attempts: Attempts<'a>,
    redirects: u32,
    /// The service has refused a token that was kept, and there is another one.
    is_renewed: bool,
}

/// What follows an attempt.
enum Next {
    /// Another one, after a while.
    Attempt(Duration),
    End(http::Response<Body>),
}

impl<'a> Exchange<'a> {
    fn new(client: &'a Client, call: Call, reading: Reading) -> Exchange<'a> {
        let inner = &*client.0;
        let is_repeatable = call.body.as_bytes().is_some();
        let attempts = Attempts::new(&inner.retry);
        Exchange { inner, call, reading, is_repeatable, attempts, redirects: 0, is_renewed: false }
    }

    async fn run(mut self, span: &Span) -> Result<http::Response<Body>, Error> {
        let id = self.call.headers.entry(CLIENT_REQUEST_ID).or_insert_with(new_id).clone();
        let page = self.call.page;
        let result = match self.admit() {
            Ok(()) => self.attempts(span).await,
            Err(err) => Err(err),
        };
        result.map_err(|err| err.with_request(page, &id))
    }

    /// A token goes to the client's own service only, and a secret never in the open.
    fn admit(&mut self) -> Result<(), Error> {
        let uri: Option<Uri> = self.call.url.parse().ok();
        let to = uri.as_ref().and_then(origin).ok_or_else(|| Error::request("the URL is not absolute"))?;
        if to == self.inner.endpoint.origin {
            for (name, value) in &self.inner.headers {
                self.call.headers.entry(name).or_insert_with(|| value.clone());
            }
            return Ok(());
        }
        match self.call.access {
            Access::Own => {
                let host = to.host();
                Err(Error::request(format!("`{host}` is not the client's host: no token is sent there")))
            }
            Access::PreAuthenticated if !to.is_secure() => {
                Err(Error::request(format!("`{}` is to be reached without TLS", to.host())))
            }
            Access::PreAuthenticated | Access::Foreign => {
                self.call.access = Access::Foreign;
                Ok(())
            }
        }
    }

    async fn attempts(&mut self, span: &Span) -> Result<http::Response<Body>, Error> {
        loop {
            let (token, request) = self.request().await?;
            let wait = match self.inner.attempt(request, self.reading, self.timeout()).await {
                Ok(response) => match self.after(response, token.as_ref())? {
                    Next::Attempt(wait) => wait,
                    Next::End(response) => return answer(response).await,
                },
                Err(failure) => {
                    let may_repeat = self.may_repeat() && failure.may_repeat(self.call.is_idempotent);
                    match may_repeat.then(|| self.attempts.next(None)).flatten() {
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

    /// The request with its token, if its URL is to get one.
    async fn request(&mut self) -> Result<(Option<AccessToken>, http::Request<Body>), Error> {
        let mut request = self.call.request()?;
        if self.call.access == Access::Foreign {
            return Ok((None, request));
        }
        let inner = self.inner;
        let wanted = TokenRequest {
            scopes: &inner.scopes,
            authority: &inner.authority,
            transport: &*inner.transport,
            retry: &inner.retry,
        };
        let token = inner.tokens.token(wanted).await.map_err(Error::credential)?;
        let mut bearer = HeaderValue::try_from(format!("Bearer {}", token.secret())).map_err(|_| {
            Error::credential(BoxError::from("the token has characters that HTTP does not allow").into())
        })?;
        bearer.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, bearer);
        Ok((Some(token), request))
    }

    fn may_repeat(&self) -> bool {
        self.is_repeatable && self.call.repeats
    }

    /// A stream takes as long as it takes.
    fn timeout(&self) -> Option<Duration> {
        self.call.timeout.or(self.inner.timeout.filter(|_| self.is_repeatable))
    }

    fn after(&mut self, response: http::Response<Body>, token: Option<&AccessToken>) -> Result<Next, Error> {
        let status = response.status();
        if status == StatusCode::UNAUTHORIZED && self.is_repeatable && !self.is_renewed {
            self.is_renewed = true;
            if token.is_some_and(|it| self.inner.tokens.forget(it)) {
                return Ok(Next::Attempt(Duration::ZERO));
            }
        }
        if self.call.follows_redirects && redirect::follow(&mut self.call, &response).map_err(Error::unexpected)? {
            self.redirects += 1;
            return match self.redirects {
                0..=MAX_REDIRECTS => Ok(Next::Attempt(Duration::ZERO)),
                _ => Err(Error::unexpected("there are too many redirects")),
            };
        }
        if self.may_repeat()
            && retry::is_repeatable(status, self.call.is_idempotent)
            && let Some(wait) = self.attempts.next(retry::asked(response.headers()))
        {
            return Ok(Next::Attempt(wait));
        }
        Ok(Next::End(response))
    }
}

/// The response, or the error that it is.
async fn answer(response: http::Response<Body>) -> Result<http::Response<Body>, Error> {
    if response.status().as_u16() < 400 && response.status() != StatusCode::NOT_MODIFIED {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    // Errors have been read already.
    let body = body.collect(u64::MAX).await.unwrap_or_default();
    Err(Error::service(http::Response::from_parts(parts, body)))
}

fn new_id() -> HeaderValue {
    let id = uuid::Uuid::new_v4().to_string();
    HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static(""))
}

impl Inner {
    async fn attempt(
        &self,
        request: http::Request<Body>,
        reading: Reading,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Body>, Failure> {
        let work = pin!(self.read(request, reading));
        let Some(timeout) = timeout else { return work.await };
        match select(work, self.transport.deadline(timeout)).await {
            Either::Left((result, _)) => result,
            Either::Right(_) => Err(Failure::TimedOut(timeout)),
        }
    }

    async fn read(&self, request: http::Request<Body>, reading: Reading) -> Result<http::Response<Body>, Failure> {
        let response = self.transport.send(request).await.map_err(Failure::Transport)?;
        if reading == Reading::Head && response.status().as_u16() < 400 {
            return Ok(response);
        }
        let (parts, body) = response.into_parts();
        let body = match body.collect(self.max_body).await {
            Ok(body) => body,
            // The status of an error says more.
            Err(CollectError::TooLarge(_)) if parts.status.as_u16() >= 400 => Bytes::new(),
            Err(CollectError::TooLarge(limit)) => return Err(Failure::TooLarge(limit)),
            Err(CollectError::Stream(source)) => return Err(Failure::Transport(TransportError::new(source))),
        };
        Ok(http::Response::from_parts(parts, body.into()))
    }
}

impl Failure {
    fn may_repeat(&self, is_idempotent: bool) -> bool {
        match self {
            Failure::Transport(err) => err.is_unsent() || is_idempotent,
            Failure::TimedOut(_) => is_idempotent,
            Failure::TooLarge(_) => false,
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Transport(err) => Error::transport(err),
            Failure::TimedOut(limit) => {
                Error::transport(TransportError::new(format!("there was no response within {limit:?}")))
            }
            Failure::TooLarge(limit) => Error::too_large(limit),
        }
    }
}

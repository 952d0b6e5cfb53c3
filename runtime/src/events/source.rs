//! The response that events are read from.

use super::MEDIA_TYPE;
use super::parser::{Event, Parser};
use crate::{Body, BoxError, Client, Error, Page, TransportError};
use bytes::Bytes;
use futures_core::future::BoxFuture;
use futures_core::stream::BoxStream;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http::response::Parts;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// Not generic, so it is compiled once.
pub(super) struct Source {
    /// `None` at the end.
    chunks: Option<BoxStream<'static, Result<Bytes, BoxError>>>,
    parser: Parser,
    head: Parts,
    page: Option<Page>,
    timer: Option<Timer>,
    /// The maximum size of an event.
    limit: u64,
}

/// Limits the time without data.
struct Timer {
    client: Client,
    timeout: Duration,
    /// Completes when no data has arrived for the timeout.
    idle: Option<BoxFuture<'static, ()>>,
}

impl Source {
    /// Reads a response as it arrives.
    pub(super) fn open(
        response: http::Response<Body>,
        client: &Client,
        timeout: Option<Duration>,
        page: Option<Page>,
    ) -> Result<Source, Error> {
        let (head, body) = response.into_parts();
        if let Some(media_type) = other_type(&head.headers) {
            let err = Error::unexpected(format!("it is `{media_type}`, not a stream of events"));
            return Err(err.with_response(http::Response::from_parts(head, Bytes::new())).with_page(page));
        }
        let timer = timeout.map(|timeout| Timer { client: client.clone(), timeout, idle: None });
        Ok(Source { page, timer, limit: client.max_body(), ..Source::new(head, body) })
    }

    /// Reads a response that has arrived.
    pub(super) fn whole(response: &http::Response<Bytes>) -> Source {
        let (mut head, ()) = http::Response::new(()).into_parts();
        (head.status, head.headers) = (response.status(), response.headers().clone());
        Source::new(head, response.body().clone().into())
    }

    fn new(head: Parts, body: Body) -> Source {
        let chunks = Some(body.into_stream());
        Source { chunks, parser: Parser::default(), head, page: None, timer: None, limit: u64::MAX }
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Closes the connection.
    pub(super) fn end(&mut self) {
        self.chunks = None;
        self.parser = Parser::default();
    }

    pub(super) fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event, Error>>> {
        loop {
            if let Some(event) = self.parser.next() {
                return Poll::Ready(Some(Ok(event)));
            }
            let err = match ready!(self.poll_chunk(cx)) {
                None => {
                    self.end();
                    return Poll::Ready(None);
                }
                Some(Ok(chunk)) => {
                    self.parser.push(&chunk);
                    match self.parser.pending() as u64 > self.limit {
                        true => Error::too_large(self.limit),
                        false => continue,
                    }
                }
                Some(Err(err)) if err.is_timed_out() => Error::transport(err),
                Some(Err(err)) => Error::broken_off(err),
            };
            self.end();
            return Poll::Ready(Some(Err(err.with_page(self.page))));
        }
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let Some(chunks) = &mut self.chunks else { return Poll::Ready(None) };
        if let Poll::Ready(chunk) = chunks.as_mut().poll_next(cx) {
            if let Some(timer) = &mut self.timer {
                timer.idle = None;
            }
            return Poll::Ready(chunk.map(|it| it.map_err(TransportError::new)));
        }
        let Some(Timer { client, timeout, idle }) = &mut self.timer else { return Poll::Pending };
        let idle = idle.get_or_insert_with(|| client.deadline(*timeout));
        ready!(idle.as_mut().poll(cx));
        Poll::Ready(Some(Err(TransportError::timed_out(format!("no data arrived for {timeout:?}")))))
    }

    /// The error of an event that cannot be read.
    pub(super) fn unreadable(&self, data: Bytes, source: &serde_json::Error) -> Error {
        let mut response = http::Response::new(data);
        (*response.status_mut(), *response.headers_mut()) = (self.head.status, self.head.headers.clone());
        Error::decode(response, source).with_page(self.page)
    }
}

/// The media type, if it is another one.
fn other_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let media_type = value.split(';').next().unwrap_or_default().trim();
    (!media_type.eq_ignore_ascii_case(MEDIA_TYPE)).then_some(media_type)
}

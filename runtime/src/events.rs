//! Server-sent events as a stream of typed items (HTML, 9.2).

mod parser;
mod source;

use crate::{Client, Error, Method, Page, Path, Request};
use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use parser::Event;
use serde::de::DeserializeOwned;
use serde_json::Value;
use source::Source;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The media type of events.
const MEDIA_TYPE: &str = "text/event-stream";

/// The data that ends a stream, by a convention of many services.
const END: &str = "[DONE]";

impl<T: DeserializeOwned> Request<Events<T>> {
    /// Creates a request whose response is a stream of events.
    pub fn events<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<Events<T>> {
        Request::by_status(method, path, pages, |response| Ok(Events::new(Source::whole(response)))).accept(MEDIA_TYPE)
    }

    /// Sends the request, and returns the events as they arrive. [`Request::send`] would read all of them first.
    ///
    /// The client's timeout limits the time until the first event and the time between events; a comment counts, too.
    ///
    /// # Errors
    /// See [`Request::send`]; also fails if the response is not a stream of events.
    pub async fn open(self, client: &Client) -> Result<Events<T>, Error> {
        let (timeout, page) = (self.parts.timeout.or(client.timeout()), self.page());
        let response = client.open(self.parts.call(client.endpoint())?).await?;
        Source::open(response, client, timeout, page).map(Events::new)
    }
}

/// A stream of events: [`Request::open`]. It ends with the response, or with the data `[DONE]`.
///
/// The data of an event is JSON, or text if it is not JSON. An event that is not a `T` is an error, and the stream goes
/// on after it.
///
/// ```no_run
/// # use graphwright_runtime::{Client, Error, Events, Request, Value};
/// # async fn example(client: Client, request: Request<Events<Value>>) -> Result<(), Error> {
/// let mut events = request.open(&client).await?;
/// while let Some(chunk) = events.try_next().await? {
///     println!("{}: {chunk}", events.event_name());
/// }
/// # Ok(()) }
/// ```
#[must_use = "the events have not been read yet"]
pub struct Events<T> {
    source: Source,
    /// The last event, without its data.
    last: Event,
    types: PhantomData<fn() -> T>,
}

impl<T> Events<T> {
    fn new(source: Source) -> Events<T> {
        Events { source, last: Event::default(), types: PhantomData }
    }

    /// The name of the last event: `message`, unless the service names it.
    pub fn event_name(&self) -> &str {
        if self.last.name.is_empty() { "message" } else { &self.last.name }
    }

    /// The id of the last event that had one; empty if none had. A service may accept it in `Last-Event-ID`.
    pub fn last_event_id(&self) -> &str {
        &self.last.id
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        self.source.headers()
    }
}

impl<T: DeserializeOwned> Events<T> {
    /// Returns the next item; `None` at the end.
    ///
    /// # Errors
    /// Fails if the connection breaks, or if an event is not a `T`.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl<T: DeserializeOwned> Stream for Events<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let mut event = match ready!(self.source.poll_event(cx)) {
                None => return Poll::Ready(None),
                Some(Err(err)) => return Poll::Ready(Some(Err(err))),
                Some(Ok(event)) => event,
            };
            let data = std::mem::take(&mut event.data);
            self.last = event;
            if data.trim() == END {
                self.source.end();
                return Poll::Ready(None);
            }
            match read(&data) {
                Ok(item) => return Poll::Ready(Some(Ok(item))),
                // Some services send empty events to keep the connection open.
                Err(_) if data.is_empty() => {}
                Err(err) => return Poll::Ready(Some(Err(self.source.unreadable(Bytes::from(data), &err)))),
            }
        }
    }
}

fn read<T: DeserializeOwned>(data: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(data).or_else(|err| serde_json::from_value(Value::from(data)).map_err(|_| err))
}

impl<T> fmt::Debug for Events<T> {
    /// Does not show data, which may be confidential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("event_name", &self.event_name()).finish_non_exhaustive()
    }
}

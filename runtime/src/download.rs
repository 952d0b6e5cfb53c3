//! Downloads: streamed bodies that are resumed if the connection breaks.

mod range;
mod resume;

use crate::BoxError;
use crate::request::Request;
use crate::retry::Attempts;
use crate::{Body, Client, Error, TransportError};
use bytes::Bytes;
use futures_core::Stream;
use futures_core::future::BoxFuture;
use futures_core::stream::BoxStream;
use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, ETAG, RANGE};
use http::{HeaderMap, StatusCode};
pub use range::ContentRange;
use resume::Locator;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncWrite, AsyncWriteExt};

impl Request<Bytes> {
    /// Requests only the bytes from `first` to `last`, counted from 0 and inclusive; without `last`, all bytes from
    /// `first` on (RFC 9110, 14.2). The range refers to the stored bytes, so the response is not compressed. A server
    /// may still send everything: see [`Download::content_range`].
    pub fn range(mut self, first: u64, last: Option<u64>) -> Self {
        if last.is_some_and(|last| last < first) {
            self.parts.refuse("the end of the range is before its start".to_owned());
        }
        let last = last.map_or_else(String::new, |it| it.to_string());
        self.parts.header(RANGE.as_str(), &format!("bytes={first}-{last}"));
        self.parts.headers.entry(ACCEPT_ENCODING).or_insert(resume::IDENTITY);
        self
    }

    /// Sends the request. The bytes of the response are streamed, and never held in memory all at once.
    ///
    /// Redirects are followed: the content of a file comes from another host, which gets no token. The bytes are not
    /// decoded: the request asks for uncompressed bytes, and if the server compresses them anyway,
    /// [`Download::headers`] contains `Content-Encoding`.
    ///
    /// # Errors
    /// See [`Request::send`]. Later errors are returned by the stream.
    pub async fn download(self, client: &Client) -> Result<Download, Error> {
        Download::open(client, Locator::Request(Box::new(self.parts))).await
    }
}

impl Client {
    /// Downloads from a URL that the service returned, such as a member of a file. It is pre-authenticated, usually for
    /// about an hour: only a URL of the client's own host gets the token.
    ///
    /// # Errors
    /// Fails if the URL is not an absolute `https` URL, if the request cannot be sent, or if the service responds with
    /// an error.
    pub async fn download_url(&self, url: impl Into<String>) -> Result<Download, Error> {
        Download::open(self, Locator::Url(url.into())).await
    }
}

/// A response with a streamed body: [`Request::download`], [`Client::download_url`].
///
/// If the connection breaks, or no data arrives within the client's timeout, the rest is requested again. This requires
/// a strong ETag, which identifies the content, and no `Content-Encoding`; the client's
/// [`RetryPolicy`](crate::RetryPolicy) limits attempts without progress. Otherwise, the error is
/// [`Error::is_transport`].
///
/// ```no_run
/// # async fn example(client: graphwright_runtime::Client, url: &str) -> Result<(), graphwright_runtime::Error> {
/// let mut download = client.download_url(url).await?;
/// let mut file: Vec<u8> = Vec::new(); // or a `tokio::fs::File`
/// download.write_to(&mut file).await?;
/// # Ok(()) }
/// ```
#[must_use = "the bytes of a download have not been read yet"]
pub struct Download {
    client: Client,
    locator: Locator,
    head: http::response::Parts,
    length: Option<u64>,
    range: Option<ContentRange>,
    /// The number of bytes received.
    received: u64,
    /// The attempts since the last byte.
    attempts: Attempts<'static>,
    state: State,
}

enum State {
    Reading {
        chunks: BoxStream<'static, Result<Bytes, BoxError>>,
        /// Completes when no data has arrived for the timeout.
        idle: Option<BoxFuture<'static, ()>>,
    },
    Resuming(BoxFuture<'static, Result<Body, Error>>),
    Ended,
}

impl State {
    fn reading(body: Body) -> State {
        State::Reading { chunks: body.into_stream(), idle: None }
    }
}

impl Download {
    async fn open(client: &Client, locator: Locator) -> Result<Download, Error> {
        let response = client.open(locator.call(client)?).await?;
        let (head, body) = response.into_parts();
        let declared = head.headers.get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse().ok());
        Ok(Download {
            length: body.length().or(declared),
            range: (head.status == StatusCode::PARTIAL_CONTENT).then(|| ContentRange::of(&head.headers)).flatten(),
            received: 0,
            attempts: Attempts::owned(locator.retry().unwrap_or(client.retry())),
            state: State::reading(body),
            client: client.clone(),
            locator,
            head,
        })
    }

    /// The status: 200, or 206 for a range.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The number of bytes of the response, if known; for a range, the length of the range.
    pub fn content_length(&self) -> Option<u64> {
        self.length
    }

    /// The range of the response; `None` if it is the whole content.
    pub fn content_range(&self) -> Option<ContentRange> {
        self.range
    }

    /// The ETag of the content (RFC 9110, 8.8.3).
    pub fn etag(&self) -> Option<&str> {
        self.head.headers.get(ETAG)?.to_str().ok()
    }

    /// Returns the next bytes; `None` at the end.
    ///
    /// # Errors
    /// Fails if the connection broke and the download could not be resumed.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Writes all remaining bytes, and returns their number. The writer is flushed, but not closed.
    ///
    /// # Errors
    /// See [`Download::try_next`]; for errors of the writer, [`Error::is_io`].
    pub async fn write_to(&mut self, writer: &mut (impl AsyncWrite + Unpin + ?Sized)) -> Result<u64, Error> {
        let mut count = 0;
        while let Some(chunk) = self.try_next().await? {
            writer.write_all(&chunk).await.map_err(Error::io)?;
            count += chunk.len() as u64;
        }
        writer.flush().await.map_err(Error::io)?;
        Ok(count)
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let State::Reading { chunks, idle } = &mut self.state else { return Poll::Ready(None) };
        if let Poll::Ready(chunk) = chunks.as_mut().poll_next(cx) {
            *idle = None;
            return Poll::Ready(chunk);
        }
        let Some(timeout) = self.locator.timeout().or(self.client.timeout()) else { return Poll::Pending };
        let idle = idle.get_or_insert_with(|| self.client.deadline(timeout));
        match idle.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Some(Err(format!("no data arrived for {timeout:?}").into()))),
            Poll::Pending => Poll::Pending,
        }
    }

    /// Whether all bytes have been received; true if their number is unknown.
    fn is_complete(&self) -> bool {
        self.length.is_none_or(|it| self.received >= it)
    }

    /// Resumes with another connection, or returns the error.
    fn broke(&mut self, cause: BoxError) -> Result<(), Error> {
        self.state = State::Ended;
        let error = Error::broken_off(TransportError::new(cause)).with_page(self.locator.page());
        let Some(rest) = self.rest() else { return Err(error) };
        let Some(wait) = self.attempts.next(None) else { return Err(error) };
        tracing::debug!(received = self.received, wait_ms = wait.as_millis(), "the download will be resumed");
        let (client, locator) = (self.client.clone(), self.locator.clone());
        self.state = State::Resuming(Box::pin(async move {
            client.sleep(wait).await;
            rest.open(&client, &locator).await
        }));
        Ok(())
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let broken = match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Resuming(answer) => match std::task::ready!(answer.as_mut().poll(cx)) {
                    Ok(body) => {
                        self.state = State::reading(body);
                        Ok(())
                    }
                    Err(err) => {
                        self.state = State::Ended;
                        Err(err)
                    }
                },
                State::Reading { .. } => match std::task::ready!(self.poll_chunk(cx)) {
                    Some(Ok(chunk)) if chunk.is_empty() => Ok(()),
                    Some(Ok(chunk)) => {
                        self.received += chunk.len() as u64;
                        self.attempts = Attempts::owned(self.locator.retry().unwrap_or(self.client.retry()));
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                    None if self.is_complete() => {
                        self.state = State::Ended;
                        Ok(())
                    }
                    None => self.broke("it is shorter than announced".into()),
                    Some(Err(_)) if self.length == Some(self.received) => {
                        self.state = State::Ended;
                        Ok(())
                    }
                    Some(Err(err)) => self.broke(err),
                },
            };
            if let Err(err) = broken {
                return Poll::Ready(Some(Err(err)));
            }
        }
    }
}

impl fmt::Debug for Download {
    /// Does not show the URL, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.head.status)
            .field("length", &self.length)
            .field("range", &self.range)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}

//! Sending the chunks of an upload in order.

use super::session::{Reply, Session, Wanted, is_complete};
use super::{OnProgress, Progress, Upload, Uploaded};
use crate::retry::{Attempts, asked};
use crate::{Client, Error};
use bytes::Bytes;
use http::StatusCode;
use std::io;
use std::mem;
use std::ops::Range;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};

pub(super) struct Sending<'a, R> {
    client: &'a Client,
    session: Session<'a>,
    reader: R,
    length: u64,
    chunk_size: usize,
    progress: Option<OnProgress>,
    /// The offset of the chunk.
    start: u64,
    chunk: Bytes,
}

/// The next step after a request.
enum Next {
    Piece(Wanted),
    Done(Uploaded),
}

impl Next {
    /// Whether no byte of the last piece was received.
    fn is_behind(&self, piece: &Range<u64>) -> bool {
        matches!(self, Next::Piece(wanted) if wanted.first <= piece.start)
    }
}

impl<'a, R: AsyncRead + Send + Unpin> Sending<'a, R> {
    pub(super) fn new(upload: Upload<R>, client: &'a Client) -> Sending<'a, R> {
        Sending {
            client,
            session: Session::new(client, upload.url),
            reader: upload.reader,
            length: upload.length,
            chunk_size: upload.chunk_size,
            progress: upload.progress,
            start: upload.offset,
            chunk: Bytes::new(),
        }
    }

    pub(super) async fn run(mut self) -> Result<Uploaded, Error> {
        loop {
            self.read().await?;
            match self.send().await? {
                Next::Piece(wanted) => self.skip(wanted.first).await?,
                Next::Done(uploaded) => {
                    self.tell(self.length);
                    return Ok(uploaded);
                }
            }
        }
    }

    /// The end of the chunk.
    fn end(&self) -> u64 {
        self.start + self.chunk.len() as u64
    }

    /// Reads the chunk at `start`, reusing the memory of the previous one.
    async fn read(&mut self) -> Result<(), Error> {
        let rest = self.length - self.start;
        let size = usize::try_from(rest).map_or(self.chunk_size, |it| it.min(self.chunk_size));
        let mut buffer = mem::take(&mut self.chunk).try_into_mut().unwrap_or_default();
        buffer.clear();
        buffer.reserve(size);
        while buffer.len() < size {
            let missing = (size - buffer.len()) as u64;
            let count = (&mut self.reader).take(missing).read_buf(&mut buffer).await.map_err(Error::io)?;
            if count == 0 {
                let position = self.start + buffer.len() as u64;
                return Err(self.wrong_length(io::ErrorKind::UnexpectedEof, &format!("ended at byte {position}")));
            }
        }
        self.chunk = buffer.freeze();
        if self.end() == self.length && self.reader.read(&mut [0]).await.map_err(Error::io)? > 0 {
            return Err(self.wrong_length(io::ErrorKind::InvalidData, "goes on"));
        }
        Ok(())
    }

    fn wrong_length(&self, kind: io::ErrorKind, what: &str) -> Error {
        Error::io(io::Error::new(kind, format!("the reader of a file of {} bytes {what}", self.length)))
    }

    /// Skips bytes that the session has received.
    async fn skip(&mut self, to: u64) -> Result<(), Error> {
        let count = to - self.end();
        let skipped = tokio::io::copy(&mut (&mut self.reader).take(count), &mut tokio::io::sink()).await;
        if skipped.map_err(Error::io)? < count {
            return Err(self.wrong_length(io::ErrorKind::UnexpectedEof, &format!("ended before byte {to}")));
        }
        self.start = to;
        Ok(())
    }

    /// Sends the chunk, or its missing part, until the session requests the bytes after it.
    async fn send(&mut self) -> Result<Next, Error> {
        let mut attempts = Attempts::new(self.client.retry());
        let mut piece = self.start..self.end();
        loop {
            let bytes = self.chunk.slice(self.offset(piece.start)..self.offset(piece.end));
            let next = match self.session.put(bytes, piece.clone(), self.length).await {
                Ok(reply) => {
                    let next = self.after(reply, &piece)?;
                    if next.is_behind(&piece) {
                        self.pause(&mut attempts).await?;
                    }
                    next
                }
                Err(err) if may_pass(&err) => self.recover(err, &piece, &mut attempts).await?,
                Err(err) => return Err(err),
            };
            let Next::Piece(wanted) = next else { return Ok(next) };
            self.check(wanted)?;
            if wanted.first > piece.start {
                self.tell(wanted.first);
            }
            if wanted.first >= self.end() {
                return Ok(next);
            }
            piece = self.piece(wanted);
        }
    }

    fn offset(&self, position: u64) -> usize {
        usize::try_from(position - self.start).expect("a chunk is in memory")
    }

    /// The requested part of the chunk.
    fn piece(&self, wanted: Wanted) -> Range<u64> {
        let end = wanted.last.map_or(self.end(), |last| self.end().min(last.saturating_add(1)));
        wanted.first..end
    }

    /// Fails if the reader has passed the requested bytes, or if they are beyond the end of the file.
    fn check(&self, wanted: Wanted) -> Result<(), Error> {
        if wanted.first < self.start {
            return Err(Error::behind(wanted.first));
        }
        if wanted.first >= self.length || wanted.last.is_some_and(|last| last < wanted.first) {
            return Err(Error::unexpected("the session requests bytes after the end of the file"));
        }
        Ok(())
    }

    /// The step after the response to a piece.
    fn after(&self, reply: Reply, piece: &Range<u64>) -> Result<Next, Error> {
        match reply {
            Reply::Wants(wanted) => Ok(Next::Piece(wanted)),
            Reply::Silent(response) if piece.end == self.length => Ok(Next::Done(Uploaded(response))),
            Reply::Silent(response) if response.status() == StatusCode::CREATED => {
                Err(Error::unexpected("the upload was completed before its end").with_response(response))
            }
            // Some versions of the service do not report which bytes they expect next.
            Reply::Silent(_) => Ok(Next::Piece(Wanted { first: piece.end, last: None })),
        }
    }

    /// The step after a failure: asks the session which bytes it has received.
    async fn recover(&mut self, err: Error, piece: &Range<u64>, attempts: &mut Attempts<'_>) -> Result<Next, Error> {
        // 416 means that the session has received some of the bytes: no need to wait.
        let wish = if is_overlap(&err) { Some(Duration::ZERO) } else { err.headers().and_then(asked) };
        let Some(wait) = attempts.next(wish) else { return Err(err) };
        tracing::debug!(start = self.start, wait_ms = wait.as_millis(), "the chunk will be resumed");
        self.client.sleep(wait).await;
        match self.session.status().await {
            Ok(Reply::Wants(wanted)) => Ok(Next::Piece(wanted)),
            Ok(Reply::Silent(response)) if is_complete(&response) => Ok(Next::Done(Uploaded(response))),
            Ok(Reply::Silent(_)) => Err(err),
            Err(gone) if is_gone(&gone) && piece.end == self.length => Err(gone.unconfirmed()),
            Err(err) => Err(err),
        }
    }

    /// Waits before sending bytes again that the session did not accept.
    async fn pause(&mut self, attempts: &mut Attempts<'_>) -> Result<(), Error> {
        let wait = attempts.next(None).ok_or_else(|| Error::unexpected("the session does not accept the bytes"))?;
        self.client.sleep(wait).await;
        Ok(())
    }

    fn tell(&mut self, sent: u64) {
        let total = self.length;
        if let Some(progress) = &mut self.progress {
            progress(Progress { sent, total });
        }
    }
}

fn is_overlap(err: &Error) -> bool {
    err.status() == Some(StatusCode::RANGE_NOT_SATISFIABLE)
}

fn is_gone(err: &Error) -> bool {
    matches!(err.status(), Some(StatusCode::NOT_FOUND | StatusCode::GONE))
}

/// Whether the error may be temporary, so that the session is asked for its status.
fn may_pass(err: &Error) -> bool {
    err.is_transport()
        || matches!(
            err.status(),
            Some(
                StatusCode::RANGE_NOT_SATISFIABLE
                    | StatusCode::TOO_MANY_REQUESTS
                    | StatusCode::INTERNAL_SERVER_ERROR
                    | StatusCode::BAD_GATEWAY
                    | StatusCode::SERVICE_UNAVAILABLE
                    | StatusCode::GATEWAY_TIMEOUT
            )
        )
}

//! Chunked uploads to an upload session.

mod sending;
mod session;

use crate::request::read_json;
use crate::{Client, Error};
use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use sending::Sending;
use serde::de::DeserializeOwned;
use session::Session;
use std::fmt;
use tokio::io::AsyncRead;

/// Sends the bytes of a reader in chunks to the URL of an upload session, which the service returns on creation.
///
/// Only one chunk is in memory. If a chunk fails with a temporary error (the connection; the statuses 429, 500, 502,
/// 503, 504; 416, which means that some bytes were received already), the client asks the session which bytes are
/// missing and sends them, as often for one chunk as the client's [`RetryPolicy`](crate::RetryPolicy) allows. Other
/// errors are returned; 404 means that the session no longer exists.
///
/// The URL is a secret, because it grants write access to the file. A host that is not the client's gets no token.
///
/// ```no_run
/// # struct Session { upload_url: Option<String> }
/// # async fn example(client: graphwright_runtime::Client, session: Session, file: impl tokio::io::AsyncRead + Send + Unpin)
/// # -> Result<(), graphwright_runtime::Error> {
/// use graphwright_runtime::Upload;
///
/// // `session` is what `create_upload_session` returns, `file` a `tokio::fs::File` of 50 MB.
/// let upload_url = session.upload_url.unwrap_or_default();
/// let uploaded = Upload::new(upload_url, file, 50_000_000)
///     .on_progress(|progress| println!("{} of {} bytes", progress.sent, progress.total))
///     .send(&client)
///     .await?;
/// println!("{}: {:?}", uploaded.status(), uploaded.location());
/// # Ok(()) }
/// ```
#[must_use = "an upload does nothing until it is sent"]
pub struct Upload<R> {
    url: String,
    reader: R,
    length: u64,
    offset: u64,
    chunk_size: usize,
    progress: Option<OnProgress>,
}

type OnProgress = Box<dyn FnMut(Progress) + Send>;

/// The progress of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of bytes that the service has received.
    pub sent: u64,
    /// The size of the file.
    pub total: u64,
}

impl Upload<()> {
    /// 320 KiB: the size of a chunk must be a multiple of it.
    pub const CHUNK_UNIT: usize = 320 * 1024;

    /// Returns the offset to resume an upload at, from another process for example: the first byte that the session has
    /// not received. Position a reader there, and pass the number to [`Upload::starting_at`].
    ///
    /// # Errors
    /// Fails if the service responds with an error (404 if the session no longer exists), or if the session requests no
    /// bytes.
    pub async fn resume_offset(url: impl Into<String>, client: &Client) -> Result<u64, Error> {
        Session::new(client, url.into()).offset().await
    }

    /// Cancels a session. The bytes that were sent are deleted.
    ///
    /// # Errors
    /// Fails if the request cannot be sent, or if the service responds with an error.
    pub async fn cancel(url: impl Into<String>, client: &Client) -> Result<(), Error> {
        Session::new(client, url.into()).cancel().await
    }
}

impl<R: AsyncRead + Send + Unpin> Upload<R> {
    /// Creates an upload from a reader to the session with this URL. `length` is the size of the file in bytes.
    ///
    /// The reader must end after these bytes, which is checked before the last chunk is sent: for a reader that
    /// continues or blocks, use [`tokio::io::AsyncReadExt::take`].
    pub fn new(url: impl Into<String>, reader: R, length: u64) -> Upload<R> {
        // Every service accepts this size: mail sessions accept less than 4 MB.
        let chunk_size = 12 * Upload::CHUNK_UNIT;
        Upload { url: url.into(), reader, length, offset: 0, chunk_size, progress: None }
    }

    /// Sets the position of the reader in the file, counted from 0; the session has received the bytes before it.
    pub fn starting_at(self, offset: u64) -> Self {
        Upload { offset, ..self }
    }

    /// Sets the size of a chunk: a multiple of 320 KiB below 60 MiB. The default is 3.75 MiB, because Outlook accepts
    /// at most 4 MB; for drives, 5 to 10 MiB are faster.
    pub fn chunk_size(self, bytes: usize) -> Self {
        Upload { chunk_size: bytes, ..self }
    }

    /// Sets a function that is called after each chunk, and when a part of a chunk was received.
    pub fn on_progress(self, progress: impl FnMut(Progress) + Send + 'static) -> Self {
        Upload { progress: Some(Box::new(progress)), ..self }
    }

    /// Sends the chunks in order, and returns the response to the last one.
    ///
    /// If the response to the last chunk is lost, the session is asked as for any chunk. It may repeat the response, or
    /// it may no longer exist because the file is complete: [`Error::is_upload_unconfirmed`].
    ///
    /// # Errors
    /// - [`Error::is_request`]: the size of a chunk or the URL is not valid, or there is nothing to send. (An empty file
    ///   has no chunks: send it as content.)
    /// - [`Error::is_io`]: the reader failed, or has fewer or more bytes than announced. The last chunk was not sent.
    /// - [`Error::resume_offset`]: the session requests bytes before the chunk that is in memory.
    /// - [`Error::is_transport`] and errors of the service: [`Upload::resume_offset`] returns where to resume.
    pub async fn send(self, client: &Client) -> Result<Uploaded, Error> {
        self.checked()?;
        Sending::new(self, client).run().await
    }

    fn checked(&self) -> Result<(), Error> {
        let max = 60 * 1024 * 1024;
        let size = self.chunk_size;
        if size == 0 || !size.is_multiple_of(Upload::CHUNK_UNIT) || size >= max {
            return Err(Error::request(format!(
                "the size of a chunk must be a multiple of 320 KiB below 60 MiB, not {size} bytes"
            )));
        }
        if self.offset >= self.length {
            let Upload { offset, length, .. } = self;
            return Err(Error::request(format!("a file of {length} bytes has no bytes from offset {offset} on")));
        }
        Ok(())
    }
}

impl<R> fmt::Debug for Upload<R> {
    /// Does not show the URL, which is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.length)
            .field("offset", &self.offset)
            .field("chunk_size", &self.chunk_size)
            .finish_non_exhaustive()
    }
}

/// The response to a complete upload.
#[derive(Clone)]
pub struct Uploaded(http::Response<Bytes>);

impl Uploaded {
    /// The status: 201, or 200 if something was replaced. 202 means that the session must be committed, because it was
    /// created with `deferCommit`.
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// The URL of the resource that was created: the response for an attachment contains nothing else.
    pub fn location(&self) -> Option<&str> {
        self.0.headers().get(LOCATION)?.to_str().ok()
    }

    /// Returns the body of the response.
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }

    /// Reads the body as the type that the session creates: a `DriveItem`.
    ///
    /// # Errors
    /// Fails if the body does not match the type: [`Error::is_decode`].
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read_json(self.0.body()).map_err(|err| Error::decode(self.0.clone(), &err))
    }
}

impl fmt::Debug for Uploaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uploaded({}, {} bytes)", self.0.status(), self.0.body().len())
    }
}

//! Uploads in chunks, to the URL of an upload session.

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

/// Sends the bytes of a reader in chunks to an upload session, whose URL the service gives when the session is created.
///
/// Of the file, one chunk is in memory. When a chunk fails for a reason that may pass (the connection; the statuses 429, 500,
/// 502, 503, 504; 416, which says that some of it is there already), the session is asked what it wants, and gets the rest, as
/// often for one chunk as the client's [`RetryPolicy`](crate::RetryPolicy) allows. Everything else is an error as it came; 404
/// says that there is no such session any more.
///
/// The URL is a secret: whoever has it can write the file. A host that is not the client's gets no token.
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

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many bytes the service has.
    pub sent: u64,
    /// How many bytes the file has.
    pub total: u64,
}

impl Upload<()> {
    /// 320 KiB, in bytes: the size of a chunk must be a multiple of it.
    pub const CHUNK_UNIT: usize = 320 * 1024;

    /// Where an upload that another process began goes on: the first byte that the session has not. Position a reader
    /// there, and pass the number to [`Upload::starting_at`].
    ///
    /// # Errors
    /// The service answers with an error, 404 if there is no such session any more; or the session wants no bytes.
    pub async fn resume_offset(url: impl Into<String>, client: &Client) -> Result<u64, Error> {
        Session::new(client, url.into()).offset().await
    }

    /// Ends a session without a file. The bytes that were sent are removed.
    ///
    /// # Errors
    /// The request cannot be sent, or the service answers with an error.
    pub async fn cancel(url: impl Into<String>, client: &Client) -> Result<(), Error> {
        Session::new(client, url.into()).cancel().await
    }
}

impl<R: AsyncRead + Send + Unpin> Upload<R> {
    /// An upload of all bytes of the reader to the session with this URL. The length is that of the file, in bytes.
    ///
    /// The reader must end after these bytes, which is looked at before the last chunk is sent: of a reader that goes on, or
    /// that waits, take [`tokio::io::AsyncReadExt::take`].
    pub fn new(url: impl Into<String>, reader: R, length: u64) -> Upload<R> {
        // What every service takes: those of mail less than 4 MB.
        let chunk_size = 12 * Upload::CHUNK_UNIT;
        Upload { url: url.into(), reader, length, offset: 0, chunk_size, progress: None }
    }

    /// The reader begins with this byte of the file, counted from 0; the session has the bytes before.
    pub fn starting_at(self, offset: u64) -> Self {
        Upload { offset, ..self }
    }

    /// How many bytes a chunk has: a multiple of 320 KiB below 60 MiB. By default 3.75 MiB, since Outlook takes at most 4 MB
    /// at once; into drives, 5 to 10 MiB are faster.
    pub fn chunk_size(self, bytes: usize) -> Self {
        Upload { chunk_size: bytes, ..self }
    }

    /// Is called after each chunk, and when parts of one have arrived.
    pub fn on_progress(self, progress: impl FnMut(Progress) + Send + 'static) -> Self {
        Upload { progress: Some(Box::new(progress)), ..self }
    }

    /// Sends the chunks, one after the other, and returns the answer to the last one.
    ///
    /// If the answer to the last chunk is lost, the session is asked as after any chunk. It may give the answer again; it
    /// may also be gone, because the file is complete: [`Error::is_upload_unconfirmed`].
    ///
    /// # Errors
    /// - [`Error::is_request`]: the size of a chunk or the URL is not allowed, or there is nothing to send. (A file without
    ///   bytes has no chunks: it is to be sent as content.)
    /// - [`Error::is_io`]: the reader failed, or has fewer or more bytes than promised. The last chunk was not sent then.
    /// - [`Error::resume_offset`]: the session wants bytes before those of the chunk that is in memory.
    /// - [`Error::is_transport`] and the service's errors: after this, [`Upload::resume_offset`] tells what is missing.
    pub async fn send(self, client: &Client) -> Result<Uploaded, Error> {
        self.checked()?;
        Sending::new(self, client).run().await
    }

    fn checked(&self) -> Result<(), Error> {
        let max = 60 * 1024 * 1024;
        let size = self.chunk_size;
        if size == 0 || !size.is_multiple_of(Upload::CHUNK_UNIT) || size >= max {
            return Err(Error::request(format!("a chunk of {size} bytes is no multiple of 320 KiB below 60 MiB")));
        }
        if self.offset >= self.length {
            let Upload { offset, length, .. } = self;
            return Err(Error::request(format!("a file of {length} bytes has none to send from byte {offset} on")));
        }
        Ok(())
    }
}

impl<R> fmt::Debug for Upload<R> {
    /// Shows no URL, which is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.length)
            .field("offset", &self.offset)
            .field("chunk_size", &self.chunk_size)
            .finish_non_exhaustive()
    }
}

/// The service's answer to a complete upload.
#[derive(Clone)]
pub struct Uploaded(http::Response<Bytes>);

impl Uploaded {
    /// The status: 201, or 200 where something was replaced. 202 says that the session is to be committed, as it was
    /// created with `deferCommit`.
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// The URL of what was made of the bytes: of an attachment, whose answer has nothing else.
    pub fn location(&self) -> Option<&str> {
        self.0.headers().get(LOCATION)?.to_str().ok()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }

    /// The body as what the session was created for: a `DriveItem`.
    ///
    /// # Errors
    /// It is something else: [`Error::is_decode`].
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read_json(self.0.body()).map_err(|err| Error::decode(self.0.clone(), &err))
    }
}

impl fmt::Debug for Uploaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uploaded({}, {} bytes)", self.0.status(), self.0.body().len())
    }
}

//! Requests with a streamed body.

use super::Request;
use crate::BoxError;
use crate::{Body, Client, Error, TransportError};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_core::stream::BoxStream;
use futures_util::{StreamExt, stream};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncRead, AsyncReadExt};

/// The number of bytes per read.
const PIECE: usize = 64 * 1024;

impl<T> Request<T> {
    /// Sends the request with a streamed body, and reads the response. The length is in bytes; without it the body is
    /// sent `chunked`, which not every service accepts.
    ///
    /// A stream cannot be sent again: the request is not repeated, and only a timeout that is set for this request
    /// applies.
    ///
    /// # Errors
    /// See [`Request::send`]; if the stream fails or does not have the given length, [`Error::is_transport`].
    pub async fn send_stream(
        self,
        client: &Client,
        media_type: &str,
        length: Option<u64>,
        chunks: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static,
    ) -> Result<T, Error> {
        let request = self.content(media_type, Bytes::new());
        let mut call = request.parts.call(client.endpoint())?;
        call.body = match length {
            None => Body::stream(chunks, None),
            // The transport may not poll a stream of length 0.
            Some(0) => match filled(&mut chunks.boxed()).await {
                Ok(None) => Body::empty(),
                Ok(Some(_)) => return Err(Error::transport(TransportError::unsent(wrong_length("more", 0)))),
                Err(err) => return Err(Error::transport(TransportError::unsent(err))),
            },
            Some(length) => Body::stream(exactly(chunks, length), Some(length)),
        };
        request.read(client.exchange(call).await?)
    }

    /// Sends the request with the bytes of a reader, such as a file, and reads the response. The reader is read in
    /// pieces of 64 KiB while the request is sent. See also [`Request::send_stream`].
    ///
    /// # Errors
    /// See [`Request::send_stream`].
    pub async fn send_reader(
        self,
        client: &Client,
        media_type: &str,
        length: Option<u64>,
        reader: impl AsyncRead + Send + 'static,
    ) -> Result<T, Error> {
        self.send_stream(client, media_type, length, pieces(reader)).await
    }
}

pub(super) fn pieces(reader: impl AsyncRead + Send + 'static) -> impl Stream<Item = Result<Bytes, BoxError>> + Send {
    stream::try_unfold((Box::pin(reader), BytesMut::new()), async |(mut reader, mut buffer)| {
        buffer.reserve(PIECE);
        let count = reader.read_buf(&mut buffer).await?;
        Ok((count > 0).then(|| (buffer.split().freeze(), (reader, buffer))))
    })
}

/// Passes the bytes on, with an error instead of the last ones if there are fewer or more than announced.
pub(super) fn exactly(
    chunks: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static,
    length: u64,
) -> impl Stream<Item = Result<Bytes, BoxError>> + Send {
    stream::try_unfold((chunks.boxed(), length), move |(mut chunks, rest)| async move {
        let Some(chunk) = filled(&mut chunks).await? else {
            return if rest == 0 { Ok(None) } else { Err(wrong_length("fewer", length)) };
        };
        let rest = rest.checked_sub(chunk.len() as u64).ok_or_else(|| wrong_length("more", length))?;
        if rest == 0 && filled(&mut chunks).await?.is_some() {
            return Err(wrong_length("more", length));
        }
        Ok(Some((chunk, (chunks, rest))))
    })
}

/// The next piece that is not empty.
async fn filled(chunks: &mut BoxStream<'static, Result<Bytes, BoxError>>) -> Result<Option<Bytes>, BoxError> {
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        if !chunk.is_empty() {
            return Ok(Some(chunk));
        }
    }
    Ok(None)
}

fn wrong_length(what: &str, length: u64) -> BoxError {
    io::Error::new(io::ErrorKind::InvalidData, format!("there are {what} than the announced {length} bytes")).into()
}

/// A body that can be sent once. Clones of a request share it.
#[derive(Clone)]
pub(super) struct Streamed(Arc<Mutex<Option<Body>>>);

impl Streamed {
    pub(super) fn new(body: Body) -> Streamed {
        Streamed(Arc::new(Mutex::new(Some(body))))
    }

    /// Returns the body.
    ///
    /// # Errors
    /// Fails if it has been sent.
    pub(super) fn take(&self) -> Result<Body, Error> {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        body.ok_or_else(|| Error::request("the body is a stream that has been sent"))
    }
}

//! Bodies of requests and responses, complete or streamed.

mod encoding;

use crate::BoxError;
use bytes::{Bytes, BytesMut};
pub(crate) use encoding::{GZIP, collect};
use futures_core::stream::BoxStream;
use futures_util::{StreamExt, stream};
use std::fmt;

/// A body: bytes in memory, or a stream of bytes.
pub struct Body(Inner);

enum Inner {
    Whole(Bytes),
    Stream { chunks: BoxStream<'static, Result<Bytes, BoxError>>, length: Option<u64> },
}

impl Body {
    /// Creates an empty body.
    pub fn empty() -> Body {
        Body(Inner::Whole(Bytes::new()))
    }

    /// Creates a streamed body. The length is in bytes, if known.
    pub fn stream(
        chunks: impl futures_core::Stream<Item = Result<Bytes, BoxError>> + Send + 'static,
        length: Option<u64>,
    ) -> Body {
        Body(Inner::Stream { chunks: chunks.boxed(), length })
    }

    /// Returns the number of bytes, if known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes.len() as u64),
            Inner::Stream { length, .. } => *length,
        }
    }

    /// Returns the bytes, if they are in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes),
            Inner::Stream { .. } => None,
        }
    }

    /// Converts the body to a stream.
    pub fn into_stream(self) -> BoxStream<'static, Result<Bytes, BoxError>> {
        match self.0 {
            Inner::Whole(bytes) => stream::iter((!bytes.is_empty()).then_some(Ok(bytes))).boxed(),
            Inner::Stream { chunks, .. } => chunks,
        }
    }

    /// Reads all bytes.
    ///
    /// # Errors
    /// Fails if the stream fails, or if there are more than `limit` bytes.
    pub async fn collect(self, limit: u64) -> Result<Bytes, CollectError> {
        if self.length().is_some_and(|it| it > limit) {
            return Err(CollectError::TooLarge(limit));
        }
        let mut chunks = match self.0 {
            Inner::Whole(bytes) => return Ok(bytes),
            Inner::Stream { chunks, .. } => chunks,
        };
        let mut res = BytesMut::new();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(CollectError::Stream)?;
            if (res.len() + chunk.len()) as u64 > limit {
                return Err(CollectError::TooLarge(limit));
            }
            res.extend_from_slice(&chunk);
        }
        Ok(res.freeze())
    }
}

impl Default for Body {
    fn default() -> Self {
        Body::empty()
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Body(Inner::Whole(bytes.into()))
    }
}

impl fmt::Debug for Body {
    /// Does not show the content, which may be confidential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(…)"),
        }
    }
}

/// The error of reading a body.
#[derive(Debug)]
pub enum CollectError {
    /// There are more than this many bytes.
    TooLarge(u64),
    /// The connection broke, or the writer of the body failed.
    Stream(BoxError),
}

impl fmt::Display for CollectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CollectError::TooLarge(limit) => write!(f, "the body is longer than {limit} bytes"),
            CollectError::Stream(_) => f.write_str("the body is incomplete"),
        }
    }
}

impl std::error::Error for CollectError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            CollectError::TooLarge(_) => None,
            CollectError::Stream(source) => Some(&**source),
        }
    }
}

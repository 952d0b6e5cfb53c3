//! Compressed bodies.
//!
//! Bodies are decoded here and not by the transport: a transport that decodes removes `Content-Encoding` and the
//! length, and positions in a download refer to the encoded bytes.

use super::{Body, CollectError};
use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use futures_util::StreamExt;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, HeaderValue};
use std::io::{self, Write};

/// The value of `Accept-Encoding` for a body that is read into memory.
pub(crate) const GZIP: HeaderValue = HeaderValue::from_static("gzip");

/// Reads all bytes of a body with these headers, decoded.
///
/// # Errors
/// Fails if the stream fails, if the compressed bytes are damaged or incomplete, or if there are more than `limit`
/// bytes after decoding.
pub(crate) async fn collect(body: Body, headers: &HeaderMap, limit: u64) -> Result<Bytes, CollectError> {
    if !is_gzip(headers) {
        return body.collect(limit).await;
    }
    let mut chunks = body.into_stream();
    let mut decoder = None;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(CollectError::Stream)?;
        let Some(first) = chunk.first() else { continue };
        let decoder = decoder.get_or_insert_with(|| Decoder::new(*first, limit));
        decoder.write(&chunk)?;
    }
    decoder.map_or_else(|| Ok(Bytes::new()), Decoder::finish)
}

fn is_gzip(headers: &HeaderMap) -> bool {
    let encoding = headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes).unwrap_or_default().trim_ascii();
    [&b"gzip"[..], b"x-gzip"].iter().any(|it| it.eq_ignore_ascii_case(encoding))
}

enum Decoder {
    Gzip(Box<MultiGzDecoder<Limited>>),
    /// The transport has decoded the body, but kept the header.
    Plain(Limited),
}

impl Decoder {
    fn new(first: u8, limit: u64) -> Decoder {
        let out = Limited { bytes: Vec::new(), limit, is_over: false };
        // The first byte of gzip (RFC 1952, 2.3.1), which no text contains.
        match first {
            0x1f => Decoder::Gzip(Box::new(MultiGzDecoder::new(out))),
            _ => Decoder::Plain(out),
        }
    }

    fn write(&mut self, chunk: &[u8]) -> Result<(), CollectError> {
        let (result, out) = match self {
            Decoder::Gzip(decoder) => (decoder.write_all(chunk), decoder.get_ref()),
            Decoder::Plain(out) => (out.write_all(chunk), &*out),
        };
        result.map_err(|err| out.failure(err))
    }

    fn finish(self) -> Result<Bytes, CollectError> {
        match self {
            Decoder::Gzip(mut decoder) => match decoder.try_finish() {
                Ok(()) => Ok(std::mem::take(&mut decoder.get_mut().bytes).into()),
                Err(err) => Err(decoder.get_ref().failure(err)),
            },
            Decoder::Plain(out) => Ok(out.bytes.into()),
        }
    }
}

/// A buffer with a size limit.
struct Limited {
    bytes: Vec<u8>,
    limit: u64,
    is_over: bool,
}

impl Limited {
    fn failure(&self, err: io::Error) -> CollectError {
        if self.is_over { CollectError::TooLarge(self.limit) } else { CollectError::Stream(err.into()) }
    }
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.bytes.len() + bytes.len()) as u64 > self.limit {
            self.is_over = true;
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

//! One part of a body.

use super::super::streams::{exactly, pieces};
use crate::parameter::Data;
use crate::{Body, BoxError};
use bytes::Bytes;
use futures_core::Stream;
use http::header::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::value::RawValue;
use std::fmt;
use tokio::io::AsyncRead;

/// A part of a [`Multipart`](super::Multipart) body: text, JSON, or a file.
#[must_use = "a part is sent with `Multipart::part`"]
pub struct Part {
    file_name: Option<String>,
    /// With `Content-Type`, if there is one.
    headers: Vec<(String, String)>,
    body: Result<Body, String>,
}

impl Part {
    fn new(body: Result<Body, String>) -> Part {
        Part { file_name: None, headers: Vec::new(), body }
    }

    fn file(file_name: &str, media_type: &str, body: Body) -> Part {
        Part { file_name: Some(file_name.to_owned()), ..Part::new(Ok(body)).header("Content-Type", media_type) }
    }

    /// Creates a part with text.
    pub fn text(text: impl Into<String>) -> Part {
        Part::new(Ok(text.into().into()))
    }

    /// Creates a part with a value as JSON.
    pub fn json<B: Serialize + ?Sized>(value: &B) -> Part {
        let body = serde_json::to_vec(value).map(Body::from).map_err(|err| err.to_string());
        Part::new(body).header("Content-Type", "application/json")
    }

    /// Creates a part with a file in memory.
    pub fn bytes(file_name: &str, media_type: &str, bytes: impl Into<Bytes>) -> Part {
        Part::file(file_name, media_type, bytes.into().into())
    }

    /// Creates a part with a file that is a stream. Without its length, the request is sent `chunked`, which not every
    /// service accepts.
    pub fn stream(
        file_name: &str,
        media_type: &str,
        length: Option<u64>,
        chunks: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static,
    ) -> Part {
        let body = match length {
            Some(length) => Body::stream(exactly(chunks, length), Some(length)),
            None => Body::stream(chunks, None),
        };
        Part::file(file_name, media_type, body)
    }

    /// Creates a part with the bytes of a reader, such as a file. See also [`Part::stream`].
    pub fn reader(
        file_name: &str,
        media_type: &str,
        length: Option<u64>,
        reader: impl AsyncRead + Send + 'static,
    ) -> Part {
        Part::stream(file_name, media_type, length, pieces(reader))
    }

    /// Creates the part of a value; `None` for a null.
    pub(super) fn of_value(value: &RawValue, media_type: Option<&str>) -> Option<Part> {
        let (text, usual) = match Data::of(value) {
            Data::Null => return None,
            Data::Scalar(text) => (text, None),
            Data::List(_) | Data::Object(_) => (value.get().to_owned(), Some("application/json")),
        };
        let part = Part::text(text);
        Some(match media_type.or(usual) {
            Some(media_type) => part.header("Content-Type", media_type),
            None => part,
        })
    }

    /// Adds a header of the part.
    pub fn header(mut self, name: &str, value: &str) -> Part {
        match HeaderName::try_from(name).is_ok() && HeaderValue::from_str(value).is_ok() {
            true => self.headers.push((name.to_owned(), value.to_owned())),
            false => self.body = Err(format!("the header `{name}` of a part has an invalid name or value")),
        }
        self
    }

    /// The headers and the body of the part with this name.
    pub(super) fn encoded(self, name: &str) -> Result<(String, Body), String> {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
        if let Some(file_name) = &self.file_name {
            head.extend(["; filename=\"", &quoted(file_name), "\""]);
        }
        for (name, value) in &self.headers {
            head.extend(["\r\n", name, ": ", value]);
        }
        Ok((head, self.body?))
    }
}

/// The text of a name in quotes (HTML, 4.10.21.8).
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl fmt::Debug for Part {
    /// Does not show the content, which may be confidential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part").field("headers", &self.headers).finish_non_exhaustive()
    }
}

//! Requests as values.

mod bind;
mod expand;
mod form;
mod headers;
mod multipart;
mod options;
mod parameters;
mod parts;
mod scalar;
mod security;
mod send;
mod set;
mod streams;
mod wrapper;

pub(crate) use bind::Bound;
pub use expand::Expand;
pub use multipart::{Multipart, Part};
pub(crate) use parts::Parts;
use parts::Target;

use crate::number::Read;
use crate::raw::{text, without_mark};
use crate::{Error, Page, Path};
use bytes::Bytes;
use http::Method;
use http::header::{ACCEPT, HeaderValue};
use scalar::scalar;
pub(crate) use send::{read_json, read_response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// A request that returns a `T`. It does no I/O until it is sent.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<T> {
    pub(crate) parts: Parts,
    pub(crate) decode: Decode<T>,
}

/// Reads a `T` from the body of a response.
pub(crate) type Decode<T> = fn(&http::Response<Bytes>) -> Result<T, serde_json::Error>;

impl<T: DeserializeOwned> Request<T> {
    /// Creates a request whose response is JSON.
    pub fn new<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<T> {
        Request::of(method, path, Box::new(pages), read_response)
    }
}

impl<T: DeserializeOwned + 'static> Request<T> {
    /// Creates a request whose response is one value in an object: `{"value": true}` (OData JSON Format 4.01, 11).
    pub fn scalar<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<T> {
        Request::of(method, path, Box::new(pages), |response| {
            let mut body = serde_json::Deserializer::from_str(text(response.body())?);
            let value = scalar(&mut body)?;
            body.end().map(|()| value)
        })
    }
}

impl Request<()> {
    /// Creates a request whose response has no body, or a body that is ignored.
    pub fn empty<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<()> {
        Request::of(method, path, Box::new(pages), |_| Ok(()))
    }
}

impl Request<Bytes> {
    /// Creates a request whose response is bytes of any media type.
    pub fn bytes<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<Bytes> {
        Request::of(method, path, Box::new(pages), |response| Ok(response.body().clone())).accepting_all()
    }
}

impl Request<String> {
    /// Creates a request whose response is text.
    pub fn text<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<String> {
        Request::of(method, path, Box::new(pages), |response| text(response.body()).map(str::to_owned)).accepting_all()
    }
}

impl Request<u64> {
    /// Creates a request whose response is a number as plain text: `…/$count`.
    pub fn number<const N: usize>(method: Method, path: Path, pages: [Page; N]) -> Request<u64> {
        Request::of(method, path, Box::new(pages), |response| {
            serde_json::from_slice::<Read<u64>>(without_mark(response.body())).map(|it| it.0)
        })
        .accepting_all()
    }
}

impl<T> Request<T> {
    /// Creates a request whose responses differ by status. The function reads a response of any status below 400, with
    /// [`read_body`](crate::read_body) if it is JSON.
    ///
    /// ```
    /// # use graphwright_runtime::{Method, Path, Request, Value, read_body};
    /// enum Forked {
    ///     Created(Value),
    ///     Accepted,
    /// }
    ///
    /// let path = Path::root("").segment("forks");
    /// let request = Request::by_status(Method::POST, path, [], |response| match response.status().as_u16() {
    ///     202 => Ok(Forked::Accepted),
    ///     _ => read_body(response).map(Forked::Created),
    /// });
    /// # drop(request);
    /// ```
    pub fn by_status<const N: usize>(
        method: Method,
        path: Path,
        pages: [Page; N],
        decode: fn(&http::Response<Bytes>) -> Result<T, serde_json::Error>,
    ) -> Request<T> {
        Request::of(method, path, Box::new(pages), decode)
    }

    pub(crate) fn of(method: Method, path: Path, pages: Box<[Page]>, decode: Decode<T>) -> Request<T> {
        Request { parts: Parts::new(method, Target::Path(path), pages), decode }
    }

    /// Accepts any media type: a service may reject a request that accepts only JSON if the content has another type.
    fn accepting_all(mut self) -> Request<T> {
        self.parts.headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        self
    }

    /// Reads the response as another type: for example, as a smaller struct of the program if `$select` asks for few
    /// members.
    pub fn read_as<U: DeserializeOwned>(self) -> Request<U> {
        Request { parts: self.parts, decode: read_response }
    }

    /// Sets the body to this value as JSON.
    pub fn json<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        self.parts.json(serde_json::to_vec(body));
        self
    }

    /// Sets the body to this value as JSON, if there is one.
    pub fn optional_json<B: Serialize + ?Sized>(self, body: Option<&B>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// Sets the body to these bytes.
    pub fn content(mut self, media_type: &str, body: impl Into<Bytes>) -> Self {
        self.parts.set_body(body.into());
        self.parts.media_type(media_type);
        self
    }

    /// Returns the HTTP method.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The URL with placeholders instead of values: `/users/{id}`. It is safe to log.
    pub fn template(&self) -> &str {
        self.parts.template()
    }

    /// The path. `None` for a link that the service returned.
    pub fn path(&self) -> Option<&Path> {
        match &self.parts.target {
            Target::Path(path) => Some(path),
            Target::Link { .. } => None,
        }
    }

    /// The documentation of this request: the page or the permissions of its URL, or else the first page of the method.
    pub fn page(&self) -> Option<Page> {
        self.parts.page()
    }

    /// The documentation of all URLs of the method.
    pub fn documented_by(&self) -> &[Page] {
        &self.parts.pages
    }

    /// The request as HTTP, without host and token: the URI is relative (`/v1.0/users?$top=5`), keys are segments, and
    /// references are relative, too.
    ///
    /// # Errors
    /// Fails if a part of the request is not valid: an empty id, the name of a header.
    pub fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        self.parts.to_http()
    }
}

impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Request { parts: self.parts.clone(), decode: self.decode }
    }
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.fmt(f)
    }
}

//! The error type of requests.

mod kind;
mod permissions;
mod reason;
mod transfer;

use crate::boxed::SharedError;
use crate::decode::DecodeError;
use crate::raw::without_mark;
use crate::retry::retry_after;
use crate::transport::is_timed_out;
use crate::{DeltaLink, Page, TransportError};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
pub use kind::{ErrorDetail, ErrorKind};
use reason::Reason;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use transfer::Transfer;

/// The error of a request.
///
/// Neither `Display` nor `Debug` shows tokens, URLs with ids, or values of a response; both show the code and the
/// message from the service.
#[derive(Clone)]
pub struct Error(Arc<Inner>);

struct Inner {
    kind: Kind,
    page: Option<Page>,
    /// The client's id of the request.
    id: Option<HeaderValue>,
    response: Option<http::Response<Bytes>>,
    /// The member `error` of the body (OData JSON Format 4.01, 21.1).
    error: Value,
    /// Code and message of a body with another form.
    reason: Reason,
}

enum Kind {
    Request(String),
    Credential(SharedError),
    Transport(TransportError),
    TooLarge(u64),
    Service,
    Decode(DecodeError),
    Transfer(Transfer),
}

impl Error {
    fn of(kind: Kind) -> Error {
        Error(Arc::new(Inner {
            kind,
            page: None,
            id: None,
            response: None,
            error: Value::Null,
            reason: Reason::default(),
        }))
    }

    pub(crate) fn request(message: impl Into<String>) -> Error {
        Error::of(Kind::Request(message.into()))
    }

    pub(crate) fn credential(source: SharedError) -> Error {
        Error::of(Kind::Credential(source))
    }

    pub(crate) fn transport(source: TransportError) -> Error {
        Error::of(Kind::Transport(source))
    }

    pub(crate) fn too_large(limit: u64) -> Error {
        Error::of(Kind::TooLarge(limit))
    }

    pub(crate) fn service(response: http::Response<Bytes>) -> Error {
        let body: Option<Value> = serde_json::from_slice(without_mark(response.body())).ok();
        let reason = body.as_ref().map(Reason::of).unwrap_or_default();
        let error = body.and_then(|mut it| it.get_mut("error").map(Value::take)).unwrap_or_default();
        Error::of(Kind::Service).edit(|it| {
            it.error = error;
            it.reason = reason;
            it.response = Some(response);
        })
    }

    /// The error of reading a response.
    pub(crate) fn decode(response: http::Response<Bytes>, source: &serde_json::Error) -> Error {
        let kind = Kind::Decode(DecodeError::new(response.body(), source));
        Error::of(kind).edit(|it| it.response = Some(response))
    }

    /// Adds the request that failed.
    #[must_use]
    pub(crate) fn with_request(self, page: Option<Page>, id: Option<HeaderValue>) -> Error {
        self.edit(|it| {
            it.page = page;
            it.id = id;
        })
    }

    #[must_use]
    pub(crate) fn with_page(self, page: Option<Page>) -> Error {
        self.edit(|it| it.page = page)
    }

    /// Changes a new error, which is not shared yet.
    fn edit(mut self, edit: impl FnOnce(&mut Inner)) -> Error {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            edit(inner);
        }
        self
    }

    /// The status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(http::Response::status)
    }

    /// The code of the error from the service: `Request_ResourceNotFound`. In a body without `error.code`, it is the
    /// member `code`, or the `type` of a problem (RFC 9457), for example.
    pub fn code(&self) -> Option<&str> {
        let code = self.0.error.get("code").and_then(Value::as_str);
        code.or(self.0.reason.code.as_deref())
    }

    /// The inner codes, from general to specific.
    pub fn inner_codes(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(inner(&self.0.error), |it| inner(it)).filter_map(|it| it.get("code")?.as_str())
    }

    /// The message of the service, for people. In a body without `error.message`, it is the member `message`, or the
    /// `detail` of a problem (RFC 9457), for example.
    pub fn message(&self) -> Option<&str> {
        let message = self.0.error.get("message").and_then(Value::as_str);
        message.or(self.0.reason.message.as_deref())
    }

    /// The service's id of the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.id("request-id")
    }

    /// The client's id of the request, which was sent as a header: see
    /// [`ClientBuilder::request_id_header`](crate::ClientBuilder::request_id_header).
    pub fn client_request_id(&self) -> Option<&str> {
        self.id("client-request-id").or_else(|| self.0.id.as_ref()?.to_str().ok())
    }

    fn id(&self, name: &str) -> Option<&str> {
        let header = self.headers().and_then(|it| it.get(name)).and_then(|it| it.to_str().ok());
        header.or_else(|| inner(&self.0.error)?.get(name)?.as_str())
    }

    /// How long to wait before the request is repeated, according to the service (RFC 9110, 10.2.3).
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?)
    }

    /// The link to restart a synchronization, after [`Error::is_resync_required`].
    pub fn resync_link(&self) -> Option<DeltaLink> {
        let location = self.headers()?.get(http::header::LOCATION)?.to_str().ok()?;
        self.is_resync_required().then(|| DeltaLink::new(location))
    }

    /// The headers of the response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(http::Response::headers)
    }

    /// The body of the response as the type that is documented for its status; `None` if there is no response, or if its
    /// body is something else.
    ///
    /// ```
    /// # use graphwright_runtime::{Error, Value};
    /// # fn example(err: Error) {
    /// if let (Some(422), Some(body)) = (err.status().map(|it| it.as_u16()), err.body::<Value>()) {
    ///     println!("{}", body["errors"]);
    /// }
    /// # }
    /// ```
    pub fn body<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(without_mark(self.body_bytes()?)).ok()
    }

    /// The bytes of the response's body.
    pub fn body_bytes(&self) -> Option<&[u8]> {
        self.0.response.as_ref().map(|it| &**it.body())
    }

    /// The page that documents the request.
    pub fn page(&self) -> Option<Page> {
        self.0.page
    }

    fn has_status(&self, status: StatusCode) -> bool {
        matches!(self.0.kind, Kind::Service) && self.status() == Some(status)
    }

    /// 401: the token is not valid.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// 403: the caller lacks a permission.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// 404: the resource does not exist.
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// 409: the resource already exists, or has changed.
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// 400: the service rejected the request as invalid.
    pub fn is_bad_request(&self) -> bool {
        self.has_status(StatusCode::BAD_REQUEST)
    }

    /// 429: too many requests.
    pub fn is_throttled(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// 412: the resource has changed since the ETag in `If-Match`.
    pub fn is_precondition_failed(&self) -> bool {
        self.has_status(StatusCode::PRECONDITION_FAILED)
    }

    /// 304: the resource still has the ETag in `If-None-Match`.
    pub fn is_not_modified(&self) -> bool {
        self.has_status(StatusCode::NOT_MODIFIED)
    }

    /// 410: the delta link is too old; synchronize again from the start, with [`Error::resync_link`] if there is one.
    pub fn is_resync_required(&self) -> bool {
        self.has_status(StatusCode::GONE)
    }

    /// 5xx: the service failed.
    pub fn is_server_error(&self) -> bool {
        matches!(self.0.kind, Kind::Service) && self.status().is_some_and(|it| it.is_server_error())
    }

    /// Whether the request was not sent because a part of it is not valid.
    pub fn is_request(&self) -> bool {
        matches!(self.0.kind, Kind::Request(_))
    }

    /// Whether the credential returned no token.
    pub fn is_credential(&self) -> bool {
        matches!(self.0.kind, Kind::Credential(_))
    }

    /// Whether no response was received, or only a part of one.
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport(_) | Kind::Transfer(Transfer::BrokenOff(_)))
    }

    /// Whether a timeout has passed: of an attempt, a call, a credential, or the wait for an operation.
    pub fn is_timeout(&self) -> bool {
        match &self.0.kind {
            Kind::Transport(source) => source.is_timed_out(),
            Kind::Credential(source) => is_timed_out(&**source),
            Kind::Transfer(transfer) => matches!(transfer, Transfer::Unfinished(_)),
            _ => false,
        }
    }

    /// Whether the response does not match the API description; [`Error::decode_error`] has the position in a body.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode(_) | Kind::Transfer(Transfer::Unexpected(_)))
    }

    /// Where and how the response differs from the API description.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match &self.0.kind {
            Kind::Decode(err) => Some(err),
            _ => None,
        }
    }
}

fn inner(error: &Value) -> Option<&Value> {
    error.get("innerError").or_else(|| error.get("innererror"))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            Kind::Request(message) => write!(f, "the request cannot be sent: {message}"),
            Kind::Credential(_) => write!(f, "there is no token"),
            Kind::Transport(_) => write!(f, "there is no response"),
            Kind::TooLarge(limit) => write!(
                f,
                "the response is longer than {limit} bytes: raise the limit with `ClientBuilder::max_response_bytes`"
            ),
            Kind::Decode(_) => write!(f, "the response does not match the API description"),
            Kind::Service => self.service_text(f),
            Kind::Transfer(transfer) => self.transfer_text(transfer, f),
        }
    }
}

impl Error {
    fn service_text(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status().unwrap_or_default())?;
        self.reason_text(f)?;
        if !self.is_forbidden() {
            return Ok(());
        }
        if let Some(scopes) = self.headers().and_then(permissions::required) {
            write!(f, "; the service requires the scope `{scopes}`")?;
        }
        self.0.page.map_or(Ok(()), |page| permissions::show(page, f))
    }

    fn reason_text(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.code() {
            write!(f, ": {code}")?;
        }
        if let Some(message) = self.message() {
            // Keeps the message on one line, without control characters.
            let message = message.replace(char::is_control, " ");
            write!(f, ": {}", message.trim_end_matches([' ', '.']))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        let mut source = std::error::Error::source(self);
        while let Some(it) = source {
            write!(f, ": {it}")?;
            source = it.source();
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            Kind::Credential(source) => Some(&**source),
            Kind::Transport(source) => Some(source),
            Kind::Decode(source) => Some(source),
            Kind::Transfer(transfer) => transfer.source(),
            Kind::Request(_) | Kind::TooLarge(_) | Kind::Service => None,
        }
    }
}

//! The kind of an error.

use super::{Error, Kind, Transfer};
use crate::transport::is_timed_out;
use http::StatusCode;
use serde_json::Value;

/// The kind of an [`Error`], for a `match`: [`Error::kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The service responded with an error of this status.
    Service(StatusCode),
    /// The client refused to send the request: a part of it is not valid, or it would be sent to another host.
    Refused,
    /// The credential returned no token.
    Credential,
    /// The service has not executed the request: there was no connection, for example.
    Unsent,
    /// The connection failed, and the service may have executed the request.
    Interrupted,
    /// A timeout has passed. The service may have executed the request, or may still be executing it.
    Timeout,
    /// The response does not match the API description.
    Decode,
    /// The response exceeds the size limit.
    TooLarge,
    /// A reader or writer of the program failed.
    Io,
    /// The service requests bytes of an upload that the reader has already passed.
    ReaderBehind,
    /// All bytes of an upload were sent, but there was no response.
    Unconfirmed,
    /// A long-running operation failed or was cancelled.
    OperationFailed,
}

impl Error {
    /// The kind of the error.
    pub fn kind(&self) -> ErrorKind {
        match &self.0.kind {
            Kind::Request(_) => ErrorKind::Refused,
            Kind::Credential(source) if is_timed_out(&**source) => ErrorKind::Timeout,
            Kind::Credential(_) => ErrorKind::Credential,
            Kind::Transport(source) if source.is_timed_out() => ErrorKind::Timeout,
            Kind::Transport(source) if source.is_unsent() => ErrorKind::Unsent,
            Kind::Transport(_) => ErrorKind::Interrupted,
            Kind::TooLarge(_) => ErrorKind::TooLarge,
            Kind::Service => ErrorKind::Service(self.status().unwrap_or_default()),
            Kind::Decode(_) => ErrorKind::Decode,
            Kind::Transfer(transfer) => transfer.kind(),
        }
    }

    /// The target of the error: the name of a property, for example (OData JSON Format 4.01, 21.1).
    pub fn target(&self) -> Option<&str> {
        text(&self.0.error, "target")
    }

    /// Further errors from the service (OData JSON Format 4.01, 21.1).
    pub fn details(&self) -> impl Iterator<Item = ErrorDetail<'_>> {
        let details = self.0.error.get("details").and_then(Value::as_array);
        details.into_iter().flatten().map(|it| ErrorDetail {
            code: text(it, "code"),
            message: text(it, "message"),
            target: text(it, "target"),
        })
    }
}

fn text<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

impl Transfer {
    fn kind(&self) -> ErrorKind {
        match self {
            Transfer::Io(_) => ErrorKind::Io,
            Transfer::BrokenOff(_) => ErrorKind::Interrupted,
            Transfer::Behind(_) => ErrorKind::ReaderBehind,
            Transfer::Unconfirmed => ErrorKind::Unconfirmed,
            Transfer::Unexpected(_) => ErrorKind::Decode,
            Transfer::Failed => ErrorKind::OperationFailed,
            Transfer::Unfinished(_) => ErrorKind::Timeout,
        }
    }
}

/// One of several errors from the service: [`Error::details`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail<'a> {
    /// The code of the error.
    pub code: Option<&'a str>,
    /// The message, for people.
    pub message: Option<&'a str>,
    /// The target of the error.
    pub target: Option<&'a str>,
}

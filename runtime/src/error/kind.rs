//! What kind of failure an error is.

use super::{Error, Kind, Transfer};
use crate::transport::is_timed_out;
use http::StatusCode;
use serde_json::Value;

/// What kind of failure an [`Error`] is, for a `match`: [`Error::kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The service answered with an error of this status.
    Service(StatusCode),
    /// The client refused to send the request: something that it is made of is not allowed, or it leads to another host.
    Refused,
    /// There is no token.
    Credential,
    /// The service has not executed the request: there was no connection.
    Unsent,
    /// The connection failed, and the service may have executed the request.
    Interrupted,
    /// Time was over, and the service may have executed the request, or goes on with it.
    Timeout,
    /// Something came back that is not what the API describes.
    Decode,
    /// The response is longer than the client may read.
    TooLarge,
    /// The program's own reader or writer failed.
    Io,
    /// The service wants bytes of an upload that the reader has left behind.
    ReaderBehind,
    /// All bytes of an upload were sent, and there was no answer.
    Unconfirmed,
    /// The service has ended an operation without success.
    OperationFailed,
}

impl Error {
    /// What kind of failure it is.
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

    /// What of the request the error is about: the name of a property (OData JSON Format 4.01, 21.1).
    pub fn target(&self) -> Option<&str> {
        text(&self.0.error, "target")
    }

    /// Further errors that the service names (OData JSON Format 4.01, 21.1).
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

/// One of several errors that a service names: [`Error::details`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail<'a> {
    /// The service's code.
    pub code: Option<&'a str>,
    /// The service's message, which is for people.
    pub message: Option<&'a str>,
    /// What of the request it is about.
    pub target: Option<&'a str>,
}

//! What goes wrong with bytes that come or go in pieces, and with operations that take long.

use super::{Error, Kind};
use crate::TransportError;
use bytes::Bytes;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::io;
use std::time::Duration;

pub(super) enum Transfer {
    /// The program's own reader or writer failed.
    Io(io::Error),
    /// The response ended in the middle of its body.
    BrokenOff(TransportError),
    /// The service wants bytes, from this one on, that the reader has left behind.
    Behind(u64),
    /// Everything was sent, there is no answer, and there is no session any more.
    Unconfirmed,
    /// The service does not keep to the protocol.
    Unexpected(Cow<'static, str>),
    /// The service has ended an operation without success.
    Failed,
    /// An operation goes on longer than this.
    Unfinished(Duration),
}

impl Transfer {
    pub(super) fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Transfer::Io(source) => Some(source),
            Transfer::BrokenOff(source) => Some(source),
            _ => None,
        }
    }
}

impl Error {
    fn transfer(transfer: Transfer) -> Error {
        Error::of(Kind::Transfer(transfer))
    }

    pub(crate) fn io(source: io::Error) -> Error {
        Error::transfer(Transfer::Io(source))
    }

    pub(crate) fn broken_off(source: TransportError) -> Error {
        Error::transfer(Transfer::BrokenOff(source))
    }

    pub(crate) fn behind(offset: u64) -> Error {
        Error::transfer(Transfer::Behind(offset))
    }

    pub(crate) fn unfinished(limit: Duration) -> Error {
        Error::transfer(Transfer::Unfinished(limit))
    }

    pub(crate) fn unexpected(what: impl Into<Cow<'static, str>>) -> Error {
        Error::transfer(Transfer::Unexpected(what.into()))
    }

    /// A failed operation, with the service's reason.
    pub(crate) fn failed(response: http::Response<Bytes>, error: Value) -> Error {
        Error::transfer(Transfer::Failed).with_response(response).edit(|it| it.error = error)
    }

    /// The error that a session is gone, where its upload's end is unknown.
    #[must_use]
    pub(crate) fn unconfirmed(self) -> Error {
        self.edit(|it| it.kind = Kind::Transfer(Transfer::Unconfirmed))
    }

    #[must_use]
    pub(crate) fn with_response(self, response: http::Response<Bytes>) -> Error {
        self.edit(|it| it.response = Some(response))
    }

    fn as_transfer(&self) -> Option<&Transfer> {
        match &self.0.kind {
            Kind::Transfer(transfer) => Some(transfer),
            _ => None,
        }
    }

    /// The program's own reader or writer failed, or a reader has not as many bytes as were promised:
    /// [`source`](std::error::Error::source) is the [`io::Error`].
    pub fn is_io(&self) -> bool {
        matches!(self.as_transfer(), Some(Transfer::Io(_)))
    }

    /// Where a reader has to begin so that an upload goes on: the service wants bytes that this reader has left behind.
    /// See [`Upload::starting_at`](crate::Upload::starting_at).
    pub fn resume_offset(&self) -> Option<u64> {
        match self.as_transfer() {
            Some(Transfer::Behind(offset)) => Some(*offset),
            _ => None,
        }
    }

    /// All bytes of an upload were sent, the answer was lost, and the session is gone. The file may be complete, which a look
    /// at it will tell.
    pub fn is_upload_unconfirmed(&self) -> bool {
        matches!(self.as_transfer(), Some(Transfer::Unconfirmed))
    }

    /// A long-running operation failed or was cancelled: [`Error::code`] and [`Error::message`] say why.
    pub fn is_operation_failed(&self) -> bool {
        matches!(self.as_transfer(), Some(Transfer::Failed))
    }

    /// A long-running operation goes on, and was waited for as long as was wished.
    pub fn is_operation_unfinished(&self) -> bool {
        matches!(self.as_transfer(), Some(Transfer::Unfinished(_)))
    }

    pub(super) fn transfer_text(&self, transfer: &Transfer, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match transfer {
            Transfer::Io(_) => f.write_str("the reader or writer failed"),
            Transfer::BrokenOff(_) => f.write_str("the response broke off"),
            Transfer::Behind(offset) => {
                write!(f, "the service wants bytes that the reader has left behind: resume from byte {offset}")
            }
            Transfer::Unconfirmed => f.write_str("all bytes were sent, but no answer came: look whether they arrived"),
            Transfer::Unexpected(what) => write!(f, "the response is not what the API describes: {what}"),
            Transfer::Failed => {
                f.write_str("the operation failed")?;
                self.reason_text(f)
            }
            Transfer::Unfinished(limit) => write!(f, "the operation did not end within {limit:?}"),
        }
    }
}

//! Errors of streamed bodies, uploads and long-running operations.

use super::{Error, Kind};
use crate::TransportError;
use bytes::Bytes;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::io;
use std::time::Duration;

pub(super) enum Transfer {
    /// A reader or writer of the program failed.
    Io(io::Error),
    /// The response ended before its announced length.
    BrokenOff(TransportError),
    /// The service requests bytes from this offset on, which the reader has already passed.
    Behind(u64),
    /// All bytes were sent, there was no response, and the session no longer exists.
    Unconfirmed,
    /// The service violates the protocol.
    Unexpected(Cow<'static, str>),
    /// The operation failed or was cancelled.
    Failed,
    /// The operation is still running after this time.
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

    /// The error of a failed operation, with the reason from the service.
    pub(crate) fn failed(response: http::Response<Bytes>, error: Value) -> Error {
        Error::transfer(Transfer::Failed).with_response(response).edit(|it| it.error = error)
    }

    /// Marks the error of a missing session whose upload may have been completed.
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

    /// Whether a reader or writer of the program failed, or a reader has fewer bytes than announced:
    /// [`source`](std::error::Error::source) is the [`io::Error`].
    pub fn is_io(&self) -> bool {
        matches!(self.as_transfer(), Some(Transfer::Io(_)))
    }

    /// The offset at which a reader must start to resume the upload: the service requests bytes that the current reader
    /// has already passed. See [`Upload::starting_at`](crate::Upload::starting_at).
    pub fn resume_offset(&self) -> Option<u64> {
        match self.as_transfer() {
            Some(Transfer::Behind(offset)) => Some(*offset),
            _ => None,
        }
    }

    /// Whether all bytes of an upload were sent, but the response was lost and the session no longer exists. Check
    /// whether the file is complete.
    pub fn is_upload_unconfirmed(&self) -> bool {
        matches!(self.as_transfer(), Some(Transfer::Unconfirmed))
    }

    /// Whether a long-running operation failed or was cancelled: see [`Error::code`] and [`Error::message`].
    pub fn is_operation_failed(&self) -> bool {
        matches!(self.as_transfer(), Some(Transfer::Failed))
    }

    /// Whether a long-running operation is still running after the maximum wait.
    pub fn is_operation_unfinished(&self) -> bool {
        matches!(self.as_transfer(), Some(Transfer::Unfinished(_)))
    }

    pub(super) fn transfer_text(&self, transfer: &Transfer, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match transfer {
            Transfer::Io(_) => f.write_str("the reader or writer failed"),
            Transfer::BrokenOff(_) => f.write_str("the response is incomplete"),
            Transfer::Behind(offset) => {
                write!(f, "the service requests bytes that the reader has already passed: resume from byte {offset}")
            }
            Transfer::Unconfirmed => {
                f.write_str("all bytes were sent, but there was no response: check whether the file is complete")
            }
            Transfer::Unexpected(what) => write!(f, "the response does not match the API description: {what}"),
            Transfer::Failed => {
                f.write_str("the operation failed")?;
                self.reason_text(f)
            }
            Transfer::Unfinished(limit) => write!(f, "the operation did not complete within {limit:?}"),
        }
    }
}

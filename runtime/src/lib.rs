//! What generated Microsoft Graph crates stand on: models, paths, requests, and the client that sends them.
//!
//! Everything that does I/O is here; generated crates only describe the API. A generated method is one or two calls into
//! this crate, generic or inlined, so that a program compiles only what it uses.

mod additional;
mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
mod client;
mod collection;
mod credential;
mod decode;
mod delta;
mod download;
mod enumeration;
mod error;
mod field;
mod filter;
mod link;
mod literal;
mod members;
mod model;
mod operation;
mod page;
mod paging;
mod path;
mod reference;
mod request;
#[cfg(feature = "test")]
pub mod test;
#[cfg(test)]
mod tests;
mod transport;
mod update;
mod upload;
mod values;

pub use additional::Additional;
pub use batch::{Batch, BatchResponses, Handle, StepId};
pub use body::{Body, CollectError};
pub use bytes::Bytes;
pub use client::{Client, ClientBuilder, Cloud, RetryPolicy};
pub use collection::Collection;
#[cfg(feature = "certificate")]
pub use credential::ClientCertificate;
pub use credential::{AccessToken, BoxError, Credential, StaticToken, TokenRequest};
pub use credential::{ClientSecret, DeviceCode, DevicePrompt, SignInError};
pub use decode::DecodeError;
pub use delta::{Change, Changes, Removal};
pub use download::{ContentRange, Download};
pub use enumeration::{Flags, StringEnum};
pub use error::Error;
pub use field::{Field, Fields, Order, Orders};
pub use filter::Filter;
pub use futures_core::future::BoxFuture;
pub use http::Method;
pub use link::DeltaLink;
pub use literal::{Json, Literal, Optional, ToLiteral};
pub use model::{Extends, MemberValue, Model, Source, Visit};
pub use operation::{LongRunning, MonitorLink, MonitorStatus};
pub use page::Page;
pub use paging::{Items, Pages};
pub use path::{KeyStyle, Path, Place};
pub use reference::Reference;
pub use request::{Expand, Expands, Request};
pub use serde;
pub use serde_json::Value;
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{Transport, TransportError};
pub use update::Update;
pub use upload::{Progress, Upload, Uploaded};
pub use values::{Binary, Date, DateTime, Decimal, Duration, Guid, TimeOfDay, ValueError};

/// What the macros of this crate expand to calls of; not for other callers.
#[doc(hidden)]
pub mod macros {
    pub use crate::enumeration::{deserialize as deserialize_enum, eq as eq_enum};
    pub use crate::field::field;
    pub use crate::members::{clone, eq};
    pub use crate::model::{debug, deserialize, serialize};
}

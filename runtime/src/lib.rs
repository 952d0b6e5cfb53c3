//! The runtime of the crates that graphwright generates: models, paths, requests, and the client that sends them.
//!
//! All I/O happens here; generated crates only describe the API. A generated method makes one or two calls into this
//! crate, generic or inlined, so a program compiles only what it uses. Generated crates re-export the most used items
//! at their root, and this whole crate as the module `runtime`.
//!
//! # Sending requests
//!
//! A [`Client`] holds a credential, a connection pool and a retry policy; clones share them. A [`Request`] is a plain
//! value: it describes the call, and [`Request::send`] executes it.
//!
//! ```no_run
//! use msgraph::{Client, ClientSecret, Message, User};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(ClientSecret::from_env()?);
//! let mut unread = msgraph::users()
//!     .id("adele@contoso.com")
//!     .messages()
//!     .list()
//!     .filter(Message::IS_READ.eq(false))
//!     .select((Message::SUBJECT, Message::FROM))
//!     .order_by(Message::RECEIVED_DATE_TIME.desc())
//!     .top(50)
//!     .items(&client); // over all pages
//! while let Some(message) = unread.try_next().await? {
//!     println!("{}", message.subject.unwrap_or_default());
//! }
//! msgraph::users().id("adele@contoso.com").update().set(User::DEPARTMENT, "R&D").send(&client).await?;
//! # Ok(()) }
//! ```
//!
//! | task | API |
//! |---|---|
//! | a response, with its status and headers | [`Request::send`], [`Request::send_full`] |
//! | a collection | [`Request::items`], [`Request::pages`]; from a stored link: [`Request::resume`] |
//! | a list with another kind of paging | [`Request::items_by`], [`Request::pages_by`] |
//! | parameters in any style | [`Request::parameter`], [`Path::values`] |
//! | forms and files | [`Request::form`], [`Request::multipart`] |
//! | events | [`Request::open`], [`Events`] |
//! | changes since a previous call | [`Request::changes`], [`Changes::delta_link`] |
//! | several requests in one call | [`Batch`] |
//! | references | [`Request::reference`], [`Request::bind`], [`Update::bind`] |
//! | large content | [`Request::download`], [`Request::send_stream`], [`Upload`] |
//! | long-running operations | [`Request::start`], [`LongRunning`] |
//! | calls without `async` | module `blocking`, behind the feature `blocking` |
//! | calls that the generated crate does not have | [`Path::from_template`], [`Request::new`], [`Client::execute`] |
//!
//! # What a client guarantees
//!
//! - **Tokens** are cached until shortly before they expire, and requested once even if many requests wait. They and other
//!   secrets are sent only to the client's own host and to [`ClientBuilder::server`], over TLS: a link or redirect to another host gets no token, or is refused.
//! - **Retries**: a request that was throttled, or that could not connect, is repeated according to [`RetryPolicy`] and
//!   `Retry-After`. A request that may have been executed is repeated only if it is idempotent: a POST only if declared
//!   [`Request::idempotent`], or with an [idempotency key](Request::idempotency_key).
//! - **Time**: each attempt has a timeout, and each call a deadline that includes attempts, waits and getting a token
//!   ([`ClientBuilder::deadline`], [`Request::deadline`]). A call fails
//!   immediately if its next wait would pass the deadline.
//! - **Values** are written back as they were read: numbers with all digits, also in [`Untyped`] values; members that a model
//!   does not declare; `INF`; nulls in collections ([`Additional::nulls`]).
//! - **Encoding**: ids, function arguments and literals are always escaped. A request with an invalid id (`..`) is not
//!   sent.
//! - **Errors** have one type, [`Error`], with a kind ([`Error::kind`]), the code, message and ids from the service, headers and
//!   body, and for a 403 the documented permissions. [`DecodeError`] reports where a response cannot be read, and never shows the value.
//! - **Logs**: each request has a `tracing` span `request` with `method`, `template` (the URL without ids), `page`, `status`,
//!   `retries` and `duration_ms`. No `Debug` output shows a token, a password or a pre-authenticated URL; `Debug`
//!   of models shows no values unless asked to ([`Model::show_values`]).
//!
//! # Options
//!
//! | option | for every request | for one request | default |
//! |---|---|---|---|
//! | timeout of one attempt | [`ClientBuilder::timeout`] | [`Request::timeout`] | 100 s |
//! | deadline of a call, with all attempts and waits | [`ClientBuilder::deadline`] | [`Request::deadline`] | 300 s |
//! | retries | [`ClientBuilder::retry`] | [`Request::retry`] | at most 8, with at most 180 s of waits |
//! | a POST may be repeated | | [`Request::idempotent`] | no |
//! | size of a response that is read into memory | [`ClientBuilder::max_response_bytes`] | [`Request::download`] has no limit | 256 MiB |
//! | id of a request | [`ClientBuilder::request_id_header`] | [`Request::header`] | `client-request-id` |
//! | OData version | [`ClientBuilder::odata_max_version`] | [`Request::header`] | 4.01 |
//!
//! # Types of other crates
//!
//! Signatures contain types of the crates [`bytes`], [`http`], [`jiff`], `reqwest`, [`serde`], [`serde_json`] and
//! [`uuid`]. They are re-exported here, and by generated crates as `runtime::jiff` for example, so a program needs no
//! dependency of its own and always uses the matching version:
//!
//! ```
//! use msgraph::Message;
//! use msgraph::runtime::jiff::{Timestamp, ToSpan};
//!
//! let recent = Message::RECEIVED_DATE_TIME.ge(Timestamp::now() - 24.hours());
//! # let _ = msgraph::me().messages().list().filter(recent);
//! ```
//!
//! # Testing
//!
//! The feature `test` provides a service with scripted replies; any [`Transport`] can replace the network.

mod additional;
mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
mod boxed;
mod client;
mod collection;
mod credential;
mod deadline;
mod decode;
mod delta;
mod download;
mod enumeration;
mod error;
mod events;
mod field;
mod filter;
mod link;
mod list;
mod literal;
mod map;
mod model;
mod number;
mod operation;
mod page;
mod paged;
mod paging;
mod parameter;
mod path;
mod raw;
mod reference;
mod request;
mod response;
mod retry;
mod secret;
mod server;
#[cfg(feature = "test")]
pub mod test;
#[cfg(test)]
mod tests;
mod transport;
mod union;
mod untyped;
mod update;
mod upload;
mod url;
mod values;

pub use additional::Additional;
pub use batch::{Batch, BatchResponses, Handle, StepId};
pub use body::{Body, CollectError};
pub use boxed::BoxError;
pub use bytes::Bytes;
pub use client::{Client, ClientBuilder, Cloud, Hosted, Service, ServiceClient};
pub use collection::Collection;
#[cfg(feature = "azure-identity")]
pub use credential::AzureCredential;
#[cfg(feature = "certificate")]
pub use credential::ClientCertificate;
pub use credential::{AccessToken, Credential, TokenRequest};
pub use credential::{Anonymous, Basic, Bearer, Key, StaticToken};
pub use credential::{ClientCredentials, ClientSecret, DeviceCode, DevicePrompt, SignInError};
pub use decode::DecodeError;
pub use delta::{Change, Changes, Removal};
pub use download::{ContentRange, Download};
pub use enumeration::{Flags, IntegerEnum, StringEnum};
pub use error::{Error, ErrorDetail, ErrorKind};
pub use events::Events;
pub use field::{Expands, Field, Fields, Order, Orders};
pub use filter::Filter;
pub use futures_core::future::BoxFuture;
pub use http::Method;
pub use link::DeltaLink;
pub use literal::{Json, Literal, Optional, ToLiteral};
pub use map::Map;
pub use model::{Extends, MemberValue, Model, Source, Values, Visit};
pub use operation::{LongRunning, MonitorLink, MonitorStatus};
pub use page::{Page, Requirement};
pub use paged::{ItemsOf, PageEnd, PagesOf, Paging};
pub use paging::{Items, Pages};
pub use parameter::{Argument, Parameter, Style};
pub use path::{KeyStyle, Path, Place};
pub use reference::Reference;
pub use request::{Expand, Multipart, Part, Request};
pub use response::{UndeclaredResponse, read_body, read_header, read_text};
pub use retry::RetryPolicy;
pub use serde_json::{Value, json};
pub use server::{Server, ServerVariable};
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{Transport, TransportError};
pub use union::{Kind, ReadVariant, Tell, Union, VisitVariant};
pub use untyped::Untyped;
pub use update::Update;
pub use upload::{Progress, Upload, Uploaded};
pub use values::{Base64Url, Binary, Date, DateTime, Decimal, Duration, Guid, TimeOfDay, ValueError};

// The crates whose types are part of signatures, in the versions used there.
#[cfg(feature = "reqwest")]
#[doc(no_inline)]
pub use reqwest;
#[doc(no_inline)]
pub use {bytes, http, jiff, serde, serde_json, uuid};

/// Functions that the macros of this crate call. Not part of the public API.
///
/// A macro's body is compiled for every type, including paths and reborrows, so it only makes one plain call per
/// function.
#[doc(hidden)]
pub mod macros {
    pub use crate::enumeration::integer::deserialize as deserialize_integer;
    pub use crate::enumeration::{deserialize as deserialize_enum, eq as eq_enum, serialize as serialize_enum};
    pub use crate::enumeration::{hash, show, to_literal, write};
    pub use crate::field::field;
    pub use crate::model::{clone, debug, deserialize, eq, serialize};
    pub use crate::path::debug as debug_place;
    pub use crate::union::{clone as clone_union, debug as debug_union, eq as eq_union};
    pub use crate::union::{deserialize as deserialize_union, serialize as serialize_union};
}

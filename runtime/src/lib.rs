//! The runtime of the crates that graphwright generates: models, paths, requests, and the client that sends them.
//!
//! Everything that does I/O is here; generated crates only describe the API. A generated method is one or two calls into
//! this crate, generic or inlined, so that a program compiles only what it uses. Generated crates re-export what programs
//! name often, and the whole as the module `runtime`.
//!
//! # Sending
//!
//! A [`Client`] holds a credential, connections and a policy; clones share them. A [`Request`] is a value: it says what is
//! asked, and [`Request::send`] asks it.
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
//! | what | how |
//! |---|---|
//! | a response, with its status and headers | [`Request::send`], [`Request::send_full`] |
//! | a collection | [`Request::items`], [`Request::pages`]; later on from a link: [`Request::resume`] |
//! | what has changed | [`Request::changes`], [`Changes::delta_link`] |
//! | many requests in one | [`Batch`] |
//! | references | [`Request::reference`], [`Request::bind`], [`Update::bind`] |
//! | large content | [`Request::download`], [`Request::send_stream`], [`Upload`] |
//! | work that takes a while | [`Request::start`], [`LongRunning`] |
//! | without `async` | `blocking`, behind the feature of that name |
//! | what a crate lacks | [`Path::from_template`], [`Request::new`], [`Client::execute`] |
//!
//! # What a client sees to
//!
//! - **Tokens** are kept until shortly before they expire, and asked for once however many requests wait. They are sent to the
//!   client's own host, over TLS, and nowhere else: a link or a redirect to another host gets none, or is refused.
//! - **Repetition**: a request that was throttled, or that found no connection, is repeated as [`RetryPolicy`] says and as the
//!   service asks. What may have been executed is repeated only if that changes nothing: a POST only if it is declared
//!   [`Request::idempotent`].
//! - **Time**: an attempt has a timeout, and a call a deadline, which includes attempts, waits and the credential
//!   ([`ClientBuilder::deadline`], [`Request::deadline`]). A wait that would end later is an error at once.
//! - **Values** are written back as they were read: numbers with every digit, also in [`Untyped`] values; members that a model
//!   does not declare; `INF`; null among the items of a collection ([`Additional::nulls`]).
//! - **Encoding**: whatever an id, a function's argument or a literal holds, it stays what it is. Ids that cannot be one (`..`)
//!   are an error before anything is sent.
//! - **Errors** are one type, [`Error`], with a kind ([`Error::kind`]), the service's code, message and ids, its headers and body, and for a 403 the
//!   permissions that the documentation lists. What cannot be read is said by its place, [`DecodeError`], and never by its value.
//! - **Logs**: each request is a `tracing` span `request` with `method`, `template` (the URL without ids), `page`, `status`,
//!   `retries` and `duration_ms`. No `Debug` shows a token, a password or a URL that carries a permission in it; that
//!   of models shows no values at all ([`Model::show_values`]).
//!
//! # Options
//!
//! | option | for every request | for one request | default |
//! |---|---|---|---|
//! | time for one attempt | [`ClientBuilder::timeout`] | [`Request::timeout`] | 100 s |
//! | time for a call, with all attempts and waits | [`ClientBuilder::deadline`] | [`Request::deadline`] | 300 s |
//! | repetitions | [`ClientBuilder::retry`] | [`Request::retry`] | at most 8, after 180 s of waits at most |
//! | a POST may be repeated | | [`Request::idempotent`] | no |
//! | size of a response that is read as a whole | [`ClientBuilder::max_response_bytes`] | [`Request::download`] has no limit | 256 MiB |
//! | version of OData | [`ClientBuilder::odata_max_version`] | [`Request::header`] | 4.01 |
//!
//! # Types of other crates
//!
//! Signatures contain types of the crates [`bytes`], [`http`], [`jiff`], `reqwest`, [`serde`], [`serde_json`] and [`uuid`]. They
//! are re-exported here, and by generated crates as `runtime::jiff` for example, so a program needs no dependency of its own,
//! and always has the right version:
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
//! The feature `test` has a service that answers as it is told; any [`Transport`] can stand in for the network.

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
mod field;
mod filter;
mod link;
mod list;
mod literal;
mod model;
mod number;
mod operation;
mod page;
mod paging;
mod path;
mod raw;
mod reference;
mod request;
mod retry;
mod secret;
#[cfg(feature = "test")]
pub mod test;
#[cfg(test)]
mod tests;
mod transport;
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
pub use credential::{AccessToken, Credential, StaticToken, TokenRequest};
pub use credential::{ClientSecret, DeviceCode, DevicePrompt, SignInError};
pub use decode::DecodeError;
pub use delta::{Change, Changes, Removal};
pub use download::{ContentRange, Download};
pub use enumeration::{Flags, StringEnum};
pub use error::{Error, ErrorDetail, ErrorKind};
pub use field::{Expands, Field, Fields, Order, Orders};
pub use filter::Filter;
pub use futures_core::future::BoxFuture;
pub use http::Method;
pub use link::DeltaLink;
pub use literal::{Json, Literal, Optional, ToLiteral};
pub use model::{Extends, MemberValue, Model, Source, Values, Visit};
pub use operation::{LongRunning, MonitorLink, MonitorStatus};
pub use page::Page;
pub use paging::{Items, Pages};
pub use path::{KeyStyle, Path, Place};
pub use reference::Reference;
pub use request::{Expand, Request};
pub use retry::RetryPolicy;
pub use serde_json::{Value, json};
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{Transport, TransportError};
pub use untyped::Untyped;
pub use update::Update;
pub use upload::{Progress, Upload, Uploaded};
pub use values::{Binary, Date, DateTime, Decimal, Duration, Guid, TimeOfDay, ValueError};

// The crates whose types are in signatures, in the versions that the signatures mean.
#[cfg(feature = "reqwest")]
#[doc(no_inline)]
pub use reqwest;
#[doc(no_inline)]
pub use {bytes, http, jiff, serde, serde_json, uuid};

/// What the macros of this crate expand to calls of; not for other callers.
///
/// One plain call a function: what stands in a macro is compiled once for every type, its paths and reborrows too.
#[doc(hidden)]
pub mod macros {
    pub use crate::enumeration::{deserialize as deserialize_enum, eq as eq_enum, serialize as serialize_enum};
    pub use crate::enumeration::{hash, show, to_literal, write};
    pub use crate::field::field;
    pub use crate::model::{clone, debug, deserialize, eq, serialize};
    pub use crate::path::debug as debug_place;
}

//! OpenAPI 3.0, 3.1 and 3.2 → a syntax tree with the place of every value.
//!
//! [`parse`] reads one description and what it refers to. Every member of its objects is read, part of an extension or
//! of data, or reported; [`Account`] has the sums.

mod account;
mod content;
mod document;
pub(crate) mod files;
mod info;
mod operation;
mod parameter;
mod read;
mod reference;
mod schema;
mod security;
#[cfg(test)]
mod tests;

pub use account::Account;
pub use content::{Encoding, Example, Field, Header, Link, Media, Response};
pub use document::{Components, Document, Targets, Version};
pub use info::{Contact, ExternalDocs, Info, License, Server, Tag, Variable};
pub use operation::{Callback, Method, Operation, PathItem, RequestBody};
pub use parameter::Parameter;
pub use read::{Trees, parse};
pub use reference::{RefOr, Reference, Target};
pub use schema::{Constraints, Discriminator, Schema, Type, Xml};
pub use security::{Flow, Requirement, Scheme, SchemeKind};

use crate::model::json::{Member, Name};

/// A text and its place.
pub type Text = Name;

/// The members of an object whose names begin with `x-`.
pub type Extensions = Vec<Member>;

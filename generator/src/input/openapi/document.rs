//! A description and its parts that are not requests or schemas.

use super::{
    Account, Callback, Example, Extensions, ExternalDocs, Header, Info, Link, Parameter, PathItem, RefOr, RequestBody,
    Requirement, Response, Schema, Scheme, Server, Tag, Target,
};
use crate::model::json::Name;
use crate::source::{FileId, Spanned};
use std::collections::BTreeMap;

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0.x
    V30,
    /// 3.1.x
    V31,
    /// 3.2.x
    V32,
}

impl Version {
    /// The name: `OpenAPI 3.0`.
    pub fn name(self) -> &'static str {
        match self {
            Version::V30 => "OpenAPI 3.0",
            Version::V31 => "OpenAPI 3.1",
            Version::V32 => "OpenAPI 3.2",
        }
    }
}

/// An OpenAPI description.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// The version of OpenAPI.
    pub version: Spanned<Version>,
    /// The title and the version of the API.
    pub info: Option<Info>,
    /// The base URLs.
    pub servers: Vec<Server>,
    /// The groups of operations.
    pub tags: Vec<Tag>,
    /// The path items by URL template.
    pub paths: Vec<(Name, RefOr<PathItem>)>,
    /// The requests that the service sends, by name.
    pub webhooks: Vec<(Name, RefOr<PathItem>)>,
    /// The security requirements of all operations that have none of their own.
    pub security: Option<Vec<Requirement>>,
    /// The named parts.
    pub components: Components,
    /// More documentation.
    pub external_docs: Option<ExternalDocs>,
    /// Extensions.
    pub extensions: Extensions,
    /// All values that references refer to, and the named parts.
    pub targets: Targets,
    /// The account of its members.
    pub account: Account,
}

/// The named parts of a description. Each name has the key of its value in [`Document::targets`].
#[derive(Clone, Debug, Default)]
pub struct Components {
    /// Schemas.
    pub schemas: Vec<(Name, Target)>,
    /// Responses.
    pub responses: Vec<(Name, Target)>,
    /// Parameters.
    pub parameters: Vec<(Name, Target)>,
    /// Examples.
    pub examples: Vec<(Name, Target)>,
    /// Request bodies.
    pub request_bodies: Vec<(Name, Target)>,
    /// Headers.
    pub headers: Vec<(Name, Target)>,
    /// Security schemes.
    pub security_schemes: Vec<(Name, Target)>,
    /// Links.
    pub links: Vec<(Name, Target)>,
    /// Callbacks.
    pub callbacks: Vec<(Name, Target)>,
    /// Path items.
    pub path_items: Vec<(Name, Target)>,
    /// Extensions.
    pub extensions: Extensions,
}

/// The values that references refer to, and the named parts of a description, by place.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Schemas.
    pub schemas: BTreeMap<Target, Schema>,
    /// Responses.
    pub responses: BTreeMap<Target, Response>,
    /// Parameters.
    pub parameters: BTreeMap<Target, Parameter>,
    /// Examples.
    pub examples: BTreeMap<Target, Example>,
    /// Request bodies.
    pub request_bodies: BTreeMap<Target, RequestBody>,
    /// Headers.
    pub headers: BTreeMap<Target, Header>,
    /// Security schemes.
    pub security_schemes: BTreeMap<Target, Scheme>,
    /// Links.
    pub links: BTreeMap<Target, Link>,
    /// Callbacks.
    pub callbacks: BTreeMap<Target, Callback>,
    /// Path items.
    pub path_items: BTreeMap<Target, PathItem>,
}

//! Paths, operations and bodies.

use super::{Extensions, ExternalDocs, Media, Parameter, RefOr, Requirement, Response, Server, Text};
use crate::model::StatusRange;
use crate::model::json::Name;
use crate::source::{Span, Spanned};

/// A method of HTTP that has operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
}

/// The operations of a URL template.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// Its place.
    pub span: Span,
    /// A short description.
    pub summary: Option<Text>,
    /// The description.
    pub description: Option<Text>,
    /// The base URLs of these operations, if they differ from those of the description.
    pub servers: Vec<Server>,
    /// The parameters of all operations.
    pub parameters: Vec<RefOr<Parameter>>,
    /// The operations by method.
    pub operations: Vec<(Spanned<Method>, Operation)>,
    /// Extensions.
    pub extensions: Extensions,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its place.
    pub span: Span,
    /// Its unique name.
    pub id: Option<Text>,
    /// The names of its groups.
    pub tags: Vec<Text>,
    /// A short description.
    pub summary: Option<Text>,
    /// The description.
    pub description: Option<Text>,
    /// More documentation.
    pub external_docs: Option<ExternalDocs>,
    /// The parameters, besides those of its path.
    pub parameters: Vec<RefOr<Parameter>>,
    /// The body.
    pub request_body: Option<RefOr<RequestBody>>,
    /// The responses by status.
    pub responses: Vec<(Spanned<StatusRange>, RefOr<Response>)>,
    /// The requests that the service sends because of this one.
    pub callbacks: Vec<(Name, RefOr<Callback>)>,
    /// Whether it should not be used.
    pub is_deprecated: bool,
    /// The security requirements, if they differ from those of the description.
    pub security: Option<Vec<Requirement>>,
    /// The base URLs, if they differ from those of the path.
    pub servers: Vec<Server>,
    /// Extensions.
    pub extensions: Extensions,
}

/// The body of requests.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Its place.
    pub span: Span,
    /// The description.
    pub description: Option<Text>,
    /// The bodies by media type.
    pub content: Vec<Media>,
    /// Whether requests must have a body.
    pub is_required: bool,
    /// Extensions.
    pub extensions: Extensions,
}

/// The requests that a service sends, by the expression for their URL.
#[derive(Clone, Debug)]
pub struct Callback {
    /// The path items by expression.
    pub paths: Vec<(Name, RefOr<PathItem>)>,
    /// Extensions.
    pub extensions: Extensions,
}

//! Responses and bodies by media type.

use super::{Extensions, RefOr, Schema, Server, Text};
use crate::model::Style;
use crate::model::json::{Json, Name};
use crate::source::{Span, Spanned};
use std::sync::Arc;

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// Its place.
    pub span: Span,
    /// A short description.
    pub summary: Option<Text>,
    /// The description.
    pub description: Option<Text>,
    /// The headers by name.
    pub headers: Vec<(Name, RefOr<Header>)>,
    /// The bodies by media type.
    pub content: Vec<Media>,
    /// The requests that the response has values for.
    pub links: Vec<(Name, RefOr<Link>)>,
    /// Extensions.
    pub extensions: Extensions,
}

/// A header.
pub type Header = Field;

/// A body of one media type.
#[derive(Clone, Debug)]
pub struct Media {
    /// The media type or range: `application/json`, `image/*`.
    pub media_type: Text,
    /// The schema.
    pub schema: Option<Schema>,
    /// The schema of each item of a sequence, such as events (OpenAPI 3.2).
    pub item_schema: Option<Schema>,
    /// An example.
    pub example: Option<Arc<Json>>,
    /// Examples by name.
    pub examples: Vec<(Name, RefOr<Example>)>,
    /// How members of forms are sent, by name.
    pub encoding: Vec<(Name, Encoding)>,
    /// Extensions.
    pub extensions: Extensions,
}

/// An example.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its place.
    pub span: Span,
    /// A short description.
    pub summary: Option<Text>,
    /// The description.
    pub description: Option<Text>,
    /// The value.
    pub value: Option<Arc<Json>>,
    /// The URL of the value.
    pub external_value: Option<Text>,
    /// Extensions.
    pub extensions: Extensions,
}

/// How a member of a form is sent.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// The media type of the part.
    pub content_type: Option<Text>,
    /// The headers of the part, by name.
    pub headers: Vec<(Name, RefOr<Header>)>,
    /// How lists and objects are written.
    pub style: Option<Spanned<Style>>,
    /// Whether each item or member is written as a parameter of its own, if stated.
    pub explode: Option<bool>,
    /// Whether reserved characters are not encoded.
    pub allows_reserved: bool,
    /// Extensions.
    pub extensions: Extensions,
}

/// A value that is sent as text: of a parameter or of a header.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its place.
    pub span: Span,
    /// The description.
    pub description: Option<Text>,
    /// Whether it is always sent.
    pub is_required: bool,
    /// Whether it should not be used.
    pub is_deprecated: bool,
    /// Whether the value may be empty.
    pub allows_empty: bool,
    /// How lists and objects are written, if stated.
    pub style: Option<Spanned<Style>>,
    /// Whether each item or member is written as a parameter of its own, if stated.
    pub explode: Option<bool>,
    /// Whether reserved characters are not encoded.
    pub allows_reserved: bool,
    /// The schema.
    pub schema: Option<Schema>,
    /// The value as text of a media type, instead of a schema.
    pub content: Vec<Media>,
    /// An example.
    pub example: Option<Json>,
    /// Examples by name.
    pub examples: Vec<(Name, RefOr<Example>)>,
    /// Extensions.
    pub extensions: Extensions,
}

/// How values of a response are used in another request.
#[derive(Clone, Debug)]
pub struct Link {
    /// The reference to the operation.
    pub operation_ref: Option<Text>,
    /// The name of the operation.
    pub operation_id: Option<Text>,
    /// The parameters: values or expressions.
    pub parameters: Vec<(Name, Json)>,
    /// The body: a value or an expression.
    pub request_body: Option<Json>,
    /// The description.
    pub description: Option<Text>,
    /// The base URL of the operation.
    pub server: Option<Server>,
    /// Extensions.
    pub extensions: Extensions,
}

//! The interpretation of a page: a resource, enums, an operation.
//!
//! For a table under *Properties* in the syntax tree, the interpretation has a property named `id` of type `String`.
//! Names are as written and not resolved yet, and no other page is involved.

mod base;
mod clouds;
mod codes;
pub mod http;
mod interpret;
pub mod message;
mod options;
pub mod permissions;
mod rows;
pub mod sections;
mod sentences;
pub mod type_name;
pub mod values;

pub use interpret::interpret;

use crate::input::markdown::NodeId;
use crate::model::Cloud;
use crate::model::example::Example;
use crate::model::http::{Method, UrlTemplate};
use crate::model::json::Json;
use crate::model::permission::Permissions;
use crate::source::{FileId, Span, Spanned};
use sections::Announced;
use std::sync::Arc;
use type_name::TypeText;

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// The first heading, without markup.
    pub title: Spanned<String>,
    /// `Namespace: microsoft.graph`.
    pub namespace: Option<Spanned<String>>,
    /// The paragraphs after the title, as raw Markdown.
    pub description: Vec<Span>,
    /// The product, in the front matter.
    pub product: Option<Spanned<String>>,
    /// Included notices after the title.
    pub notices: Vec<Span>,
    /// The deprecation notice of the page.
    pub deprecated: Option<Span>,
    /// What its headings announce, in order.
    pub headings: Vec<Announced>,
    /// The first heading *Properties*.
    pub properties: Option<Span>,
    /// The first heading *Relationships*.
    pub relationships: Option<Span>,
    /// Types that the page defines.
    pub resources: Vec<Resource>,
    /// Enums that the page defines.
    pub enums: Vec<EnumTable>,
    /// The operation that the page documents.
    pub operation: Option<Operation>,
    /// The disposition of every node, by [`NodeId`].
    pub dispositions: Vec<Disposition>,
}

/// How a node of the syntax tree was handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disposition {
    /// The node reached the model.
    Used,
    /// A diagnostic reports it.
    Reported,
    /// Prose (an overview, a *See also*), which the model does not need.
    Prose,
}

/// A structured type, as one page (or the request body of one operation) describes it.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The name: in the annotation, else in the title. It may have no namespace.
    pub name: Spanned<String>,
    /// `baseType` of the annotation, else the type in a sentence (*Inherits from …*).
    pub base: Option<Spanned<String>>,
    /// Whether a sentence says that it inherits from a type, without the name.
    pub inherits: bool,
    /// The `null` of `baseType` in the annotation.
    pub no_base: Option<Span>,
    /// `keyProperty`.
    pub key: Option<Spanned<String>>,
    /// The `true` of `openType`.
    pub open_at: Option<Span>,
    /// The `true` of `abstract`.
    pub abstract_at: Option<Span>,
    /// Rows of the Properties tables.
    pub properties: Vec<Property>,
    /// Rows of the Relationships tables.
    pub relationships: Vec<Property>,
    /// Whether it has a Properties or a Relationships table, which may have no rows.
    pub has_table: bool,
    /// Rows of the Methods tables.
    pub methods: Vec<MethodRow>,
    /// The JSON representation.
    pub json: Option<Json>,
}

/// A row that names a property, a relationship or a parameter.
#[derive(Clone, Debug)]
pub struct Property {
    /// The name without markup and qualifiers (`(deprecated)`).
    pub name: Spanned<String>,
    /// The type; `None` if there is no type column or it is empty.
    pub ty: Option<Spanned<TypeText>>,
    /// The description cell, raw; empty if there is none.
    pub description: Span,
    /// `Possible values are: …`.
    pub values: Vec<Spanned<String>>,
    /// `Inherited from [entity](…)`: the type's name.
    pub inherited_from: Option<Spanned<String>>,
    /// *Read-only.*
    pub is_read_only: bool,
    /// *Required.*
    pub is_required: bool,
    /// *Optional.*
    pub is_optional: bool,
    /// *Not nullable* is `false`, *Nullable* is `true`; with the place of the words.
    pub is_nullable: Option<Spanned<bool>>,
    /// The deprecation notice of the row.
    pub is_deprecated: bool,
    /// The divider row above it in its table, else the header of its table if its section has a table before.
    pub group: Option<Span>,
    /// The row, for reports.
    pub row: Span,
}

/// A row of a Methods table.
#[derive(Clone, Debug)]
pub struct MethodRow {
    /// The link's text.
    pub name: Spanned<String>,
    /// The link's target (`../api/user-get.md`).
    pub target: Option<Spanned<String>>,
    /// The returned type, as written.
    pub returns: Span,
    /// The description cell, raw.
    pub description: Option<Span>,
}

/// An enum, as described by a table of members.
#[derive(Clone, Debug)]
pub struct EnumTable {
    /// The name, from the title or the heading.
    pub name: Spanned<String>,
    /// Whether the heading or the page describes flags.
    pub is_flags: bool,
    /// The paragraphs under its heading.
    pub description: Vec<Span>,
    /// The members, in order.
    pub members: Vec<Member>,
}

/// A member of an enum.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name.
    pub name: Spanned<String>,
    /// The number, if the table has one.
    pub value: Option<Spanned<i64>>,
    /// The description cell, raw.
    pub description: Option<Span>,
}

/// An operation, as its API page describes it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Every request line, in order.
    pub requests: Vec<Request>,
    /// The permissions. Shared with the model, like the URLs and the examples.
    pub permissions: Arc<Permissions>,
    /// The clouds that the page lists.
    pub clouds: Vec<Cloud>,
    /// Rows of the path and function parameter tables.
    pub parameters: Vec<Property>,
    /// Rows of the query parameter tables.
    pub query: Vec<Property>,
    /// Query options that prose names.
    pub options: Vec<Spanned<String>>,
    /// Rows of the request header tables.
    pub headers: Vec<Property>,
    /// The Request body section.
    pub body: RequestBody,
    /// The Response section.
    pub response: Response,
    /// Requests and responses, paired in order.
    pub examples: Arc<[Example]>,
}

/// A request line: `GET /users/{id}`.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Spanned<Method>,
    /// The URL.
    pub url: Arc<Spanned<UrlTemplate>>,
}

/// The Request body section.
#[derive(Clone, Debug, Default)]
pub struct RequestBody {
    /// The type of the first link (*a JSON representation of the [user](…) object*), if the sentence names one.
    pub ty: Option<Spanned<String>>,
    /// Whether it states that there is no body (*Do not supply a request body*).
    pub is_none: bool,
    /// Whether the rows are parameters of an action.
    pub is_parameters: bool,
    /// Rows of its tables.
    pub properties: Vec<Property>,
    /// The whole section, for reports.
    pub span: Option<Span>,
}

/// The Response section.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// The success codes, in order: 201; 302 and 200.
    pub statuses: Vec<Spanned<u16>>,
    /// The named type: the text of a link, a bold or code word, `String`.
    pub ty: Option<Spanned<String>>,
    /// *a collection of*, *… collection*, *list of*.
    pub is_collection: bool,
    /// *does not return anything*.
    pub is_none: bool,
    /// *binary data*, *a redirect*: the result is not JSON with a type.
    pub is_raw: bool,
    /// The first paragraph, or the heading of a section without paragraphs.
    pub first: Option<Span>,
    /// Rows of its tables.
    pub properties: Vec<Property>,
    /// Every status code of its paragraphs and tables, of the prose of examples, and of sections about errors.
    pub codes: Vec<Spanned<u16>>,
}

/// Marks a node, unless it is marked already.
pub fn mark(dispositions: &mut [Option<Disposition>], id: NodeId, disposition: Disposition) {
    dispositions[id.0 as usize].get_or_insert(disposition);
}

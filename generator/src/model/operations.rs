//! Operations of pages, actions and functions of metadata, and entry points of URLs.

use super::example::{Example, RequestMessage};
use super::http::{Method, UrlTemplate};
use super::permission::Permissions;
use super::{Capabilities, Contract, Docs, Fact, Parameter, Provenance, QualifiedName, Type};
use crate::source::{FileId, Span, Spanned};
use std::sync::Arc;

/// The operation that one API page documents.
#[derive(Clone, Debug)]
pub struct Operation<R> {
    /// The title of the page, with its place.
    pub title: Spanned<String>,
    /// The page.
    pub page: FileId,
    /// The namespace of unqualified names in its page and its examples.
    pub namespace: String,
    /// Its documentation.
    pub docs: Docs,
    /// Every documented request line.
    pub requests: Vec<Request>,
    /// The required permissions.
    pub permissions: Arc<Permissions>,
    /// The clouds that the page lists: a service may run in several.
    pub clouds: Vec<Cloud>,
    /// Parameters of functions, in URLs.
    pub parameters: Vec<Parameter<R>>,
    /// Query options that the page describes.
    pub query: Vec<Parameter<R>>,
    /// Query options that the page names in prose: `$select`.
    pub options: Vec<Spanned<String>>,
    /// Headers that the page describes.
    pub headers: Vec<Parameter<R>>,
    /// The body.
    pub body: Option<Type<R>>,
    /// The rows that describe the body, if they are not a type of their own.
    pub body_rows: Vec<BodyRow>,
    /// The success status.
    pub status: Option<Spanned<u16>>,
    /// Every success status that the page describes, apart from its examples.
    pub statuses: Vec<u16>,
    /// Every status code that the page names, of successes and of errors.
    pub codes: Vec<Spanned<u16>>,
    /// The result.
    pub response: Option<Type<R>>,
    /// Requests and responses of the page.
    pub examples: Arc<[Example]>,
    /// What an OpenAPI description states about its messages; `None` for pages.
    pub contract: Option<Box<Contract<R>>>,
    /// Which sources state it.
    pub provenance: Provenance,
}

/// A property of a body, as the page of one operation describes it.
#[derive(Clone, Debug)]
pub struct BodyRow {
    /// The name in JSON.
    pub name: Spanned<String>,
    /// Whether this operation requires it; `None` if the page does not say so.
    pub is_required: Option<bool>,
    /// Its documentation.
    pub docs: Docs,
}

/// Whether an operation is available in a cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloud {
    /// The name in the documentation.
    pub name: Spanned<String>,
    /// Whether the operation is available in it.
    pub is_available: bool,
}

/// A documented request line.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The place of the method.
    pub method_at: Span,
    /// The URL.
    pub url: Arc<Spanned<UrlTemplate>>,
    /// Whether its page describes the call of an action or a function.
    pub is_call: bool,
}

/// An action or function (CSDL, 12), as metadata declares it: bound to a type, or called by an import. Each overload is one.
#[derive(Clone, Debug)]
pub struct ODataOperation<R> {
    /// Its name, with its place.
    pub name: Spanned<QualifiedName>,
    /// Action or function.
    pub kind: ODataOperationKind,
    /// The type that it is bound to; `None` if it is called by an import.
    pub binding: Option<Type<R>>,
    /// Whether URLs can continue after a function call.
    pub is_composable: bool,
    /// The parameters in order, without the binding parameter.
    pub parameters: Vec<Parameter<R>>,
    /// The type that holds the parameters of an action; `None` without parameters, and for functions.
    pub body: Option<R>,
    /// The result.
    pub result: Option<Type<R>>,
    /// Its documentation.
    pub docs: Docs,
    /// Which sources state it.
    pub provenance: Provenance,
}

impl<R> Operation<R> {
    /// The requests of the examples, in order.
    pub fn example_requests(&self) -> impl Iterator<Item = &RequestMessage> {
        self.examples.iter().filter_map(|it| it.request.as_ref())
    }
}

impl<R> ODataOperation<R> {
    /// The place in a source that is exhaustive for actions and functions.
    pub fn declared(&self) -> Option<Span> {
        self.provenance.declared(Fact::ODataOperations)
    }
}

/// Action or function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ODataOperationKind {
    /// May have effects; called with POST, parameters in the body.
    Action,
    /// Has no effects; called with GET, parameters in the URL.
    Function,
}

/// An entry point: a first segment of URLs (CSDL, 13).
#[derive(Clone, Debug)]
pub struct Entry<R> {
    /// The segment, with its place.
    pub name: Spanned<String>,
    /// Its kind and its target.
    pub kind: EntryKind<R>,
    /// Its documentation.
    pub docs: Docs,
    /// What the service supports for it.
    pub capabilities: Capabilities,
    /// Which sources state it.
    pub provenance: Provenance,
}

/// The target of an entry.
#[derive(Clone, Debug)]
pub enum EntryKind<R> {
    /// A collection of entities.
    EntitySet(R),
    /// One entity.
    Singleton(R),
    /// Unbound actions or functions of this name.
    Import(QualifiedName),
}

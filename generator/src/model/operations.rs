//! What can be called: operations of pages, actions and functions of metadata, and where URLs begin.

use super::example::Example;
use super::http::{Method, UrlTemplate};
use super::permission::Permissions;
use super::{Docs, Fact, Provenance, QualifiedName, Type};
use crate::source::{FileId, Span, Spanned};
use std::sync::Arc;

/// What one API page documents.
#[derive(Clone, Debug)]
pub struct Operation<R> {
    /// The page's title, and where it stands.
    pub title: Spanned<String>,
    /// The page.
    pub page: FileId,
    /// The namespace of names that its page and its examples write without one.
    pub namespace: String,
    /// What the page says of it.
    pub docs: Docs,
    /// Every documented request line.
    pub requests: Vec<Request>,
    /// Who may call it.
    pub permissions: Arc<Permissions>,
    /// Parameters of functions, in URLs.
    pub parameters: Vec<Parameter<R>>,
    /// Query options that the page describes.
    pub query: Vec<Parameter<R>>,
    /// Headers that the page describes.
    pub headers: Vec<Parameter<R>>,
    /// What is sent.
    pub body: Option<Type<R>>,
    /// The success status.
    pub status: Option<Spanned<u16>>,
    /// What comes back.
    pub response: Option<Type<R>>,
    /// Requests and responses of the page.
    pub examples: Arc<[Example]>,
    /// Which sources state it.
    pub provenance: Provenance,
}

/// A documented request line.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The URL.
    pub url: Arc<Spanned<UrlTemplate>>,
}

/// A parameter, a query option, a header.
#[derive(Clone, Debug)]
pub struct Parameter<R> {
    /// The name.
    pub name: Spanned<String>,
    /// What the page says of it.
    pub docs: Docs,
    /// Its type; strings where the page gives none.
    pub ty: Type<R>,
    /// Whether it must be given.
    pub is_required: bool,
    /// The only value that it can have, where the page names one.
    pub fixed: Option<String>,
}

/// An action or function (CSDL, 12), as metadata declares it: bound to a type, or called by an import. Each overload is one.
#[derive(Clone, Debug)]
pub struct ODataOperation<R> {
    /// Its name, and where it is declared.
    pub name: Spanned<QualifiedName>,
    /// What it is.
    pub kind: ODataOperationKind,
    /// What it is bound to; `None` for what imports call.
    pub binding: Option<Type<R>>,
    /// Whether URLs go on behind a function.
    pub is_composable: bool,
    /// The parameters without the binding one, in order.
    pub parameters: Vec<Parameter<R>>,
    /// The type that holds the parameters of an action; `None` without parameters, and for functions.
    pub body: Option<R>,
    /// What comes back.
    pub result: Option<Type<R>>,
    /// What the metadata says of it.
    pub docs: Docs,
    /// Which sources state it.
    pub provenance: Provenance,
}

impl<R> ODataOperation<R> {
    /// Where a source that knows all actions and functions declares it.
    pub fn declared(&self) -> Option<Span> {
        self.provenance.declared(Fact::ODataOperations)
    }
}

/// Whether something can be called with GET or with POST.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ODataOperationKind {
    /// May have effects; called with POST, parameters in the body.
    Action,
    /// Has none; called with GET, parameters in the URL.
    Function,
}

/// What the first segment of a URL can be (CSDL, 13).
#[derive(Clone, Debug)]
pub struct Entry<R> {
    /// The segment, and where it is declared.
    pub name: Spanned<String>,
    /// What it addresses.
    pub kind: EntryKind<R>,
    /// What the metadata says of it.
    pub docs: Docs,
    /// Which sources state it.
    pub provenance: Provenance,
}

/// What an entry addresses.
#[derive(Clone, Debug)]
pub enum EntryKind<R> {
    /// A collection of entities.
    EntitySet(R),
    /// One entity.
    Singleton(R),
    /// Unbound actions or functions of this name.
    Import(QualifiedName),
}

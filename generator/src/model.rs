//! The model of an API, independent of Rust.
//!
//! Lowering creates a `Model<Unresolved>`, and resolving turns it into a `Model<TypeId>`. Emitting takes only the latter,
//! so an unresolved name cannot reach the output.

mod capabilities;
mod contract;
pub mod example;
pub mod facts;
pub mod http;
pub mod index;
pub mod json;
mod map;
mod operations;
mod pages;
mod parameter;
pub mod permission;
mod primitive;
pub mod prose;
mod provenance;
mod scheme;
mod server;
mod statement;
mod types;

pub use capabilities::{Capabilities, Capability};
pub use contract::{
    Content, Contract, EncodedMember, Input, Location, Piece, Response, Sample, SchemeUse, StatusRange, Style,
};
pub use index::{Index, Name, Namespaces};
pub(crate) use index::{MAX_BASES, NameMap};
pub use map::ReferenceKind;
pub use operations::{BodyRow, Cloud, Entry, EntryKind, ODataOperation, ODataOperationKind, Operation, Request};
pub use pages::{MethodRow, PageFacts};
pub use parameter::Parameter;
pub use permission::RequestPermissions;
pub use primitive::Primitive;
pub use prose::{Deprecation, Docs, Prose};
pub use provenance::{Fact, Provenance, SourceKind, Sources};
pub use scheme::{Scheme, SchemeKind};
pub use server::{Server, ServerVariable};
pub use statement::{
    EnumStatement, ItemStated, MemberStatement, OperationStatement, OperationStatements, SourceModel, Statements,
    TypeStated, TypeStatement,
};
pub use types::{
    EnumJson, Enumeration, InheritedMember, ItemType, Member, Property, PropertyDetails, PropertyKind, Role, Structure,
    Tag, Type, TypeDef, TypeKind, Union, Variant,
};

use crate::service::Service;
use crate::source::{FileId, Span};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A name like `microsoft.graph.user`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName {
    /// `microsoft.graph`
    pub namespace: SmolStr,
    /// `user`
    pub name: SmolStr,
}

impl QualifiedName {
    /// Whether two names are equal without regard to case.
    pub fn is_alike(&self, other: &QualifiedName) -> bool {
        index::is_alike(&self.name, &other.name) && index::is_alike(&self.namespace, &other.namespace)
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.namespace.as_str() {
            "" => f.write_str(&self.name),
            namespace => write!(f, "{namespace}.{}", self.name),
        }
    }
}

/// An unresolved reference: the name as written, and its place. By default, the namespace is that of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// The name.
    pub name: QualifiedName,
    /// Whether the namespace was written.
    pub is_qualified: bool,
    /// The place.
    pub span: Span,
}

impl Unresolved {
    /// The name to look up.
    pub fn to_name(&self) -> Name<'_> {
        Name { namespace: &self.name.namespace, name: &self.name.name, is_qualified: self.is_qualified }
    }
}

/// A definition, by its index in [`Model::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// An operation, by its index in [`Model::operations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub u32);

/// An action or function, by its index in [`Model::odata_operations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ODataOperationId(pub u32);

/// An API. `R` is the type of references to types.
#[derive(Clone, Debug)]
pub struct Model<R> {
    /// The service of the API.
    pub service: Service,
    /// `v1.0`, `beta`: the first segment of every URL.
    pub version: String,
    /// The namespaces of its names.
    pub namespaces: Namespaces,
    /// Sorted by qualified name: ids, and with them the output, do not depend on reading order.
    pub types: Vec<TypeDef<R>>,
    /// Sorted by page.
    pub operations: Vec<Operation<R>>,
    /// What pages state about themselves.
    pub pages: BTreeMap<FileId, Arc<PageFacts>>,
    /// Actions and functions, as metadata declares them: sorted by name, then binding type, then place.
    pub odata_operations: Vec<ODataOperation<R>>,
    /// Entry points of URLs, as metadata declares them: sorted by name.
    pub entries: Vec<Entry<R>>,
    /// The permissions of requests, stated by method and URL: sorted by URL, then method.
    pub permissions: Vec<RequestPermissions>,
    /// The servers of the API that OpenAPI descriptions state, the main one first; not those of single operations.
    pub servers: Vec<Server>,
    /// The security schemes that OpenAPI descriptions state, in their order.
    pub schemes: Vec<Scheme>,
    /// The kinds of source that it is based on.
    pub sources: Sources,
}

impl<R> Model<R> {
    /// The definition of a type.
    pub fn type_def(&self, id: TypeId) -> &TypeDef<R> {
        &self.types[id.0 as usize]
    }

    /// An operation.
    pub fn operation(&self, id: OperationId) -> &Operation<R> {
        &self.operations[id.0 as usize]
    }

    /// An action or function.
    pub fn odata_operation(&self, id: ODataOperationId) -> &ODataOperation<R> {
        &self.odata_operations[id.0 as usize]
    }

    /// Whether only declarations describe URLs: no source documents a request.
    pub fn is_declared_only(&self) -> bool {
        self.operations.is_empty() && self.sources.declare(Fact::Entries)
    }
}

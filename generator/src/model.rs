//! What the API is, before anything is decided about Rust.
//!
//! Lowering makes a `Model<Unresolved>`, resolving turns it into a `Model<TypeId>` and finds out what each URL addresses;
//! emitting takes only that: an unresolved name cannot reach the output.

mod lookup;

use crate::page::http::{Method, UrlTemplate};
use crate::page::message::Example;
use crate::page::permissions::Permissions;
use crate::source::{FileId, Span, Spanned};
use std::collections::BTreeMap;
use std::fmt;

/// A name like `microsoft.graph.user`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName {
    /// `microsoft.graph`
    pub namespace: String,
    /// `user`
    pub name: String,
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.namespace, self.name)
    }
}

/// A reference not yet looked up: the name as written, and where. The namespace is that of the page if none was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// The name.
    pub name: QualifiedName,
    /// Whether the namespace was written.
    pub is_qualified: bool,
    /// Where.
    pub span: Span,
}

/// A definition, by its index in [`Model::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// An operation, by its index in [`Model::operations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub u32);

/// An action or function, by its index in [`Model::callables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallableId(pub u32);

/// An API. `R` is how types are referred to.
#[derive(Clone, Debug)]
pub struct Model<R> {
    /// `v1.0`, `beta`: the first segment of every URL.
    pub version: String,
    /// Sorted by qualified name: ids, and with them the output, do not depend on reading order.
    pub types: Vec<TypeDef<R>>,
    /// Sorted by page.
    pub operations: Vec<Operation<R>>,
    /// Actions and functions, as metadata declares them: sorted by name, then binding type, then place.
    pub callables: Vec<Callable<R>>,
    /// Where URLs begin, as metadata declares it: sorted by name.
    pub entries: Vec<Entry<R>>,
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
    pub fn callable(&self, id: CallableId) -> &Callable<R> {
        &self.callables[id.0 as usize]
    }

    /// The namespace of most types, the first one of equals: its names need no qualification in URLs.
    pub fn root_namespace(&self) -> &str {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for def in &self.types {
            *counts.entry(&def.name.value.namespace).or_default() += 1;
        }
        let most = counts.into_iter().max_by(|(a, n), (b, m)| n.cmp(m).then(b.cmp(a)));
        most.map_or("", |(name, _)| name)
    }

    /// Whether metadata had its say: what it does not declare is then known to be undeclared.
    pub fn has_metadata(&self) -> bool {
        !self.entries.is_empty() || self.types.iter().any(|it| it.declared.is_some())
    }
}

/// A definition.
#[derive(Clone, Debug)]
pub struct TypeDef<R> {
    /// Its name, and where it is defined.
    pub name: Spanned<QualifiedName>,
    /// What the page says of it.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind<R>,
    /// Where metadata declares it.
    pub declared: Option<Span>,
    /// What it was made for.
    pub role: Role,
}

/// What a type was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A page or metadata defines it.
    Definition,
    /// The values that a description lists for a property, as an enum.
    ValueList,
    /// The parameters of an action, sent as one JSON object.
    Parameters,
}

/// What a type is.
#[derive(Clone, Debug)]
pub enum TypeKind<R> {
    /// An entity type: it has a key, URLs address it.
    Entity(Structure<R>),
    /// A complex type: a part of something else. Parameters of actions are complex types too.
    Complex(Structure<R>),
    /// An enum type.
    Enum(Enumeration),
}

impl<R> TypeDef<R> {
    /// A definition that a page gives.
    pub fn new(name: Spanned<QualifiedName>, docs: Docs, kind: TypeKind<R>) -> TypeDef<R> {
        TypeDef { name, docs, kind, declared: None, role: Role::Definition }
    }

    /// What an entity or complex type consists of.
    pub fn structure(&self) -> Option<&Structure<R>> {
        match &self.kind {
            TypeKind::Entity(it) | TypeKind::Complex(it) => Some(it),
            TypeKind::Enum(_) => None,
        }
    }
}

/// What CSDL calls a structured type.
#[derive(Clone, Debug)]
pub struct Structure<R> {
    /// The base type.
    pub base: Option<R>,
    /// Whether only derived types have instances.
    pub is_abstract: bool,
    /// Whether instances have members that are not declared.
    pub is_open: bool,
    /// Whether an instance is a stream of bytes as well (`$value`): CSDL's `HasStream`.
    pub has_stream: bool,
    /// The names of the key properties, where a page or metadata gives them; a path (`a/b`) where metadata has one.
    pub keys: Vec<String>,
    /// Sets of properties that can stand in for the key (`Core.AlternateKeys`).
    pub alternate_keys: Vec<Vec<String>>,
    /// Properties and navigation properties that this type declares (inherited ones excluded), in the page's order.
    pub properties: Vec<Property<R>>,
}

impl<R> Default for Structure<R> {
    fn default() -> Structure<R> {
        Structure {
            base: None,
            is_abstract: false,
            is_open: false,
            has_stream: false,
            keys: Vec::new(),
            alternate_keys: Vec::new(),
            properties: Vec::new(),
        }
    }
}

/// A property or navigation property.
#[derive(Clone, Debug)]
pub struct Property<R> {
    /// The name in JSON.
    pub name: Spanned<String>,
    /// What the page says of it.
    pub docs: Docs,
    /// Its type.
    pub ty: Type<R>,
    /// Structural or navigation.
    pub kind: PropertyKind,
    /// Whether the service sets it.
    pub is_read_only: bool,
    /// Whether it must be given on creation.
    pub is_required: bool,
    /// Where metadata declares it.
    pub declared: Option<Span>,
}

/// Whether a property is data or a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyKind {
    /// Data.
    Structural,
    /// A relation to entities.
    Navigation {
        /// Whether the entities live here and nowhere else (CSDL, 8.4); `false` where only pages tell.
        contains_target: bool,
    },
}

impl PropertyKind {
    /// A relation of which only pages tell.
    pub const RELATIONSHIP: PropertyKind = PropertyKind::Navigation { contains_target: false };

    /// Whether it is a relation.
    pub fn is_navigation(self) -> bool {
        matches!(self, PropertyKind::Navigation { .. })
    }
}

/// A type as it is used: the shape that OData has, without nesting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type<R> {
    /// The type of one item.
    pub item: ItemType<R>,
    /// Whether there are many.
    pub is_collection: bool,
    /// Whether null is a value; `None` where no page says.
    pub is_nullable: Option<bool>,
}

/// The type of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemType<R> {
    /// `Edm.…`
    Primitive(Primitive),
    /// A definition.
    Named(R),
}

/// The primitive types of OData 4.01 (CSDL, 3.3), as far as REST APIs use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    /// `Edm.Binary`
    Binary,
    /// `Edm.Boolean`
    Boolean,
    /// `Edm.Byte`
    Byte,
    /// `Edm.Date`
    Date,
    /// `Edm.DateTimeOffset`
    DateTimeOffset,
    /// `Edm.Decimal`
    Decimal,
    /// `Edm.Double`
    Double,
    /// `Edm.Duration`
    Duration,
    /// `Edm.Guid`
    Guid,
    /// `Edm.Int16`
    Int16,
    /// `Edm.Int32`
    Int32,
    /// `Edm.Int64`
    Int64,
    /// `Edm.SByte`
    SByte,
    /// `Edm.Single`
    Single,
    /// `Edm.Stream`
    Stream,
    /// `Edm.String`
    String,
    /// `Edm.TimeOfDay`
    TimeOfDay,
    /// `Edm.Untyped`: any JSON value.
    Untyped,
}

impl Primitive {
    /// Every primitive type.
    pub const ALL: &[Primitive] = &[
        Primitive::Binary,
        Primitive::Boolean,
        Primitive::Byte,
        Primitive::Date,
        Primitive::DateTimeOffset,
        Primitive::Decimal,
        Primitive::Double,
        Primitive::Duration,
        Primitive::Guid,
        Primitive::Int16,
        Primitive::Int32,
        Primitive::Int64,
        Primitive::SByte,
        Primitive::Single,
        Primitive::Stream,
        Primitive::String,
        Primitive::TimeOfDay,
        Primitive::Untyped,
    ];

    /// The name in CSDL, without `Edm.`.
    pub fn name(self) -> &'static str {
        match self {
            Primitive::Binary => "Binary",
            Primitive::Boolean => "Boolean",
            Primitive::Byte => "Byte",
            Primitive::Date => "Date",
            Primitive::DateTimeOffset => "DateTimeOffset",
            Primitive::Decimal => "Decimal",
            Primitive::Double => "Double",
            Primitive::Duration => "Duration",
            Primitive::Guid => "Guid",
            Primitive::Int16 => "Int16",
            Primitive::Int32 => "Int32",
            Primitive::Int64 => "Int64",
            Primitive::SByte => "SByte",
            Primitive::Single => "Single",
            Primitive::Stream => "Stream",
            Primitive::String => "String",
            Primitive::TimeOfDay => "TimeOfDay",
            Primitive::Untyped => "Untyped",
        }
    }
}

/// An enum type.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// Whether a value is a set of members.
    pub is_flags: bool,
    /// The members, in the page's order.
    pub members: Vec<Member>,
    /// The integer type of the values (CSDL, 10.2): `Edm.Int32` where nothing else is said.
    pub underlying: Primitive,
}

impl Enumeration {
    /// An enum with values of 32 bits.
    pub fn new(is_flags: bool, members: Vec<Member>) -> Enumeration {
        Enumeration { is_flags, members, underlying: Primitive::Int32 }
    }
}

/// A member of an enum type.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name in JSON.
    pub name: Spanned<String>,
    /// What the page says of it.
    pub docs: Docs,
    /// The number, where the page or the metadata gives it.
    pub value: Option<i64>,
    /// Where metadata declares it.
    pub declared: Option<Span>,
}

/// What one API page documents.
#[derive(Clone, Debug)]
pub struct Operation<R> {
    /// The page's title, and where it stands.
    pub title: Spanned<String>,
    /// The page.
    pub page: FileId,
    /// What the page says of it.
    pub docs: Docs,
    /// Every documented request line.
    pub requests: Vec<Request>,
    /// Who may call it.
    pub permissions: Permissions,
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
    pub examples: Vec<Example>,
}

/// A documented request line.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The URL.
    pub url: Spanned<UrlTemplate>,
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
}

/// Prose of a page: raw Markdown; or of metadata: text.
#[derive(Clone, Debug, Default)]
pub struct Docs {
    /// The paragraphs.
    pub paragraphs: Vec<Span>,
    /// The page.
    pub page: Option<FileId>,
    /// Where it is called deprecated: the words of a page, or the description of a revision in metadata.
    pub deprecated: Option<Span>,
}

/// An action or function (CSDL, 12), as metadata declares it. Overloads are callables of their own.
#[derive(Clone, Debug)]
pub struct Callable<R> {
    /// Its name, and where it is declared.
    pub name: Spanned<QualifiedName>,
    /// What it is.
    pub kind: CallableKind,
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
}

/// Whether something can be called with GET or with POST.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CallableKind {
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

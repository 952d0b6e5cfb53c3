//! What the API is, before anything is decided about Rust.
//!
//! Lowering makes a `Model<Unresolved>`, resolving turns it into a `Model<TypeId>` and finds out what each URL addresses;
//! emitting takes only that: an unresolved name cannot reach the output.

use crate::page::http::{Method, UrlTemplate};
use crate::page::message::Example;
use crate::page::permissions::Permissions;
use crate::source::{FileId, Span, Spanned};
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

/// An API. `R` is how types are referred to.
#[derive(Clone, Debug)]
pub struct Model<R> {
    /// `v1.0`, `beta`: the first segment of every URL.
    pub version: String,
    /// Sorted by qualified name: ids, and with them the output, do not depend on reading order.
    pub types: Vec<TypeDef<R>>,
    /// Sorted by page.
    pub operations: Vec<Operation<R>>,
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
    /// The name of the key property, where a page gives it.
    pub key: Option<String>,
    /// Properties and navigation properties that this type declares (inherited ones excluded), in the page's order.
    pub properties: Vec<Property<R>>,
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
}

/// Whether a property is data or a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyKind {
    /// Data.
    Structural,
    /// A relation to entities.
    Navigation,
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
}

/// A member of an enum type.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name in JSON.
    pub name: Spanned<String>,
    /// What the page says of it.
    pub docs: Docs,
    /// The number, where the page gives it.
    pub value: Option<i64>,
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

/// Prose of a page: raw Markdown.
#[derive(Clone, Debug, Default)]
pub struct Docs {
    /// The paragraphs.
    pub paragraphs: Vec<Span>,
    /// The page.
    pub page: Option<FileId>,
    /// Where it is called deprecated.
    pub deprecated: Option<Span>,
}

impl Model<TypeId> {
    /// The base types of a type, nearest first. Lowering has broken circles.
    pub fn bases(&self, id: TypeId) -> Vec<TypeId> {
        let mut res: Vec<TypeId> = Vec::new();
        let mut at = self.type_def(id).structure().and_then(|it| it.base);
        while let Some(base) = at.filter(|it| *it != id && !res.contains(it)) {
            res.push(base);
            at = self.type_def(base).structure().and_then(|it| it.base);
        }
        res
    }

    /// The property of this name that the type declares or inherits: by its type and index. Names match without regard to
    /// case if none matches exactly.
    pub fn find_property(&self, id: TypeId, name: &str) -> Option<(TypeId, u32)> {
        let mut types = vec![id];
        types.extend(self.bases(id));
        let find = |matches: &dyn Fn(&str) -> bool| {
            types.iter().find_map(|ty| {
                let idx = self.type_def(*ty).structure()?.properties.iter().position(|it| matches(&it.name.value))?;
                Some((*ty, idx as u32))
            })
        };
        find(&|it| it == name).or_else(|| find(&|it| it.eq_ignore_ascii_case(name)))
    }

    /// A property found by [`Model::find_property`].
    pub fn property(&self, (ty, idx): (TypeId, u32)) -> Option<&Property<TypeId>> {
        self.type_def(ty).structure()?.properties.get(idx as usize)
    }
}

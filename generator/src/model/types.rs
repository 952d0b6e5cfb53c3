//! Types and their members.

use super::{Capabilities, Docs, Fact, Provenance, QualifiedName, SourceKind};
use crate::source::{Span, Spanned};

/// A definition.
#[derive(Clone, Debug)]
pub struct TypeDef<R> {
    /// Its name, with its place.
    pub name: Spanned<QualifiedName>,
    /// Its documentation.
    pub docs: Docs,
    /// Its kind.
    pub kind: TypeKind<R>,
    /// Which sources state it.
    pub provenance: Provenance,
    /// Its role.
    pub role: Role,
}

/// The role of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A page or metadata defines it.
    Definition,
    /// The values that a description lists for a property, as an enum.
    ValueList,
    /// The parameters of an action, sent as one JSON object.
    Parameters,
}

/// The kind of a type.
#[derive(Clone, Debug)]
pub enum TypeKind<R> {
    /// An entity type: it has a key and can be addressed by URLs.
    Entity(Structure<R>),
    /// A complex type: a structure without a key. Parameters of actions are complex types, too.
    Complex(Structure<R>),
    /// An enum type.
    Enum(Enumeration),
}

impl<R> TypeDef<R> {
    /// Creates a definition with one source, at the place of its name.
    pub fn new(source: SourceKind, name: Spanned<QualifiedName>, docs: Docs, kind: TypeKind<R>) -> TypeDef<R> {
        let provenance = Provenance::new(source, name.span);
        TypeDef { name, docs, kind, provenance, role: Role::Definition }
    }

    /// The place in a source that is exhaustive for types.
    pub fn declared(&self) -> Option<Span> {
        self.provenance.declared(Fact::Types)
    }

    /// The structure of an entity or complex type.
    pub fn structure(&self) -> Option<&Structure<R>> {
        match &self.kind {
            TypeKind::Entity(it) | TypeKind::Complex(it) => Some(it),
            TypeKind::Enum(_) => None,
        }
    }
}

/// A structured type of CSDL.
#[derive(Clone, Debug)]
pub struct Structure<R> {
    /// The base type.
    pub base: Option<R>,
    /// Whether only derived types have instances.
    pub is_abstract: bool,
    /// Whether instances may have undeclared members.
    pub is_open: bool,
    /// Whether an instance is a stream of bytes as well (`$value`): CSDL's `HasStream`.
    pub has_stream: bool,
    /// The names of the key properties, if known; paths (`a/b`) where metadata has them.
    pub keys: Vec<String>,
    /// Alternate keys: sets of properties (`Core.AlternateKeys`).
    pub alternate_keys: Vec<Vec<String>>,
    /// What the service supports for its items, unless a relation or an entry point states something else.
    pub capabilities: Capabilities,
    /// Properties and navigation properties that this type declares (inherited ones excluded), in the page's order.
    pub properties: Vec<Property<R>>,
    /// What this type says about inherited members.
    pub inherited: Vec<InheritedMember>,
}

/// The description that a type gives to a member of a base type.
#[derive(Clone, Debug)]
pub struct InheritedMember {
    /// The name of the member.
    pub name: Spanned<String>,
    /// Its documentation.
    pub docs: Docs,
}

impl<R> From<Property<R>> for InheritedMember {
    fn from(property: Property<R>) -> InheritedMember {
        InheritedMember { name: property.name, docs: property.docs }
    }
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
            capabilities: Capabilities::default(),
            properties: Vec::new(),
            inherited: Vec::new(),
        }
    }
}

/// A property or navigation property.
#[derive(Clone, Debug)]
pub struct Property<R> {
    /// The name in JSON.
    pub name: Spanned<String>,
    /// Its documentation.
    pub docs: Docs,
    /// Its type.
    pub ty: Type<R>,
    /// Structural or navigation.
    pub kind: PropertyKind,
    /// Whether the service sets it.
    pub is_read_only: bool,
    /// Whether it is required on creation.
    pub is_required: bool,
    /// What the service supports for it: for its value, or for the items of the relation.
    pub capabilities: Capabilities,
    /// The values that a description lists, if the type is not an enum.
    pub values: Vec<Spanned<String>>,
    /// Which sources state it.
    pub provenance: Provenance,
}

impl<R> Property<R> {
    /// The place in a source that is exhaustive for the members of its type.
    pub fn declared(&self) -> Option<Span> {
        self.provenance.declared(Fact::Members)
    }
}

/// Whether a property is data or a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyKind {
    /// Data.
    Structural,
    /// A relation to entities.
    Navigation {
        /// Whether the entities are contained in this one (CSDL, 8.4); `false` if only pages describe it.
        contains_target: bool,
    },
}

impl PropertyKind {
    /// A relation that only pages describe.
    pub const RELATIONSHIP: PropertyKind = PropertyKind::Navigation { contains_target: false };

    /// Whether it is a relation.
    pub fn is_navigation(self) -> bool {
        matches!(self, PropertyKind::Navigation { .. })
    }
}

/// A use of a type: an item or a collection, without nesting, as in OData.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type<R> {
    /// The type of one item.
    pub item: ItemType<R>,
    /// Whether it is a collection.
    pub is_collection: bool,
    /// Whether it is nullable; `None` if unknown.
    pub is_nullable: Option<bool>,
}

/// The type of one item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ItemType<R> {
    /// `Edm.…`
    Primitive(Primitive),
    /// A definition.
    Named(R),
}

impl<R> ItemType<R> {
    /// The definition, if it is one.
    pub fn named(&self) -> Option<&R> {
        match self {
            ItemType::Primitive(_) => None,
            ItemType::Named(it) => Some(it),
        }
    }
}

/// The primitive types of OData 4.01 (CSDL, 3.3) that REST APIs use.
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
    /// The integer type of the values (CSDL, 10.2); `Edm.Int32` by default.
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
    /// Its documentation.
    pub docs: Docs,
    /// The number, if known.
    pub value: Option<i64>,
    /// Which sources state it.
    pub provenance: Provenance,
}

impl Member {
    /// The place in a source that is exhaustive for the members of its type.
    pub fn declared(&self) -> Option<Span> {
        self.provenance.declared(Fact::EnumMembers)
    }
}

//! Types and their members.

use super::json::Json;
use super::{Capabilities, Docs, Fact, Primitive, Provenance, QualifiedName, SourceKind};
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
    /// A value of one of several types.
    Union(Union<R>),
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
            TypeKind::Enum(_) | TypeKind::Union(_) => None,
        }
    }
}

impl<R: Copy> TypeDef<R> {
    /// The types that the definition refers to: the base type, and those of members or variants.
    pub fn references(&self) -> Vec<R> {
        match &self.kind {
            TypeKind::Entity(it) | TypeKind::Complex(it) => {
                let types = it.properties.iter().map(|it| &it.ty).chain(&it.rest);
                it.base.into_iter().chain(types.filter_map(|it| it.item.innermost().copied())).collect()
            }
            TypeKind::Union(it) => it.variants.iter().filter_map(|it| it.ty.item.innermost().copied()).collect(),
            TypeKind::Enum(_) => Vec::new(),
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
    /// The type of undeclared members, if a source states it.
    pub rest: Option<Type<R>>,
    /// Whether a source states that instances have no undeclared members.
    pub is_closed: bool,
    /// The property whose value names the type of an instance, if a source states it.
    pub tag: Option<Tag<R>>,
    /// Whether inherited members are unknown: the base type is not defined, or is the type itself.
    pub is_partial: bool,
    /// Whether an instance is a stream of bytes as well (`$value`): CSDL's `HasStream`.
    pub has_stream: bool,
    /// The names of the key properties, if known: aliases, or paths (`a/b`) where metadata has them.
    pub keys: Vec<String>,
    /// The aliases of key properties of complex properties, with their paths: `infoID`, `info/ID`.
    pub key_aliases: Vec<(String, String)>,
    /// Alternate keys: sets of properties (`Core.AlternateKeys`).
    pub alternate_keys: Vec<Vec<String>>,
    /// What the service supports for its items, unless a relation or an entry point states something else.
    pub capabilities: Capabilities,
    /// Properties and navigation properties that this type declares (inherited ones excluded), in the page's order.
    pub properties: Vec<Property<R>>,
    /// What this type says about inherited members.
    pub inherited: Vec<InheritedMember>,
    /// The members that its instances must have although it does not declare them: those of base types.
    pub requires: Vec<String>,
}

/// The property whose value names the type of an instance.
#[derive(Clone, Debug)]
pub struct Tag<R> {
    /// Its name.
    pub property: String,
    /// The types that a source states for values. The other types are named by their own names.
    pub values: Vec<(String, R)>,
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
            rest: None,
            is_closed: false,
            tag: None,
            is_partial: false,
            has_stream: false,
            keys: Vec::new(),
            key_aliases: Vec::new(),
            alternate_keys: Vec::new(),
            capabilities: Capabilities::default(),
            properties: Vec::new(),
            inherited: Vec::new(),
            requires: Vec::new(),
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
    /// What only OpenAPI states about its values.
    pub details: Option<Box<PropertyDetails>>,
    /// Which sources state it.
    pub provenance: Provenance,
}

impl<R> Property<R> {
    /// The place in a source that is exhaustive for the members of its type.
    pub fn declared(&self) -> Option<Span> {
        self.provenance.declared(Fact::Members)
    }
}

/// What OpenAPI states about the values of a property.
#[derive(Clone, Debug, Default)]
pub struct PropertyDetails {
    /// Whether only requests contain it.
    pub is_write_only: bool,
    /// The only allowed value.
    pub constant: Option<Json>,
    /// The value if there is none.
    pub default: Option<Json>,
    /// Limits of its values, as words: `at most 5 characters`.
    pub limits: Vec<String>,
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

/// A use of a type: an item or a collection, as in OData. Lists in lists, and maps, are items.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// A list as an item of another one: the type of its items.
    List(Box<Type<R>>),
    /// An object with members of any names: the type of their values.
    Map(Box<Type<R>>),
}

impl<R> ItemType<R> {
    /// The definition, if it is one.
    pub fn named(&self) -> Option<&R> {
        match self {
            ItemType::Named(it) => Some(it),
            ItemType::Primitive(_) | ItemType::List(_) | ItemType::Map(_) => None,
        }
    }

    /// The definition that it consists of, also as an item of nested lists and maps.
    pub fn innermost(&self) -> Option<&R> {
        match self {
            ItemType::Named(it) => Some(it),
            ItemType::List(it) | ItemType::Map(it) => it.item.innermost(),
            ItemType::Primitive(_) => None,
        }
    }
}

/// A union: a value of one of several types.
#[derive(Clone, Debug)]
pub struct Union<R> {
    /// The property that determines the variant.
    pub discriminator: Option<Spanned<String>>,
    /// Whether a value is of exactly one variant; otherwise, it may be of several.
    pub is_exclusive: bool,
    /// The variants, in the order of the source.
    pub variants: Vec<Variant<R>>,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct Variant<R> {
    /// The name: of its type, or the kind of its JSON (`text`, `list`); unique in the union.
    pub name: Spanned<String>,
    /// Its documentation.
    pub docs: Docs,
    /// Its type.
    pub ty: Type<R>,
    /// The values of the discriminator that determine it.
    pub values: Vec<String>,
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
    /// The JSON of the values.
    pub json: EnumJson,
}

/// The JSON of the values of an enum type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EnumJson {
    /// The names of members.
    #[default]
    Names,
    /// The numbers of members.
    Numbers,
}

impl Enumeration {
    /// An enum with values of 32 bits.
    pub fn new(is_flags: bool, members: Vec<Member>) -> Enumeration {
        Enumeration { is_flags, members, underlying: Primitive::Int32, json: EnumJson::Names }
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

//! What types consist of.

use super::{Annotation, TypeRef};
use crate::source::Spanned;

/// A structural property: `edm:Property` (7).
#[derive(Clone, Debug)]
pub struct Property {
    /// `Name`.
    pub name: Spanned<String>,
    /// `Type` (7.1). `Edm.Untyped` if the file gives none, which is reported.
    pub ty: TypeRef,
    /// `Nullable` (7.2.1). Without it a single value is nullable, and nothing is known of the items of a collection.
    pub nullable: Option<Spanned<bool>>,
    /// The other facets (7.2).
    pub facets: Facets,
    /// `DefaultValue` (7.2.7), as written.
    pub default_value: Option<Spanned<String>>,
    /// Annotations of the property.
    pub annotations: Vec<Annotation>,
}

/// Facets (7.2): what values of a primitive type are allowed. As written, but known to be well formed.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// `MaxLength` (7.2.2): a number or `max`.
    pub max_length: Option<Spanned<String>>,
    /// `Precision` (7.2.3): a number.
    pub precision: Option<Spanned<String>>,
    /// `Scale` (7.2.4): a number, `variable` or `floating`.
    pub scale: Option<Spanned<String>>,
    /// `Unicode` (7.2.5): whether strings are more than ASCII.
    pub unicode: Option<Spanned<bool>>,
    /// `SRID` (7.2.6): a number or `variable`.
    pub srid: Option<Spanned<String>>,
}

/// A relation to entities: `edm:NavigationProperty` (8).
#[derive(Clone, Debug)]
pub struct NavigationProperty {
    /// `Name`.
    pub name: Spanned<String>,
    /// `Type` (8.1).
    pub ty: TypeRef,
    /// `Nullable` (8.2).
    pub nullable: Option<Spanned<bool>>,
    /// `Partner` (8.3): the path that leads back.
    pub partner: Option<Spanned<String>>,
    /// `ContainsTarget` (8.4): whether the entities exist only below this one.
    pub contains_target: bool,
    /// `edm:ReferentialConstraint` (8.5).
    pub constraints: Vec<ReferentialConstraint>,
    /// `Action` of `edm:OnDelete` (8.6): `Cascade`, `None`, `SetNull` or `SetDefault`.
    pub on_delete: Option<Spanned<String>>,
    /// Annotations of the navigation property.
    pub annotations: Vec<Annotation>,
}

/// A property that has the value of one of the related entity: `edm:ReferentialConstraint` (8.5).
#[derive(Clone, Debug)]
pub struct ReferentialConstraint {
    /// `Property`: a path to the property here.
    pub property: Spanned<String>,
    /// `ReferencedProperty`: a path to the property there.
    pub referenced: Spanned<String>,
    /// Annotations of the constraint.
    pub annotations: Vec<Annotation>,
}

/// A part of a key: `edm:PropertyRef` (6.5).
#[derive(Clone, Debug)]
pub struct PropertyRef {
    /// `Name`: the property, or a path to it (`address/code`).
    pub name: Spanned<String>,
    /// `Alias`: what URLs call it; paths have one.
    pub alias: Option<Spanned<String>>,
}

/// An enum type: `edm:EnumType` (10).
#[derive(Clone, Debug)]
pub struct EnumType {
    /// `Name`.
    pub name: Spanned<String>,
    /// `UnderlyingType` (10.1): an integer type, `Edm.Int32` if there is none.
    pub underlying: Option<Spanned<String>>,
    /// `IsFlags` (10.2): whether a value is a set of members.
    pub is_flags: bool,
    /// The members, in the file's order.
    pub members: Vec<EnumMember>,
    /// Annotations of the type.
    pub annotations: Vec<Annotation>,
}

/// A member of an enum type: `edm:Member` (10.3).
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// `Name`.
    pub name: Spanned<String>,
    /// `Value`, where the file gives it.
    pub explicit: Option<Spanned<i64>>,
    /// The value that it has: without `Value` one more than the member before, beginning with 0.
    pub value: i64,
    /// Annotations of the member.
    pub annotations: Vec<Annotation>,
}

/// A primitive type by another name: `edm:TypeDefinition` (11).
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// `Name`.
    pub name: Spanned<String>,
    /// `UnderlyingType` (11.1), as written.
    pub underlying: Spanned<String>,
    /// Facets of the underlying type.
    pub facets: Facets,
    /// Annotations of the type definition.
    pub annotations: Vec<Annotation>,
}

//! Members of types.

use super::{Annotation, TypeRef};
use crate::source::Spanned;

/// A structural property: `edm:Property` (7).
#[derive(Clone, Debug)]
pub struct Property {
    /// `Name`.
    pub name: Spanned<String>,
    /// `Type` (7.1). `Edm.Untyped` if it is missing, which is reported.
    pub ty: TypeRef,
    /// `Nullable` (7.2.1). By default a single value is nullable, and the nullability of items of a collection is unknown.
    pub nullable: Option<Spanned<bool>>,
    /// The other facets (7.2).
    pub facets: Facets,
    /// `DefaultValue` (7.2.7), as written.
    pub default_value: Option<Spanned<String>>,
    /// Annotations of the property.
    pub annotations: Vec<Annotation>,
}

/// Facets (7.2): restrictions of a primitive type, as written. Invalid ones are omitted.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// `MaxLength` (7.2.2): a number or `max`.
    pub max_length: Option<Spanned<String>>,
    /// `Precision` (7.2.3): a number.
    pub precision: Option<Spanned<String>>,
    /// `Scale` (7.2.4): a number, `variable` or `floating`.
    pub scale: Option<Spanned<String>>,
    /// `Unicode` (7.2.5): whether strings may contain non-ASCII characters.
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
    /// `Partner` (8.3): the path of the inverse navigation property.
    pub partner: Option<Spanned<String>>,
    /// `ContainsTarget` (8.4): whether the entities are contained in this one.
    pub contains_target: bool,
    /// `edm:ReferentialConstraint` (8.5).
    pub constraints: Vec<ReferentialConstraint>,
    /// `Action` of `edm:OnDelete` (8.6): `Cascade`, `None`, `SetNull` or `SetDefault`.
    pub on_delete: Option<Spanned<String>>,
    /// Annotations of the navigation property.
    pub annotations: Vec<Annotation>,
}

/// A property that equals a property of the related entity: `edm:ReferentialConstraint` (8.5).
#[derive(Clone, Debug)]
pub struct ReferentialConstraint {
    /// `Property`: a path to the property of this entity.
    pub property: Spanned<String>,
    /// `ReferencedProperty`: a path to the property of the related entity.
    pub referenced: Spanned<String>,
    /// Annotations of the constraint.
    pub annotations: Vec<Annotation>,
}

/// A part of a key: `edm:PropertyRef` (6.5).
#[derive(Clone, Debug)]
pub struct PropertyRef {
    /// `Name`: the property, or a path to it (`address/code`).
    pub name: Spanned<String>,
    /// `Alias`: its name in URLs; required for paths.
    pub alias: Option<Spanned<String>>,
}

/// An enum type: `edm:EnumType` (10).
#[derive(Clone, Debug)]
pub struct EnumType {
    /// `Name`.
    pub name: Spanned<String>,
    /// `UnderlyingType` (10.1): an integer type; `Edm.Int32` by default.
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
    /// `Value`, if present.
    pub explicit: Option<Spanned<i64>>,
    /// The effective value: without `Value`, one more than the member before, starting with 0.
    pub value: i64,
    /// Annotations of the member.
    pub annotations: Vec<Annotation>,
}

/// A name for a primitive type: `edm:TypeDefinition` (11).
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

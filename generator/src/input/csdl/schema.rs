//! The syntax tree of CSDL: a metadata file before name resolution.
//!
//! Numbers in parentheses are clauses of OData CSDL XML 4.01, the clause that a definition denotes.

mod annotation;
mod members;
mod operation;

pub use annotation::{Annotation, ConstantKind, Expression, PathKind, PropertyValue, Record, TargetedAnnotations};
pub use members::{
    EnumMember, EnumType, Facets, NavigationProperty, Property, PropertyRef, ReferentialConstraint, TypeDefinition,
};
pub use operation::{
    Container, EntitySet, NavigationBinding, Operation, OperationImport, Parameter, ReturnType, Singleton,
};

use crate::model::QualifiedName;
use crate::source::{FileId, Spanned};

/// A metadata file: `edmx:Edmx` (4).
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// `Version`: `4.0` or `4.01` in a valid file.
    pub version: Option<Spanned<String>>,
    /// Other documents whose names this document uses.
    pub references: Vec<Reference>,
    /// The schemas of the file.
    pub schemas: Vec<Schema>,
    /// Whether the file is CSDL of a supported version. If not, it was reported, and the document is empty.
    pub is_usable: bool,
}

/// A reference to another document: `edmx:Reference` (4.1).
#[derive(Clone, Debug)]
pub struct Reference {
    /// `Uri`: the location of the document.
    pub uri: Spanned<String>,
    /// Its schemas whose names are used here.
    pub includes: Vec<Include>,
    /// Annotations of the reference.
    pub annotations: Vec<Annotation>,
}

/// A schema of a referenced document: `edmx:Include` (4.2).
#[derive(Clone, Debug)]
pub struct Include {
    /// `Namespace`.
    pub namespace: Spanned<String>,
    /// `Alias`: a short name for the namespace, in this document.
    pub alias: Option<Spanned<String>>,
}

/// A schema: `edm:Schema` (5). Definitions are in the order of the file.
#[derive(Clone, Debug)]
pub struct Schema {
    /// `Namespace`.
    pub namespace: Spanned<String>,
    /// `Alias`: a short name for the namespace, in this document.
    pub alias: Option<Spanned<String>>,
    /// Entity types (6).
    pub entity_types: Vec<StructuredType>,
    /// Complex types (9).
    pub complex_types: Vec<StructuredType>,
    /// Enum types (10).
    pub enum_types: Vec<EnumType>,
    /// Type definitions (11).
    pub type_definitions: Vec<TypeDefinition>,
    /// Actions (12.1), one entry per overload.
    pub actions: Vec<Operation>,
    /// Functions (12.3), one entry per overload.
    pub functions: Vec<Operation>,
    /// The entity container (13); CSDL allows one.
    pub containers: Vec<Container>,
    /// The names of the terms that the schema defines (14.1).
    pub terms: Vec<Spanned<String>>,
    /// Annotations with a target path (5.2).
    pub targeted: Vec<TargetedAnnotations>,
    /// Annotations of the schema itself.
    pub annotations: Vec<Annotation>,
}

/// An entity type (6) or a complex type (9).
#[derive(Clone, Debug)]
pub struct StructuredType {
    /// `Name`.
    pub name: Spanned<String>,
    /// `BaseType`, as written (6.1, 9.1).
    pub base: Option<Spanned<String>>,
    /// `Abstract` (6.2, 9.2): only derived types have instances.
    pub is_abstract: bool,
    /// `OpenType` (6.3, 9.3): instances may have undeclared properties.
    pub is_open: bool,
    /// `HasStream` (6.4): entities are media entities. Never of a complex type.
    pub has_stream: bool,
    /// `edm:Key` (6.5), several references if the key is composite. Empty if it is inherited, and of complex types.
    pub key: Vec<PropertyRef>,
    /// Structural properties (7).
    pub properties: Vec<Property>,
    /// Navigation properties (8).
    pub navigation_properties: Vec<NavigationProperty>,
    /// Annotations of the type.
    pub annotations: Vec<Annotation>,
}

/// A reference to a type: `graph.user`, `Collection(Edm.String)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// The name of the item type, as written: qualified, possibly with an alias.
    pub name: Spanned<String>,
    /// Whether it is in `Collection(…)`.
    pub is_collection: bool,
}

impl Document {
    /// An empty document.
    pub fn empty(file: FileId) -> Document {
        Document { file, version: None, references: Vec::new(), schemas: Vec::new(), is_usable: false }
    }

    /// The name that `name` refers to in `schema` of this document: the alias is replaced by its namespace. `None` if it
    /// has no namespace.
    ///
    /// Aliases are local to a document (5.1). The alias of the schema itself comes first: several schemas may use `self`.
    pub fn qualified(&self, schema: &Schema, name: &str) -> Option<QualifiedName> {
        let (prefix, name) = split(name)?;
        let schemas = self.schemas.iter().map(|it| (&it.namespace, it.alias.as_ref()));
        let includes = self.references.iter().flat_map(|it| &it.includes);
        let aliases = [(&schema.namespace, schema.alias.as_ref())]
            .into_iter()
            .chain(schemas)
            .chain(includes.map(|it| (&it.namespace, it.alias.as_ref())));
        let mut named = aliases.filter(|(_, alias)| alias.is_some_and(|it| it.value == prefix));
        let namespace = named.next().map_or(prefix, |(namespace, _)| &namespace.value);
        Some(QualifiedName { namespace: namespace.into(), name: name.into() })
    }
}

/// `a.b.c` → `a.b` and `c`: the last part of a qualified name is the name (15.3).
pub fn split(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once('.').filter(|(namespace, name)| !namespace.is_empty() && !name.is_empty())
}

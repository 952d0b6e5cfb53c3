//! The statements of one source: its model, and the places that it is based on.
//!
//! A source may describe an item in several places, and in different ways. The definitions of its model are based on all of
//! them; findings point at each.

use super::{ItemType, Model, Primitive, Property, Role, SourceKind, Type, TypeDef, TypeKind, Unresolved};
use crate::source::{FileId, Span, Spanned};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The statements of all sources of one kind.
#[derive(Clone, Debug)]
pub struct SourceModel {
    /// The kind.
    pub kind: SourceKind,
    /// The model of the API.
    pub model: Model<Unresolved>,
    /// The statements by place; `None` if every item has one place, so that its definition is the statement.
    pub statements: Option<Statements>,
}

impl SourceModel {
    /// Whether there are no sources, or they state nothing.
    pub fn is_empty(&self) -> bool {
        self.model.sources.iter().next().is_none()
    }

    /// The places.
    pub fn statements(&self) -> Cow<'_, Statements> {
        self.statements.as_ref().map_or_else(|| Cow::Owned(Statements::of(&self.model)), Cow::Borrowed)
    }
}

/// The places of one source, each list in the order of its files.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    /// Descriptions of structured types.
    pub types: Vec<TypeStatement>,
    /// Lists of the members of an enum type.
    pub enums: Vec<EnumStatement>,
    /// Parameters and results of operations.
    pub operations: OperationStatements,
}

/// Descriptions of parameters and results, by the file that describes the operation.
pub type OperationStatements = BTreeMap<FileId, OperationStatement>;

/// The statement of one place about a structured type.
#[derive(Clone, Debug)]
pub struct TypeStatement {
    /// The type.
    pub name: Unresolved,
    /// The base type, if stated.
    pub base: Option<Unresolved>,
    /// Whether it says that there is a base type, with or without the name.
    pub has_base: bool,
    /// The place where it says that the type has no base type.
    pub no_base: Option<Span>,
    /// The key, if stated.
    pub key: Option<Spanned<String>>,
    /// The place where it is stated to be open.
    pub open_at: Option<Span>,
    /// The place where it is stated to be abstract.
    pub abstract_at: Option<Span>,
    /// Its members, in the order of the place.
    pub members: Vec<MemberStatement>,
    /// The heading of its properties, if any.
    pub properties: Option<Span>,
    /// The heading of its relations to entities, if any.
    pub relationships: Option<Span>,
}

/// The statement of one place about a property, a navigation property or a parameter.
#[derive(Clone, Debug)]
pub struct MemberStatement {
    /// The name.
    pub name: Spanned<String>,
    /// Whether it is listed with the relations to entities.
    pub is_navigation: bool,
    /// The type, if stated.
    pub ty: Option<Spanned<TypeStated>>,
    /// Whether it is nullable, if stated; with the place of the statement.
    pub is_nullable: Option<Spanned<bool>>,
    /// Whether it says that the member is deprecated.
    pub is_deprecated: bool,
    /// The listed values.
    pub values: Vec<Spanned<String>>,
    /// The title of its group of rows, if any.
    pub group: Option<Span>,
}

/// A type as a place names it.
#[derive(Clone, Debug)]
pub struct TypeStated {
    /// The type of one item.
    pub item: ItemStated,
    /// Whether it is a collection.
    pub is_collection: bool,
}

/// The type of one item as a place names it.
#[derive(Clone, Debug)]
pub enum ItemStated {
    /// A primitive type.
    Primitive(Primitive),
    /// A definition.
    Named(Unresolved),
    /// Some enum type.
    Enumeration,
    /// Several types, or an unrecognized type.
    Unclear,
}

/// A list of the members of an enum type.
#[derive(Clone, Debug)]
pub struct EnumStatement {
    /// The type.
    pub name: Unresolved,
    /// Its members.
    pub members: Vec<Spanned<String>>,
    /// The numbers of the members, if stated.
    pub values: Vec<Option<Spanned<i64>>>,
}

/// The statement of one place about the parameters and the result of an operation.
#[derive(Clone, Debug, Default)]
pub struct OperationStatement {
    /// Parameters in the URL.
    pub url: Vec<MemberStatement>,
    /// Parameters in the body.
    pub body: Vec<MemberStatement>,
    /// The type of the result.
    pub result: Option<Spanned<TypeStated>>,
}

impl Statements {
    /// The definitions of a model as statements.
    fn of(model: &Model<Unresolved>) -> Statements {
        let defined = || model.types.iter().filter(|it| it.role == Role::Definition);
        Statements {
            types: defined().filter_map(TypeStatement::of).collect(),
            enums: defined().filter_map(EnumStatement::of).collect(),
            operations: BTreeMap::new(),
        }
    }
}

impl TypeStatement {
    fn of(def: &TypeDef<Unresolved>) -> Option<TypeStatement> {
        let structure = def.structure()?;
        let key = match &structure.keys[..] {
            [only] => Some(Spanned::new(only.clone(), def.name.span)),
            _ => None,
        };
        Some(TypeStatement {
            name: defined_name(def),
            base: structure.base.clone(),
            has_base: structure.base.is_some(),
            no_base: None,
            key,
            open_at: structure.is_open.then_some(def.name.span),
            abstract_at: structure.is_abstract.then_some(def.name.span),
            members: structure.properties.iter().map(MemberStatement::of).collect(),
            properties: None,
            relationships: None,
        })
    }
}

impl MemberStatement {
    fn of(it: &Property<Unresolved>) -> MemberStatement {
        MemberStatement {
            name: it.name.clone(),
            is_navigation: it.kind.is_navigation(),
            ty: Some(Spanned::new(TypeStated::of(&it.ty), it.name.span)),
            is_nullable: it.ty.is_nullable.map(|value| Spanned::new(value, it.name.span)),
            is_deprecated: it.docs.deprecated.is_some(),
            values: Vec::new(),
            group: None,
        }
    }
}

impl TypeStated {
    fn of(ty: &Type<Unresolved>) -> TypeStated {
        let item = match &ty.item {
            ItemType::Primitive(Primitive::Untyped) => ItemStated::Unclear,
            ItemType::Primitive(it) => ItemStated::Primitive(*it),
            ItemType::Named(it) => ItemStated::Named(it.clone()),
            ItemType::List(_) | ItemType::Map(_) => ItemStated::Unclear,
        };
        TypeStated { item, is_collection: ty.is_collection }
    }
}

impl EnumStatement {
    fn of(def: &TypeDef<Unresolved>) -> Option<EnumStatement> {
        let TypeKind::Enum(it) = &def.kind else { return None };
        Some(EnumStatement {
            name: defined_name(def),
            members: it.members.iter().map(|it| it.name.clone()).collect(),
            values: it.members.iter().map(|it| Some(Spanned::new(it.value?, it.name.span))).collect(),
        })
    }
}

fn defined_name(def: &TypeDef<Unresolved>) -> Unresolved {
    Unresolved { name: def.name.value.clone(), is_qualified: true, span: def.name.span }
}

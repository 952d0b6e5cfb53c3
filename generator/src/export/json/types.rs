//! Types.

use super::facts::FactsView;
use super::view::{At, Ctx, DocsView, TypeView, Word};
use crate::model::{InheritedMember, Member, Property, PropertyKind, Structure, TypeDef, TypeId, TypeKind, Variant};
use serde::Serialize;

/// A type definition.
#[derive(Serialize)]
pub(super) struct TypeDefView<'a> {
    name: String,
    at: At<'a>,
    #[serde(rename = "declaredAt", skip_serializing_if = "Option::is_none")]
    declared_at: Option<At<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<DocsView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<At<'a>>,
    #[serde(flatten)]
    kind: KindView<'a>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum KindView<'a> {
    Entity(StructureView<'a>),
    Complex(StructureView<'a>),
    Enum {
        flags: bool,
        underlying: String,
        members: Vec<MemberView<'a>>,
    },
    Union {
        #[serde(skip_serializing_if = "Option::is_none")]
        discriminator: Option<&'a str>,
        variants: Vec<VariantView<'a>>,
    },
}

/// A variant of a union.
#[derive(Serialize)]
struct VariantView<'a> {
    name: &'a str,
    at: At<'a>,
    #[serde(flatten)]
    ty: TypeView,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    values: &'a [String],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StructureView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    #[serde(rename = "abstract")]
    is_abstract: bool,
    open: bool,
    key: &'a [String],
    has_stream: bool,
    properties: Vec<PropertyView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inherited: Vec<InheritedView<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    requires: &'a [String],
}

/// The description of an inherited member.
#[derive(Serialize)]
struct InheritedView<'a> {
    #[serde(flatten)]
    member: Word<'a>,
    docs: Option<DocsView<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PropertyView<'a> {
    name: &'a str,
    at: At<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    declared_at: Option<At<'a>>,
    kind: &'static str,
    #[serde(flatten)]
    ty: TypeView,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    contains_target: bool,
    read_only: bool,
    required: bool,
    #[serde(flatten)]
    facts: FactsView<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<DocsView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<At<'a>>,
}

#[derive(Serialize)]
struct MemberView<'a> {
    name: &'a str,
    at: At<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<DocsView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deprecated: Option<At<'a>>,
}

impl<'a> Ctx<'a> {
    pub(super) fn type_def(self, def: &'a TypeDef<TypeId>) -> TypeDefView<'a> {
        let kind = match &def.kind {
            TypeKind::Entity(it) => KindView::Entity(self.structure(it)),
            TypeKind::Complex(it) => KindView::Complex(self.structure(it)),
            TypeKind::Union(it) => KindView::Union {
                discriminator: it.discriminator.as_ref().map(|it| it.value.as_str()),
                variants: it.variants.iter().map(|it| self.variant(it)).collect(),
            },
            TypeKind::Enum(it) => KindView::Enum {
                flags: it.is_flags,
                underlying: format!("Edm.{:?}", it.underlying),
                members: it.members.iter().map(|it| self.member(it)).collect(),
            },
        };
        TypeDefView {
            name: def.name.value.to_string(),
            at: self.at(def.name.span),
            declared_at: def.declared().map(|it| self.at(it)),
            docs: self.docs(&def.docs),
            deprecated: self.deprecated(&def.docs),
            kind,
        }
    }

    fn variant(self, it: &'a Variant<TypeId>) -> VariantView<'a> {
        VariantView { name: &it.name.value, at: self.at(it.name.span), ty: self.ty(&it.ty), values: &it.values }
    }

    fn structure(self, structure: &'a Structure<TypeId>) -> StructureView<'a> {
        StructureView {
            base: structure.base.map(|it| self.type_name(it)),
            is_abstract: structure.is_abstract,
            open: structure.is_open,
            key: &structure.keys,
            has_stream: structure.has_stream,
            properties: structure.properties.iter().map(|it| self.property(it)).collect(),
            inherited: structure.inherited.iter().filter_map(|it| self.inherited(it)).collect(),
            requires: &structure.requires,
        }
    }

    fn inherited(self, it: &'a InheritedMember) -> Option<InheritedView<'a>> {
        (!it.docs.is_hollow()).then(|| InheritedView { member: self.word(&it.name), docs: self.docs(&it.docs) })
    }

    fn property(self, it: &'a Property<TypeId>) -> PropertyView<'a> {
        PropertyView {
            name: &it.name.value,
            at: self.at(it.name.span),
            declared_at: it.declared().map(|it| self.at(it)),
            contains_target: matches!(it.kind, PropertyKind::Navigation { contains_target: true }),
            kind: match it.kind {
                PropertyKind::Structural => "structural",
                PropertyKind::Navigation { .. } => "navigation",
            },
            ty: self.ty(&it.ty),
            read_only: it.is_read_only,
            required: it.is_required,
            facts: self.facts(it),
            docs: self.docs(&it.docs),
            deprecated: self.deprecated(&it.docs),
        }
    }

    fn member(self, it: &'a Member) -> MemberView<'a> {
        MemberView {
            name: &it.name.value,
            at: self.at(it.name.span),
            value: it.value,
            docs: self.docs(&it.docs),
            deprecated: self.deprecated(&it.docs),
        }
    }
}

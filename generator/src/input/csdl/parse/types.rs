//! Definitions of types (6 to 11).

use super::annotation::{annotation, annotations};
use super::facets::facets;
use super::value::integer;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::csdl::schema::{
    EnumMember, EnumType, NavigationProperty, Property, PropertyRef, ReferentialConstraint, StructuredType,
    TypeDefinition,
};
use crate::input::csdl::xml::Element;

/// `edm:EntityType` (6), `edm:ComplexType` (9).
pub(super) fn structured(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<StructuredType> {
    let kind = it.name;
    let is_entity = kind == "EntityType";
    let name = it.name(diagnostics);
    let mut res = StructuredType {
        base: it.qualified(diagnostics, "BaseType"),
        is_abstract: it.flag(diagnostics, "Abstract"),
        is_open: it.flag(diagnostics, "OpenType"),
        has_stream: is_entity && it.flag(diagnostics, "HasStream"),
        name: name?,
        key: Vec::new(),
        properties: Vec::new(),
        navigation_properties: Vec::new(),
        annotations: Vec::new(),
    };
    let mut first_key = None;
    for child in it.finish(diagnostics) {
        match child.name {
            "Key" if is_entity => match first_key {
                None => {
                    first_key = Some(child.span);
                    res.key = key(diagnostics, child);
                }
                Some(first) => {
                    let report =
                        Diagnostic::new(Code::MetadataElement, child.span, "duplicate `Key` of an entity type")
                            .also(first, "first key here")
                            .note("the second key is ignored");
                    diagnostics.report(report);
                }
            },
            "Property" => res.properties.extend(property(diagnostics, child)),
            "NavigationProperty" => res.navigation_properties.extend(navigation_property(diagnostics, child)),
            "Annotation" => res.annotations.extend(annotation(diagnostics, child)),
            _ => child.misplaced(diagnostics, kind),
        }
    }
    Some(res)
}

/// `edm:Key` (6.5).
fn key(diagnostics: &mut Diagnostics, it: Element<'_>) -> Vec<PropertyRef> {
    let mut res = Vec::new();
    for mut child in it.finish(diagnostics) {
        if child.name == "PropertyRef" {
            let name = child.required(diagnostics, "Name");
            let alias = child.identifier(diagnostics, "Alias");
            child.finish_empty(diagnostics);
            res.extend(name.map(|name| PropertyRef { name, alias }));
        } else {
            child.misplaced(diagnostics, "Key");
        }
    }
    res
}

/// `edm:Property` (7).
fn property(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<Property> {
    let name = it.name(diagnostics);
    let ty = it.type_or_untyped(diagnostics);
    let nullable = it.boolean(diagnostics, "Nullable");
    let facets = facets(diagnostics, &mut it);
    // An empty default is a value too.
    let default_value = it.take("DefaultValue");
    let annotations = annotations(diagnostics, it);
    Some(Property { name: name?, ty, nullable, facets, default_value, annotations })
}

/// `edm:NavigationProperty` (8).
fn navigation_property(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<NavigationProperty> {
    let name = it.name(diagnostics);
    let ty = it.type_ref(diagnostics);
    let nullable = it.boolean(diagnostics, "Nullable");
    let partner = it.optional(diagnostics, "Partner");
    let contains_target = it.flag(diagnostics, "ContainsTarget");
    let (mut constraints, mut on_delete, mut annotations) = (Vec::new(), None, Vec::new());
    for mut child in it.finish(diagnostics) {
        match child.name {
            "ReferentialConstraint" => constraints.extend(constraint(diagnostics, child)),
            "OnDelete" => {
                if !child.attributes.iter().any(|it| it.name == "Action") {
                    child.missing(diagnostics, "Action", "the element is ignored");
                }
                let is_action = |it: &str| matches!(it, "Cascade" | "None" | "SetNull" | "SetDefault");
                let expected = "`Cascade`, `None`, `SetNull` or `SetDefault`";
                on_delete = child.checked(diagnostics, "Action", expected, is_action);
                annotations.extend(self::annotations(diagnostics, child));
            }
            "Annotation" => annotations.extend(annotation(diagnostics, child)),
            _ => child.misplaced(diagnostics, "NavigationProperty"),
        }
    }
    Some(NavigationProperty {
        name: name?,
        ty: ty?,
        nullable,
        partner,
        contains_target,
        constraints,
        on_delete,
        annotations,
    })
}

/// `edm:ReferentialConstraint` (8.5).
fn constraint(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<ReferentialConstraint> {
    let property = it.required(diagnostics, "Property");
    let referenced = it.required(diagnostics, "ReferencedProperty");
    let annotations = annotations(diagnostics, it);
    Some(ReferentialConstraint { property: property?, referenced: referenced?, annotations })
}

/// `edm:EnumType` (10).
pub(super) fn enum_type(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<EnumType> {
    let name = it.name(diagnostics);
    let expected = "`Edm.Byte`, `Edm.SByte`, `Edm.Int16`, `Edm.Int32` or `Edm.Int64`";
    let is_integer = |it: &str| matches!(it, "Edm.Byte" | "Edm.SByte" | "Edm.Int16" | "Edm.Int32" | "Edm.Int64");
    let underlying = it.checked(diagnostics, "UnderlyingType", expected, is_integer);
    let is_flags = it.flag(diagnostics, "IsFlags");
    let (mut members, mut annotations) = (Vec::<EnumMember>::new(), Vec::new());
    for child in it.finish(diagnostics) {
        match child.name {
            "Member" => {
                let next = members.last().map_or(0, |it| it.value.saturating_add(1));
                members.extend(member(diagnostics, child, is_flags, next));
            }
            "Annotation" => annotations.extend(annotation(diagnostics, child)),
            _ => child.misplaced(diagnostics, "EnumType"),
        }
    }
    Some(EnumType { name: name?, underlying, is_flags, members, annotations })
}

/// `edm:Member` (10.3). `next` is its default value.
fn member(diagnostics: &mut Diagnostics, mut it: Element<'_>, is_flags: bool, next: i64) -> Option<EnumMember> {
    let name = it.name(diagnostics);
    if is_flags && !it.attributes.iter().any(|it| it.name == "Value") {
        it.missing(diagnostics, "Value", "treated as the next number, which is rarely intended for flags");
    }
    let text = it.optional(diagnostics, "Value");
    let explicit = text.and_then(|it| integer(diagnostics, "Value", &it));
    let value = explicit.as_ref().map_or(next, |it| it.value);
    let annotations = annotations(diagnostics, it);
    Some(EnumMember { name: name?, explicit, value, annotations })
}

/// `edm:TypeDefinition` (11).
pub(super) fn type_definition(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<TypeDefinition> {
    let name = it.name(diagnostics);
    let underlying = it.required_qualified(diagnostics, "UnderlyingType");
    let facets = facets(diagnostics, &mut it);
    let annotations = annotations(diagnostics, it);
    Some(TypeDefinition { name: name?, underlying: underlying?, facets, annotations })
}

//! The types of the predefined namespace `Edm`.

use crate::model::Primitive;

/// Geographic and geometric types (CSDL XML, 3.3), which the model does not support.
const SPATIAL: [&str; 8] =
    ["", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "Collection"];

/// Abstract types (3.4), and the types of terms (3.5).
const ABSTRACT: [&str; 8] = [
    "PrimitiveType",
    "ComplexType",
    "EntityType",
    "AnnotationPath",
    "AnyPropertyPath",
    "ModelElementPath",
    "NavigationPropertyPath",
    "PropertyPath",
];

/// The primitive type that a qualified name (`Edm.Int32`) denotes. Types that the model does not support are `Untyped`.
/// `None` if `Edm` has no such type, or it is a type of another namespace.
pub fn primitive(name: &str) -> Option<Primitive> {
    let name = name.strip_prefix("Edm.")?;
    supported(name).or_else(|| (is_spatial(name) || ABSTRACT.contains(&name)).then_some(Primitive::Untyped))
}

/// Whether a qualified name is that of a primitive type that the model supports.
pub(super) fn is_supported(name: &str) -> bool {
    name.strip_prefix("Edm.").and_then(supported).is_some()
}

fn supported(name: &str) -> Option<Primitive> {
    Primitive::ALL.iter().copied().find(|it| it.name() == name)
}

/// Whether a name without `Edm.` is the name of a spatial type.
pub(super) fn is_spatial(name: &str) -> bool {
    let kind = name.strip_prefix("Geography").or_else(|| name.strip_prefix("Geometry"));
    kind.is_some_and(|it| SPATIAL.contains(&it))
}

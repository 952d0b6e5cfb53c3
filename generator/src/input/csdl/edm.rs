//! The types of the namespace `Edm`, which every document knows.

use crate::model::Primitive;

/// Types whose values are places on a globe or in a plane (CSDL XML, 3.3). No field for them exists.
const SPATIAL: [&str; 8] =
    ["", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "Collection"];

/// Types that say only what kind of thing a value is: abstract ones (3.4), and those of terms (3.5).
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

/// The primitive type that a qualified name (`Edm.Int32`) denotes. Types that the model lacks are `Untyped`: any JSON value.
/// `None` if `Edm` has no such type, or it is a type of another namespace.
pub fn primitive(name: &str) -> Option<Primitive> {
    let name = name.strip_prefix("Edm.")?;
    let known = Primitive::ALL.iter().copied().find(|it| it.name() == name);
    known.or_else(|| (is_spatial(name) || ABSTRACT.contains(&name)).then_some(Primitive::Untyped))
}

/// Whether a name, without `Edm.`, is that of a spatial type.
pub(super) fn is_spatial(name: &str) -> bool {
    let kind = name.strip_prefix("Geography").or_else(|| name.strip_prefix("Geometry"));
    kind.is_some_and(|it| SPATIAL.contains(&it))
}

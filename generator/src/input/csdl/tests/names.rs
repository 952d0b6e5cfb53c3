//! Names and references to types.

use super::{read, schema};
use crate::input::csdl::primitive;
use crate::model::Primitive;

/// A type as it is read, `name[]`, and the reports.
fn type_ref(text: &str) -> (String, Vec<String>) {
    let metadata = schema(&format!("<ComplexType Name=\"t\"><Property Name=\"p\" Type=\"{text}\"/></ComplexType>"));
    let (document, reports) = read(&metadata);
    let ty = &document.schemas[0].complex_types[0].properties[0].ty;
    (format!("{}{}", ty.name.value, if ty.is_collection { "[]" } else { "" }), reports)
}

#[test]
fn references_to_types() {
    for (text, expected, report) in [
        ("Edm.String", "Edm.String", ""),
        (" a.b ", "a.b", ""),
        ("Collection(a.b.c)", "a.b.c[]", ""),
        ("Collection( a.b )", "a.b[]", ""),
        ("Collection(Edm.Stream)", "Edm.Stream[]", ""),
        ("Edm.PropertyPath", "Edm.PropertyPath", ""),
        ("a&#46;b", "a.b", ""),
        ("Collection(a.b", "a.b[]", "G0605 Collection(a.b: `Collection(a.b` is not a type"),
        ("Collection(String)", "String[]", "G0605 String: `String` is not a qualified name"),
        ("Collection()", "[]", "G0605 : `` is not a qualified name"),
        ("a..b", "a..b", "G0605 a..b: `a..b` is not a qualified name"),
        ("Edm.DateTime", "Edm.DateTime", "G0605 Edm.DateTime: unknown type `DateTime` in the namespace `Edm`"),
        (
            "Collection(Edm.GeographyPoint)",
            "Edm.GeographyPoint[]",
            "G0607 Edm.GeographyPoint: unsupported type `Edm.GeographyPoint`",
        ),
    ] {
        let (shown, reports) = type_ref(text);
        assert_eq!(shown, expected, "{text}");
        assert_eq!(reports.join("; "), report, "{text}");
    }
}

#[test]
fn primitive_types() {
    for (name, expected) in [
        ("Edm.Byte", Some(Primitive::Byte)),
        ("Edm.Stream", Some(Primitive::Stream)),
        ("Edm.TimeOfDay", Some(Primitive::TimeOfDay)),
        ("Edm.Geography", Some(Primitive::Untyped)),
        ("Edm.GeometryMultiLineString", Some(Primitive::Untyped)),
        ("Edm.GeometryCircle", None),
        ("Edm.ModelElementPath", Some(Primitive::Untyped)),
        ("Edm.EntityType", Some(Primitive::Untyped)),
        ("Edm.string", None),
        ("String", None),
    ] {
        assert_eq!(primitive(name), expected, "{name}");
    }
}

#[test]
fn aliases_hold_in_their_schema_first() {
    let text = "<edmx:Edmx Version=\"4.01\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\
        <edmx:Reference Uri=\"x.xml\"><edmx:Include Namespace=\"far.away\" Alias=\"far\"/></edmx:Reference>\
        <edmx:DataServices xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\
        <Schema Namespace=\"one.two\" Alias=\"self\"/><Schema Namespace=\"one.three\" Alias=\"self\"/>\
        <Schema Namespace=\"one.four\" Alias=\"four\"/></edmx:DataServices></edmx:Edmx>";
    let (document, reports) = read(text);
    assert_eq!(reports, [""; 0]);
    let qualified = |idx: usize, name: &str| {
        document.qualified(&document.schemas[idx], name).map_or("-".to_owned(), |it| it.to_string())
    };
    assert_eq!(qualified(0, "self.x"), "one.two.x");
    assert_eq!(qualified(1, "self.x"), "one.three.x");
    assert_eq!(qualified(0, "four.x"), "one.four.x");
    assert_eq!(qualified(0, "far.x"), "far.away.x");
    assert_eq!(qualified(2, "one.two.x"), "one.two.x");
    assert_eq!(qualified(0, "x"), "-");
    assert_eq!(qualified(0, ".x"), "-");
}

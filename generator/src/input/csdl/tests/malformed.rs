//! Malformed metadata: reports, and the parts that are kept.

use super::{corpus, read, schema};
use crate::input::csdl::Document;

/// The names of entity types and their properties: `a(x y) b()`.
fn entities(document: &Document) -> String {
    let types = document.schemas.iter().flat_map(|it| &it.entity_types);
    let shown = types.map(|it| {
        let properties: Vec<&str> = it.properties.iter().map(|it| &*it.name.value).collect();
        format!("{}({})", it.name.value, properties.join(" "))
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_first_error_is_reported() {
    let p = |name: &str| format!("<Property Name=\"{name}\" Type=\"Edm.String\"/>");
    let (x, y) = (p("x"), p("y"));
    for (inner, report) in [
        // A missing quote or bracket.
        (
            format!("<EntityType Name=\"a\"><Property Name=\"n Type=\"Edm.String\"/>{x}</EntityType>"),
            "n Type=: unterminated value of `Name`",
        ),
        (format!("<EntityType Name=\"a\">{x}</EntityType<EntityType Name=\"b\"/>"), "</EntityType: unterminated tag"),
        ("<EntityType <EntityType Name=\"b\"/>".to_owned(), "<EntityType: unterminated tag"),
        // A missing, wrong or extra end tag.
        (
            format!("<EntityType Name=\"a\">{x}</EntitType>{y}</EntityType>"),
            "</EntitType>: unexpected end tag `</EntitType>`",
        ),
        (format!("<EntityType Name=\"a\"><Key>{x}</EntityType>"), "<Key>: missing end tag of `Key`"),
        (
            format!("<EntityType Name=\"a\">{x}<EntityType Name=\"b\"/>"),
            "<EntityType Name=\"a\">: missing end tag of `EntityType`",
        ),
        ("</Key>".to_owned(), "</Key>: unexpected end tag `</Key>`"),
        // Attributes.
        ("<EntityType Name=\"a\" Name=\"b\"/>".to_owned(), "Name: duplicate attribute `Name`"),
        ("<EntityType Name=a></EntityType>".to_owned(), "a: attribute value without quotes"),
        ("<EntityType Name=\"a&b;\"/>".to_owned(), "&b;: invalid XML entity"),
        ("<EntityType Name=\"a\">a & b</EntityType>".to_owned(), "&: invalid XML entity"),
        ("<EntityType Name=\"a<b\"/>".to_owned(), "<: unescaped `<` in an attribute value"),
    ] {
        let (document, found) = read(&schema(&inner));
        assert_eq!(found, [format!("G0601 {report}")], "{inner}");
        assert!(!document.is_usable && document.schemas.is_empty(), "{inner}");
    }
    let text = schema(&format!("<EntityType Name=\"a\">{x}</EntityType>"));
    let cut = text.find("</EntityType>").expect("it is there");
    assert_eq!(read(&text[..cut]).1, ["G0601 : the file ends within `EntityType`"]);
    assert_eq!(read(&format!("{text}{text}")).1.len(), 1, "a second root");
}

#[test]
fn invalid_csdl_is_kept_where_possible() {
    let p = |name: &str| format!("<Property Name=\"{name}\" Type=\"Edm.String\"/>");
    let (x, y) = (p("x"), p("y"));
    for (inner, expected, reports) in [
        (format!("<EntityType Name=\"a\" Abstract=\"maybe\">{x}</EntityType>"), "a(x)", &["G0605"][..]),
        (format!("<EntityType Name=\"a&amp;b\" Foo=\"\" x:y=\"\">{x}</EntityType>"), "a&b(x)", &["G0605", "G0604"]),
        ("<EntityType Name=\"\"/><EntityType/>".to_owned(), "", &["G0605", "G0606"]),
        (format!("<EntityType Name=\"a\">{x}text<Foo>{x}</Foo><Schema/></EntityType>"), "a(x)", &["G0603"; 3]),
        (format!("<EntityType Name=\"a\"><f:Foo xmlns:f=\"f\">{x}</f:Foo>{y}</EntityType>"), "a(y)", &[]),
        (
            format!("<!-- <EntityType Name=\"a\"> --><?pi?><![CDATA[ ]]><EntityType Name=\"b\">{y}</EntityType>"),
            "b(y)",
            &[],
        ),
    ] {
        let (document, found) = read(&schema(&inner));
        assert_eq!(entities(&document), expected, "{inner}\n{found:#?}");
        let codes: Vec<&str> = found.iter().map(|it| &it[..5]).collect();
        assert_eq!(codes, reports, "{inner}\n{found:#?}");
    }
}

#[test]
fn envelopes() {
    let bare =
        "<Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><EntityType Name=\"b\"/></Schema>";
    let unbound = "\u{feff}<Edmx Version=\"4.0\"><DataServices><Schema Namespace=\"a\"><EntityType Name=\"b\"/></Schema>\
        </DataServices></Edmx>";
    let new = schema("<EntityType Name=\"b\"/>").replace("\"4.0\"", "\"4.02\"");
    let old = schema("<EntityType Name=\"b\"/>").replace("\"4.0\"", "\"1.0\"");
    let v3 = bare.replace("docs.oasis-open.org/odata/ns/edm", "schemas.microsoft.com/ado/2009/11/edm");
    for (text, expected, report) in [
        (bare, "b()", "G0603 Schema: `Schema` is not allowed outside of `Edmx`"),
        (unbound, "b()", "G0606 Edmx: `Edmx` has no XML namespace"),
        (&new, "b()", "G0605 4.02: unsupported CSDL version `4.02`"),
        (&old, "", "G0609 1.0: metadata of OData 1 to 3 is not supported"),
        (
            &v3,
            "",
            "G0609 <Schema Namespace=\"a\" xmlns=\"http://schemas.microsoft.com/ado/2009/11/edm\">: \
             metadata of OData 1 to 3 is not supported",
        ),
        ("", "", "G0602 : this file contains no schema"),
        ("<html><b/></html>", "", "G0602 <html><b/></html>: this file contains no schema"),
        ("<html xmlns=\"x\">\n</html>", "", "G0602 <html xmlns=\"x\">: this file contains no schema"),
    ] {
        let (document, reports) = read(text);
        assert_eq!(entities(&document), expected, "{text}");
        assert_eq!(reports, [report], "{text}");
    }
}

#[test]
fn nesting_is_limited() {
    let deep = "<Annotation Term=\"a.b\">".repeat(10_000) + &"</Annotation>".repeat(10_000);
    let (_, reports) = read(&schema(&deep));
    assert_eq!(reports, ["G0601 <Annotation Term=\"a.b\">: elements are nested too deeply"]);
    read(&"<".repeat(5_000));
    read(&"<a \"".repeat(5_000));
}

const SMALL: &str = "\u{feff}<?xml version=\"1.0\"?>\n<e:Edmx Version='4.0' xmlns:e=\"http://docs.oasis-open.org/odata/ns/edmx\">\n\
    <e:DataServices><!-- é --><Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n\
    <EnumType Name=\"e\" IsFlags=\"true\"><Member Name=\"ö\" Value=\"1\"/></EnumType>\n\
    <Annotations Target=\"a.e\"><Annotation Term=\"b.c\"><Record><PropertyValue Property=\"p\"><String>&lt;<![CDATA[x]]>é\
    </String></PropertyValue></Record></Annotation></Annotations></Schema></e:DataServices></e:Edmx>\n";

#[test]
fn no_text_is_too_short() {
    for end in (0..=SMALL.len()).filter(|it| SMALL.is_char_boundary(*it)) {
        read(&SMALL[..end]);
        read(&SMALL[end..]);
    }
}

#[test]
fn no_mutation_is_too_bad() {
    assert_eq!(read(SMALL).1, [""; 0]);
    for (at, old) in SMALL.char_indices() {
        let (before, after) = (&SMALL[..at], &SMALL[at + old.len_utf8()..]);
        for new in
            ["", "<", ">", "\"", "'", "&", ";", "/", "=", " ", "é", "!", "?", "-", "]]>", "<!--", "</", "<!DOCTYPE "]
        {
            read(&format!("{before}{new}{after}"));
            read(&format!("{before}{new}{old}{after}"));
        }
    }
}

#[test]
fn large_texts_may_be_cut_and_mutated() {
    let Some(text) = corpus::text("v1.0-2021-07.xml") else { return };
    let boundary = |at: usize| (at..text.len()).find(|it| text.is_char_boundary(*it)).unwrap_or(text.len());
    for idx in 0..300 {
        // Windows across the whole file: most begin and end within a tag, and one character is inserted in each.
        let start = text.len() / 300 * idx;
        let [start, at, end] = [start, start + 4_000 + idx, start + 20_000].map(boundary);
        let new = ["<", "\"", "&", ">", "/", "'"][idx % 6];
        read(&format!("{}{}{new}{}", &text[..1_000], &text[start..at], &text[at..end]));
    }
    for idx in 0..5 {
        read(&text[..boundary(text.len() / 5 * idx + 1_001)]);
    }
}

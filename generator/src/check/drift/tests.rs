//! Any two models can be compared.

use super::types;
use crate::diagnostics::{Code, Diagnostics};
use crate::input::csdl;
use crate::lower;
use crate::model::SourceModel;
use crate::source::{FileId, FileKind, SourceFile, SourceMap};

/// The findings about `documented`, where `declared` is exhaustive: code, and the text that each points at.
fn findings(documented: &str, declared: &str) -> Vec<(Code, String)> {
    let file = |(name, schema): (&str, &str)| {
        let text = format!(
            r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="shelf" xmlns="http://docs.oasis-open.org/odata/ns/edm">{schema}</Schema>
</edmx:DataServices></edmx:Edmx>"#
        );
        SourceFile::new(name.to_owned(), name.to_owned(), FileKind::Metadata, text)
    };
    let sources = SourceMap::new([("a.xml", documented), ("b.xml", declared)].map(file).into());
    let mut diagnostics = Diagnostics::default();
    let mut model = |file| -> SourceModel {
        let document = csdl::parse(&mut diagnostics, &sources, FileId(file));
        lower::metadata(&mut diagnostics, &[document])
    };
    let (documented, declared) = (model(0), model(1));
    types(&mut diagnostics, &sources, &documented, &declared);
    diagnostics.sort();
    diagnostics.open().map(|it| (it.code, sources[it.primary.span].to_owned())).collect()
}

fn found(all: &[(Code, &str)]) -> Vec<(Code, String)> {
    all.iter().map(|(code, text)| (*code, (*text).to_owned())).collect()
}

#[test]
fn members_of_two_models_of_one_kind() {
    let book = r#"<Property Name="title" Type="Edm.String"/><Property Name="pages" Type="Edm.Int32"/>
<NavigationProperty Name="authors" Type="Collection(shelf.book)"/>"#;
    let other = r#"<Property Name="Title" Type="Edm.Int64" Nullable="false"/><Property Name="isbn" Type="Edm.String"/>
<NavigationProperty Name="authors" Type="shelf.book"/>"#;
    let entity = |members: &str| format!(r#"<EntityType Name="book">{members}</EntityType>"#);
    assert_eq!(
        findings(&entity(other), &entity(book)),
        found(&[
            (Code::MemberCase, "Title"),
            (Code::MemberType, "Title"),
            (Code::MemberNullable, "Title"),
            (Code::MemberUndeclared, "isbn"),
            // After the last member of this kind.
            (Code::MemberUndocumented, "isbn"),
            (Code::MemberCollection, "authors"),
        ])
    );
    assert_eq!(findings(&entity(book), &entity(book)), []);
}

#[test]
fn types_and_enums_of_two_models_of_one_kind() {
    let one = r#"<ComplexType Name="part"><Property Name="id" Type="Edm.String"/></ComplexType>
<ComplexType Name="page" BaseType="shelf.part">
<Property Name="ad" Type="shelf.part"/></ComplexType>
<EnumType Name="mood"><Member Name="glad" Value="0"/><Member Name="sad" Value="1"/></EnumType>"#;
    let other = r#"<ComplexType Name="page"><Property Name="ad" Type="shelf.part"/></ComplexType><ComplexType Name="cover"/>
<EnumType Name="mood"><Member Name="glad" Value="2"/><Member Name="odd" Value="3"/></EnumType>"#;
    assert_eq!(
        findings(other, one),
        found(&[
            (Code::BaseUndocumented, "page"),
            (Code::TypeUndeclared, "cover"),
            (Code::EnumMemberUndocumented, "mood"),
            (Code::EnumValue, "glad"),
            (Code::EnumMemberUndeclared, "odd"),
            (Code::TypeUndocumented, "part"),
        ])
    );
}

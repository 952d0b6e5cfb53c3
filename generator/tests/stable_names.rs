//! What is added to an API renames nothing that a generated crate had before.

use graphwright::analysis::paths::Operations;
use graphwright::generate::{Inputs, generate};
use graphwright::rust::emit::{CrateConfig, Runtime};
use graphwright::rust::manifest::PackageTable;
use graphwright::rust::output::OutputTree;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Namespaces of a small service, with places where a test adds elements.
const METADATA: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="s" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="shelf"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
  <Property Name="title" Type="Edm.String"/><Property Name="color" Type="s.color"/>
  <NavigationProperty Name="books" Type="Collection(s.book)" ContainsTarget="true"/><!--member--></EntityType>
<EntityType Name="book"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="atlas" BaseType="s.book"/>
<EntityType Name="journal" BaseType="s.book"/>
<EnumType Name="color"><Member Name="red"/><Member Name="darkRed"/><!--color--></EnumType>
<Action Name="move" IsBound="true"><Parameter Name="bound" Type="s.book"/><Parameter Name="to" Type="Edm.String"/></Action>
<Function Name="find" IsBound="true"><Parameter Name="bound" Type="s.shelf"/><Parameter Name="title" Type="Edm.String"/>
  <ReturnType Type="s.book"/></Function>
<!--element-->
<EntityContainer Name="all"><EntitySet Name="shelves" EntityType="s.shelf"/><!--set--></EntityContainer>
</Schema><!--schema--></edmx:DataServices></edmx:Edmx>"#;

/// Place and element.
const ADDED: &[(&str, &str)] = &[
    (
        "element",
        r#"<EntityType Name="Book"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>"#,
    ),
    ("element", r#"<ComplexType Name="BOOK"><Property Name="id" Type="Edm.String"/></ComplexType>"#),
    ("element", r#"<EntityType Name="bookPath" BaseType="s.book"/>"#),
    ("element", r#"<EntityType Name="booksPath" BaseType="s.book"/>"#),
    ("element", r#"<EnumType Name="Color"><Member Name="red"/></EnumType>"#),
    ("member", r#"<Property Name="Title" Type="Edm.String"/>"#),
    ("member", r#"<Property Name="additional" Type="Edm.String"/>"#),
    ("member", r#"<NavigationProperty Name="Books" Type="Collection(s.book)" ContainsTarget="true"/>"#),
    ("color", r#"<Member Name="Red"/>"#),
    ("color", r#"<Member Name="dark_red"/>"#),
    ("color", r#"<Member Name="unrecognized"/>"#),
    (
        "element",
        r#"<Action Name="move" IsBound="true"><Parameter Name="bound" Type="Collection(s.book)"/><Parameter Name="to" Type="Edm.String"/></Action>"#,
    ),
    (
        "element",
        r#"<Function Name="find" IsBound="true"><Parameter Name="bound" Type="s.shelf"/><Parameter Name="author" Type="Edm.String"/><Parameter Name="title" Type="Edm.String"/><ReturnType Type="s.book"/></Function>"#,
    ),
    ("set", r#"<EntitySet Name="Shelves" EntityType="s.shelf"/>"#),
    ("set", r#"<Singleton Name="shelf" Type="s.shelf"/>"#),
    (
        "schema",
        r#"<Schema Namespace="t" xmlns="http://docs.oasis-open.org/odata/ns/edm"><EntityType Name="atlas" BaseType="s.book"/></Schema>"#,
    ),
    (
        "schema",
        r#"<Schema Namespace="S.T" xmlns="http://docs.oasis-open.org/odata/ns/edm"><EntityType Name="Journal" BaseType="s.book"/></Schema>"#,
    ),
];

#[test]
fn additions_rename_nothing() {
    let before = names(METADATA);
    assert!(before.len() > 50, "{before:#?}");
    for (place, element) in ADDED {
        let place = format!("<!--{place}-->");
        assert!(METADATA.contains(&place), "{place}");
        let after = names(&METADATA.replace(&place, element));
        let gone: Vec<_> = before.difference(&after).collect();
        assert!(gone.is_empty() && after.len() > before.len(), "{element} renames {gone:#?}");
    }
}

/// The public names of a crate with the modules that declare them, and what its enum members are called in JSON.
fn names(metadata: &str) -> BTreeSet<String> {
    let tree = crate_of(metadata);
    let files = tree.iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "rs"));
    let lines = files.flat_map(|(path, content)| {
        let text = content.lines().map(str::trim);
        let is_name = |it: &&str| it.starts_with("pub ") || it.starts_with("Self::") && it.contains("=> \"");
        text.filter(is_name).map(move |it| format!("{}: {it}", path.display())).collect::<Vec<_>>()
    });
    lines.collect()
}

fn crate_of(metadata: &str) -> OutputTree {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stable-names.xml");
    fs::write(&file, metadata).expect("writable");
    let config = CrateConfig {
        name: "library".to_owned(),
        version: "0.1.0".to_owned(),
        package: PackageTable::of_license(None),
        runtime: Runtime::Path("runtime".to_owned()),
    };
    let inputs = Inputs { csdl: vec![file], operations: Operations::All, ..Inputs::default() };
    generate(&inputs, &config).expect("the metadata can be read").tree
}

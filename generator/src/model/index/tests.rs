//! An index of a small model.

use super::{Index, Namespaces, Relation};
use crate::model::{
    Docs, ItemType, Model, Primitive, Property, PropertyKind, Provenance, QualifiedName, SourceKind, Sources,
    Structure, Type, TypeDef, TypeId, TypeKind,
};
use crate::service::Service;
use crate::source::{FileId, Span, Spanned};
use std::collections::BTreeMap;

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::new(FileId(0), 0..0))
}

fn property(name: &str) -> Property<TypeId> {
    Property {
        name: spanned(name.to_owned()),
        docs: Docs::default(),
        ty: Type { item: ItemType::Primitive(Primitive::String), is_collection: false, is_nullable: None },
        kind: PropertyKind::Structural,
        is_read_only: false,
        capabilities: Default::default(),
        is_required: false,
        details: None,
        values: Vec::new(),
        provenance: Provenance::default(),
    }
}

/// An entity type of the namespace `contoso.shelf`, with its base type and properties.
fn entity(name: &str, base: Option<u32>, properties: &[&str]) -> TypeDef<TypeId> {
    let name = QualifiedName { namespace: "contoso.shelf".into(), name: name.into() };
    let structure = Structure {
        base: base.map(TypeId),
        properties: properties.iter().map(|it| property(it)).collect(),
        ..Structure::default()
    };
    TypeDef::new(SourceKind::Csdl, spanned(name), Docs::default(), TypeKind::Entity(structure))
}

/// Books and comics are items. `loop` and `pool` are circular, an error in the metadata.
fn model() -> Model<TypeId> {
    Model {
        service: Service::default(),
        version: String::new(),
        namespaces: Namespaces::new("contoso.shelf", [("sv", "contoso.shelf")]),
        types: vec![
            entity("book", Some(2), &["pages", "isbn"]),
            entity("comic", Some(0), &["artist", "ISBN"]),
            entity("item", None, &["id", "title"]),
            entity("loop", Some(4), &[]),
            entity("pool", Some(3), &[]),
        ],
        operations: Vec::new(),
        pages: BTreeMap::new(),
        odata_operations: Vec::new(),
        entries: Vec::new(),
        permissions: Vec::new(),
        servers: Vec::new(),
        schemes: Vec::new(),
        sources: Sources::only(SourceKind::Csdl),
    }
}

const BOOK: TypeId = TypeId(0);
const COMIC: TypeId = TypeId(1);
const ITEM: TypeId = TypeId(2);

#[test]
fn names_are_found_by_alias_and_casts_are_qualified() {
    let model = model();
    let index = Index::new(&model);
    let names = ["book", "#sv.Book", "contoso.shelf.book", "other.book"];
    assert_eq!(names.map(|it| index.find(it)), [Some(BOOK), Some(BOOK), Some(BOOK), None]);
    assert_eq!(["sv.book", "other.book", "book"].map(|it| index.cast(it)), [Some(BOOK), Some(BOOK), None]);
    assert_eq!((index.similar("other.book"), index.similar("other.sheet")), (Some(BOOK), None));
}

#[test]
fn lineage_goes_up_and_down() {
    let model = model();
    let index = Index::new(&model);
    assert_eq!((model.bases(COMIC), index.derived(ITEM)), (vec![BOOK, ITEM], vec![BOOK, COMIC]));
    assert_eq!(model.relation(COMIC, ITEM), Relation::Derived);
    assert_eq!(model.relation(ITEM, COMIC), Relation::Base);
    assert_eq!(model.relation(BOOK, BOOK), Relation::Same);
    assert_eq!(model.relation(BOOK, TypeId(3)), Relation::Unrelated);
    assert_eq!((model.bases(TypeId(3)), index.derived(TypeId(3))), (vec![TypeId(4)], vec![TypeId(4)]), "a circle");
}

#[test]
fn members_are_inherited_and_found_in_any_case() {
    let model = model();
    let index = Index::new(&model);
    let name = |it: Option<&Property<TypeId>>| it.map(|it| it.name.value.clone());
    assert_eq!(name(index.member(COMIC, "isbn")).as_deref(), Some("isbn"), "of the base type");
    assert_eq!(name(index.member(COMIC, "Title")), None);
    assert_eq!(name(index.member_folded(COMIC, "Title")).as_deref(), Some("title"));
    assert_eq!(name(index.member_folded(COMIC, "Isbn")).as_deref(), Some("ISBN"), "the nearest one");
    assert_eq!(index.derived_with(ITEM, "artist").collect::<Vec<_>>(), [COMIC]);
    assert_eq!(index.derived_with_all(ITEM, &["pages", "title"]), Some(BOOK));
}

#[test]
fn the_most_similar_member_is_near() {
    let model = model();
    let index = Index::new(&model);
    assert_eq!(index.nearest_member(COMIC, "Artsit"), Some("artist"));
    assert_eq!(index.nearest_member(COMIC, "page"), Some("pages"));
    assert_eq!(index.nearest_member(COMIC, "identifier"), None);
}

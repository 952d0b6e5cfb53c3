//! A service other than Graph, with every construct of CSDL.

use super::read;
use crate::input::csdl::schema::{Annotation, ConstantKind, Expression, PathKind};
use crate::input::csdl::{Document, Schema};

const LIBRARY: &str = include_str!("../../../../../snapshots/cases/metadata-library/input/metadata.xml");

fn library() -> (Document, Schema, Schema) {
    let (document, reports) = read(LIBRARY);
    assert_eq!(reports, [""; 0]);
    let [library, people] = &document.schemas[..] else { panic!("two schemas") };
    let (library, people) = (library.clone(), people.clone());
    (document, library, people)
}

#[test]
fn the_document() {
    let (document, library, people) = library();
    assert_eq!(document.version.as_ref().map(|it| &*it.value), Some("4.01"));
    let include = &document.references[0].includes[0];
    assert_eq!(
        (&*include.namespace.value, include.alias.as_ref().map(|it| &*it.value)),
        ("Org.OData.Core.V1", Some("Core"))
    );
    let core = document.qualified(&people, "Core.Description").map(|it| it.to_string());
    assert_eq!(core.as_deref(), Some("Org.OData.Core.V1.Description"));
    assert_eq!(library.terms[0].value, "Shelved");
    assert_eq!(
        document.qualified(&library, "p.Person").map(|it| it.to_string()).as_deref(),
        Some("example.people.Person")
    );
}

#[test]
fn types() {
    let (_, library, people) = library();
    let loan = &library.entity_types[1];
    let key: Vec<_> = loan.key.iter().map(|it| (&*it.name.value, it.alias.as_ref().map(|it| &*it.value))).collect();
    assert_eq!(key, [("Number", None), ("Copy/Code", Some("CopyCode"))]);
    let price = &loan.properties[1];
    assert_eq!(price.ty.name.value, "l.Price");
    assert_eq!(price.nullable.as_ref().map(|it| it.value), Some(false));
    assert_eq!(price.default_value.as_ref().map(|it| &*it.value), Some("0.10"));
    let by = &loan.navigation_properties[0];
    assert_eq!((by.contains_target, by.ty.is_collection), (false, false));
    assert_eq!(by.partner.as_ref().map(|it| &*it.value), Some("Loans"));
    assert_eq!(by.on_delete.as_ref().map(|it| &*it.value), Some("Cascade"));
    assert_eq!(by.constraints[0].referenced.value, "Id");
    let media = &library.entity_types[0];
    assert!(media.is_abstract && media.is_open && media.has_stream && media.key.is_empty());
    let price = &library.type_definitions[0];
    assert_eq!(price.underlying.value, "Edm.Decimal");
    assert_eq!(price.facets.scale.as_ref().map(|it| &*it.value), Some("variable"));
    assert!(people.entity_types[0].navigation_properties[0].ty.is_collection);
    assert_eq!(people.complex_types[0].base.as_ref().map(|it| &*it.value), Some("example.people.Place"));
}

#[test]
fn enum_types() {
    let (_, library, _) = library();
    let values = |idx: usize| {
        let members = library.enum_types[idx].members.iter();
        members.map(|it| (&*it.name.value, it.explicit.is_some(), it.value)).collect::<Vec<_>>()
    };
    assert_eq!(values(0), [("Read", true, 1), ("Write", true, 2), ("All", true, 3)]);
    assert!(library.enum_types[0].is_flags);
    assert_eq!(library.enum_types[0].underlying.as_ref().map(|it| &*it.value), Some("Edm.Byte"));
    assert_eq!(values(1), [("Small", false, 0), ("Large", true, 10), ("Huge", false, 11), ("Tiny", true, -1)]);
}

#[test]
fn operations_and_the_container() {
    let (_, library, _) = library();
    let [one, two] = &library.functions[..] else { panic!("two overloads") };
    assert_eq!(one.name.value, two.name.value);
    assert!(one.is_bound && one.is_composable && !two.is_bound);
    assert_eq!(one.binding().map(|it| &*it.ty.name.value), Some("p.Person"));
    assert_eq!((one.own_parameters().len(), two.own_parameters().len()), (1, 1));
    assert_eq!(one.entity_set_path.as_ref().map(|it| &*it.value), Some("reader/Loans"));
    assert!(one.return_type.as_ref().is_some_and(|it| it.ty.is_collection));
    assert!(library.actions[0].return_type.is_none());
    let container = &library.containers[0];
    assert_eq!(container.extends.as_ref().map(|it| &*it.value), Some("example.people.Base"));
    let set = &container.entity_sets[0];
    assert_eq!(set.in_service_document.as_ref().map(|it| it.value), Some(false));
    let bindings: Vec<_> = set.bindings.iter().map(|it| format!("{} {}", it.path.value, it.target.value)).collect();
    assert_eq!(bindings, ["By People", "l.Special/Desk Main/l.Branch/Desks"]);
    assert_eq!(container.singletons[0].nullable.as_ref().map(|it| it.value), Some(true));
    assert_eq!(container.action_imports[0].operation.value, "l.Close");
    assert_eq!(container.function_imports[0].entity_set.as_ref().map(|it| &*it.value), Some("Loans"));
}

fn value(annotations: &[Annotation], term: &str) -> Expression {
    let found = annotations.iter().find(|it| it.term.value == format!("l.{term}")).expect(term);
    found.value.as_ref().map_or(Expression::Null, |it| it.value.clone())
}

#[test]
fn annotations() {
    let (_, library, people) = library();
    let targeted = &library.targeted[0];
    assert_eq!(targeted.target.value, "example.people.Person/Name");
    assert_eq!(targeted.qualifier.as_ref().map(|it| &*it.value), Some("Print"));
    let all = &targeted.annotations;
    let constant = |kind, text: &str| Expression::Constant(kind, text.to_owned());
    for (term, expected) in [
        ("Text", constant(ConstantKind::String, "read & <write>")),
        ("LongText", constant(ConstantKind::String, " a <b> & c ")),
        ("Number", constant(ConstantKind::Int, "-42")),
        ("Ratio", constant(ConstantKind::Float, "INF")),
        ("Day", constant(ConstantKind::Date, "2024-02-29")),
        ("Where", Expression::Path(PathKind::Value, "Address/City".to_owned())),
        ("Key", Expression::Path(PathKind::Property, "Id".to_owned())),
        ("Nothing", Expression::Null),
        ("Maybe", Expression::Unsupported("If".to_owned())),
    ] {
        assert_eq!(value(all, term), expected, "{term}");
    }
    assert_eq!(all[0].string(), Some("read & <write>"));
    assert_eq!(value(all, "Number").int(), Some(-42));
    assert_eq!(value(all, "Access").enum_members().collect::<Vec<_>>(), ["Read", "Write"]);
    let list = value(all, "List");
    assert_eq!(list.items().iter().filter_map(|it| it.value.string()).collect::<Vec<_>>(), ["a", ""]);
    let person = &people.entity_types[0];
    assert_eq!(person.annotations[0].bool(), Some(true));
    let limits = &person.properties[1].annotations[0];
    assert_eq!(limits.property("Searchable").and_then(|it| it.value.bool()), Some(false));
    let inner = limits.property("Inner").and_then(|it| it.value.property("Text")?.value.string());
    assert_eq!(inner, Some("deep"));
    assert_eq!(limits.annotations[0].term.value, "l.Text");
    assert!(limits.property("Other").is_none() && limits.string().is_none());
}

#[test]
fn spans_are_those_of_the_text() {
    let sources = super::sources(LIBRARY);
    let (_, library, _) = library();
    let loan = &library.entity_types[1];
    assert_eq!(&sources[loan.name.span], "Loan");
    assert_eq!(&sources[loan.properties[1].ty.name.span], "l.Price");
    let returned = library.functions[0].return_type.as_ref().expect("a return type");
    assert_eq!(&sources[returned.ty.name.span], "l.Loan");
    assert_eq!(&sources[library.targeted[0].annotations[0].span.part(0..16)], "<Annotation Term");
    let text = library.targeted[0].annotations[1].value.as_ref().expect("a value");
    assert_eq!(&sources[text.span], " a &lt;b> <![CDATA[&]]> c ");
}

//! The areas of all items.

use super::{AreaRule, Areas, Gate, name};
use crate::model::TypeId;
use crate::pipeline::{self, Checked, Rules, Settings};
use crate::service::Service;
use crate::source::{FileKind, SourceFile, SourceMap};

const TOC: &str = "items:\n- name: Reference\n  items:\n  - name: Overview\n    href: /elsewhere\n  - name: Staff (preview)\n    \
    items:\n    - name: Person\n      href: resources/person.md\n  - name: Post\n    items:\n    - name: Letter\n      \
    href: Resources/letter.md\n  - name: Rest\n    href: resources/parcel.md\n";

/// A page with a type: its properties and relationships as `name|type`.
fn page(name: &str, product: &str, properties: &[&str], relationships: &[&str]) -> SourceFile {
    let rows = |all: &[&str]| all.iter().map(|it| format!("|{it}|It.|\n")).collect::<String>();
    let text = format!(
        "---\ntitle: \"{name}\"\nms.prod: \"{product}\"\n---\n\n# {name} resource type\n\nNamespace: microsoft.graph\n\nIt.\n\n\
         ## Properties\n\n|Property|Type|Description|\n|---|---|---|\n{}\n\
         ## Relationships\n\n|Relationship|Type|Description|\n|---|---|---|\n{}",
        rows(properties),
        rows(relationships)
    );
    let path = format!("resources/{name}.md");
    SourceFile::new(format!("docs/{path}"), path, FileKind::Page, text)
}

fn checked(toc: &str) -> Checked {
    with_rules(toc, "")
}

fn with_rules(toc: &str, rules: &str) -> Checked {
    let toc = SourceFile::new("docs/toc.yml".into(), "toc.yml".into(), FileKind::Toc, toc.to_owned());
    let sources = SourceMap::new(vec![
        toc,
        page("person", "staff", &["id|String", "home|address"], &["letters|[letter](letter.md) collection"]),
        page("letter", "post", &["id|String", "to|address"], &["stamp|[stamp](stamp.md)"]),
        page("parcel", "post", &["id|String"], &[]),
        page("address", "", &["street|String"], &[]),
        page("stamp", "", &["price|String"], &[]),
        page("badge", "staff", &["id|String"], &[]),
        page("alone", "", &["id|String"], &[]),
    ]);
    let rules: AreaRules = toml::from_str(rules).expect("valid TOML");
    let rules = Rules { areas: &rules.area, paging: &[] };
    pipeline::check_with(&sources, &Settings { rules, ..Settings::of(&Service::of_version("v1.0")) })
}

#[derive(serde::Deserialize)]
struct AreaRules {
    #[serde(default)]
    area: Vec<AreaRule>,
}

/// The gate of a type, as names of areas.
fn gate(checked: &Checked, name: &str) -> String {
    let idx = checked.model.types.iter().position(|it| it.name.value.name == name).expect("a type");
    shown(&checked.areas, checked.areas.of_type(TypeId(idx as u32)))
}

fn shown(areas: &Areas, gate: &Gate) -> String {
    match gate {
        Gate::Always => "always".to_owned(),
        Gate::Any(all) => all.iter().map(|it| areas.all[*it].name.as_str()).collect::<Vec<_>>().join(" "),
    }
}

#[test]
fn types_belong_to_what_lists_or_needs_them() {
    let checked = checked(TOC);
    let names: Vec<&str> = checked.areas.all.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["staff", "post", "rest", "other"]);
    assert_eq!(gate(&checked, "person"), "staff");
    assert_eq!(gate(&checked, "letter"), "post", "a relation does not make it part of another area");
    assert_eq!(gate(&checked, "badge"), "staff", "its product is that of another page");
    assert_eq!(gate(&checked, "stamp"), "post", "a letter leads to it");
    assert_eq!(gate(&checked, "alone"), "other");
    assert_eq!(gate(&checked, "address"), "always", "most areas need it");
}

#[test]
fn rules_take_precedence_over_the_table_of_contents() {
    let rules = "[[area]]\nname = 'paper'\ntypes = ['letter', 'microsoft.graph.stamp']\n";
    let checked = with_rules(TOC, rules);
    let areas: Vec<(&str, &str)> = checked.areas.all.iter().map(|it| (&*it.name, &*it.title)).collect();
    assert_eq!(areas, [("paper", "Paper"), ("staff", "Staff (preview)"), ("rest", "Rest"), ("other", "Other")]);
    assert_eq!(gate(&checked, "letter"), "paper");
    assert_eq!(gate(&checked, "stamp"), "paper");
    assert_eq!(gate(&checked, "person"), "staff");
}

#[test]
fn wrong_rules_have_places_and_remedies() {
    let rules = "area = [{ name = 'paper', urls = ['/letters'], types = ['lettr'], namespaces = ['microsoft.grap'] }]";
    let problems = with_rules(TOC, rules).areas.problems;
    let shown: Vec<(&str, &str)> =
        problems.iter().map(|it| (rules[it.at..].split(',').next().unwrap_or_default(), &*it.message)).collect();
    let expected = [
        ("'/letters']", "no URL of the API begins with `/letters`"),
        ("'lettr']", "unknown type `lettr`; did you mean `microsoft.graph.letter`?"),
        ("'microsoft.grap'] }]", "no type has the namespace `microsoft.grap`; did you mean `microsoft.graph`?"),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn one_area_is_none() {
    let toc = "- name: Staff\n  items:\n  - name: Person\n    href: resources/person.md\n";
    assert!(checked(toc).areas.is_empty());
    assert_eq!(gate(&checked(toc), "letter"), "always");
}

#[test]
fn names_are_titles_without_remarks() {
    for (title, expected) in [
        ("People and workplace intelligence", "people-and-workplace-intelligence"),
        ("Financials (preview)", "financials"),
        ("To-do tasks", "to-do-tasks"),
        ("Über", "über"),
        ("(?)", ""),
    ] {
        assert_eq!(name(title), expected);
    }
}

#[test]
fn gates_are_sets() {
    let any = |areas: &[usize]| Gate::Any(areas.iter().copied().collect());
    assert!(any(&[1]).implies(&any(&[1, 2])) && !any(&[1, 2]).implies(&any(&[1])));
    assert!(any(&[1]).implies(&Gate::Always) && !Gate::Always.implies(&any(&[1])));
    assert_eq!(any(&[1]).or(&any(&[2])), any(&[1, 2]));
    assert_eq!(any(&[1]).or(&Gate::Always), Gate::Always);
}

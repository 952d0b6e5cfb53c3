//! Errors in metadata.

use crate::mutate::facts::{Facts, attribute};
use crate::mutate::page::{Line, Page};
use crate::mutate::plant::{Files, Kind, Plant};
use crate::mutate::set::Set;
use std::collections::BTreeMap;

pub(super) const KINDS: [Kind; 11] = [
    Kind {
        name: "base-cycle",
        what: "a cycle of base types",
        set: Set::Pages,
        files: Files::Metadata,
        plants: base_cycle,
    },
    Kind {
        name: "definition-cycle",
        what: "a cycle of type definitions",
        set: Set::Pages,
        files: Files::Metadata,
        plants: definition_cycle,
    },
    Kind {
        name: "extends-cycle",
        what: "a container that extends itself",
        set: Set::Pages,
        files: Files::Metadata,
        plants: extends_cycle,
    },
    Kind {
        name: "second-container",
        what: "a second container",
        set: Set::Pages,
        files: Files::Metadata,
        plants: second_container,
    },
    Kind {
        name: "overload-twice",
        what: "the same overload twice",
        set: Set::Pages,
        files: Files::Metadata,
        plants: overload_twice,
    },
    Kind {
        name: "set-twice",
        what: "the same entity set twice",
        set: Set::Pages,
        files: Files::Metadata,
        plants: set_twice,
    },
    Kind {
        name: "member-redeclared",
        what: "a property that a base type declares, too",
        set: Set::Pages,
        files: Files::Metadata,
        plants: member_redeclared,
    },
    Kind {
        name: "complex-in-itself",
        what: "a complex type that contains itself without null",
        set: Set::Pages,
        files: Files::Metadata,
        plants: complex_in_itself,
    },
    Kind {
        name: "key-unknown",
        what: "a key that names an unknown property",
        set: Set::Pages,
        files: Files::Metadata,
        plants: key_unknown,
    },
    Kind {
        name: "complex-navigation",
        what: "a navigation property of a complex type with an unknown type",
        set: Set::Pages,
        files: Files::Metadata,
        plants: complex_navigation,
    },
    Kind {
        name: "complex-action",
        what: "an action that is bound to an unknown complex type",
        set: Set::Pages,
        files: Files::Metadata,
        plants: complex_action,
    },
];

/// The lines that begin an element, and the name.
fn elements<'p>(page: &'p Page<'_>, element: &str) -> Vec<(usize, &'p Line<'p>, &'p str)> {
    let start = format!("<{element} ");
    let lines = page.lines.iter().enumerate().filter(|(_, it)| it.text.trim_start().starts_with(&start));
    lines.filter_map(|(idx, it)| Some((idx, it, attribute(it.text, "Name")?))).collect()
}

/// The base types of entity types, by simple names.
fn bases<'p>(page: &'p Page<'_>) -> BTreeMap<&'p str, &'p str> {
    let base = |line: &'p Line<'p>| attribute(line.text, "BaseType")?.strip_prefix("graph.");
    elements(page, "EntityType").into_iter().filter_map(|(_, line, name)| Some((name, base(line)?))).collect()
}

fn base_cycle(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let bases = bases(page);
    let derived: BTreeMap<&str, &str> = bases.iter().map(|(name, base)| (*base, *name)).collect();
    let plant = |(_, line, name): (usize, &Line<'_>, &str)| {
        let below = *derived.get(name)?;
        let base = format!("BaseType=\"graph.{}\"", bases.get(name)?);
        Some(Plant::new(line.find(&base)?, format!("BaseType=\"graph.{below}\""), name))
    };
    elements(page, "EntityType").into_iter().filter_map(plant).collect()
}

/// Inserts elements before lines that begin an element.
fn inserted(page: &Page<'_>, before: &str, element: &str, word: &str) -> Vec<Plant> {
    let all = elements(page, before).into_iter();
    all.map(|(_, line, _)| Plant::new(line.start..line.start, format!("{element}\n"), word)).collect()
}

fn definition_cycle(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let both = "<TypeDefinition Name=\"shelf\" UnderlyingType=\"graph.mark\" />\n\
                <TypeDefinition Name=\"mark\" UnderlyingType=\"graph.shelf\" />";
    inserted(page, "EntityType", both, "shelf")
}

fn extends_cycle(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |(_, line, name): (usize, &Line<'_>, &str)| {
        let end = line.find(">")?;
        Plant::new(end.start..end.start, format!(" Extends=\"microsoft.graph.{name}\""), name).also("Extends").into()
    };
    elements(page, "EntityContainer").into_iter().filter_map(plant).collect()
}

fn second_container(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let ends = page.lines.iter().filter(|it| it.text.trim() == "</EntityContainer>").map(|it| it.range().end + 1);
    ends.map(|it| Plant::new(it..it, "<EntityContainer Name=\"Shelves\" />\n", "Shelves")).collect()
}

fn overload_twice(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |(idx, line, name): (usize, &Line<'_>, &str)| {
        let end = page.lines[idx..].iter().find(|it| it.text.contains("</Action>"))?.range().end + 1;
        Some(Plant::new(end..end, page.text[line.start..end].to_owned(), name))
    };
    elements(page, "Action").into_iter().filter_map(plant).collect()
}

fn set_twice(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |(idx, line, name): (usize, &Line<'_>, &str)| {
        let is_end = |it: &&Line<'_>| it.text.contains("</EntitySet>");
        let last = if line.text.ends_with("/>") { line } else { page.lines[idx..].iter().find(is_end)? };
        let ty = attribute(line.text, "EntityType").unwrap_or_default();
        let again = format!("<EntitySet Name=\"{name}\" EntityType=\"{ty}\" />\n");
        Some(Plant::new(last.range().end + 1..last.range().end + 1, again, name))
    };
    elements(page, "EntitySet").into_iter().filter_map(plant).collect()
}

fn member_redeclared(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let types = elements(page, "EntityType");
    let first = |idx: usize| {
        let line =
            page.lines[idx + 1..].iter().find(|it| !it.text.contains("Key>") && !it.text.contains("<PropertyRef"))?;
        line.text.trim_start().starts_with("<Property ").then_some(line)
    };
    let properties: BTreeMap<&str, &Line<'_>> =
        types.iter().filter_map(|(idx, _, name)| Some((*name, first(*idx)?))).collect();
    let bases = bases(page);
    let plant = |(idx, _, name): &(usize, &Line<'_>, &str)| {
        let inherited = properties.get(bases.get(name)?)?;
        let own = first(*idx)?;
        Some(Plant::new(own.start..own.start, format!("{}\n", inherited.text), attribute(inherited.text, "Name")?))
    };
    types.iter().filter_map(plant).collect()
}

/// Inserts an element into complex types, before their first property.
fn in_complex(page: &Page<'_>, element: impl Fn(&str) -> String, word: &str) -> Vec<Plant> {
    let plant = |(idx, line, name): (usize, &Line<'_>, &str)| {
        let next = page.lines.get(idx + 1)?.start;
        (!line.text.ends_with("/>")).then(|| Plant::new(next..next, element(name), word))
    };
    elements(page, "ComplexType").into_iter().filter_map(plant).collect()
}

fn complex_in_itself(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let element = |name: &str| format!("<Property Name=\"shelf\" Type=\"graph.{name}\" Nullable=\"false\" />\n");
    in_complex(page, element, "shelf")
}

fn key_unknown(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let all = elements(page, "PropertyRef").into_iter();
    all.filter_map(|(_, line, name)| Some(Plant::new(line.find(&format!("\"{name}\""))?, "\"info/mark\"", "mark")))
        .collect()
}

fn complex_navigation(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    in_complex(page, |_| "<NavigationProperty Name=\"shelf\" Type=\"graph.shelfMark\" />\n".to_owned(), "shelfMark")
}

fn complex_action(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let action = "<Action Name=\"mend\" IsBound=\"true\">\n\
                  <Parameter Name=\"bindingParameter\" Type=\"graph.shelfMark\" />\n</Action>";
    inserted(page, "EntityContainer", action, "shelfMark")
}

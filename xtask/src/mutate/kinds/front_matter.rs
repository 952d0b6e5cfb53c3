//! Errors in the front matter and in namespaces.

use crate::mutate::facts::Facts;
use crate::mutate::page::{Line, Page};
use crate::mutate::plant::{Files, Kind, Plant};
use crate::mutate::set::Set;

pub(super) const KINDS: [Kind; 4] = [
    Kind {
        name: "key-absent",
        what: "front matter without a required key",
        set: Set::Pages,
        files: Files::Pages,
        plants: key_absent,
    },
    Kind {
        name: "title-differs",
        what: "front matter with the title of another page",
        set: Set::Pages,
        files: Files::Pages,
        plants: title_differs,
    },
    Kind {
        name: "doc-type",
        what: "a `doc_type` that contradicts the content",
        set: Set::Pages,
        files: Files::Pages,
        plants: doc_type,
    },
    Kind {
        name: "namespace",
        what: "a namespace that contradicts the type",
        set: Set::Pages,
        files: Files::Resources,
        plants: namespace,
    },
];

/// The lines of the front matter.
fn lines<'p>(page: &'p Page<'_>) -> impl Iterator<Item = &'p Line<'p>> {
    page.lines.iter().take_while(|it| !it.is_heading)
}

fn key_absent(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let required = ["title: ", "description: ", "author: ", "ms.prod: ", "doc_type: "];
    let is_meant = |line: &&Line<'_>| required.iter().any(|it| line.text.starts_with(it));
    let key = |line: &Line<'_>| line.text.split(':').next().unwrap_or_default().to_owned();
    lines(page).filter(is_meant).map(|it| Plant::removed(it.start..it.range().end + 1, key(it))).collect()
}

fn title_differs(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let title = lines(page).filter(|it| it.text.starts_with("title: "));
    title.map(|it| Plant::new(it.range(), "title: \"Mend a shelf\"", "Mend a shelf")).collect()
}

fn doc_type(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |line: &Line<'_>| {
        let value = line.text.strip_prefix("doc_type: ")?.trim().trim_matches('"');
        let other = match value {
            "apiPageType" => "resourcePageType",
            "resourcePageType" => "apiPageType",
            _ => return None,
        };
        Some(Plant::new(line.find(value)?, other, other))
    };
    lines(page).filter_map(plant).collect()
}

fn namespace(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let lines = page.prose().filter(|it| it.text.trim_end() == "Namespace: microsoft.graph");
    lines.map(|it| Plant::new(it.range(), "Namespace: microsoft.graph.shelves", "microsoft.graph.shelves")).collect()
}

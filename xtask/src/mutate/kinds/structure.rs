//! Errors in the sections of pages.

use crate::mutate::facts::Facts;
use crate::mutate::page::{Line, Page};
use crate::mutate::plant::{Files, Kind, Plant, misspelt};
use crate::mutate::set::Set;

pub(super) const KINDS: [Kind; 7] = [
    Kind {
        name: "section-missing",
        what: "a page without a required section",
        set: Set::Pages,
        files: Files::Operations,
        plants: missing,
    },
    Kind {
        name: "section-misspelt",
        what: "a misspelt heading",
        set: Set::Pages,
        files: Files::Operations,
        plants: heading_misspelt,
    },
    Kind {
        name: "section-order",
        what: "sections in another order",
        set: Set::Pages,
        files: Files::Operations,
        plants: order,
    },
    Kind {
        name: "section-case",
        what: "a heading in another case",
        set: Set::Pages,
        files: Files::Operations,
        plants: case,
    },
    Kind {
        name: "text-before-title",
        what: "text before the title",
        set: Set::Pages,
        files: Files::Pages,
        plants: before_title,
    },
    Kind {
        name: "deprecated-words",
        what: "a property that only its description calls deprecated",
        set: Set::Beta,
        files: Files::Resources,
        plants: deprecated_words,
    },
    Kind {
        name: "deprecated-mark",
        what: "a property that only its name marks as deprecated",
        set: Set::Beta,
        files: Files::Resources,
        plants: deprecated_mark,
    },
];

/// The sections that pages of requests have, and their headings.
fn headings<'p>(page: &'p Page<'_>) -> impl Iterator<Item = (usize, &'p Line<'p>)> {
    let is_required =
        |it: &str| matches!(it, "permissions" | "http request" | "request headers" | "request body" | "response");
    let lines = page.lines.iter().enumerate();
    lines.filter(move |(_, it)| it.is_heading && it.text.starts_with("## ") && is_required(&it.section))
}

/// Pages of requests without a body need no section about it.
fn missing(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let has_body = page.requests().any(|it| !it.text.starts_with("GET") && !it.text.starts_with("DELETE"));
    let is_needed = |it: &str| it != "request headers" && (has_body || it != "request body");
    let required = headings(page).filter(|(_, it)| is_needed(&it.section));
    required.map(|(idx, line)| Plant::removed(page.section(idx), &*line.section)).collect()
}

fn heading_misspelt(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let wrong = |line: &Line<'_>| {
        let name = line.text[3..].trim();
        Some(Plant::new(line.find(name)?, misspelt(name), misspelt(name)))
    };
    headings(page).filter_map(|(_, it)| wrong(it)).collect()
}

fn order(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let all: Vec<_> = headings(page).map(|(idx, line)| (page.section(idx), line)).collect();
    let swap = |pair: &[(std::ops::Range<usize>, &Line<'_>)]| {
        let [(one, line), (other, _)] = pair else { return None };
        let (first, second) = (page.text[one.clone()].trim_end(), page.text[other.clone()].trim_end());
        let is_next = one.end == other.start;
        is_next.then(|| Plant::new(one.start..other.end, format!("{second}\n\n{first}\n\n"), &*line.section))
    };
    all.windows(2).filter_map(swap).collect()
}

fn case(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let other = |line: &Line<'_>| {
        let name = line.text[3..].trim();
        Some(Plant::new(line.find(name)?, name.to_uppercase(), name.to_uppercase()))
    };
    headings(page).filter_map(|(_, it)| other(it)).collect()
}

fn before_title(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let title = page.lines.iter().find(|it| it.is_heading);
    title.map(|it| Plant::new(it.start..it.start, "Shelves are here.\n\n", "Shelves")).into_iter().collect()
}

fn deprecated_words(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let rows = page.rows("properties").into_iter();
    let plant = |it: crate::mutate::page::Row<'_, '_>| {
        let (name, cell) = (it.cells.first()?.clone(), it.cells.get(2)?.clone());
        Some(Plant::new(cell.start..cell.start, "This property is deprecated. ", &page.text[name]).also("deprecated"))
    };
    rows.filter_map(plant).collect()
}

fn deprecated_mark(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let rows = page.rows("properties").into_iter();
    let plant = |it: crate::mutate::page::Row<'_, '_>| {
        let name = it.cells.first()?.clone();
        let is_name = page.text[name.clone()].bytes().all(|it| it.is_ascii_alphanumeric());
        is_name.then(|| Plant::new(name.end..name.end, " (deprecated)", &page.text[name.clone()]).also("deprecated"))
    };
    rows.filter_map(plant).collect()
}

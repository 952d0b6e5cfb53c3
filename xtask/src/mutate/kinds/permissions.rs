//! Errors in tables of permissions.

use crate::mutate::facts::Facts;
use crate::mutate::page::{Page, Row};
use crate::mutate::plant::{Files, Kind, Plant};
use crate::mutate::set::Set;
use std::ops::Range;

pub(super) const KINDS: [Kind; 6] = [
    Kind {
        name: "permission-misspelt",
        what: "a misspelt permission",
        set: Set::Pages,
        files: Files::Operations,
        plants: misplaced_dot,
    },
    Kind {
        name: "permission-unknown",
        what: "a permission that does not exist",
        set: Set::Permissions,
        files: Files::Operations,
        plants: unknown,
    },
    Kind {
        name: "permission-callers",
        what: "the permissions of two callers, swapped",
        set: Set::Pages,
        files: Files::Operations,
        plants: swapped_callers,
    },
    Kind {
        name: "permission-order",
        what: "a more privileged permission before a less privileged one",
        set: Set::Pages,
        files: Files::Operations,
        plants: order,
    },
    Kind {
        name: "permission-unlisted",
        what: "a permission that the list of permissions does not have",
        set: Set::Permissions,
        files: Files::Operations,
        plants: unlisted,
    },
    Kind {
        name: "permission-left-out",
        what: "a table without a permission of the list",
        set: Set::Permissions,
        files: Files::Operations,
        plants: left_out,
    },
];

/// The number of other pages that show for whom a permission is.
const SOME: usize = 3;

/// The rows of permissions, with the place of the cell.
fn cells(page: &Page<'_>) -> Vec<Range<usize>> {
    let rows = page.rows("permissions").into_iter();
    let cell = |row: Row<'_, '_>| row.cells.get(1).cloned();
    rows.filter_map(cell).filter(|it| page.text[it.clone()].contains('.')).collect()
}

/// The places of the permissions of a cell.
fn names(page: &Page<'_>, cell: &Range<usize>) -> Vec<Range<usize>> {
    let text = &page.text[cell.clone()];
    let part = |it: &str| (it.as_ptr() as usize) - (text.as_ptr() as usize) + cell.start;
    let names = text.split([',', ' ']).filter(|it| it.contains('.'));
    names.map(|it| part(it)..part(it) + it.len()).collect()
}

fn misplaced_dot(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let all = cells(page).into_iter().flat_map(|it| names(page, &it));
    let wrong = |name: Range<usize>| {
        let text = &page.text[name.clone()];
        let moved = text.contains(".ReadWrite.").then(|| text.replace(".ReadWrite.", ".Read.Write"));
        let wrong = moved.or_else(|| text.strip_suffix(".Read.All").map(|it| format!("{it}.ReadAll")))?;
        Some(Plant::new(name, wrong.clone(), wrong))
    };
    all.filter_map(wrong).collect()
}

fn unknown(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    replaced(page, "Shelf.Mend.All")
}

fn unlisted(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    replaced(page, "Chat.ReadWrite.All")
}

fn replaced(page: &Page<'_>, by: &str) -> Vec<Plant> {
    let all = cells(page).into_iter().flat_map(|it| names(page, &it));
    all.map(|it| Plant::new(it, by, by)).collect()
}

/// Only permissions that other pages name for one kind of caller show that rows are swapped.
fn swapped_callers(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    let is_only_of = |cell: &Range<usize>, caller: usize| {
        let counts = names(page, cell).into_iter().filter_map(|it| facts.permissions.get(&page.text[it]));
        counts.into_iter().any(|it| it[caller] > SOME && it[1 - caller] == 0)
    };
    let rows = page.rows("permissions");
    let of = |start: &str| {
        let is_meant = |it: &&Row<'_, '_>| page.text[it.cells[0].clone()].to_lowercase().starts_with(start);
        rows.iter().find(is_meant).and_then(|it| it.cells.get(1).cloned())
    };
    let swapped = || {
        let (one, other) = (of("delegated (work")?, of("application")?);
        let (work, application) = (&page.text[one.clone()], &page.text[other.clone()]);
        let is_decided = is_only_of(&one, 0) || is_only_of(&other, 1);
        let differ = work != application && application.contains('.') && one.end < other.start && is_decided;
        let between = &page.text[one.end..other.start];
        differ.then(|| Plant::new(one.start..other.end, format!("{application}{between}{work}"), "caller"))
    };
    swapped().into_iter().collect()
}

fn order(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |cell: Range<usize>| {
        let names = names(page, &cell);
        let [first, second, ..] = &names[..] else { return None };
        let (low, high) = (&page.text[first.clone()], &page.text[second.clone()]);
        let is_ladder = low.replace(".Read.", ".ReadWrite.") == high || low.replace("ReadBasic", "Read") == high;
        let between = &page.text[first.end..second.start];
        (low != high && is_ladder).then(|| Plant::new(first.start..second.end, format!("{high}{between}{low}"), high))
    };
    cells(page).into_iter().filter_map(plant).collect()
}

fn left_out(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |cell: Range<usize>| {
        let names = names(page, &cell);
        let [.., before, last] = &names[..] else { return None };
        let word = &page.text[last.clone()];
        Some(Plant::new(before.end..last.end, "", word))
    };
    cells(page).into_iter().filter_map(plant).collect()
}

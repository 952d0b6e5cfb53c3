//! The places of these errors.

use crate::mutate::facts::Facts;
use crate::mutate::page::{Line, Page, Row, method};
use crate::mutate::plant::{Plant, misspelt};
use std::ops::Range;

/// The lines `"name": value` of example responses: the line, the name, and the place of the value.
fn members<'p>(page: &'p Page<'_>) -> Vec<(&'p str, Range<usize>)> {
    let lines = page.annotated("\"response\"").into_iter().flat_map(|it| &page.lines[it]);
    let member = |line: &'p Line<'p>| {
        let (name, value) = line.text.trim().strip_prefix('"')?.split_once("\":")?;
        let value = value.trim().trim_end_matches(',');
        let start = line.start + line.text.rfind(value).filter(|_| !value.is_empty())?;
        Some((name, start..start + value.len()))
    };
    lines.filter_map(member).collect()
}

/// Changes the values of members whose names determine their type.
fn revalued(page: &Page<'_>, facts: &Facts, ty: &str, change: impl Fn(&str) -> Option<String>) -> Vec<Plant> {
    let all = members(page).into_iter().filter(|(name, _)| facts.types.get(*name).is_some_and(|it| it == ty));
    let plant = |(name, at): (&str, Range<usize>)| Some(Plant::new(at.clone(), change(&page.text[at])?, name));
    all.filter_map(plant).collect()
}

pub(super) fn value_enum(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    let wrong = |value: &str| {
        let name = value.strip_prefix('"')?.strip_suffix('"')?;
        let is_name = name.len() > 4 && name.bytes().all(|it| it.is_ascii_alphanumeric());
        is_name.then(|| format!("\"{}\"", misspelt(name)))
    };
    revalued(page, facts, "enum", wrong)
}

pub(super) fn value_date(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    let swapped = |value: &str| {
        let (year, month, rest) = (value.get(..6)?, value.get(6..8)?, value.get(8..)?);
        let day = rest.strip_prefix('-')?.get(..2)?;
        let is_invalid = day.parse::<u32>().is_ok_and(|it| it > 12) && month.parse::<u32>().is_ok();
        is_invalid.then(|| format!("{year}{day}-{month}{}", &rest[3..]))
    };
    revalued(page, facts, "Edm.DateTimeOffset", swapped)
}

pub(super) fn value_boolean(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    revalued(page, facts, "Edm.Boolean", |it| matches!(it, "true" | "false").then(|| format!("\"{it}\"")))
}

pub(super) fn value_number(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    revalued(page, facts, "Edm.Int32", |it| it.parse::<i32>().is_ok().then(|| format!("\"{it}\"")))
}

pub(super) fn json_comma(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let lines = page.annotated("\"response\"").into_iter().flat_map(|it| &page.lines[it]);
    let plant = |line: &Line<'_>| {
        let is_member = line.text.trim().starts_with('"') && line.text.trim_end().ends_with("\",");
        let at = line.start + line.text.trim_end().len() - usize::from(is_member);
        is_member.then(|| Plant::new(at..at + 1, "", "comma"))
    };
    lines.filter_map(plant).collect()
}

pub(super) fn type_misspelt(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let named = members(page).into_iter().filter(|(name, _)| *name == "@odata.type");
    let plant = |(_, at): (&str, Range<usize>)| {
        let value = &page.text[at.clone()];
        let name = value.rsplit('.').next()?.trim_end_matches('"');
        let start = at.start + value.rfind(name)?;
        let is_name = name.len() > 5 && name.bytes().all(|it| it.is_ascii_alphanumeric());
        is_name.then(|| Plant::new(start..start + name.len(), misspelt(name), misspelt(name)))
    };
    named.filter_map(plant).collect()
}

/// The first lines of example requests with an absolute URL.
fn requests<'p>(page: &'p Page<'_>) -> impl Iterator<Item = &'p Line<'p>> {
    let blocks = page.annotated("\"request\"").into_iter();
    blocks.map(|it| &page.lines[it.start]).filter(|it| method(it.text).is_some() && it.text.contains(" https:"))
}

pub(super) fn example_method(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let is_only = |it: &str| page.requests().all(|line| method(line.text) == Some(it));
    let plant = |line: &Line<'_>| {
        let own = method(line.text).filter(|it| is_only(it))?;
        let other = match own {
            "PATCH" | "PUT" => "POST",
            "GET" => "PATCH",
            _ => "PUT",
        };
        Some(Plant::new(line.start..line.start + own.len(), other, "example"))
    };
    requests(page).filter_map(plant).collect()
}

pub(super) fn example_segment(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    requests(page).filter_map(wrong_segment).collect()
}

pub(super) fn line_segment(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    page.requests().filter_map(wrong_segment).collect()
}

/// The last name of a URL, misspelt.
fn wrong_segment(line: &Line<'_>) -> Option<Plant> {
    let path = line.text.split_once(' ')?.1.split(['?', ' ']).next()?;
    let is_name = |it: &&str| it.len() > 4 && it.bytes().all(|it| it.is_ascii_alphabetic());
    let name = path.split('/').rfind(is_name)?;
    let at = line.start + line.text.find(path)? + path.rfind(name)?;
    Some(Plant::new(at..at + name.len(), misspelt(name), misspelt(name)))
}

pub(super) fn status_body(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |block: Range<usize>| {
        let line = &page.lines[block.start];
        let has_body = page.text[page.span(&block)].contains("\n{");
        (has_body && line.text.starts_with("HTTP/1.1 20"))
            .then(|| Plant::new(line.range(), "HTTP/1.1 204 No Content", "204"))
    };
    page.annotated("\"response\"").into_iter().filter_map(plant).collect()
}

pub(super) fn status_other(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let lines = page.annotated("\"response\"").into_iter().map(|it| &page.lines[it.start]);
    let plant = |line: &Line<'_>| {
        let is_meant = line.text.starts_with("HTTP/1.1 200") || line.text.starts_with("HTTP/1.1 201");
        (is_meant && !page.text.contains("202")).then(|| Plant::new(line.range(), "HTTP/1.1 202 Accepted", "202"))
    };
    lines.filter_map(plant).collect()
}

pub(super) fn result_type(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |line: &Line<'_>| {
        let end = line.text.find(".md)")? + 4;
        let start = line.text[..end].rfind('[')?;
        let is_type = line.text[start..end].contains("](../resources/") && !line.text.contains("/site.md");
        let at = line.start + start..line.start + end;
        (is_type && line.text.contains("20")).then(|| Plant::new(at, "[site](../resources/site.md)", "site"))
    };
    page.prose().filter(|it| it.section == "response").filter_map(plant).collect()
}

/// The rows of a section whose first column has a title.
fn named<'a, 'p>(page: &'p Page<'a>, section: &str, column: &str) -> Vec<Row<'a, 'p>> {
    let mut res = page.rows(section);
    let is_name = |it: &str| it.len() > 4 && it.bytes().all(|it| it.is_ascii_alphanumeric());
    res.retain(|it| it.header.contains(column) && it.cells.len() > 1 && is_name(&page.text[it.cells[0].clone()]));
    res
}

/// Misspells the first cells of rows.
fn misspelt_names(page: &Page<'_>, rows: Vec<Row<'_, '_>>) -> Vec<Plant> {
    let cells = rows.into_iter().map(|it| it.cells[0].clone());
    cells.map(|it| (misspelt(&page.text[it.clone()]), it)).map(|(to, it)| Plant::new(it, to.clone(), to)).collect()
}

pub(super) fn parameter_name(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    misspelt_names(page, named(page, "request body", "parameter"))
}

pub(super) fn property_name(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    misspelt_names(page, named(page, "properties", "property"))
}

pub(super) fn enum_member(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    misspelt_names(page, named(page, "members", "member"))
}

pub(super) fn property_type(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |row: Row<'_, '_>| {
        let other = match &page.text[row.cells[1].clone()] {
            "String" => "Int32",
            "Boolean" | "Int32" | "DateTimeOffset" => "String",
            _ => return None,
        };
        Some(Plant::new(row.cells[1].clone(), other, &page.text[row.cells[0].clone()]))
    };
    named(page, "properties", "property").into_iter().filter_map(plant).collect()
}

pub(super) fn property_missing(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    // The page of a base type lists inherited members.
    let rows = named(page, "properties", "property").into_iter().filter(|it| !it.line.text.contains("nherited"));
    rows.map(|it| Plant::removed(it.line.start..it.line.range().end + 1, &page.text[it.cells[0].clone()])).collect()
}

pub(super) fn resource_type(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |block: Range<usize>| {
        let range = page.annotation(&block)?;
        let at = range.start + page.text[range.clone()].find("\"microsoft.graph.")? + 17;
        let name = page.text[at..range.end].split('"').next().filter(|it| it.len() > 5)?;
        Some(Plant::new(at..at + name.len(), misspelt(name), misspelt(name)))
    };
    page.annotated("\"resource\"").into_iter().filter_map(plant).collect()
}

pub(super) fn caller_misspelt(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let rows = page.rows("permissions").into_iter().map(|it| it.cells[0].clone());
    let callers = rows.filter(|it| page.text[it.clone()].starts_with(['A', 'D']));
    callers
        .map(|it| (page.text[it.clone()].replacen("li", "il", 1).replacen("le", "el", 1), it))
        .map(|(to, it)| Plant::new(it, to.clone(), to).also("caller"))
        .collect()
}

pub(super) fn cell_missing(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let rows = named(page, "properties", "property").into_iter().chain(named(page, "request body", "property"));
    let plant = |row: Row<'_, '_>| {
        let (first, second) = (row.cells.first()?, row.cells.get(1)?);
        Some(Plant::new(first.start..second.start, "", &page.text[first.clone()]).also("cell"))
    };
    rows.filter(|it| it.cells.len() > 2).filter_map(plant).collect()
}

pub(super) fn fence_unclosed(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |block: Range<usize>| {
        let fence = page.lines.get(block.end)?;
        Some(Plant::new(fence.range(), "", "block").at(crate::mutate::plant::Place::File).also("fence"))
    };
    page.annotated("\"request\"").into_iter().filter_map(plant).collect()
}

pub(super) fn annotation_broken(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |block: Range<usize>| {
        let range = page.annotation(&block)?;
        let at = range.start + page.text[range].find("\"blockType\": \"request\"")? + 21;
        Some(Plant::new(at..at + 1, "", "annotation"))
    };
    page.annotated("\"request\"").into_iter().filter_map(plant).collect()
}

pub(super) fn block_type(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |block: Range<usize>| {
        let range = page.annotation(&block)?;
        let at = range.start + page.text[range].find("\"blockType\": \"request\"")? + 14;
        Some(Plant::new(at..at + 7, "reqeust", "reqeust").also("blockType"))
    };
    page.annotated("\"request\"").into_iter().filter_map(plant).collect()
}

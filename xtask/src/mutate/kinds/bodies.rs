//! Errors in tables of request bodies and of methods, and in JSON representations.

use crate::mutate::facts::Facts;
use crate::mutate::page::{Line, Page, Row, method};
use crate::mutate::plant::{Files, Kind, Plant, misspelt, other_case};
use crate::mutate::set::Set;

pub(super) const KINDS: [Kind; 12] = [
    Kind {
        name: "body-row-name",
        what: "a misspelt property in the table of a request body",
        set: Set::Pages,
        files: Files::Operations,
        plants: row_name,
    },
    Kind {
        name: "body-row-case",
        what: "a property in another case",
        set: Set::Pages,
        files: Files::Operations,
        plants: row_case,
    },
    Kind {
        name: "body-row-type",
        what: "another primitive type",
        set: Set::Pages,
        files: Files::Operations,
        plants: row_type,
    },
    Kind {
        name: "body-row-collection",
        what: "a single value instead of a collection, or the reverse",
        set: Set::Pages,
        files: Files::Operations,
        plants: row_collection,
    },
    Kind {
        name: "methods-page",
        what: "a Methods table that links a missing page",
        set: Set::Pages,
        files: Files::Resources,
        plants: methods_page,
    },
    Kind {
        name: "methods-result",
        what: "a Methods table with another result",
        set: Set::Pages,
        files: Files::Resources,
        plants: methods_result,
    },
    Kind {
        name: "json-member-missing",
        what: "a JSON representation without a listed property",
        set: Set::Pages,
        files: Files::Resources,
        plants: json_missing,
    },
    Kind {
        name: "json-member-extra",
        what: "a JSON representation with an unlisted member",
        set: Set::Pages,
        files: Files::Resources,
        plants: json_extra,
    },
    Kind {
        name: "json-array",
        what: "an array instead of a single value",
        set: Set::Pages,
        files: Files::Resources,
        plants: json_array,
    },
    Kind {
        name: "json-single",
        what: "a single value instead of an array",
        set: Set::Pages,
        files: Files::Resources,
        plants: json_single,
    },
    Kind {
        name: "json-number",
        what: "a number instead of a string",
        set: Set::Pages,
        files: Files::Resources,
        plants: json_number,
    },
    Kind {
        name: "json-string",
        what: "a string instead of a number or a Boolean",
        set: Set::Pages,
        files: Files::Resources,
        plants: json_string,
    },
];

/// The rows of properties in the body of a request that creates or updates.
fn rows<'a, 'p>(page: &'p Page<'a>) -> Vec<Row<'a, 'p>> {
    let sends = page.requests().any(|it| matches!(method(it.text), Some("POST" | "PATCH" | "PUT")));
    let mut res = page.rows("request body");
    res.retain(|it| sends && it.header.contains("property") && it.cells.len() > 2);
    res
}

fn row_name(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    renamed(page, misspelt)
}

fn row_case(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    renamed(page, other_case)
}

fn renamed(page: &Page<'_>, rename: impl Fn(&str) -> String) -> Vec<Plant> {
    let is_name = |it: &str| it.len() > 2 && it.bytes().all(|it| it.is_ascii_alphanumeric());
    let rows = rows(page).into_iter().map(|row| row.cells[0].clone()).filter(|it| is_name(&page.text[it.clone()]));
    rows.map(|cell| (cell.clone(), rename(&page.text[cell])))
        .map(|(cell, it)| Plant::new(cell, it.clone(), it))
        .collect()
}

fn row_type(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let other = |ty: &str| match ty {
        "String" | "DateTimeOffset" => Some("Int32"),
        "Boolean" | "Int32" | "Int64" => Some("String"),
        _ => None,
    };
    typed(page, |ty| other(ty).map(str::to_owned))
}

fn row_collection(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    typed(page, |ty| match ty.strip_suffix(" collection") {
        Some(single) => Some(single.to_owned()),
        None => matches!(ty, "String" | "Boolean" | "Int32" | "DateTimeOffset").then(|| format!("{ty} collection")),
    })
}

fn typed(page: &Page<'_>, change: impl Fn(&str) -> Option<String>) -> Vec<Plant> {
    let plant = |row: Row<'_, '_>| {
        let name = page.text[row.cells[0].clone()].trim_matches(['*', '`']).to_owned();
        Some(Plant::new(row.cells[1].clone(), change(&page.text[row.cells[1].clone()])?, name))
    };
    rows(page).into_iter().filter_map(plant).collect()
}

fn methods_page(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |row: Row<'_, '_>| {
        let at = row.line.text.find("(../api/")? + row.line.start + 8;
        let end = at + page.text[at..row.line.range().end].find(".md")?;
        let wrong = misspelt(&page.text[at..end]);
        Some(Plant::new(at..end, wrong.clone(), wrong))
    };
    page.rows("methods").into_iter().filter_map(plant).collect()
}

fn methods_result(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |row: Row<'_, '_>| {
        let cell = row.cells.get(1)?.clone();
        let is_type = page.text[cell.clone()].contains(".md)") && !page.text[cell.clone()].contains("site");
        is_type.then(|| Plant::new(cell, "[site](site.md)", "site"))
    };
    page.rows("methods").into_iter().filter_map(plant).collect()
}

/// A line of a JSON representation: its place, the name and the value.
fn members<'p>(page: &'p Page<'_>) -> Vec<(&'p Line<'p>, &'p str, &'p str)> {
    let of = |line: &'p Line<'p>| {
        let (name, value) = line.text.trim().strip_prefix('"')?.split_once('"')?;
        let value = value.trim().strip_prefix(':')?.trim().strip_suffix(',')?;
        (!name.starts_with('@')).then_some((line, name, value))
    };
    page.code().filter(|it| it.section.contains("json representation")).filter_map(of).collect()
}

fn is_simple(value: &str) -> bool {
    value.len() > 2 && value.starts_with('"') && value.ends_with('"')
}

/// Only listed properties: nested members and relations are often left out.
fn json_missing(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let rows = page.rows("properties");
    let is_listed = |name: &str| rows.iter().any(|row| page.text[row.cells[0].clone()].eq_ignore_ascii_case(name));
    let simple = members(page).into_iter().filter(|(_, name, value)| is_simple(value) && is_listed(name));
    simple.map(|(line, name, _)| Plant::removed(line.start..line.range().end + 1, name)).collect()
}

fn json_extra(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let simple = members(page).into_iter().filter(|(.., value)| is_simple(value));
    let added = "  \"shelfMark\": \"String\",\n";
    simple.map(|(line, ..)| Plant::new(line.start..line.start, added, "shelfMark")).collect()
}

fn json_array(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    revalued(page, |it| (it == "\"String\"").then(|| format!("[{it}]")))
}

fn json_single(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    revalued(page, |it| Some(it.strip_prefix('[')?.strip_suffix(']')?.trim().to_owned()).filter(|it| is_simple(it)))
}

fn json_number(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    revalued(page, |it| (it == "\"String\"").then(|| "1024".to_owned()))
}

fn json_string(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    revalued(page, |it| {
        let is_other = matches!(it, "true" | "false") || it.parse::<u32>().is_ok();
        is_other.then(|| "\"String\"".to_owned())
    })
}

fn revalued(page: &Page<'_>, change: impl Fn(&str) -> Option<String>) -> Vec<Plant> {
    let plant = |(line, name, value): (&Line<'_>, &str, &str)| {
        Some(Plant::new(line.find(&format!("{value},"))?, change(value)? + ",", name))
    };
    members(page).into_iter().filter_map(plant).collect()
}

//! Errors in the bodies and URLs of examples, and in annotations of responses.

use crate::mutate::facts::Facts;
use crate::mutate::page::{Line, Page};
use crate::mutate::plant::{Files, Kind, Place, Plant, misspelt, other_case};
use crate::mutate::set::Set;
use std::ops::Range;

pub(super) const KINDS: [Kind; 10] = [
    Kind {
        name: "type-abstract",
        what: "an abstract type in `@odata.type`",
        set: Set::Pages,
        files: Files::Operations,
        plants: type_abstract,
    },
    Kind {
        name: "type-unnamed",
        what: "a value of an abstract type without `@odata.type`",
        set: Set::Pages,
        files: Files::Operations,
        plants: type_unnamed,
    },
    Kind {
        name: "member-nested",
        what: "an undeclared member of a nested object",
        set: Set::Pages,
        files: Files::Operations,
        plants: member_nested,
    },
    Kind {
        name: "member-open",
        what: "an undeclared member of an open type",
        set: Set::Pages,
        files: Files::Operations,
        plants: member_open,
    },
    Kind {
        name: "url-case",
        what: "a segment in another case in an example URL",
        set: Set::Pages,
        files: Files::Operations,
        plants: url_case,
    },
    Kind {
        name: "error-body",
        what: "the body of an error under a success status",
        set: Set::Pages,
        files: Files::Operations,
        plants: error_body,
    },
    Kind {
        name: "value-missing",
        what: "a collection without `value`",
        set: Set::Pages,
        files: Files::Operations,
        plants: value_missing,
    },
    Kind {
        name: "response-type-unknown",
        what: "an unknown type in the annotation of a response",
        set: Set::Pages,
        files: Files::Operations,
        plants: type_unknown,
    },
    Kind {
        name: "response-type-unrelated",
        what: "an unrelated type in the annotation of a response",
        set: Set::Pages,
        files: Files::Operations,
        plants: type_unrelated,
    },
    Kind {
        name: "required-missing",
        what: "an example without a required property",
        set: Set::Pages,
        files: Files::Operations,
        plants: required_missing,
    },
];

/// The lines of code with `@odata.type`, and the simple name of the type.
fn typed<'p>(page: &'p Page<'_>) -> impl Iterator<Item = (&'p Line<'p>, &'p str)> {
    let name = |line: &'p Line<'p>| {
        let (_, value) = line.text.split_once("\"@odata.type\"")?;
        Some((line, value.split('"').nth(1)?.rsplit('.').next()?))
    };
    page.code().filter(|it| it.section.contains("re") && !it.section.contains("representation")).filter_map(name)
}

fn type_abstract(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    let plant = |(line, name): (&Line<'_>, &str)| {
        let base = facts.abstract_bases.get(name)?;
        Some(Plant::new(line.find(&format!(".{name}\""))?, format!(".{base}\""), base))
    };
    typed(page).filter_map(plant).collect()
}

fn type_unnamed(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    let plant = |(line, name): (&Line<'_>, &str)| {
        let base = facts.abstract_bases.get(name)?;
        let before = page.lines.iter().take_while(|it| it.start < line.start).last()?;
        let is_first = before.text.trim_end().ends_with('{') && line.text.trim_end().ends_with(',');
        is_first.then(|| Plant::new(before.start..line.range().end, before.text, base))
    };
    typed(page).filter_map(plant).collect()
}

const UNDECLARED: &str = "\"shelfMark\": \"a\",";

/// Open types allow undeclared members.
fn member_nested(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    let is_closed = |line: &Line<'_>| line.text.trim().split('"').nth(1).is_some_and(|it| !facts.of_open.contains(it));
    let lines = page.code().filter(|it| it.section.contains("respons") && it.text.trim_end().ends_with("\": {"));
    let lines = lines.filter(|it| is_closed(it));
    lines.map(|it| Plant::new(it.range(), format!("{}{UNDECLARED}", it.text), "shelfMark")).collect()
}

fn member_open(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    let is_open = |block: &Range<usize>| {
        let annotation = &page.text[page.annotation(block)?];
        let name = annotation.split_once("\"@odata.type\"")?.1.split('"').nth(1)?;
        let is_single = !annotation.contains("isCollection") && !annotation.contains("Collection(");
        (is_single && facts.open.contains(name.rsplit('.').next()?)).then_some(())
    };
    let blocks = page.annotated("\"response\"").into_iter().filter(|it| is_open(it).is_some());
    let plant = |block: Range<usize>| {
        let line = page.lines[block].iter().find(|it| it.text.trim() == "{")?;
        Some(Plant::new(line.range(), format!("{{\n  {UNDECLARED}"), "shelfMark"))
    };
    blocks.filter_map(plant).collect()
}

fn url_case(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |line: &Line<'_>| {
        let at = line.text.find("/v1.0/")? + 6;
        let path = line.text[at..].split([' ', '?']).next()?;
        let is_name = |it: &&str| it.len() > 3 && it.bytes().all(|it| it.is_ascii_alphabetic());
        let name = path.split('/').rfind(is_name)?;
        let start = line.start + at + path.rfind(name)?;
        Some(Plant::new(start..start + name.len(), other_case(name), name))
    };
    let urls = page.first_lines().filter(|it| it.text.contains(" https://graph.microsoft.com/v1.0/"));
    urls.filter_map(plant).collect()
}

/// The bodies of responses with a success status: the place, from the first brace.
fn bodies(page: &Page<'_>) -> Vec<Range<usize>> {
    let body = |block: Range<usize>| {
        let range = page.span(&block);
        let text = &page.text[range.clone()];
        let is_success = text.starts_with("HTTP/1.1 20");
        Some(range.start + text.find("\n{")? + 1..range.end).filter(|_| is_success)
    };
    page.annotated("\"response\"").into_iter().filter_map(body).collect()
}

fn error_body(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let error = "{\n  \"error\": {\n    \"code\": \"badRequest\",\n    \"message\": \"No such shelf.\"\n  }\n}";
    bodies(page).into_iter().map(|it| Plant::new(it, error, "error")).collect()
}

fn value_missing(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |body: Range<usize>| {
        let at = body.start + page.text[body].find("\n  \"value\": [")? + 3;
        Some(Plant::new(at..at + 7, "\"items\"", "items").also("`value`"))
    };
    bodies(page).into_iter().filter_map(plant).collect()
}

/// The simple names of types in annotations of responses.
fn annotated(page: &Page<'_>) -> Vec<Range<usize>> {
    let name = |block: Range<usize>| {
        let range = page.annotation(&block)?;
        let text = &page.text[range.clone()];
        let at = text.find("microsoft.graph.")? + 16;
        let len = text[at..].find(['"', ')'])?;
        Some(range.start + at..range.start + at + len)
    };
    page.annotated("\"response\"").into_iter().filter_map(name).filter(|it| it.len() > 3).collect()
}

fn type_unknown(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let wrong = |it: Range<usize>| Plant::new(it.clone(), misspelt(&page.text[it.clone()]), misspelt(&page.text[it]));
    annotated(page).into_iter().map(wrong).collect()
}

fn type_unrelated(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    annotated(page).into_iter().map(|it| Plant::new(it, "workbookChart", "workbookChart")).collect()
}

fn required_missing(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let rows = page.rows("request body");
    // *Required.* is a sentence of its own; *a password is required* describes a value.
    let required = rows.iter().filter(|it| it.line.text.contains("Required."));
    let names: Vec<&str> = required.map(|it| page.text[it.cells[0].clone()].trim_matches(['*', '`'])).collect();
    let blocks = page.annotated("\"request\"");
    let lines = blocks.iter().flat_map(|it| &page.lines[it.clone()]);
    let plant = |line: &Line<'_>| {
        let (name, value) = line.text.strip_prefix("  \"")?.split_once("\":")?;
        let is_whole = value.trim_end().ends_with(',') && !value.contains(['{', '[']);
        let is_meant = is_whole && names.contains(&name);
        is_meant.then(|| Plant::removed(line.start..line.range().end + 1, name).at(Place::File))
    };
    lines.filter_map(plant).collect()
}

//! Errors in annotations, headers and tabs of examples.

use crate::mutate::facts::Facts;
use crate::mutate::page::{Line, Page};
use crate::mutate::plant::{Files, Kind, Place, Plant, misspelt};
use crate::mutate::set::Set;
use std::ops::Range;

pub(super) const KINDS: [Kind; 10] = [
    Kind {
        name: "example-name-twice",
        what: "two examples of a page with the same name",
        set: Set::Pages,
        files: Files::Operations,
        plants: name_twice,
    },
    Kind {
        name: "response-of-unknown",
        what: "a response that names an unknown request",
        set: Set::Pages,
        files: Files::Operations,
        plants: response_of_unknown,
    },
    Kind {
        name: "annotation-absent",
        what: "an example without an annotation",
        set: Set::Pages,
        files: Files::Operations,
        plants: annotation_absent,
    },
    Kind {
        name: "sample-key",
        what: "a sample key that is not in the URL",
        set: Set::Pages,
        files: Files::Operations,
        plants: sample_key,
    },
    Kind {
        name: "tab-twice",
        what: "a tab twice in one group",
        set: Set::Pages,
        files: Files::Operations,
        plants: tab_twice,
    },
    Kind {
        name: "authorization-absent",
        what: "a table of headers without Authorization",
        set: Set::Pages,
        files: Files::Operations,
        plants: authorization_absent,
    },
    Kind {
        name: "content-type-absent",
        what: "an example with a body and without Content-Type",
        set: Set::Pages,
        files: Files::Operations,
        plants: content_type_absent,
    },
    Kind {
        name: "header-unknown",
        what: "a misspelt header in an example",
        set: Set::Pages,
        files: Files::Operations,
        plants: header_unknown,
    },
    Kind {
        name: "content-type-wrong",
        what: "a content type that does not fit the body",
        set: Set::Pages,
        files: Files::Operations,
        plants: content_type_wrong,
    },
    Kind {
        name: "url-length",
        what: "a URL that is too long",
        set: Set::Pages,
        files: Files::Operations,
        plants: url_length,
    },
];

/// The places of the names in annotations of a kind.
fn names(page: &Page<'_>, kind: &str) -> Vec<Range<usize>> {
    let name = |block: Range<usize>| {
        let range = page.annotation(&block)?;
        let at = page.text[range.clone()].find("\"name\":")? + range.start + 7;
        let start = at + page.text[at..range.end].find('"')? + 1;
        Some(start..start + page.text[start..range.end].find('"')?)
    };
    page.annotated(kind).into_iter().filter_map(name).collect()
}

fn name_twice(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let names = names(page, "\"request\"");
    let pairs = names.windows(2).map(|it| (&page.text[it[0].clone()], it[1].clone()));
    pairs
        .filter(|(first, it)| *first != &page.text[it.clone()])
        .map(|(first, it)| Plant::new(it, first, first))
        .collect()
}

fn response_of_unknown(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let wrong = |it: Range<usize>| Plant::new(it.clone(), misspelt(&page.text[it.clone()]), misspelt(&page.text[it]));
    names(page, "\"response\"").into_iter().filter(|it| it.len() > 3).map(wrong).collect()
}

fn annotation_absent(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |block: Range<usize>| {
        let range = page.annotation(&block)?.start..page.span(&block).end;
        Some(Plant::new(
            range,
            page.text[page.lines[block.start - 1].start..page.span(&block).end].to_owned(),
            "annotation",
        ))
    };
    page.annotated("\"request\"").into_iter().filter_map(plant).collect()
}

fn sample_key(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |line: &Line<'_>| {
        let (_, rest) = line.text.split_once("\"sampleKeys\"")?;
        let key = rest.split('"').nth(1).filter(|it| it.len() > 2)?;
        Some(Plant::new(line.find(key)?, "shelf-mark", "shelf-mark"))
    };
    page.prose().filter_map(plant).collect()
}

fn tab_twice(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let tabs = page.prose().filter(|it| it.text.contains("(#tab/csharp)"));
    tabs.filter_map(|it| Some(Plant::new(it.find("csharp")?, "http", "tab"))).collect()
}

fn authorization_absent(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let rows = page.rows("request headers").into_iter().filter(|it| it.line.text.contains("Authorization"));
    rows.map(|it| Plant::removed(it.line.start..it.line.range().end + 1, "Authorization")).collect()
}

/// The lines with the content type of a body of JSON in example requests.
fn content_types<'p>(page: &'p Page<'_>) -> Vec<&'p Line<'p>> {
    let blocks = page.annotated("\"request\"").into_iter().filter(|it| page.text[page.span(it)].contains("\n{"));
    let is_meant = |it: &&'p Line<'p>| it.text.trim_end().eq_ignore_ascii_case("content-type: application/json");
    blocks.filter_map(|it| page.lines[it].iter().find(is_meant)).collect()
}

fn content_type_absent(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let all = content_types(page).into_iter();
    all.map(|it| Plant::removed(it.start..it.range().end + 1, "Content-Type").at(Place::File)).collect()
}

fn header_unknown(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let all = content_types(page).into_iter();
    all.map(|it| Plant::new(it.start..it.start + 12, "Contnet-Type", "Contnet-Type")).collect()
}

fn content_type_wrong(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let all = content_types(page).into_iter();
    all.map(|it| Plant::new(it.range(), "Content-Type: image/jpeg", "image/jpeg")).collect()
}

fn url_length(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let urls = page.first_lines().filter(|it| it.text.starts_with("GET https:") && !it.text.contains('?'));
    let long = format!("?$filter=id eq '{}'", "a".repeat(2100));
    urls.map(|it| Plant::new(it.range(), format!("{}{long}", it.text.trim_end()), "2083").also("characters")).collect()
}

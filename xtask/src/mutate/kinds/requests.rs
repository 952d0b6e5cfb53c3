//! Errors in request lines and in the URLs of examples.

use crate::mutate::facts::Facts;
use crate::mutate::page::{Line, Page, method};
use crate::mutate::plant::{Files, Kind, Place, Plant};
use crate::mutate::set::Set;

pub(super) const KINDS: [Kind; 8] = [
    Kind {
        name: "function-by-post",
        what: "a function that is called with POST",
        set: Set::Pages,
        files: Files::Operations,
        plants: function_by_post,
    },
    Kind {
        name: "action-by-get",
        what: "an action that is called with GET",
        set: Set::Pages,
        files: Files::Operations,
        plants: action_by_get,
    },
    Kind {
        name: "patch-of-collection",
        what: "PATCH of a collection",
        set: Set::Pages,
        files: Files::Operations,
        plants: patch_of_collection,
    },
    Kind {
        name: "delete-of-collection",
        what: "DELETE of a collection",
        set: Set::Pages,
        files: Files::Operations,
        plants: delete_of_collection,
    },
    Kind {
        name: "get-with-body",
        what: "GET with a body",
        set: Set::Pages,
        files: Files::Operations,
        plants: get_with_body,
    },
    Kind {
        name: "ref-missing",
        what: "a reference without `$ref`",
        set: Set::Pages,
        files: Files::Operations,
        plants: ref_missing,
    },
    Kind {
        name: "key-missing",
        what: "a URL without one of its keys",
        set: Set::Pages,
        files: Files::Operations,
        plants: key_missing,
    },
    Kind {
        name: "query-option",
        what: "a misspelt query option",
        set: Set::Pages,
        files: Files::Operations,
        plants: query_option,
    },
];

fn function_by_post(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    let called = lines(page, "GET").filter(|it| name(it.text).is_some_and(|it| facts.functions.contains(it)));
    called.map(|it| Plant::new(it.start..it.start + 3, "POST", "function")).collect()
}

fn action_by_get(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    let called = lines(page, "POST").filter(|it| name(it.text).is_some_and(|it| facts.actions.contains(it)));
    called.map(|it| Plant::new(it.start..it.start + 4, "GET", "action")).collect()
}

/// The last name of a URL.
fn name(line: &str) -> Option<&str> {
    let last = line.trim_end().rsplit('/').next()?.split(['(', '?']).next()?;
    Some(last.rsplit('.').next().unwrap_or(last)).filter(|it| !it.starts_with('{'))
}

fn patch_of_collection(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    without_last_key(page, "PATCH")
}

fn delete_of_collection(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    without_last_key(page, "DELETE")
}

fn without_last_key(page: &Page<'_>, method: &'static str) -> Vec<Plant> {
    let plant = |line: &Line<'_>| {
        let url = line.text.trim_end();
        let key = url.rfind("/{")?;
        let is_last = url.ends_with('}') && !url[key + 1..].contains('/');
        is_last.then(|| Plant::new(line.start + key..line.start + url.len(), "", "collection"))
    };
    lines(page, method).filter_map(plant).collect()
}

fn get_with_body(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |block: std::ops::Range<usize>| {
        let range = page.span(&block);
        let text = &page.text[range.clone()];
        let is_meant = text.starts_with("GET ") && !text.contains('{');
        is_meant.then(|| Plant::new(range, format!("{}\n\n{{\n  \"name\": \"a\"\n}}", text.trim_end()), "GET"))
    };
    page.annotated("\"request\"").into_iter().filter_map(plant).collect()
}

fn ref_missing(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let lines = page.requests().filter(|it| !it.text.starts_with("GET"));
    lines.filter_map(|it| Some(Plant::new(it.find("/$ref")?, "", "$ref"))).collect()
}

fn key_missing(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |line: &Line<'_>| {
        let key = line.text.find("/{")?;
        let end = key + line.text[key..].find('}')? + 1;
        let word = line.text[..key].rsplit('/').next()?.to_owned();
        line.text[end..].starts_with('/').then(|| Plant::new(line.start + key..line.start + end, "", word))
    };
    page.requests().filter_map(plant).collect()
}

fn query_option(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let urls = page.first_lines().filter(|it| it.section.contains("request") && it.text.starts_with("GET https:"));
    let plain = urls.filter(|it| !it.text.contains('?'));
    plain
        .map(|it| Plant::new(it.range(), format!("{}?$slect=id", it.text.trim_end()), "$slect").at(Place::Lines))
        .collect()
}

/// The request lines with a method.
fn lines<'p, 'a>(page: &'p Page<'a>, wanted: &'static str) -> impl Iterator<Item = &'p Line<'a>> {
    page.requests().filter(move |it| method(it.text) == Some(wanted))
}

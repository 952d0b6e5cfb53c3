//! Errors in links of pages and of the table of contents.

use crate::mutate::facts::Facts;
use crate::mutate::page::{Line, Page};
use crate::mutate::plant::{Files, Kind, Place, Plant, misspelt};
use crate::mutate::set::Set;
use std::ops::Range;

pub(super) const KINDS: [Kind; 10] = [
    Kind { name: "link-file", what: "a link to a missing file", set: Set::Pages, files: Files::Pages, plants: file },
    Kind {
        name: "link-anchor",
        what: "a link to a missing section",
        set: Set::Pages,
        files: Files::Pages,
        plants: anchor,
    },
    Kind { name: "link-image", what: "a missing image", set: Set::Pages, files: Files::Pages, plants: image },
    Kind {
        name: "link-definition",
        what: "a link without a definition",
        set: Set::Pages,
        files: Files::Pages,
        plants: definition,
    },
    Kind {
        name: "link-outside",
        what: "a link to a file outside of the documentation",
        set: Set::Pages,
        files: Files::Pages,
        plants: outside,
    },
    Kind { name: "link-case", what: "a link in another case", set: Set::Pages, files: Files::Pages, plants: case },
    Kind {
        name: "include-file",
        what: "an include of a missing file",
        set: Set::Pages,
        files: Files::Pages,
        plants: include,
    },
    Kind {
        name: "toc-file",
        what: "a table of contents with a missing page",
        set: Set::Pages,
        files: Files::Toc,
        plants: toc_file,
    },
    Kind {
        name: "toc-unlisted",
        what: "a page that no table of contents lists",
        set: Set::Pages,
        files: Files::Toc,
        plants: toc_unlisted,
    },
    Kind {
        name: "page-orphaned",
        what: "a page that no other page links",
        set: Set::Pages,
        files: Files::Resources,
        plants: orphaned,
    },
];

/// The targets of links to other pages, in prose.
fn targets(page: &Page<'_>) -> Vec<Range<usize>> {
    let target = |line: &Line<'_>| -> Vec<Range<usize>> {
        let ends = line.text.match_indices(".md)").map(|(at, _)| at + 3);
        let whole = |end: usize| Some(line.start + line.text[..end].rfind("](")? + 2..line.start + end);
        let is_include = line.text.contains("INCLUDE");
        ends.filter_map(whole).filter(|_| !is_include).collect()
    };
    let lines = page.prose().filter(|it| !it.section.is_empty());
    lines.flat_map(target).filter(|it| page.text[it.clone()].starts_with(['.', 'a', 'r'])).collect()
}

/// The place of the file name of a target, without the extension.
fn stem(page: &Page<'_>, target: &Range<usize>) -> Range<usize> {
    let slash = page.text[target.clone()].rfind('/').map_or(0, |it| it + 1);
    target.start + slash..target.end - 3
}

fn file(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let stems = targets(page).into_iter().map(|it| stem(page, &it));
    stems.map(|it| (misspelt(&page.text[it.clone()]), it)).map(|(to, it)| Plant::new(it, to.clone(), to)).collect()
}

fn anchor(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let ends = targets(page).into_iter().map(|it| it.end);
    ends.map(|it| Plant::new(it..it, "#shelf-marks", "shelf-marks")).collect()
}

fn image(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let lines = page.prose().filter(|it| it.text.starts_with("Namespace:"));
    let text = "\n\n![The shelves](images/shelves.png)";
    lines.map(|it| Plant::new(it.range(), format!("{}{text}", it.text), "shelves.png")).collect()
}

fn definition(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let all = targets(page).into_iter().map(|it| it.start - 1..it.end + 1);
    all.map(|it| Plant::new(it, "[shelf-marks]", "shelf-marks")).collect()
}

fn outside(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let all = targets(page).into_iter().map(|it| (format!("../../../../../{}", &page.text[it.clone()]), it));
    all.map(|(to, it)| Plant::new(it, to, "../../../../../")).collect()
}

fn case(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let stems = targets(page).into_iter().map(|it| stem(page, &it));
    stems.map(|it| (page.text[it.clone()].to_uppercase(), it)).map(|(to, it)| Plant::new(it, to.clone(), to)).collect()
}

fn include(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let plant = |line: &Line<'_>| {
        let end = line.text.find(".md)")?;
        let start = line.text[..end].rfind('/')? + 1;
        let is_meant = line.text.contains("[!INCLUDE") && !line.text.contains("snippets");
        let wrong = misspelt(&line.text[start..end]);
        is_meant.then(|| Plant::new(line.start + start..line.start + end, wrong.clone(), wrong))
    };
    page.prose().filter_map(plant).collect()
}

/// The lines of the table of contents with a page, and the place of its name.
fn entries<'p>(page: &'p Page<'_>) -> impl Iterator<Item = (&'p Line<'p>, Range<usize>)> {
    let entry = |line: &'p Line<'p>| {
        let path = line.text.trim().strip_prefix("href: ")?.strip_suffix(".md")?;
        let stem = path.rsplit('/').next()?;
        let end = line.range().end - 3;
        Some((line, end - stem.len()..end))
    };
    page.lines.iter().filter_map(entry)
}

fn toc_file(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let stems = entries(page).map(|(_, it)| (misspelt(&page.text[it.clone()]), it));
    stems.map(|(to, it)| Plant::new(it, to.clone(), to)).collect()
}

fn toc_unlisted(page: &Page<'_>, _: &Facts) -> Vec<Plant> {
    let is_once = |it: &str| page.text.matches(it).count() == 1;
    let all = entries(page).map(|(line, it)| (line, &page.text[it]));
    let once = all.filter(|(line, _)| is_once(line.text.trim()));
    once.map(|(line, name)| Plant::removed(line.range(), name).at(Place::Anywhere)).collect()
}

fn orphaned(page: &Page<'_>, facts: &Facts) -> Vec<Plant> {
    let rows = page.rows("methods").into_iter();
    let plant = |line: &Line<'_>| {
        let end = line.text.find(".md)")?;
        let start = line.text[..end].rfind('/')? + 1;
        let is_only = facts.links.get(&line.text[start..end + 3]) == Some(&1);
        let range = line.start..line.range().end + 1;
        is_only.then(|| Plant::removed(range, &line.text[start..end]).at(Place::Anywhere))
    };
    rows.filter_map(|it| plant(it.line)).collect()
}

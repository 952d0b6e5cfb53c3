//! The second count: from pulldown-cmark's events and from the raw text.
//!
//! It shares no code with the parser but for the limit of includes, and counts repaired parts by its own rules:
//! - A paragraph whose second line is a delimiter row is a table, and its other lines are rows.
//! - A line that continues the row before it is a row in GFM; it is counted, and the account states how many were joined.
//! - Annotations are Markdown comments that begin with `{`.
//! - Includes are found in the text, outside of code, comments and headings. Included content is counted in their place.

use crate::input::markdown::NodeKind;
use crate::input::markdown::parse::include::MAX_INCLUDED;
use crate::source::{FileId, FileKind, SourceFile, SourceMap};
use memchr::memmem;
use pulldown_cmark::{Event, Options, Parser, Tag};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// The counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// By [`NodeKind`], as a number.
    pub(super) kinds: [usize; NodeKind::ALL.len()],
    /// Lines that were joined with the row before them.
    pub(super) joined: usize,
}

/// Counts of files; each file is counted once.
#[derive(Debug)]
pub(super) struct Counts<'a> {
    sources: &'a SourceMap,
    /// How many lines of a file were joined.
    joined: BTreeMap<FileId, usize>,
    /// By [`FileId`]: the counts of a file, and its includes.
    own: Vec<(Count, Vec<String>)>,
}

impl<'a> Counts<'a> {
    pub(super) fn new(sources: &'a SourceMap, joined: BTreeMap<FileId, usize>) -> Counts<'a> {
        let files: Vec<&SourceFile> = sources.iter().map(|(_, it)| it).collect();
        let of_pages = |it: &&SourceFile| match it.kind {
            FileKind::Page | FileKind::Include => count(&it.text),
            FileKind::Metadata | FileKind::Toc | FileKind::Baseline => (Count::default(), Vec::new()),
        };
        Counts { sources, joined, own: files.par_iter().map(of_pages).collect() }
    }

    /// Counts a file and its includes.
    pub(super) fn of(&self, file: FileId) -> Count {
        let mut res = Count::default();
        self.add(&mut vec![file], &mut res, &mut 0);
        res
    }

    /// Adds the counts of the last file; each of the files before it includes the next one. `n_included` counts includes.
    fn add(&self, files: &mut Vec<FileId>, sum: &mut Count, n_included: &mut usize) {
        let Some(&file) = files.last() else { return };
        let source = self.sources.file(file);
        let (own, targets) = &self.own[file.0 as usize];
        sum.kinds.iter_mut().zip(own.kinds).for_each(|(sum, own)| *sum += own);
        sum.joined += self.joined.get(&file).copied().unwrap_or_default();
        for target in targets {
            let included = self.sources.find(&path_of(&source.path, target));
            let Some(included) = included.filter(|it| !files.contains(it)) else { continue };
            if *n_included == MAX_INCLUDED {
                return;
            }
            *n_included += 1;
            files.push(included);
            self.add(files, sum, n_included);
            files.pop();
        }
    }
}

/// The path of an include, without `.` and `..`.
fn path_of(file: &str, target: &str) -> String {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let target = target.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = if file.contains('/') { folder.split('/').collect() } else { Vec::new() };
    for part in target.split('/').filter(|it| !matches!(*it, "" | ".")) {
        let can_go_up = parts.last().is_some_and(|it| *it != "..");
        if part == ".." && can_go_up {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// Counts one text, and returns its includes.
fn count(text: &str) -> (Count, Vec<String>) {
    let body = &text[front_matter(text)..];
    let mut kinds = [0; NodeKind::ALL.len()];
    let mut add = |kind: NodeKind, n: usize| kinds[kind as usize] += n;
    // Includes occur in running text only.
    let mut no_text = Vec::new();
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                add(NodeKind::Heading, usize::from(!is_tab(&body[range.clone()])));
                no_text.push(range);
            }
            Event::Start(Tag::CodeBlock(_)) => {
                add(NodeKind::CodeBlock, 1);
                no_text.push(range);
            }
            Event::Start(Tag::Table(_)) => add(NodeKind::Table, 1),
            Event::Start(Tag::TableRow) => add(NodeKind::Row, 1),
            Event::Start(Tag::HtmlBlock) => {
                add(NodeKind::Annotation, annotations(&body[range.clone()]));
                no_text.push(range);
            }
            Event::InlineHtml(html) => add(NodeKind::Annotation, annotations(&html)),
            Event::Start(Tag::Paragraph) => {
                if let Some(rows) = rows_of_refused_table(&body[range]) {
                    add(NodeKind::Table, 1);
                    add(NodeKind::Row, rows);
                }
            }
            _ => {}
        }
    }
    let includes = includes(&blank_out(body, &no_text));
    add(NodeKind::Include, includes.len());
    let is_text = |path: &String| !path.contains("snippets") && !path.contains("sdk-documentation");
    (Count { kinds, joined: 0 }, includes.into_iter().filter(is_text).collect())
}

/// The offset of the text after the front matter.
fn front_matter(text: &str) -> usize {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = start;
    for (idx, line) in text[start..].split_inclusive('\n').enumerate() {
        at += line.len();
        match (idx, line.trim_end()) {
            (0, "---") => {}
            (0, _) => return start,
            (_, "---") => return at,
            _ => {}
        }
    }
    start
}

/// Whether a heading is `# [HTTP](#tab/http)`.
fn is_tab(heading: &str) -> bool {
    heading.trim_start_matches(['#', ' ', '\t']).starts_with('[') && heading.contains("](#tab/")
}

/// The number of body rows of a table that is a paragraph in GFM.
fn rows_of_refused_table(paragraph: &str) -> Option<usize> {
    let lines: Vec<&str> = paragraph.split(['\n', '\r']).map(str::trim).filter(|it| !it.is_empty()).collect();
    let [header, delimiter, rows @ ..] = &lines[..] else { return None };
    let is_delimiter = delimiter.bytes().all(|it| b"|-: \t".contains(&it));
    (header.contains('|') && is_delimiter && delimiter.contains('|') && delimiter.contains('-')).then_some(rows.len())
}

/// The text with blanks in some ranges.
fn blank_out(text: &str, ranges: &[Range<usize>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in ranges {
        bytes[range.clone()].fill(b' ');
    }
    String::from_utf8(bytes).expect("blocks begin and end between characters")
}

/// Comments that begin with `{`.
fn annotations(text: &str) -> usize {
    let mut res = 0;
    let mut rest = text;
    while let Some((_, comment)) = rest.split_once("<!--") {
        res += usize::from(comment.trim_start_matches("<!--").trim_start_matches('-').trim_start().starts_with('{'));
        rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    res
}

/// The paths in `[!INCLUDE [text](path)]`. An include ends before the next `[!`, on its line.
fn includes(text: &str) -> Vec<String> {
    const MARK: &str = "[!";
    let path = |chunk: &str| {
        let is_include = chunk.get(.."include".len())?.eq_ignore_ascii_case("include");
        let line = chunk.split(['\r', '\n']).next()?;
        let (path, _) = line.split_once("](")?.1.split_once(')')?;
        is_include.then(|| path.to_owned())
    };
    let starts: Vec<usize> = memmem::find_iter(text.as_bytes(), MARK).map(|at| at + MARK.len()).collect();
    let ends = starts.iter().skip(1).map(|it| it - MARK.len()).chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| path(&text[*start..end])).collect()
}

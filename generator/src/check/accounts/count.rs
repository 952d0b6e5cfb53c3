//! The second count: from pulldown-cmark's events and from the raw text.
//!
//! It shares no code with the parser but for the limit of includes, and counts repaired parts by its own rules:
//! - A paragraph whose second line is a delimiter row is a table, and its other lines are rows.
//! - A line that continues the row before it is a row in GFM; it is counted, and the account states how many were joined.
//! - Annotations are Markdown comments that begin with `{`.
//! - Includes are found in the text, outside of code, comments and headings. Included content is counted in their place.
//! - An include on a line of a table is a row in GFM; if the included file consists of rows, they are counted instead.

use crate::input::markdown::NodeKind;
use crate::input::markdown::parse::include::MAX_INCLUDED;
use crate::source::{FileId, FileKind, SourceFile, SourceMap};
use memchr::{memchr, memchr_iter, memmem};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
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

impl Count {
    /// In a sum that contains the counts of a file that a line of a table includes: counts the file's rows instead.
    fn replace(&self, sum: &mut Count, rows: usize) {
        for kind in NodeKind::ALL.into_iter().filter(|it| *it != NodeKind::Include) {
            sum.kinds[kind as usize] -= self.kinds[kind as usize];
        }
        // The line of the include was counted as a row.
        sum.kinds[NodeKind::Row as usize] += rows;
        sum.kinds[NodeKind::Row as usize] -= 1;
    }
}

/// One file.
#[derive(Debug, Default)]
struct File {
    count: Count,
    includes: Vec<Include>,
    /// The number of its lines, if they are rows of a table that includes the file.
    rows: Option<usize>,
}

/// An include of text.
#[derive(Debug)]
struct Include {
    path: String,
    /// Whether it is a line of a table.
    is_row: bool,
}

/// Counts of files; each file is counted once.
#[derive(Debug)]
pub(super) struct Counts<'a> {
    sources: &'a SourceMap,
    /// How many lines of a file were joined.
    joined: BTreeMap<FileId, usize>,
    /// By [`FileId`].
    own: Vec<File>,
}

impl<'a> Counts<'a> {
    pub(super) fn new(sources: &'a SourceMap, joined: BTreeMap<FileId, usize>) -> Counts<'a> {
        let files: Vec<&SourceFile> = sources.iter().map(|(_, it)| it).collect();
        let of_pages = |it: &&SourceFile| match it.kind {
            FileKind::Page | FileKind::Include => count(&it.text),
            _ => File::default(),
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
        let own = &self.own[file.0 as usize];
        sum.kinds.iter_mut().zip(own.count.kinds).for_each(|(sum, own)| *sum += own);
        sum.joined += self.joined.get(&file).copied().unwrap_or_default();
        for include in &own.includes {
            let included = self.sources.find(&path_of(&source.path, &include.path));
            let Some(included) = included.filter(|it| !files.contains(it)) else { continue };
            if *n_included == MAX_INCLUDED {
                return;
            }
            *n_included += 1;
            files.push(included);
            self.add(files, sum, n_included);
            let file = &self.own[included.0 as usize];
            if let Some(rows) = file.rows.filter(|_| include.is_row) {
                file.count.replace(sum, rows);
            }
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

/// Counts one text, and finds its includes.
fn count(text: &str) -> File {
    let body = &text[front_matter(text)..];
    let mut kinds = [0; NodeKind::ALL.len()];
    let mut add = |kind: NodeKind, n: usize| kinds[kind as usize] += n;
    // Includes occur in running text only.
    let mut no_text = Vec::new();
    let mut table_rows = Vec::new();
    let mut depth = 0;
    let mut events = Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter();
    // By reference: moving every event would take a fifth of this loop.
    while let Some((event, range)) = &events.next() {
        let text = || &body[range.clone()];
        match event {
            Event::Start(Tag::Heading { .. }) => {
                add(NodeKind::Heading, usize::from(!is_tab(text())));
                no_text.push(range.clone());
            }
            Event::Start(Tag::CodeBlock(_)) => {
                add(NodeKind::CodeBlock, 1);
                no_text.push(range.clone());
            }
            Event::Start(Tag::Table(_)) => add(NodeKind::Table, 1),
            Event::Start(Tag::TableRow) => {
                add(NodeKind::Row, 1);
                table_rows.push(range.clone());
            }
            Event::Start(Tag::HtmlBlock) => {
                add(NodeKind::Annotation, annotations(text()));
                no_text.push(range.clone());
            }
            Event::InlineHtml(html) => add(NodeKind::Annotation, annotations(html)),
            Event::Start(Tag::Paragraph) => {
                if let Some(rows) = rows_of_refused_table(text()) {
                    add(NodeKind::Table, 1);
                    add(NodeKind::Row, rows);
                    let header = text().find(['\n', '\r']).unwrap_or_default();
                    table_rows.push(range.start + header..range.end);
                } else {
                    add(NodeKind::Heading, usize::from(depth == 0 && lacks_blank(text())));
                }
            }
            Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => depth -= 1,
            _ => {}
        }
    }
    let mut includes = includes(body, &no_text, &table_rows);
    add(NodeKind::Include, includes.len());
    includes.retain(|it| !it.path.contains("snippets") && !it.path.contains("sdk-documentation"));
    File { count: Count { kinds, joined: 0 }, includes, rows: rows_of_other_table(body) }
}

/// The number of lines of a text that consists of rows of a table.
fn rows_of_other_table(text: &str) -> Option<usize> {
    let lines = || text.split(['\n', '\r']).filter(|it| !it.trim().is_empty());
    let are_rows = lines().all(|it| it.starts_with('|')) && !text.contains("<!--");
    (are_rows && rows_of_refused_table(text).is_none()).then(|| lines().count()).filter(|it| *it > 0)
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

/// Whether a paragraph begins with words after `#`: a heading without the blank that CommonMark requires.
fn lacks_blank(paragraph: &str) -> bool {
    if !paragraph.trim_start().starts_with('#') {
        return false;
    }
    let line = paragraph.split(['\n', '\r']).next().unwrap_or_default().trim();
    let words = line.trim_start_matches('#');
    let marks = line.len() - words.len();
    let is_letter = |it: char| it.is_alphabetic();
    (1..7).contains(&marks)
        && words.starts_with(is_letter)
        && !words.contains(|it: char| !it.is_alphanumeric() && it != ' ')
}

/// The number of body rows of a table that is a paragraph in GFM.
fn rows_of_refused_table(paragraph: &str) -> Option<usize> {
    // Most paragraphs have no pipes.
    memchr(b'|', paragraph.as_bytes())?;
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
    while let Some(comment) = after_opening(rest) {
        // Trimming a text of several characters prepares a search, which takes longer.
        let mut inner = comment;
        while let Some(it) = inner.strip_prefix("<!--") {
            inner = it;
        }
        res += usize::from(inner.trim_start_matches('-').trim_start().starts_with('{'));
        rest = after_closing(comment).unwrap_or_default();
    }
    res
}

/// The text after `<!--`.
fn after_opening(text: &str) -> Option<&str> {
    memchr_iter(b'<', text.as_bytes()).find_map(|at| text[at..].strip_prefix("<!--"))
}

/// The text after `-->`.
fn after_closing(text: &str) -> Option<&str> {
    memchr_iter(b'>', text.as_bytes()).find_map(|at| text[..at].ends_with("--").then(|| &text[at + 1..]))
}

/// The includes `[!INCLUDE [text](path)]` outside of some ranges. An include ends before the next `[!`, on its line.
fn includes(text: &str, no_text: &[Range<usize>], table_rows: &[Range<usize>]) -> Vec<Include> {
    const MARK: &str = "[!";
    if memmem::find(text.as_bytes(), MARK.as_bytes()).is_none() {
        return Vec::new();
    }
    let text = blank_out(text, no_text);
    let include = |start: usize, end: usize| {
        let chunk = &text[start..end];
        let is_include = chunk.get(.."include".len())?.eq_ignore_ascii_case("include");
        let line = chunk.split(['\r', '\n']).next()?;
        let (path, rest) = line.split_once("](")?.1.split_once(')')?;
        let is_alone = text[..start - MARK.len()].rsplit(['\r', '\n']).next()?.trim().is_empty()
            && text[start + line.len()..].split(['\r', '\n']).next()?.is_empty()
            && rest.trim_end().find(']').is_none_or(|it| it + 1 == rest.trim_end().len());
        let row = table_rows.partition_point(|it| it.end <= start);
        let is_row = is_alone && table_rows.get(row).is_some_and(|it| it.start <= start);
        is_include.then(|| Include { path: path.to_owned(), is_row })
    };
    let starts: Vec<usize> = memmem::find_iter(text.as_bytes(), MARK).map(|at| at + MARK.len()).collect();
    let ends = starts.iter().skip(1).map(|it| it - MARK.len()).chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| include(*start, end)).collect()
}

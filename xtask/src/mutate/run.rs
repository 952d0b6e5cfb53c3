//! Draws places for errors, plants them, and collects verdicts.

use super::page::Page;
use super::plant::{Files, Kind};
use super::set::{Loaded, Sets};
use super::verdict::{Planted, Verdict, judge};
use crate::sample::seeded;
use graphwright::source::{FileId, FileKind, SourceFile};
use std::collections::BTreeSet;
use std::ops::Range;

/// The number of errors that are planted together, each of another kind and into another file.
const TOGETHER: usize = 64;

/// A kind, and the verdicts of its errors.
pub(super) struct Row {
    /// The kind.
    pub(super) kind: &'static Kind,
    /// The planted errors with their verdicts.
    pub(super) verdicts: Vec<(Planted, Verdict)>,
}

/// Plants errors of all kinds.
pub(super) fn all(sets: &Sets, kinds: &[&'static Kind], pages: usize, seed: u64) -> Vec<Row> {
    let drawn: Vec<Vec<Planted>> = kinds.iter().map(|kind| draw(sets.get(kind.set), kind, pages, seed)).collect();
    let mut rows: Vec<Row> = kinds.iter().map(|kind| Row { kind, verdicts: Vec::new() }).collect();
    let mut queue: Vec<(usize, Planted)> =
        drawn.into_iter().enumerate().flat_map(|(kind, it)| it.into_iter().map(move |it| (kind, it))).collect();
    while !queue.is_empty() {
        let batch = batch(kinds, &mut queue);
        let planted: Vec<Planted> = batch.iter().map(|(_, it)| it.clone()).collect();
        let loaded = sets.get(kinds[batch[0].0].set);
        let verdicts = verdicts(loaded, &planted);
        for ((kind, planted), verdict) in batch.into_iter().zip(verdicts) {
            rows[kind].verdicts.push((planted, verdict));
        }
        eprint!("\r{} left  ", queue.len());
    }
    eprintln!();
    rows
}

/// The verdicts of errors that are planted together; in halves, if a finding cannot be attributed to one of them.
fn verdicts(loaded: &Loaded, planted: &[Planted]) -> Vec<Verdict> {
    judge(loaded, planted).unwrap_or_else(|| {
        let (some, others) = planted.split_at(planted.len() / 2);
        [some, others].into_iter().flat_map(|it| verdicts(loaded, it)).collect()
    })
}

/// Takes errors that can be planted together: into different files of one set. Errors in metadata are planted alone, because
/// they change findings about pages.
fn batch(kinds: &[&'static Kind], queue: &mut Vec<(usize, Planted)>) -> Vec<(usize, Planted)> {
    let is_page = |kind: usize| kinds[kind].files != Files::Metadata;
    let mut res: Vec<(usize, Planted)> = queue.pop().into_iter().collect();
    let mut idx = queue.len();
    while idx > 0 && res.len() < TOGETHER && is_page(res[0].0) {
        idx -= 1;
        let (kind, planted) = &queue[idx];
        let fits =
            |it: &(usize, Planted)| it.0 != *kind && it.1.file != planted.file && kinds[it.0].set == kinds[*kind].set;
        if is_page(*kind) && res.iter().all(fits) {
            res.push(queue.remove(idx));
        }
    }
    res
}

/// Draws a place in each of `count` files. Metadata is one file: all places are in it.
fn draw(loaded: &Loaded, kind: &Kind, count: usize, seed: u64) -> Vec<Planted> {
    let files = loaded.sources.iter().filter(|(_, it)| is_meant(it, kind.files)).collect();
    let is_single = matches!(kind.files, Files::Toc | Files::Metadata);
    let mut res = Vec::new();
    for (file, source) in seeded(files, usize::MAX, seed) {
        let page = Page::new(source.name.rsplit('/').next().unwrap_or(&source.name), &source.text);
        let mut plants = (kind.plants)(&page, &loaded.facts);
        let dirty = dirty(loaded, file);
        plants.retain(|it| is_clean(source, &dirty, section(&page, &it.range)));
        let size = if is_single { count } else { 1 };
        let some = seeded(plants, size, seed.wrapping_mul(u64::from(file.0) + 1).max(1));
        res.extend(some.into_iter().map(|plant| Planted { file, plant }));
        if res.len() >= count {
            break;
        }
    }
    res
}

fn is_meant(file: &SourceFile, files: Files) -> bool {
    let is_page = file.kind == FileKind::Page;
    match files {
        Files::Operations => is_page && file.name.contains("api/"),
        Files::Resources => is_page && file.name.contains("resources/"),
        Files::Pages => is_page,
        Files::Toc => file.kind == FileKind::Toc,
        Files::Metadata => file.kind == FileKind::Metadata,
    }
}

/// The offsets of all findings of a file.
fn dirty(loaded: &Loaded, file: FileId) -> BTreeSet<usize> {
    let spans = loaded.findings.iter().flat_map(|it| std::iter::once(&it.primary).chain(&it.secondary));
    spans.filter(|it| it.span.file == file).map(|it| it.span.start as usize).collect()
}

/// The sections of a page that a change touches; the lines around it in other files.
fn section(page: &Page<'_>, range: &Range<usize>) -> Range<usize> {
    if page.name.ends_with(".md") {
        let before = page.lines.iter().rev().find(|it| it.is_heading && it.start <= range.start);
        let after = page.lines.iter().find(|it| it.is_heading && it.start > range.end);
        return before.map_or(0, |it| it.start)..after.map_or(page.text.len(), |it| it.start);
    }
    range.start.saturating_sub(1)..range.end + 1
}

fn is_clean(source: &SourceFile, dirty: &BTreeSet<usize>, section: Range<usize>) -> bool {
    dirty.range(section.start..section.end.min(source.text.len())).next().is_none()
}

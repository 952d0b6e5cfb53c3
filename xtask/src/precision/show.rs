//! The drawn findings with their surroundings, for reading.

use super::draw::{Drawn, Finding};
use crate::corpus::corpus;
use graphwright::diagnostics;
use graphwright::source::{FileId, SourceMap, Span};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// The number of lines that are shown before and after a place.
const AROUND: usize = 4;

/// Every finding as `graphwright check` prints it, and the lines around each of its places.
pub(super) fn findings(drawn: &Drawn<'_>) -> String {
    let mut res = String::new();
    for (idx, (sources, it)) in drawn.findings.iter().enumerate() {
        let place = place((sources, it));
        // Writing to a string cannot fail.
        let _ = writeln!(res, "{}\n#{} {} {place}\n", "=".repeat(100), idx + 1, it.code.number());
        let _ = writeln!(res, "{}\n", diagnostics::render(sources, it, false));
        let labels = std::iter::once(&it.primary).chain(&it.secondary);
        for (file, lines) in surroundings(sources, labels.map(|it| it.span)) {
            let _ = writeln!(res, "--- {}", below_corpus(&sources.file(file).path));
            res += &numbered(&sources.file(file).text, &lines);
        }
    }
    res
}

/// `v1.0/api/user-get.md:12:3`; the path is relative to the corpus.
pub(super) fn place((sources, it): Finding<'_>) -> String {
    let file = sources.file(it.primary.span.file);
    let (line, column) = file.line_column(it.primary.span.start);
    format!("{}:{line}:{column}", below_corpus(&file.path))
}

fn below_corpus(path: &str) -> String {
    let root = corpus().to_string_lossy().replace('\\', "/");
    path.strip_prefix(&root).unwrap_or(path).trim_start_matches('/').to_owned()
}

/// The lines around all places, by file; indices from 0, sorted, without duplicates.
fn surroundings(sources: &SourceMap, spans: impl Iterator<Item = Span>) -> BTreeMap<FileId, Vec<usize>> {
    let mut res: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
    for span in spans {
        let file = sources.file(span.file);
        let lines: Range<usize> = file.line_column(span.start).0 - 1..file.line_column(span.end).0;
        let around = lines.start.saturating_sub(AROUND)..lines.end + AROUND;
        res.entry(span.file).or_default().extend(around);
    }
    for lines in res.values_mut() {
        lines.sort_unstable();
        lines.dedup();
    }
    res
}

/// Lines with their numbers; `...` where lines are omitted.
fn numbered(text: &str, lines: &[usize]) -> String {
    let mut res = String::new();
    let mut shown = lines.iter().copied().peekable();
    let mut previous = None;
    for (idx, line) in text.lines().enumerate() {
        if shown.next_if_eq(&idx).is_none() {
            continue;
        }
        if previous.is_some_and(|it| it + 1 < idx) {
            res += "  ...\n";
        }
        let _ = writeln!(res, "{:>6} {line}", idx + 1);
        previous = Some(idx);
    }
    res
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn omitted_lines_are_marked() {
        assert_eq!(numbered("a\nb\nc\nd\n", &[0, 1, 3, 4]), "     1 a\n     2 b\n  ...\n     4 d\n");
    }
}

//! Tables, split from raw lines: GFM drops extra cells and does not repair rows.

mod rows;

use super::include::Target;
use super::{Ctx, trim_end};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::input::markdown::topic::{Block, BlockKind, Cell, NodeKind, Row, Table};
use crate::source::{SourceMap, Span};
use memchr::{memchr, memchr2_iter};
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

/// Whether a paragraph is a table that the Markdown parser rejects: its second line is like a delimiter row.
pub(super) fn looks_like_table(paragraph: &str) -> bool {
    // Most paragraphs have no pipes.
    if memchr(b'|', paragraph.as_bytes()).is_none() {
        return false;
    }
    let mut lines = text_lines(paragraph);
    let header = lines.next().unwrap_or_default();
    header.contains('|') && lines.next().is_some_and(is_delimiter)
}

fn is_delimiter(line: &str) -> bool {
    line.contains('-') && line.contains('|') && line.chars().all(|it| matches!(it, '|' | '-' | ':' | ' ' | '\t'))
}

/// Whether a cell of a delimiter row consists of hyphens, with optional colons at the ends.
fn is_marker(cell: &str) -> bool {
    let hyphens = cell.strip_prefix(':').unwrap_or(cell);
    let hyphens = hyphens.strip_suffix(':').unwrap_or(hyphens);
    !hyphens.is_empty() && hyphens.bytes().all(|it| it == b'-')
}

impl Ctx<'_> {
    /// A table that GFM recognizes.
    pub(super) fn table(&mut self, span: Span) {
        self.move_away();
        self.lines(span);
    }

    /// A table that the Markdown parser treats as text.
    pub(super) fn refused_table(&mut self, span: Span) {
        let lines = lines(self.sources, span);
        if let [header, delimiter, rows @ ..] = &lines[..] {
            self.check_delimiter(*header, *delimiter, rows);
        }
        self.lines(span);
    }

    /// Reports why GFM rejects a table. GFM accepts tabs, unlike the Markdown parser: then nothing is reported.
    fn check_delimiter(&mut self, header: Span, delimiter: Span, rows: &[Span]) {
        let markers = cells(self.sources, delimiter, false);
        let (n, m) = (cells(self.sources, header, false).len(), markers.len());
        let report = if n != m {
            let message = format!("the header row has {n} cells, but the delimiter row has {m}");
            Diagnostic::new(Code::TableDelimiter, delimiter, message).help("give both rows the same number of cells")
        } else if let Some(cell) = markers.iter().find(|it| !is_marker(&self.sources[it.span])) {
            let message = format!("`{}` is not a delimiter of a column", &self.sources[cell.span]);
            Diagnostic::new(Code::TableDelimiter, delimiter, message).help("write `---`, `:---`, `---:` or `:---:`")
        } else {
            return;
        };
        // If all rows match the header, the delimiter row is wrong.
        let is_like_header = |row: &Span| cells(self.sources, *row, false).len() == n;
        let is_certain = n != m && !rows.is_empty() && rows.iter().all(is_like_header);
        let report = report.note("treated as a table, but Markdown renderers show plain text");
        self.diagnostics.report(match is_certain {
            true => report.patch([Edit::replace(delimiter, self.delimiter(delimiter, n))]),
            false => report,
        });
    }

    /// A delimiter row with a different number of cells.
    fn delimiter(&self, line: Span, n_cells: usize) -> String {
        let old = cells(self.sources, line, false);
        let old = old.iter().map(|it| &self.sources[it.span]).chain(std::iter::repeat(":---"));
        format!("|{}|", old.take(n_cells).collect::<Vec<_>>().join("|"))
    }

    fn lines(&mut self, span: Span) {
        let span = trim_end(self.sources, span);
        let mut lines = lines(self.sources, span).into_iter();
        let Some(header) = lines.next() else { return };
        let header = cells(self.sources, header, false);
        let id = self.node(NodeKind::Table, span);
        let mut includes = self.targets(span).into_iter().peekable();
        // Included blocks follow the table.
        let at = self.topic.blocks.len();
        let mut rows: Vec<Row> = Vec::new();
        for line in lines.skip(1) {
            self.line(line, &mut rows, header.len(), &mut includes);
        }
        self.mark_dividers(&mut rows, header.len());
        let is_uniform = self.uniform(&header, &rows);
        for row in &mut rows {
            self.fill(row, header.len(), is_uniform);
        }
        self.includes(includes);
        self.topic.blocks.insert(at, Block { kind: BlockKind::Table(Box::new(Table { id, header, rows })), span });
    }

    /// A line after the delimiter row. `includes` are those from this line on, or from the header.
    fn line(&mut self, line: Span, rows: &mut Vec<Row>, columns: usize, includes: &mut Peekable<IntoIter<Target>>) {
        while let Some(include) = includes.next_if(|it| it.span.start < line.start) {
            self.include(&include);
        }
        let include = includes.peek().filter(|it| it.span == line);
        if let Some(file) = include.and_then(|it| self.file_of_rows(it)) {
            includes.next().into_iter().for_each(|it| self.included_rows(&it, file, rows, columns));
        } else if self.continues(line, rows, columns) {
            self.join(line, rows, columns);
        } else {
            let row = self.row(line, columns);
            rows.push(row);
        }
    }

    /// Whether a line continues the row before it: it is a single cell that does not begin a row, and that row is
    /// incomplete.
    fn continues(&self, line: Span, rows: &[Row], columns: usize) -> bool {
        let Some(last) = rows.last().filter(|it| it.span.file == line.file) else { return false };
        let text = self.sources[line].trim();
        let is_open = !self.sources[last.span].trim_end().ends_with('|') || last.cells.len() < columns;
        !text.starts_with('|') && is_open && cells(self.sources, line, false).len() < columns
    }

    fn join(&mut self, line: Span, rows: &mut [Row], columns: usize) {
        let Some(last) = rows.last_mut() else { return };
        let report = Diagnostic::new(Code::RowBroken, line, "this line continues the table row above")
            .note("the lines are treated as one row")
            .help("write the row on one line; use `<br/>` for line breaks in a cell");
        self.diagnostics.report(report);
        let mut more = self.split(line, columns + 1 - last.cells.len().min(columns)).into_iter();
        if let (Some(cell), Some(first)) = (last.cells.last_mut(), more.next()) {
            cell.span = if cell.span.start == cell.span.end { first.span } else { cell.span.to(first.span) };
        }
        last.cells.extend(more);
        last.span = last.span.to(line);
    }

    fn row(&mut self, line: Span, columns: usize) -> Row {
        let split = self.split(line, columns);
        let id = self.node(NodeKind::Row, line);
        let is_divider = is_divider(self.sources, &split);
        Row { id, span: line, cells: split, is_divider }
    }

    /// The cells of a line. If there are too many, pipes in code are treated as text.
    fn split(&self, line: Span, columns: usize) -> Vec<Cell> {
        let split = cells(self.sources, line, false);
        if split.len() <= columns {
            return split;
        }
        let kept = cells(self.sources, line, true);
        if kept.len() >= columns { kept } else { split }
    }

    /// In a table of links, a row with one cell and without a link is the heading of the rows below it.
    fn mark_dividers(&self, rows: &mut [Row], columns: usize) {
        let has_link = |row: &Row| row.cells.first().is_some_and(|it| self.sources[it.span].contains('['));
        if columns < 2 || 2 * rows.iter().filter(|it| has_link(it)).count() <= rows.len() {
            return;
        }
        let is_heading = |it: &&mut Row| it.cells.len() == 1 && !has_link(it) && self.sources[it.span].ends_with('|');
        rows.iter_mut().filter(is_heading).for_each(|it| it.is_divider = true);
    }

    /// Whether all rows have the same number of cells, and the header another one, which is reported at the header.
    fn uniform(&mut self, header: &[Cell], rows: &[Row]) -> bool {
        let mut counts = rows.iter().filter(|it| !it.is_divider).map(|it| it.cells.len());
        let (Some(first), Some(second), [name, .., last]) = (counts.next(), counts.next(), header) else {
            return false;
        };
        if first != second || first == header.len() || counts.any(|it| it != first) {
            return false;
        }
        let message = format!("the header has {}, but each row has {first}", n_cells(header.len()));
        let report = Diagnostic::new(Code::RowCells, name.span.to(last.span), message)
            .note(if first < header.len() { TOO_FEW } else { TOO_MANY })
            .help("give the header, the delimiter row and the rows the same number of cells");
        self.diagnostics.report(report);
        true
    }

    /// Gives a row as many cells as the header. `is_reported` if its number of cells was reported.
    fn fill(&mut self, row: &mut Row, columns: usize, is_reported: bool) {
        let found = row.cells.len();
        if found == columns {
            return;
        }
        if !row.is_divider && !is_reported {
            let message = format!("this row has {}, but the header has {columns}", n_cells(found));
            let report = Diagnostic::new(Code::RowCells, row.span, message);
            self.diagnostics.report(match found < columns {
                true => report.note(TOO_FEW),
                false => report.note(TOO_MANY).help("write `\\|` for a `|` in a cell, or remove the extra `|`"),
            });
        }
        if let Some(last) = row.cells.last().copied().filter(|_| found > columns && columns > 0) {
            row.cells.truncate(columns);
            if let Some(cell) = row.cells.last_mut() {
                cell.span = cell.span.to(last.span);
            }
        }
        let end = Span { start: row.span.end, ..row.span };
        row.cells.resize(columns, Cell { span: end });
    }
}

const TOO_FEW: &str = "missing cells are treated as empty";

const TOO_MANY: &str = "extra cells are treated as part of the last one";

/// `1 cell`, `2 cells`.
fn n_cells(n: usize) -> String {
    format!("{n} cell{}", if n == 1 { "" } else { "s" })
}

/// The non-blank lines of a table, without line breaks.
fn lines(sources: &SourceMap, span: Span) -> Vec<Span> {
    text_lines(&sources[span]).map(|it| sources.span_of(span.file, it)).collect()
}

/// The non-blank lines of a text, trimmed. A carriage return alone ends a line, too (CommonMark, 2.1).
fn text_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]);
    ends.map(move |end| text[std::mem::replace(&mut start, end + 1)..end].trim()).filter(|it| !it.is_empty())
}

/// The cells of a line. Pipes in code spans also separate cells, unless `keep_code`.
fn cells(sources: &SourceMap, line: Span, keep_code: bool) -> Vec<Cell> {
    let text = &sources[line];
    let bytes = text.as_bytes();
    let cell = |range: Range<usize>| {
        let from = range.end - text[range.clone()].trim_start().len();
        Cell { span: line.part(from..from + text[from..range.end].trim_end().len()) }
    };
    let mut res = Vec::new();
    let first = usize::from(text.starts_with('|'));
    let mut start = first;
    let mut in_code = false;
    for at in memchr2_iter(b'|', b'`', &bytes[first..]).map(|it| first + it) {
        if bytes[at] == b'`' {
            in_code = keep_code && !in_code && memchr(b'`', &bytes[at + 1..]).is_some();
        } else if !in_code && !is_escaped(bytes, at) {
            res.push(cell(start..at));
            start = at + 1;
        }
    }
    let last = cell(start..text.len());
    if last.span.start < last.span.end || res.is_empty() {
        res.push(last);
    }
    res
}

/// Whether an odd number of backslashes is before a character.
fn is_escaped(text: &[u8], at: usize) -> bool {
    text[..at].iter().rev().take_while(|it| **it == b'\\').count() % 2 == 1
}

/// Whether only the first cell of a row has text, and it is bold.
fn is_divider(sources: &SourceMap, cells: &[Cell]) -> bool {
    let is_empty = |it: &Cell| matches!(sources[it.span].trim(), "" | "&nbsp;");
    let Some((first, rest)) = cells.split_first() else { return false };
    let text = sources[first.span].trim();
    text.len() > 4 && text.starts_with("**") && text.ends_with("**") && rest.iter().all(is_empty)
}

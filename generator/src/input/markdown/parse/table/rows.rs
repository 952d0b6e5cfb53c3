//! Rows of a table that come from an included file.

use super::{lines, looks_like_table};
use crate::input::markdown::parse::include::{self, MAX_INCLUDED, Target};
use crate::input::markdown::parse::{Ctx, Open, front_matter};
use crate::input::markdown::topic::{BlockKind, NodeKind, Row};
use crate::source::{FileId, Span};

impl Ctx<'_> {
    /// The file that a line of a table includes, if it consists of rows and can be read.
    pub(super) fn file_of_rows(&self, include: &Target) -> Option<FileId> {
        let is_read = self.n_included < MAX_INCLUDED && !include::is_snippet(&self.sources[include.path]);
        let file = self.file_of(include).filter(|it| is_read && !self.is_open(*it))?;
        let text = &self.sources.file(file).text;
        is_rows(&text[front_matter::end(text)..]).then_some(file)
    }

    /// Adds the rows of a file to those of the table that includes it.
    pub(super) fn included_rows(&mut self, include: &Target, file: FileId, rows: &mut Vec<Row>, columns: usize) {
        let id = self.node(NodeKind::Include, include.span);
        self.push(BlockKind::Include(id), include.span);
        self.n_included += 1;
        let text = &self.sources.file(file).text;
        self.files.push(Open { id: file, marks: include::marks(text) });
        let span = Span::new(file, front_matter::end(text)..text.len());
        for line in lines(self.sources, span) {
            let row = self.row(line, columns);
            rows.push(row);
        }
        let includes = self.targets(span);
        self.includes(includes);
        self.files.pop();
    }
}

/// Whether a text consists of rows of a table: each line begins with a pipe, and there is no delimiter row. Comments may
/// be annotations, which are not rows.
fn is_rows(text: &str) -> bool {
    let mut lines = super::text_lines(text).peekable();
    lines.peek().is_some() && lines.all(|it| it.starts_with('|')) && !looks_like_table(text) && !text.contains("<!--")
}

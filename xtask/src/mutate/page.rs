//! The lines of a text, with what the places of errors depend on.

use std::ops::Range;

/// The text of one file.
pub(super) struct Page<'a> {
    /// The name of the file without its folder: `user-get.md`.
    pub(super) name: &'a str,
    /// The whole text.
    pub(super) text: &'a str,
    /// Its lines.
    pub(super) lines: Vec<Line<'a>>,
}

/// One line.
pub(super) struct Line<'a> {
    /// The offset of its start.
    pub(super) start: usize,
    /// Its text, without the line break.
    pub(super) text: &'a str,
    /// The heading above it, lower case; the heading itself for its own line.
    pub(super) section: String,
    /// Whether it is inside of a code block, without the fences.
    pub(super) is_code: bool,
    /// Whether it is a heading.
    pub(super) is_heading: bool,
}

/// A body row of a table.
pub(super) struct Row<'a, 'p> {
    /// Its line.
    pub(super) line: &'p Line<'a>,
    /// The header of its table, lower case.
    pub(super) header: String,
    /// The places of the trimmed cells.
    pub(super) cells: Vec<Range<usize>>,
}

impl Line<'_> {
    /// The place of its text.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// The place of a part of its text.
    pub(super) fn find(&self, part: &str) -> Option<Range<usize>> {
        let at = self.start + self.text.find(part)?;
        Some(at..at + part.len())
    }
}

impl<'a> Page<'a> {
    /// Reads the lines of a text.
    pub(super) fn new(name: &'a str, text: &'a str) -> Page<'a> {
        let (mut lines, mut start) = (Vec::new(), 0);
        let (mut section, mut is_code) = (String::new(), false);
        for whole in text.split_inclusive('\n') {
            let line = whole.trim_end_matches(['\n', '\r']);
            let is_fence = line.trim_start().starts_with("```");
            is_code ^= is_fence;
            let is_heading = !is_code && line.starts_with('#') && !line.contains("](#tab/");
            if is_heading {
                section = line.trim_matches(['#', ' ']).to_lowercase();
            }
            lines.push(Line { start, text: line, section: section.clone(), is_code: is_code && !is_fence, is_heading });
            start += whole.len();
        }
        Page { name, text, lines }
    }

    /// The lines of code.
    pub(super) fn code(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(|it| it.is_code)
    }

    /// The lines of prose and tables.
    pub(super) fn prose(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(|it| !it.is_code)
    }

    /// The request lines of the section about the HTTP request.
    pub(super) fn requests(&self) -> impl Iterator<Item = &Line<'a>> {
        self.code().filter(|it| it.section.starts_with("http request") && method(it.text).is_some())
    }

    /// The body rows of tables in sections of this name.
    pub(super) fn rows(&self, section: &str) -> Vec<Row<'a, '_>> {
        let (mut res, mut header): (Vec<Row<'a, '_>>, Option<String>) = (Vec::new(), None);
        for pair in self.lines.windows(2) {
            let (line, next) = (&pair[0], &pair[1]);
            if line.is_code || !line.text.trim_start().starts_with('|') {
                header = None;
            } else if is_delimiter(next.text) {
                header = Some(line.text.to_lowercase());
            } else if let Some(header) = &header
                && line.section == section
                && !is_delimiter(line.text)
            {
                res.push(Row { line, header: header.clone(), cells: cells(line) });
            }
        }
        res
    }

    /// The code blocks: the numbers of their lines, without fences.
    pub(super) fn blocks(&self) -> Vec<Range<usize>> {
        let mut res: Vec<Range<usize>> = Vec::new();
        for (idx, _) in self.lines.iter().enumerate().filter(|(_, it)| it.is_code) {
            match res.last_mut() {
                Some(last) if last.end == idx => last.end += 1,
                _ => res.push(idx..idx + 1),
            }
        }
        res
    }

    /// The code blocks whose annotation contains a text, like `"blockType": "request"`.
    pub(super) fn annotated(&self, part: &str) -> Vec<Range<usize>> {
        let has = |block: &Range<usize>| self.annotation(block).is_some_and(|it| self.text[it].contains(part));
        self.blocks().into_iter().filter(has).collect()
    }

    /// The first lines of code blocks, except of those that tools shall ignore.
    pub(super) fn first_lines(&self) -> impl Iterator<Item = &Line<'a>> {
        let is_ignored =
            |it: &Range<usize>| self.annotation(it).is_some_and(|it| self.text[it].contains("\"ignored\""));
        self.blocks().into_iter().filter(move |it| !is_ignored(it)).map(|it| &self.lines[it.start])
    }

    /// The place of the annotation before a code block.
    pub(super) fn annotation(&self, block: &Range<usize>) -> Option<Range<usize>> {
        let fence = self.lines[block.start.checked_sub(1)?].start;
        let before = self.text[..fence].trim_end();
        let start = before.rfind("<!--")?;
        (before.ends_with("-->") && !before[start..before.len() - 3].contains("-->")).then_some(start..before.len())
    }

    /// The place of lines, without the last line break.
    pub(super) fn span(&self, lines: &Range<usize>) -> Range<usize> {
        self.lines[lines.start].start..self.lines[lines.end - 1].range().end
    }

    /// The place of the section that begins with a heading: up to the next heading of the same or a higher level.
    pub(super) fn section(&self, heading: usize) -> Range<usize> {
        let level = |line: &Line<'_>| line.text.bytes().take_while(|it| *it == b'#').count();
        let top = level(&self.lines[heading]);
        let end = self.lines[heading + 1..].iter().find(|it| it.is_heading && level(it) <= top);
        self.lines[heading].start..end.map_or(self.text.len(), |it| it.start)
    }
}

/// The method of a request line.
pub(super) fn method(line: &str) -> Option<&str> {
    let (method, url) = line.split_once(' ')?;
    let is_known = matches!(method, "GET" | "POST" | "PATCH" | "PUT" | "DELETE");
    (is_known && (url.starts_with('/') || url.starts_with("https:"))).then_some(method)
}

fn is_delimiter(line: &str) -> bool {
    line.contains("--") && line.bytes().all(|it| b"|:- \t".contains(&it))
}

fn cells(line: &Line<'_>) -> Vec<Range<usize>> {
    let mut start = line.start;
    let mut res = Vec::new();
    for cell in line.text.split('|') {
        let at = start + (cell.len() - cell.trim_start().len());
        res.push(at..(at + cell.trim().len()));
        start += cell.len() + 1;
    }
    res.remove(0);
    res
}

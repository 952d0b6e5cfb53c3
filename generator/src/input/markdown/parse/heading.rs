//! Headings, and headings of tabs.

use super::{Ctx, trim_end};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::input::markdown::inline;
use crate::input::markdown::topic::{BlockKind, Heading, NodeKind};
use crate::source::{SourceMap, Span, Spanned};
use memchr::{memchr, memchr_iter};

impl Ctx<'_> {
    pub(super) fn heading(&mut self, span: Span, level: u8) {
        self.flush();
        let span = trim_end(self.sources, span);
        if let Some(tab) = tab_of(self.sources, span) {
            self.tab = Some(tab.value.clone());
            self.push(BlockKind::Tab(tab), span);
            return;
        }
        let raw = heading_text(&self.sources[span]);
        let raw = self.sources.span_of(span.file, raw);
        let text = Spanned::new(inline::plain(self.sources, raw), raw);
        let id = self.node(NodeKind::Heading, span);
        self.push(BlockKind::Heading(Heading { id, level, text }), span);
    }

    /// Reports a line that is not a heading because of a missing blank, and reads it as one.
    pub(super) fn missed_heading(&mut self, line: Span, paragraph: Span) {
        let level = self.sources[line].bytes().take_while(|it| *it == b'#').count();
        let place = line.part(0..level);
        let report = Diagnostic::new(Code::HeadingBlank, place, "a heading has a blank after `#`")
            .note("read as a heading; renderers show a paragraph")
            .help("insert a blank")
            .patch([Edit::insert_after(place, " ")]);
        self.diagnostics.report(report);
        self.heading(line, level as u8);
        let rest = trim_end(self.sources, Span { start: line.end, ..paragraph });
        if !self.sources[rest].trim().is_empty() {
            self.push(BlockKind::Paragraph, rest);
        }
    }
}

/// The first line of a paragraph if it would be a heading with a blank after its marks: `#colour enum type`.
pub(super) fn missed(paragraph: &str) -> Option<&str> {
    // Few paragraphs begin so.
    if !paragraph.starts_with('#') {
        return None;
    }
    let line = paragraph.lines().next()?.trim_end();
    let text = line.trim_start_matches('#');
    let is_text = text.starts_with(char::is_alphabetic) && text.chars().all(|it| it.is_alphanumeric() || it == ' ');
    ((1..=6).contains(&(line.len() - text.len())) && is_text).then_some(line)
}

/// The text of a heading without its markers.
fn heading_text(raw: &str) -> &str {
    let line = raw[..memchr(b'\n', raw.as_bytes()).unwrap_or(raw.len())].trim();
    if !line.starts_with('#') {
        return line;
    }
    let text = line.trim_start_matches('#').trim();
    let closed = text.trim_end_matches('#');
    if closed.ends_with(' ') || closed.is_empty() { closed.trim_end() } else { text }
}

/// The id of a tab heading: `# [HTTP](#tab/http)`.
pub(in crate::input::markdown) fn tab_of(sources: &SourceMap, span: Span) -> Option<Spanned<String>> {
    let text = sources[span].trim_start_matches(['#', ' ', '\t']);
    if !text.starts_with('[') {
        return None;
    }
    let rest = memchr_iter(b']', text.as_bytes()).find_map(|at| text[at..].strip_prefix("](#tab/"))?;
    let id = rest.split([')', '/']).next()?;
    Some(Spanned::new(id.to_owned(), sources.span_of(span.file, id)))
}

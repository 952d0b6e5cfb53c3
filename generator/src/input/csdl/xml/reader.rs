//! The events of quick-xml → elements, continuing after malformed parts.

use super::Element;
use super::attributes::{start_tag, unescaped};
use super::tags::Tags;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// The limit of restarts: each may read the entire remaining text.
const MAX_RESTARTS: usize = 100;

/// Reads a file. Malformed XML is reported, and as much as possible is kept.
pub(in crate::input::csdl) fn read<'a>(
    diagnostics: &mut Diagnostics,
    sources: &'a SourceMap,
    file: FileId,
) -> Vec<Element<'a>> {
    let text = &sources.file(file).text;
    let mut events = Events { diagnostics, sources, file, text, tags: Tags::new(sources) };
    // The byte order mark is not text (XML 1.0, 4.3.3).
    let mut base = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut n_restarts = 0;
    while let Some(next) = events.read_from(base) {
        base = next;
        n_restarts += 1;
        if n_restarts == MAX_RESTARTS {
            let report = events
                .malformed(next..next + 1, "too many errors in this file")
                .note("the rest of the file is ignored");
            events.diagnostics.report(report);
            break;
        }
    }
    events.tags.finish(events.diagnostics);
    events.tags.roots
}

/// A file being read.
struct Events<'a, 'd> {
    diagnostics: &'d mut Diagnostics,
    sources: &'a SourceMap,
    file: FileId,
    text: &'a str,
    tags: Tags<'a>,
}

impl<'a> Events<'a, '_> {
    /// Reads from an offset. `Some` if reading must continue from a later offset.
    fn read_from(&mut self, base: usize) -> Option<usize> {
        let mut reader = Reader::from_str(&self.text[base..]);
        // Tags are matched here; unmatched tags, and entities outside of tags, are skipped.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        reader.config_mut().allow_dangling_amp = true;
        let mut start = base;
        loop {
            let event = reader.read_event();
            let end = base + usize::try_from(reader.buffer_position()).expect("files are smaller than 4 GiB");
            let res = match event {
                Ok(Event::Eof) => return None,
                Ok(Event::Start(it)) => self.start(&it, start..end, false),
                Ok(Event::Empty(it)) => self.start(&it, start..end, true),
                Ok(Event::End(_)) => self.end(start..end),
                Ok(Event::Text(_) | Event::GeneralRef(_)) => self.reference_or_text(start..end),
                Ok(Event::CData(it)) => self.cdata(&it),
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_)) => None,
                Err(err) => {
                    let at = base + usize::try_from(reader.error_position()).expect("files are smaller than 4 GiB");
                    return self.broken(at.max(base), &err.to_string());
                }
            };
            if res.is_some() {
                return res;
            }
            start = end;
        }
    }

    /// A start tag. If it contains the next tag, it is cut there.
    fn start(&mut self, tag: &BytesStart<'_>, range: Range<usize>, is_empty: bool) -> Option<usize> {
        let read = start_tag(self.sources, self.file, tag);
        let inner = self.text[range.start + 1..range.end].find('<').map(|it| range.start + 1 + it);
        if let Some(next) = inner {
            if read.name.contains('<') || !read.problems.is_empty() {
                return self.cut(range.start, next);
            }
            let report = self.malformed(next..next + 1, "unescaped `<` in an attribute value").help("write `&lt;`");
            self.diagnostics.report(report.note("kept as written"));
        }
        read.problems.iter().for_each(|it| self.diagnostics.report(it.clone()));
        self.tags.start(self.diagnostics, read, Span::new(self.file, range));
        if is_empty {
            self.tags.close();
        }
        None
    }

    /// An unterminated start tag: the part before the next tag is kept.
    fn cut(&mut self, start: usize, next: usize) -> Option<usize> {
        let content = self.text[start + 1..next].trim_end();
        let end = start + 1 + content.len();
        let (content, is_empty) = match content.trim_end_matches('>') {
            it if it.ends_with('/') => (&it[..it.len() - 1], true),
            it => (it, false),
        };
        let name_len = content.find(|it: char| it.is_ascii_whitespace()).unwrap_or(content.len());
        let mut read = start_tag(self.sources, self.file, &BytesStart::from_content(content, name_len));
        read.is_broken = true;
        if read.problems.is_empty() {
            read.problems.push(self.malformed(start..end, "unterminated tag").label("expected `>`"));
        }
        read.problems.iter().for_each(|it| self.diagnostics.report(it.clone()));
        if !read.name.is_empty() {
            self.tags.start(self.diagnostics, read, Span::new(self.file, start..end));
            if is_empty {
                self.tags.close();
            }
        }
        Some(next)
    }

    /// An end tag, which may contain the next tag.
    fn end(&mut self, range: Range<usize>) -> Option<usize> {
        let inner = self.text[range.start + 1..range.end].find('<').map(|it| range.start + 1 + it);
        let end = inner.unwrap_or(range.end);
        let name = self.text[range.start..end].trim_start_matches("</").trim_end().trim_end_matches('>').trim_end();
        if inner.is_some() {
            let report = self.malformed(range.start..end, "unterminated tag").label("expected `>`");
            self.diagnostics.report(report);
        }
        self.tags.end(self.diagnostics, name, Span::new(self.file, range.start..end));
        inner
    }

    /// An error of the reader: continues at the next tag.
    fn broken(&mut self, at: usize, what: &str) -> Option<usize> {
        let next = self.text[at..].char_indices().skip(1).find(|(_, it)| *it == '<').map(|(idx, _)| at + idx);
        let end = next.unwrap_or(self.text.len());
        let is_start = !matches!(self.text.as_bytes().get(at + 1), Some(b'!' | b'?' | b'/') | None);
        if is_start && self.text[at..].starts_with('<') {
            self.cut(at, end);
        } else {
            let shown = self.text[at..end].lines().next().unwrap_or_default().trim_end().len();
            let report = self.malformed(at..at + shown, "invalid XML").label(what);
            self.diagnostics.report(report.note("the text is ignored"));
        }
        next
    }

    /// Text and entities outside of tags.
    fn reference_or_text(&mut self, range: Range<usize>) -> Option<usize> {
        let raw = &self.text[range.clone()];
        let span = Span::new(self.file, range);
        let mut problems = Vec::new();
        self.tags.text(&unescaped(&mut problems, raw, span), span);
        problems.into_iter().for_each(|it| self.diagnostics.report(it));
        None
    }

    fn cdata(&mut self, text: &str) -> Option<usize> {
        self.tags.text(text, self.sources.span_of(self.file, text));
        None
    }

    fn malformed(&self, range: Range<usize>, message: &str) -> Diagnostic {
        Diagnostic::new(Code::MetadataMalformed, Span::new(self.file, range), message)
    }
}

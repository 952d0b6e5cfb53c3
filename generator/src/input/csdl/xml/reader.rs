//! The events of quick-xml → elements.

use super::Element;
use super::attributes::{Problem, start_tag, unescaped};
use super::tags::Tags;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};
use memchr::memchr;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// Reads a file. `None` if it is not well-formed: the first error is reported. A part of a file is never used, because
/// declarations that seem to be missing would be reported, and omitted from crates.
pub(in crate::input::csdl) fn read<'a>(
    diagnostics: &mut Diagnostics,
    sources: &'a SourceMap,
    file: FileId,
) -> Option<Vec<Element<'a>>> {
    let text = &sources.file(file).text;
    let mut events = Events { sources, file, text, tags: Tags::new(sources) };
    match events.read(diagnostics) {
        Ok(()) => Some(events.tags.roots),
        Err(problem) => {
            diagnostics.report(problem.note("the file is ignored, and nothing is compared with metadata"));
            None
        }
    }
}

/// A file being read.
struct Events<'a> {
    sources: &'a SourceMap,
    file: FileId,
    text: &'a str,
    tags: Tags<'a>,
}

impl<'a> Events<'a> {
    fn read(&mut self, diagnostics: &mut Diagnostics) -> Result<(), Problem> {
        // The byte order mark is not text (XML 1.0, 4.3.3).
        let base = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut reader = Reader::from_str(&self.text[base..]);
        // Tags are matched here, to report the one that is not closed.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        let mut start = base;
        loop {
            let event = reader.read_event();
            let end = base + usize::try_from(reader.buffer_position()).expect("files are smaller than 4 GiB");
            match event {
                Ok(Event::Eof) => return self.tags.finish(Span::new(self.file, end..end)),
                Ok(Event::Start(it)) => self.start(diagnostics, &it, start..end, false)?,
                Ok(Event::Empty(it)) => self.start(diagnostics, &it, start..end, true)?,
                Ok(Event::End(_)) => self.end(start..end)?,
                // The blanks between tags.
                Ok(Event::Text(it)) if !self.tags.is_in_text() && it.bytes().all(|it| it.is_ascii_whitespace()) => {}
                Ok(Event::Text(_) | Event::GeneralRef(_)) => self.reference_or_text(start..end)?,
                Ok(Event::CData(it)) => self.tags.text(&it, self.sources.span_of(self.file, &it)),
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_)) => {}
                Err(err) => {
                    let at = base + usize::try_from(reader.error_position()).expect("files are smaller than 4 GiB");
                    return Err(self.invalid(at, &err.to_string()));
                }
            }
            start = end;
        }
    }

    fn start(
        &mut self,
        diagnostics: &mut Diagnostics,
        tag: &BytesStart<'_>,
        range: Range<usize>,
        is_empty: bool,
    ) -> Result<(), Problem> {
        let read = start_tag(self.sources, self.file, tag);
        let inner = self.inner_tag(&range);
        let read = match (read, inner) {
            (Ok(read), None) => read,
            (Ok(read), Some(next)) if !read.name.contains('<') => {
                let message = "unescaped `<` in an attribute value";
                return Err(self.malformed(next..next + 1, message).help("write `&lt;`").into());
            }
            // The tag contains the next one.
            (_, Some(next)) => return Err(self.unterminated(range.start..next)),
            (Err(problem), None) => return Err(problem),
        };
        self.tags.start(diagnostics, read, Span::new(self.file, range))?;
        if is_empty {
            self.tags.close();
        }
        Ok(())
    }

    fn end(&mut self, range: Range<usize>) -> Result<(), Problem> {
        if let Some(next) = self.inner_tag(&range) {
            return Err(self.unterminated(range.start..next));
        }
        let tag = &self.text[range.clone()];
        let name = tag.strip_prefix("</").unwrap_or(tag).trim_end_matches('>').trim_end();
        self.tags.end(name, Span::new(self.file, range))
    }

    /// The place of a `<` after the one that begins a tag.
    fn inner_tag(&self, tag: &Range<usize>) -> Option<usize> {
        let start = tag.start + 1;
        memchr(b'<', &self.text.as_bytes()[start..tag.end]).map(|it| start + it)
    }

    /// Text and entities outside of tags.
    fn reference_or_text(&mut self, range: Range<usize>) -> Result<(), Problem> {
        let span = Span::new(self.file, range);
        self.tags.text(&unescaped(&self.sources[span], span)?, span);
        Ok(())
    }

    /// A tag without `>`.
    fn unterminated(&self, range: Range<usize>) -> Problem {
        let end = range.start + self.text[range.clone()].trim_end().len();
        self.malformed(range.start..end, "unterminated tag").label("expected `>`").into()
    }

    /// An error of quick-xml.
    fn invalid(&self, at: usize, what: &str) -> Problem {
        let line = self.text[at..].lines().next().unwrap_or_default().trim_end();
        if line.starts_with('&') {
            return self.malformed(at..at + 1, "invalid XML entity").help("write `&amp;` for `&`").into();
        }
        if !self.text[at..].starts_with('<') || line.starts_with("<!") || line.starts_with("<?") {
            return self.malformed(at..at + line.len(), "invalid XML").label(what).into();
        }
        // A tag without an end, or with an odd number of quotes: read up to the next one.
        let end = self.text[at + 1..].find('<').map_or(self.text.len(), |it| at + 1 + it);
        let content = &self.text[at + 1..end];
        let name_len = content.find(|it: char| it.is_ascii_whitespace()).unwrap_or(content.len());
        let read = start_tag(self.sources, self.file, &BytesStart::from_content(content, name_len));
        read.err().unwrap_or_else(|| self.unterminated(at..end))
    }

    fn malformed(&self, range: Range<usize>, message: &str) -> Diagnostic {
        Diagnostic::new(Code::MetadataMalformed, Span::new(self.file, range), message)
    }
}

//! The front matter: the lines between two `---` lines.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::topic::FrontMatter;
use crate::source::{FileId, SourceMap, Span};

/// Reads the front matter of a file, if it begins with one.
pub(in crate::input::markdown) fn front_matter(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    file: FileId,
) -> Option<FrontMatter> {
    let text = &sources.file(file).text;
    let start = super::bom(text);
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().filter(|it| it.trim_end() == "---")?;
    let mut end = start + first.len();
    let mut entries = Vec::new();
    for line in lines {
        let at = end;
        end += line.len();
        if line.trim_end() == "---" {
            return Some(FrontMatter { span: Span::new(file, start..end), entries });
        }
        match entry(sources, file, line) {
            Some(entry) => entries.push(entry),
            // List items and folded lines belong to the key before them.
            None if line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#']) => {}
            None => {
                let span = Span::new(file, at..at + line.trim_end().len());
                let report = Diagnostic::new(Code::FrontMatter, span, "expected `key: value` in the front matter")
                    .note("the line is ignored");
                diagnostics.report(report);
            }
        }
    }
    let span = Span::new(file, start..start + 3);
    let report = Diagnostic::new(Code::FrontMatter, span, "unclosed front matter")
        .note("treated as part of the page")
        .help("close it with a line `---`");
    diagnostics.report(report);
    None
}

fn entry(sources: &SourceMap, file: FileId, line: &str) -> Option<(Span, Span)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '.' | '-'));
    if !is_key {
        return None;
    }
    let value = value.trim();
    let bare =
        ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(value);
    Some((sources.span_of(file, key), sources.span_of(file, bare)))
}

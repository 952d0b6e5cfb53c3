//! The front matter: the lines between two `---` lines.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::topic::FrontMatter;
use crate::input::tree::yaml;
use crate::model::json::Value;
use crate::source::{FileId, SourceMap, Span};
use memchr::memchr;
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// Reads the front matter of a file, if it begins with one.
pub(in crate::input::markdown) fn front_matter(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    file: FileId,
) -> Option<FrontMatter> {
    let text = &sources.file(file).text;
    let start = super::bom(text);
    if let Some((content, end)) = parts(text) {
        let entries = entries(diagnostics, sources, Span::new(file, content));
        return Some(FrontMatter { span: Span::new(file, start..end), entries });
    }
    if text[start..].lines().next().is_some_and(|it| it.trim_end() == "---") {
        let span = Span::new(file, start..start + 3);
        let report = Diagnostic::new(Code::FrontMatter, span, "unclosed front matter")
            .note("treated as part of the page")
            .help("close it with a line `---`");
        diagnostics.report(report);
    }
    None
}

/// Where the text after the front matter begins.
pub(super) fn end(text: &str) -> usize {
    parts(text).map_or_else(|| super::bom(text), |(_, end)| end)
}

/// The lines between the two `---` lines, and the end of the second one.
fn parts(text: &str) -> Option<(Range<usize>, usize)> {
    let start = super::bom(text);
    let end_of_line = |at: usize| memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |it| at + it + 1);
    let begin = end_of_line(start);
    if text[start..begin].trim_end() != "---" {
        return None;
    }
    FENCE.find_iter(&text.as_bytes()[begin - 1..]).find_map(|at| {
        let line = begin + at;
        let end = end_of_line(line);
        (text[line..end].trim_end() == "---").then_some((begin..line, end))
    })
}

/// The start of the second line, and the line break before it.
static FENCE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\n---"));

/// The entries. Most front matter is one `key: value` on each line; the rest is read as YAML. Front matter that is not YAML is
/// read by line.
fn entries(diagnostics: &mut Diagnostics, sources: &SourceMap, content: Span) -> Vec<(Span, Span)> {
    let mut entries = Vec::new();
    let mut unknown = Vec::new();
    let mut open = None;
    for line in sources[content].lines() {
        match entry(line) {
            Some((key, value)) => {
                open = end_of(value);
                let span = |it: &str| sources.span_of(content.file, it);
                entries.push((span(key), span(unquoted(value))));
            }
            // Many YAML readers accept lines of quoted text and lists that are not indented.
            None if open.is_some() => open = open.filter(|end| !line.trim_end().ends_with(*end)),
            // List items and folded lines belong to the key before them.
            None if line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#']) => {}
            None => unknown.push(sources.span_of(content.file, line.trim_end())),
        }
    }
    if unknown.is_empty() {
        return entries;
    }
    let bare = |value: Span| sources.span_of(value.file, unquoted(&sources[value]));
    let root = yaml::read(sources, content).ok().and_then(|it| it.root);
    if let Some(Value::Object(members)) = root.map(|it| it.value) {
        return members.into_iter().map(|(key, value)| (key.span, bare(value.span))).collect();
    }
    diagnostics.report_all(unknown.into_iter().map(|span| {
        Diagnostic::new(Code::FrontMatter, span, "expected `key: value` in the front matter")
            .note("the line is ignored")
    }));
    entries
}

/// The key and the value of a line.
fn entry(line: &str) -> Option<(&str, &str)> {
    let end = memchr(b':', line.as_bytes())?;
    let key = &line[..end];
    let is_key = !key.is_empty() && key.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '.' | '-'));
    is_key.then(|| (key, line[end + 1..].trim()))
}

/// The end of a value that continues on the next line: its quote or bracket.
fn end_of(value: &str) -> Option<char> {
    let end = match value.as_bytes().first()? {
        b'"' => '"',
        b'\'' => '\'',
        b'[' => ']',
        b'{' => '}',
        _ => return None,
    };
    (!value[1..].contains(end)).then_some(end)
}

/// A value without quotes.
fn unquoted(value: &str) -> &str {
    ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(value)
}

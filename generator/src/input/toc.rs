//! The table of contents (`toc.yml`) of the documentation.
//!
//! The format is DocFX's: a list of entries, or a map with a list under `items`; entries have a `name`, a page (`href`),
//! and nested entries (`items`).

#[cfg(test)]
mod tests;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::tree::yaml;
use crate::model::json::{Json, Value};
use crate::source::{FileId, SourceMap, Span, Spanned};

/// One table of contents.
#[derive(Clone, Debug)]
pub struct Toc {
    /// The file.
    pub file: FileId,
    /// Its entries, in order.
    pub entries: Vec<Entry>,
}

/// An entry of a table of contents: a page, a heading, or both.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its title.
    pub name: Spanned<String>,
    /// Its target: a path relative to the file, or a URL.
    pub href: Option<Spanned<String>>,
    /// Nested entries.
    pub entries: Vec<Entry>,
}

/// Reads a table of contents.
pub fn parse(diagnostics: &mut Diagnostics, sources: &SourceMap, file: FileId) -> Toc {
    let read = yaml::read(sources, Span::new(file, 0..sources.file(file).text.len()));
    let entries = match read.map(|it| it.root) {
        Ok(Some(root)) => root_entries(diagnostics, sources, root),
        Ok(None) => Vec::new(),
        Err(err) => {
            let report = Diagnostic::new(Code::TocMalformed, err.span, "this table of contents is not valid YAML");
            diagnostics.report(report.label(err.what));
            Vec::new()
        }
    };
    Toc { file, entries }
}

fn root_entries(diagnostics: &mut Diagnostics, sources: &SourceMap, root: Json) -> Vec<Entry> {
    match root.value {
        Value::Array(_) => entries(diagnostics, sources, root),
        Value::Object(members) => {
            let items = members.into_iter().find(|(key, _)| key.value == "items");
            items.map(|(_, it)| entries(diagnostics, sources, it)).unwrap_or_default()
        }
        _ => {
            diagnostics.report(not_a_list(root.span));
            Vec::new()
        }
    }
}

fn entries(diagnostics: &mut Diagnostics, sources: &SourceMap, node: Json) -> Vec<Entry> {
    match node.value {
        Value::Array(items) => items.into_iter().filter_map(|it| entry(diagnostics, sources, it)).collect(),
        // `items:` without a value.
        Value::Null => Vec::new(),
        _ => {
            diagnostics.report(not_a_list(node.span));
            Vec::new()
        }
    }
}

fn not_a_list(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TocMalformed, span, "this table of contents is not a list of entries")
        .label("expected entries: `- name: …`")
}

/// An entry; members for its presentation are ignored.
fn entry(diagnostics: &mut Diagnostics, sources: &SourceMap, node: Json) -> Option<Entry> {
    let Value::Object(members) = node.value else {
        diagnostics.report(without_name(node.span));
        return None;
    };
    let (mut name, mut href, mut below) = (None, None, Vec::new());
    for (key, value) in members {
        match key.value.as_str() {
            "name" => name = text(value),
            "href" => href = text(value),
            "items" => below = entries(diagnostics, sources, value),
            _ => {}
        }
    }
    let Some(name) = name.filter(|it| !it.value.is_empty()) else {
        diagnostics.report(without_name(sources.first_line(node.span)));
        return None;
    };
    Some(Entry { name, href: href.filter(|it| !it.value.is_empty()), entries: below })
}

/// The text of a scalar; numbers as written.
fn text(value: Json) -> Option<Spanned<String>> {
    let text = match value.value {
        Value::String(text) | Value::Number(text) => text.into(),
        Value::Bool(it) => it.to_string(),
        _ => return None,
    };
    Some(Spanned::new(text, value.span))
}

fn without_name(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TocEntry, span, "this entry of the table of contents has no name")
        .label("expected `name: …`")
        .note("the entry and its nested entries are ignored")
}

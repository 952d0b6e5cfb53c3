//! The table of contents (`toc.yml`) of the documentation.
//!
//! The format is DocFX's: a list of entries, or a map with a list under `items`; entries have a `name`, a page (`href`),
//! and nested entries (`items`).

#[cfg(test)]
mod tests;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::yaml::{self, Kind, Node};
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
    let entries = match yaml::parse(sources, Span::new(file, 0..sources.file(file).text.len())) {
        Ok(Some(root)) => root_entries(diagnostics, sources, root),
        Ok(None) => Vec::new(),
        Err(err) => {
            let report = Diagnostic::new(Code::TocMalformed, err.span, "this table of contents is not valid YAML");
            diagnostics.report(report.label(err.message));
            Vec::new()
        }
    };
    Toc { file, entries }
}

fn root_entries(diagnostics: &mut Diagnostics, sources: &SourceMap, root: Node) -> Vec<Entry> {
    match root.kind {
        Kind::Sequence(_) => entries(diagnostics, sources, root),
        Kind::Mapping(members) => {
            let items = members.into_iter().find(|(key, _)| key.value == "items");
            items.map(|(_, it)| entries(diagnostics, sources, it)).unwrap_or_default()
        }
        Kind::Scalar(_) => {
            diagnostics.report(not_a_list(root.span));
            Vec::new()
        }
    }
}

fn entries(diagnostics: &mut Diagnostics, sources: &SourceMap, node: Node) -> Vec<Entry> {
    match node.kind {
        Kind::Sequence(items) => items.into_iter().filter_map(|it| entry(diagnostics, sources, it)).collect(),
        // `items:` without a value.
        Kind::Scalar(text) if text.is_empty() => Vec::new(),
        Kind::Scalar(_) | Kind::Mapping(_) => {
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
fn entry(diagnostics: &mut Diagnostics, sources: &SourceMap, node: Node) -> Option<Entry> {
    let Kind::Mapping(members) = node.kind else {
        diagnostics.report(without_name(node.span));
        return None;
    };
    let (mut name, mut href, mut below) = (None, None, Vec::new());
    for (key, value) in members {
        match (key.value.as_str(), value.kind) {
            ("name", Kind::Scalar(text)) => name = Some(Spanned::new(text, value.span)),
            ("href", Kind::Scalar(text)) => href = Some(Spanned::new(text, value.span)),
            ("items", kind) => below = entries(diagnostics, sources, Node { kind, span: value.span }),
            _ => {}
        }
    }
    let Some(name) = name.filter(|it| !it.value.is_empty()) else {
        diagnostics.report(without_name(sources.first_line(node.span)));
        return None;
    };
    Some(Entry { name, href: href.filter(|it| !it.value.is_empty()), entries: below })
}

fn without_name(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TocEntry, span, "this entry of the table of contents has no name")
        .label("expected `name: …`")
        .note("the entry and its nested entries are ignored")
}

//! Findings as JSON, one per line. `docs/findings-json.md` describes the format; [`FORMAT_VERSION`] is its version.

use crate::diagnostics::{Diagnostic, Edit};
use crate::source::{SourceMap, Span};
use serde::Serialize;

/// Incremented when a member changes its meaning or is removed. New members do not change it.
pub const FORMAT_VERSION: u32 = 1;

/// A finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct View<'a> {
    format_version: u32,
    code: &'static str,
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    severity: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<&'a str>,
    message: &'a str,
    at: At<'a>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<LabelView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    patch: Vec<EditView<'a>>,
}

/// A place: a half-open range in lines and columns, and in bytes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct At<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct LabelView<'a> {
    at: At<'a>,
    label: &'a str,
}

#[derive(Serialize)]
struct EditView<'a> {
    at: At<'a>,
    replacement: &'a str,
}

/// One line, without its line break.
pub fn render_json(sources: &SourceMap, it: &Diagnostic) -> String {
    let edits: &[Edit] = it.patch.as_ref().map_or(&[], |it| &it.edits);
    let view = View {
        format_version: FORMAT_VERSION,
        code: it.code.number(),
        name: it.code.name(),
        url: it.code.url(),
        severity: it.severity.to_string(),
        symbol: it.symbol.as_deref(),
        message: &it.message,
        at: at(sources, it.primary.span),
        label: &it.primary.text,
        also: it.secondary.iter().map(|it| LabelView { at: at(sources, it.span), label: &it.text }).collect(),
        note: it.note.as_deref(),
        help: it.help.as_deref(),
        patch: edits.iter().map(|it| EditView { at: at(sources, it.span), replacement: &it.replacement }).collect(),
    };
    serde_json::to_string(&view).expect("texts and numbers are JSON")
}

fn at(sources: &SourceMap, span: Span) -> At<'_> {
    let file = sources.file(span.file);
    let (line, column) = file.line_column(span.start);
    let (end_line, end_column) = file.line_column(span.end);
    At { file: &file.path, line, column, end_line, end_column, start: span.start, end: span.end }
}

//! The model → JSON. `docs/model-json.md` describes the format; [`FORMAT_VERSION`] is its version.

mod body_rows;
mod contract;
mod facts;
mod odata_operations;
mod operations;
mod pages;
mod paging;
mod parameters;
mod paths;
mod permissions;
#[cfg(test)]
mod tests;
mod types;
mod view;

use crate::analysis::paths::Paths;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Model, OperationId, TypeId};
use crate::source::SourceMap;
use serde::Serialize;
use std::io::{self, Write};
use view::At;

/// Incremented when a member changes its meaning or is removed. New members do not change it.
pub const FORMAT_VERSION: u32 = 4;

/// Writes the whole model as one JSON document, with one type, operation, path or diagnostic per line.
pub fn json(
    out: &mut impl Write,
    sources: &SourceMap,
    model: &Model<TypeId>,
    paths: &Paths,
    diagnostics: &Diagnostics,
) -> io::Result<()> {
    let ctx = view::Ctx { sources, model, paths };
    write!(out, "{{\"format\":\"graphwright-model\",\"formatVersion\":{FORMAT_VERSION},\"version\":")?;
    serde_json::to_writer(&mut *out, &model.version)?;
    list(out, "types", model.types.iter().map(|it| ctx.type_def(it)))?;
    list(out, "operations", (0..).map(OperationId).take(model.operations.len()).map(|it| ctx.operation(it)))?;
    list(out, "callables", model.odata_operations.iter().map(|it| ctx.odata_operation(it)))?;
    list(out, "entries", model.entries.iter().map(|it| ctx.entry(it)))?;
    list(out, "paths", paths.places.iter().enumerate().map(|(idx, it)| ctx.place(idx, it)))?;
    let pages = model.pages.iter().filter(|(_, it)| !it.states_no_more());
    list(out, "pages", pages.map(|(file, it)| ctx.page(*file, it)))?;
    list(out, "diagnostics", diagnostics.open().map(|it| diagnostic(ctx, it)))?;
    writeln!(out, "}}")?;
    out.flush()
}

fn list(out: &mut impl Write, name: &str, items: impl Iterator<Item = impl Serialize>) -> io::Result<()> {
    write!(out, ",\n\"{name}\":[")?;
    for (idx, item) in items.enumerate() {
        out.write_all(if idx == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
    }
    write!(out, "\n]")
}

/// A finding.
#[derive(Serialize)]
struct DiagnosticView<'a> {
    code: &'static str,
    severity: String,
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
}

/// A secondary place of a finding.
#[derive(Serialize)]
struct LabelView<'a> {
    at: At<'a>,
    label: &'a str,
}

fn diagnostic<'a>(ctx: view::Ctx<'a>, it: &'a Diagnostic) -> DiagnosticView<'a> {
    DiagnosticView {
        code: it.code.number(),
        severity: it.severity.to_string(),
        message: &it.message,
        at: ctx.at(it.primary.span),
        label: &it.primary.text,
        also: it.secondary.iter().map(|it| LabelView { at: ctx.at(it.span), label: &it.text }).collect(),
        note: it.note.as_deref(),
        help: it.help.as_deref(),
    }
}

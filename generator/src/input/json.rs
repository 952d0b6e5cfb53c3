//! Reads JSON tolerantly.

mod reader;
#[cfg(test)]
mod tests;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit, and_more};
use crate::model::json::Json;
use crate::source::{SourceMap, Span};

/// The origin of the text, for the wording and the codes of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An annotation comment.
    Annotation,
    /// An example body or a JSON representation.
    Body,
    /// An OpenAPI description.
    Description,
}

/// Reads the JSON at `span`. JSON that is not strict is reported, and repaired if that is safe; else the result is `None`.
pub fn parse(diagnostics: &mut Diagnostics, sources: &SourceMap, span: Span, origin: Origin) -> Option<Json> {
    let mut reader = reader::Reader::new(sources, span);
    match reader.document() {
        Ok(json) => {
            // Comments and ellipses explain or shorten a body on purpose.
            let is_deliberate = |it: &reader::Problem| matches!(it.what, reader::COMMENT | reader::ELLIPSIS);
            reader.repairs.retain(|it| origin != Origin::Body || !is_deliberate(it));
            reader.repairs.retain(|it| origin != Origin::Annotation || !is_in_suppression(&json, it));
            // A fence in the text was reported, and is the cause of what is wrong after it.
            reader.repairs.retain(|it| !sources[span].contains("\n```") || it.what != reader::TEXT_AFTER_END);
            report_repairs(diagnostics, &reader.repairs, origin);
            Some(json)
        }
        Err(problem) => {
            let (code, what, note) = match origin {
                Origin::Annotation => {
                    (Code::AnnotationUnreadable, "this annotation is not valid JSON", "the annotation is ignored")
                }
                Origin::Body => (Code::JsonUnreadable, "this body is not valid JSON", "the body is ignored"),
                Origin::Description => {
                    (Code::DescriptionMalformed, "this file is not valid JSON", "the file is ignored")
                }
            };
            diagnostics.report(unreadable(code, what, &reader.repairs, &problem).note(note));
            None
        }
    }
}

/// Reads strict JSON, or returns the place of the first error and its description.
pub fn strict(sources: &SourceMap, span: Span) -> Result<Json, (Span, &'static str)> {
    let mut reader = reader::Reader::new(sources, span);
    let read = reader.document();
    match (reader.repairs.first(), read) {
        (Some(first), _) => Err((first.span, first.what)),
        (None, Err(problem)) => Err((problem.span, problem.what)),
        (None, Ok(json)) => Ok(json),
    }
}

/// Whether a repair is a line break in a list of suppressions: messages of API Doctor have several lines.
fn is_in_suppression(json: &Json, repair: &reader::Problem) -> bool {
    let list = json.value.get("suppressions").map(|it| it.span.range());
    repair.what == reader::LINE_BREAK && list.is_some_and(|it| it.contains(&(repair.span.start as usize)))
}

/// A report at the first error of a text, which often is above the place where reading fails.
fn unreadable(code: Code, what: &str, repairs: &[reader::Problem], problem: &reader::Problem) -> Diagnostic {
    match repairs.iter().find(|it| it.is_error()) {
        Some(first) => Diagnostic::new(code, first.span, what).label(first.what).also(problem.span, problem.what),
        None => Diagnostic::new(code, problem.span, what).label(problem.what),
    }
}

/// One report per document, at the first repaired place.
fn report_repairs(diagnostics: &mut Diagnostics, repairs: &[reader::Problem], origin: Origin) {
    let Some(first) = repairs.first() else { return };
    let code = match origin {
        Origin::Annotation => Code::AnnotationRepaired,
        Origin::Body => Code::JsonRepaired,
        Origin::Description => Code::DescriptionRepaired,
    };
    let times = and_more(repairs.len() - 1);
    let report = Diagnostic::new(code, first.span, format!("this is not strict JSON: {}{times}", first.what))
        .label(first.what)
        .note("kept after repair");
    // All or nothing: a partial repair would still not be strict.
    let edits: Option<Vec<Edit>> = repairs.iter().map(|it| it.edit.clone()).collect();
    diagnostics.report(match edits {
        Some(edits) => report.help("write strict JSON").patch(edits),
        None => report,
    });
}

//! JSON with spans, read tolerantly.

mod reader;
#[cfg(test)]
mod tests;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit};
use crate::source::{SourceMap, Span, Spanned};
use smol_str::SmolStr;

/// A value and its place.
pub type Json = Spanned<Value>;

/// The name of a member and its place.
pub type Name = Spanned<SmolStr>;

/// A member of an object.
pub type Member = (Name, Json);

/// A JSON value. Most names and texts are so short that they need no memory of their own.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as written.
    Number(SmolStr),
    /// A string, unescaped.
    String(SmolStr),
    /// An array.
    Array(Vec<Json>),
    /// An object: members in order, duplicates kept.
    Object(Vec<Member>),
}

impl Value {
    /// The member of an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Value::Object(members) => members.iter().find(|(it, _)| it.value == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

/// What the text was read from, for the wording and the codes of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An annotation comment.
    Annotation,
    /// An example body or a JSON representation.
    Body,
}

/// Reads the JSON at `span`. What is not strict is repaired where that is safe, and reported; `None` (reported) if not.
pub fn parse(diagnostics: &mut Diagnostics, sources: &SourceMap, span: Span, origin: Origin) -> Option<Json> {
    let mut reader = reader::Reader::new(sources, span);
    match reader.document() {
        Ok(json) => {
            report_repairs(diagnostics, &reader.repairs, origin);
            Some(json)
        }
        Err(problem) => {
            let (code, what) = match origin {
                Origin::Annotation => (Code::AnnotationUnreadable, "this annotation is not JSON"),
                Origin::Body => (Code::JsonUnreadable, "this is not JSON"),
            };
            let report = Diagnostic::new(code, problem.span, what).label(problem.what).note("it is ignored");
            diagnostics.report(report);
            None
        }
    }
}

/// One report a document, at the first repaired place.
fn report_repairs(diagnostics: &mut Diagnostics, repairs: &[reader::Problem], origin: Origin) {
    let Some(first) = repairs.first() else { return };
    let code = match origin {
        Origin::Annotation => Code::AnnotationRepaired,
        Origin::Body => Code::JsonRepaired,
    };
    let times = if repairs.len() > 1 { format!(" (and {} more)", repairs.len() - 1) } else { String::new() };
    let report = Diagnostic::new(code, first.span, format!("this is not strict JSON: {}{times}", first.what))
        .label(first.what)
        .note("it is repaired and used");
    // All or nothing: a text that is still not strict afterwards helps nobody.
    let edits: Option<Vec<Edit>> = repairs.iter().map(|it| it.edit.clone()).collect();
    diagnostics.report(match edits {
        Some(edits) => report.help("write strict JSON").patch(edits),
        None => report,
    });
}

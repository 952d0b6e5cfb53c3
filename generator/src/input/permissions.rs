//! Permissions by path and method, in the JSON format of Kibali.
//!
//! A file lists permissions; each has sets of paths. The text after a path has attributes: the callers for which the
//! permission is the least privileged one, and permissions of which one is required as well.

mod reader;
#[cfg(test)]
mod tests;
mod unknown;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::json;
use crate::model::http::{Method, UrlTemplate};
use crate::model::permission::Caller;
use crate::source::{FileId, SourceMap, Span, Spanned};
use std::sync::Arc;

/// One file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// The permissions, in the order of the file.
    pub permissions: Vec<Permission>,
    /// Every path of the file, once for each spelling.
    pub urls: Vec<Arc<UrlTemplate>>,
}

/// A permission.
#[derive(Clone, Debug)]
pub struct Permission {
    /// Its name.
    pub name: Spanned<String>,
    /// How privileged it is for a caller, where stated: 1 is the least.
    pub levels: Vec<(Caller, u8)>,
    /// The requests that it permits.
    pub path_sets: Vec<PathSet>,
}

/// Requests with the same methods.
#[derive(Clone, Debug)]
pub struct PathSet {
    /// The callers that the permission is for.
    pub callers: Vec<Caller>,
    /// The methods.
    pub methods: Vec<Method>,
    /// The paths.
    pub paths: Vec<Path>,
}

/// A path that a permission permits.
#[derive(Clone, Debug)]
pub struct Path {
    /// The URL, by its index in [`Document::urls`].
    pub url: usize,
    /// Its place.
    pub span: Span,
    /// The callers for which this is the least privileged permission.
    pub least: Vec<Caller>,
    /// Permissions of which one is required as well; none if the list is empty.
    pub also: Vec<Spanned<String>>,
}

/// Reads a file. A malformed one is reported and has no permissions.
pub fn parse(diagnostics: &mut Diagnostics, sources: &SourceMap, file: FileId) -> Document {
    let text = &sources.file(file).text;
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let read = json::strict(sources, Span::new(file, start..text.len()))
        .and_then(|json| reader::read(diagnostics, sources, &json));
    let (permissions, urls) = read.unwrap_or_else(|(span, what)| {
        let report = Diagnostic::new(Code::PermissionsMalformed, span, format!("malformed permissions: {what}"));
        diagnostics.report(report.label(what).note("the file is ignored"));
        (Vec::new(), Vec::new())
    });
    Document { file, permissions, urls }
}

//! JSON and YAML → one tree with the place of every key and value.

mod anchors;
mod duplicates;
mod scalar;
#[cfg(test)]
mod tests;
pub(crate) mod yaml;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::json::{self, Origin};
use crate::model::json::Json;
use crate::source::{FileId, SourceFile, SourceMap, Span};

/// The maximum depth, to prevent a stack overflow.
const MAX_DEPTH: usize = 128;

/// Reads the only document of a file. A file that cannot be read is reported.
pub fn parse(diagnostics: &mut Diagnostics, sources: &SourceMap, file: FileId) -> Option<Json> {
    let source = sources.file(file);
    let start = source.text.len() - source.text.trim_start_matches('\u{feff}').len();
    let span = Span::new(file, start..source.text.len());
    let mut root = if is_json(source) {
        json::parse(diagnostics, sources, span, Origin::Description)?
    } else {
        yaml(diagnostics, sources, span)?
    };
    duplicates::remove(diagnostics, &mut root);
    Some(root)
}

/// Whether a file is read as JSON: each JSON text is YAML, too, but its errors are described better.
fn is_json(source: &SourceFile) -> bool {
    let is_yaml = [".yaml", ".yml"].iter().any(|it| source.path.to_ascii_lowercase().ends_with(it));
    !is_yaml && source.text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '['])
}

fn yaml(diagnostics: &mut Diagnostics, sources: &SourceMap, span: Span) -> Option<Json> {
    match yaml::read(sources, span) {
        Ok(read) => {
            diagnostics.report_all(read.ignored.into_iter().map(|it| {
                let span = sources.first_line(it.span);
                Diagnostic::new(Code::DescriptionRepaired, span, format!("{} is ignored", it.what))
            }));
            read.root
        }
        Err(it) => {
            let report = Diagnostic::new(Code::DescriptionMalformed, it.span, "this file is not valid YAML");
            diagnostics.report(report.label(it.what).note("the file is ignored"));
            None
        }
    }
}

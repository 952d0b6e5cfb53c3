//! Files that are not read exactly as they are on disk.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Problem, SourceFile, SourceMap, Span};

/// Reports the problem of every file that has one.
pub(crate) fn report(diagnostics: &mut Diagnostics, sources: &SourceMap) {
    let all = sources.iter().filter_map(|(id, file)| Some(finding(id, file, file.problem.as_ref()?)));
    diagnostics.report_all(all);
}

fn finding(id: FileId, file: &SourceFile, problem: &Problem) -> Diagnostic {
    match problem {
        Problem::NotDecoded { offset, encoding } => {
            let count = file.text.matches('\u{fffd}').count();
            let start = *offset as usize;
            let length = file.text[start..].chars().next().map_or(0, char::len_utf8);
            let message = match count {
                0 | 1 => format!("a byte is not {encoding}"),
                n => format!("{n} bytes are not {encoding}"),
            };
            Diagnostic::new(Code::FileEncoding, Span::new(id, start..start + length), message)
                .label("the first one")
                .note("each is read as `\u{fffd}`")
                .help("save the file as UTF-8")
        }
        Problem::UnknownEncoding(label) => {
            let start = file.text.find(label.as_str()).unwrap_or_default();
            let span = Span::new(id, start..start + label.len());
            Diagnostic::new(Code::FileEncoding, span, format!("encoding `{label}` is not supported"))
                .note("the file is read as UTF-8")
                .help("save the file as UTF-8, and declare no encoding")
        }
        Problem::Unreadable(why) => {
            Diagnostic::new(Code::FileUnreadable, Span::new(id, 0..0), format!("the file cannot be read: {why}"))
        }
    }
}

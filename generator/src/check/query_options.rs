//! Query options of request lines and of examples against those of OData, and against the capabilities that the metadata
//! states.

mod unsupported;

use crate::analysis::paths::Paths;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Index, Operation, TypeId};
use crate::source::Span;
use crate::spelling::did_you_mean;

/// The system query options of OData 4.01 (URL Conventions, 5.1, and Protocol, 11.2), and those of its extensions.
const OPTIONS: &[&str] = &[
    "$apply",
    "$compute",
    "$count",
    "$deltatoken",
    "$expand",
    "$filter",
    "$format",
    "$id",
    "$index",
    "$levels",
    "$orderby",
    "$ref",
    "$schemaversion",
    "$search",
    "$select",
    "$skip",
    "$skiptoken",
    "$top",
    "$value",
];

/// Checks every request line, every example request, and every table of query options. Only OData defines names with `$`.
pub fn check(diagnostics: &mut Diagnostics, index: &Index<'_>, paths: &Paths) {
    unsupported::check(diagnostics, index, paths);
    for operation in &index.model.operations {
        for request in &operation.requests {
            let names = request.url.value.query.iter().map(|(name, _)| (&**name, request.url.span));
            report(diagnostics, operation, names);
        }
        let requests = operation.example_requests();
        for request in requests.filter(|it| !it.is_ignored) {
            let url = &request.url;
            let is_verbatim = url.span.range().len() == url.value.len();
            let place = |name: &str| match url.value.find(name).filter(|_| is_verbatim) {
                Some(at) => url.span.part(at..at + name.len()),
                None => url.span,
            };
            let names = request.template.query.iter().map(|(name, _)| (&**name, place(name)));
            report(diagnostics, operation, names);
        }
        report(diagnostics, operation, operation.query.iter().map(|it| (&*it.name.value, it.name.span)));
    }
}

fn report<'n>(
    diagnostics: &mut Diagnostics,
    operation: &Operation<TypeId>,
    names: impl Iterator<Item = (&'n str, Span)>,
) {
    for (name, span) in names.filter(|(it, _)| is_unknown(it)) {
        let mut report = Diagnostic::new(Code::QueryOption, span, format!("`{name}` is not a query option of OData"))
            .symbol(&operation.title.value)
            .label("unknown query option");
        report.help = did_you_mean(name, OPTIONS.iter().copied());
        diagnostics.report(report);
    }
}

fn is_unknown(name: &str) -> bool {
    let is_name = name.len() > 1 && name[1..].bytes().all(|it| it.is_ascii_alphabetic());
    name.starts_with('$') && is_name && !OPTIONS.iter().any(|it| it.eq_ignore_ascii_case(name))
}

//! Request lines that the metadata does not declare, or spells differently.

use super::graph::Graph;
use super::{Found, RequestId, Resolved};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::Request;
use crate::model::http::{Segment, UrlTemplate};

/// Reports every request line whose URL is not declared as it is written.
pub(super) fn report(diagnostics: &mut Diagnostics, graph: &Graph<'_>) {
    for (RequestId(operation, idx), resolved) in &graph.requests {
        let request = &graph.model.operation(*operation).requests[*idx as usize];
        let title = &graph.model.operation(*operation).title.value;
        diagnostics.report_all(finding(graph, request, resolved).map(|it| it.symbol(title)));
    }
}

fn finding(graph: &Graph<'_>, request: &Request, resolved: &Resolved) -> Option<Diagnostic> {
    let span = request.url.span;
    let url = &request.url.value;
    let spelled = |it: Diagnostic| it.help(format!("write `{} {}`", request.method, resolved.template));
    // Pages alone do not show what the service declares, but values are keys.
    let found = match graph.is_closed {
        true => resolved.found,
        false if has_literal_key(&request.url.value, &resolved.template) => Found::LiteralKey,
        false => Found::Declared,
    };
    let report = match found {
        Found::Declared => return None,
        Found::Case => spelled(
            Diagnostic::new(Code::UrlSpelling, span, format!("`{url}` is spelled with different case in the metadata"))
                .note("the spelling in the metadata is kept"),
        ),
        Found::NoArguments => {
            let message = format!("`{url}` omits the arguments of a function");
            // OData Protocol 4.01, 11.5.4: functions are called with GET.
            let remedy = format!("write `GET {}`", resolved.template);
            declared_at(graph, resolved, Diagnostic::new(Code::UrlArguments, span, message))
                .note("the request function takes the declared arguments")
                .help(remedy)
        }
        Found::Arguments => {
            let message = format!("the arguments in `{url}` do not match the function in the metadata");
            spelled(declared_at(graph, resolved, Diagnostic::new(Code::UrlSpelling, span, message)))
                .note("the declared arguments are kept")
        }
        Found::WithoutCast => Diagnostic::new(
            Code::UrlWithoutCast,
            span,
            format!("`{url}` addresses a member of a derived type without a cast"),
        )
        .note("the path is kept without a cast"),
        Found::LiteralKey => Diagnostic::new(Code::UrlLiteralKey, span, format!("`{url}` contains a literal key"))
            .note("treated as a placeholder for any key")
            .help(format!("write a placeholder, unless the service defines this key: `{}`", resolved.template)),
        Found::Inferred => {
            Diagnostic::new(Code::UrlUndeclared, span, format!("the metadata does not declare what `{url}` addresses"))
                .note("the type is inferred from documented bodies")
        }
    };
    Some(report)
}

/// Whether a written segment is a placeholder in the template of its URL.
fn has_literal_key(written: &UrlTemplate, template: &UrlTemplate) -> bool {
    let mut segments = written.segments.iter().zip(&template.segments);
    segments.any(|it| matches!(it, (Segment::Literal(_), Segment::Placeholder(_))))
}

fn declared_at(graph: &Graph<'_>, resolved: &Resolved, report: Diagnostic) -> Diagnostic {
    let declared = resolved.odata_operation.map(|it| graph.model.odata_operation(it).name.span);
    declared.into_iter().fold(report, |it, span| it.also(span, "declared here"))
}

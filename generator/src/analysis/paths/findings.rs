//! Request lines that the metadata does not bear out, or only in another spelling.

use super::graph::Graph;
use super::{Found, RequestId, Resolved};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::Request;

/// Reports every request line whose URL is not declared as it is written.
pub(super) fn report(diagnostics: &mut Diagnostics, graph: &Graph<'_>) {
    if !graph.is_closed {
        return;
    }
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
    let report = match resolved.found {
        Found::Declared => return None,
        Found::Case => spelled(
            Diagnostic::new(Code::UrlSpelling, span, format!("the metadata spells `{url}` in another case"))
                .note("the request function follows the metadata"),
        ),
        Found::NoArguments => {
            let message = format!("`{url}` leaves out the arguments of a function");
            spelled(declared_at(graph, resolved, Diagnostic::new(Code::UrlArguments, span, message)))
                .note("the request function takes them")
        }
        Found::Arguments => {
            let message = format!("the arguments in `{url}` are not those of the function that the metadata declares");
            spelled(declared_at(graph, resolved, Diagnostic::new(Code::UrlSpelling, span, message)))
                .note("the request function follows the metadata")
        }
        Found::WithoutCast => Diagnostic::new(
            Code::UrlWithoutCast,
            span,
            format!("only a derived type has what `{url}` addresses, and the URL has no cast"),
        )
        .note("the path leads there without a cast, as documented"),
        Found::LiteralKey => Diagnostic::new(Code::UrlLiteralKey, span, format!("`{url}` writes a key out"))
            .note("the request function takes any key")
            .help(format!("write a placeholder, unless the service knows this key: `{}`", resolved.template)),
        Found::Inferred => {
            Diagnostic::new(Code::UrlUndeclared, span, format!("the metadata does not declare what `{url}` addresses"))
                .note("it is told by what the pages send and receive there")
        }
    };
    Some(report)
}

fn declared_at(graph: &Graph<'_>, resolved: &Resolved, report: Diagnostic) -> Diagnostic {
    let declared = resolved.odata_operation.map(|it| graph.model.odata_operation(it).name.span);
    declared.into_iter().fold(report, |it, span| it.also(span, "declared here"))
}

//! The case of names in URLs of example requests.

use super::Ctx;
use super::likeness::matches;
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::model::Operation;
use crate::model::TypeId;
use crate::model::example::RequestMessage;
use crate::model::http::{Method, Segment, UrlTemplate};

/// Reports a segment in another case than in the request line that the URL matches. `lines` are the request lines as their
/// page and the model spell them.
pub(super) fn check(
    ctx: &mut Ctx<'_, '_>,
    operation: &Operation<TypeId>,
    lines: &[(Method, &UrlTemplate)],
    request: &RequestMessage,
) {
    let used = &request.template.segments;
    let mut difference = None;
    for (_, line) in lines.iter().filter(|(method, it)| *method == request.method.value && matches(&it.segments, used))
    {
        difference = line.segments.iter().zip(used).find_map(|(a, b)| in_other_case(a, b));
        if difference.is_none() {
            return;
        }
    }
    let Some((documented, written)) = difference else { return };
    let message = format!("`{written}` is spelled `{documented}` in the request line");
    let url = &request.url;
    let place = url.value.find(&format!("/{written}")).map(|at| at + 1..at + 1 + written.len());
    let is_verbatim = url.span.range().len() == url.value.len();
    let part = place.filter(|_| is_verbatim).map(|it| url.span.part(it));
    let mut report = Diagnostic::new(Code::ExampleUrlCase, part.unwrap_or(url.span), message)
        .symbol(&operation.title.value)
        .help(format!("write `{documented}`"));
    if let Some(part) = part {
        report = report.patch([Edit::replace(part, documented)]);
    }
    if let Some(line) = operation.requests.iter().find(|it| matches(&it.url.value.segments, used)) {
        report = report.also(line.url.span, "request line");
    }
    ctx.diagnostics.report(report);
}

/// A documented name and the same name in another case. Qualified names are compared as a whole.
fn in_other_case<'a>(documented: &'a Segment, used: &'a Segment) -> Option<(&'a str, &'a str)> {
    fn name(segment: &Segment) -> Option<&str> {
        match segment {
            Segment::Literal(name) | Segment::Call(name, _) => Some(name),
            _ => None,
        }
    }
    let (documented, used) = (name(documented)?, name(used)?);
    (documented != used && documented.eq_ignore_ascii_case(used)).then_some((documented, used))
}

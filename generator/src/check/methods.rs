//! Methods of request lines against the targets of their URLs.

use crate::analysis::paths::{Found, Paths, PlaceId, PlaceKind, RequestId, Resolved, Tail};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::example::{Body, RequestMessage};
use crate::model::http::{Method, Segment, UrlTemplate};
use crate::model::json::Value;
use crate::model::{Index, ODataOperationKind, Operation, OperationId, Request, TypeId};
use crate::source::{Span, Spanned};

/// Checks every request line, and every example request.
pub fn check(diagnostics: &mut Diagnostics, index: &Index<'_>, paths: &Paths) {
    for (RequestId(id, idx), resolved) in &paths.requests {
        let operation = index.model.operation(*id);
        let request = &operation.requests[*idx as usize];
        if resolved.found > Found::Case {
            continue;
        }
        let Request { method, method_at, url, .. } = request;
        let line = Line { id: *id, operation, method: *method, method_at: *method_at, url, resolved };
        let of_line = line.of_call(index).or_else(|| line.of_collection(index, paths));
        diagnostics.report_all(of_line.iter().flat_map(|it| line.in_examples(it)));
        diagnostics.report_all(of_line);
    }
    for operation in &index.model.operations {
        bodies(diagnostics, operation);
        references(diagnostics, operation);
    }
}

/// A request line.
struct Line<'a> {
    id: OperationId,
    operation: &'a Operation<TypeId>,
    method: Method,
    method_at: Span,
    url: &'a Spanned<UrlTemplate>,
    resolved: &'a Resolved,
}

impl Line<'_> {
    fn report(&self, message: String) -> Diagnostic {
        Diagnostic::new(Code::MethodDiffers, self.url.span, message).symbol(&self.operation.title.value)
    }

    /// The same finding about the examples of the request line. Several lines may have the same examples.
    fn in_examples(&self, report: &Diagnostic) -> Vec<Diagnostic> {
        let last = self.url.value.segments.last();
        let is_alike = |method: Method, url: &UrlTemplate| method == self.method && url.segments.last() == last;
        let first = self.operation.requests.iter().find(|it| is_alike(it.method, &it.url.value));
        if first.is_none_or(|it| it.url.span != self.url.span) {
            return Vec::new();
        }
        let requests = self.operation.example_requests().filter(|it| !it.is_ignored);
        let in_example = |it: &RequestMessage| {
            let mut report = report.clone();
            report.primary.span = it.method.span;
            report.also(self.url.span, "request line")
        };
        requests.filter(|it| is_alike(it.method.value, &it.template)).map(in_example).collect()
    }

    /// Functions are called with GET, actions with POST (OData Protocol 4.01, 11.5.4 and 11.5.5). A service can have
    /// both with the same name.
    fn of_call(&self, index: &Index<'_>) -> Option<Diagnostic> {
        let called = index.model.odata_operation(self.resolved.odata_operation?);
        let (noun, method) = match called.kind {
            ODataOperationKind::Function => ("function", Method::Get),
            ODataOperationKind::Action => ("action", Method::Post),
        };
        // Services accept updates of what a composable function returns.
        let is_update = called.kind == ODataOperationKind::Function && self.method != Method::Post;
        if is_update || self.method == method {
            return None;
        }
        let name = &called.name.value.name;
        let mut all = index.model.odata_operations.iter();
        if all.any(|it| it.kind != called.kind && it.name.value.name.eq_ignore_ascii_case(name)) {
            return None;
        }
        let message = format!("the request calls the {noun} `{name}` with {}", self.method);
        let other = if noun == "function" { "an action" } else { "a function" };
        let mut report = self.report(message);
        report.primary.span = self.method_at;
        Some(
            report
                .also(called.name.span, "declared here")
                .help(format!("write {method}, or declare `{name}` as {other} in the metadata")),
        )
    }

    /// One entity is updated or deleted, and its key is missing.
    fn of_collection(&self, index: &Index<'_>, paths: &Paths) -> Option<Diagnostic> {
        let PlaceKind::Collection(ty) = paths.places[self.resolved.at.0 as usize].kind else { return None };
        let is_single = matches!(self.method, Method::Patch | Method::Delete);
        if !is_single || self.resolved.tail != Tail::None || index.model.keys(ty).is_empty() {
            return None;
        }
        let name = index.short_name(ty);
        let message = format!("{} of a collection of `{name}`", self.method);
        let key = format!("append the key of the `{name}`, as in `/{{id}}`");
        // The last segment is one too many if another line is about the item that has the collection.
        let owner = self.resolved.through.last().filter(|it| self.is_at(paths, **it));
        let last = self.url.value.segments.last().filter(|_| owner.is_some());
        Some(self.report(message).help(match last {
            Some(Segment::Literal(last)) => format!("remove `/{last}`, or {key}"),
            _ => key,
        }))
    }

    /// Whether another line of the page is about a place.
    fn is_at(&self, paths: &Paths, place: PlaceId) -> bool {
        let lines = (0..self.operation.requests.len() as u32).map(|it| RequestId(self.id, it));
        lines.filter_map(|it| paths.requests.get(&it)).any(|it| it.at == place && it.tail == Tail::None)
    }
}

/// The content of a GET request has no meaning (RFC 9110, 9.3.1).
fn bodies(diagnostics: &mut Diagnostics, operation: &Operation<TypeId>) {
    let requests = operation.example_requests().filter(|it| !it.is_ignored);
    for request in requests.filter(|it| it.method.value == Method::Get && matches!(it.body, Body::Json(_))) {
        let report = Diagnostic::new(Code::GetWithBody, request.method.span, "a GET request with a body")
            .symbol(&operation.title.value)
            .help("remove the body; arguments of a function are part of its URL");
        diagnostics.report(report);
    }
}

/// References are added and set at `$ref` (OData Protocol 4.01, 11.4.6). If only a request line or an example lacks it, they
/// do not match.
fn references(diagnostics: &mut Diagnostics, operation: &Operation<TypeId>) {
    let requests = operation.example_requests().filter(|it| !it.is_ignored);
    for request in requests.filter(|it| is_reference(&it.body) && !is_ref(&it.template)) {
        let mut lines = operation.requests.iter().filter(|it| it.method == request.method.value);
        if lines.clone().any(|it| is_ref(&it.url.value)) {
            continue;
        }
        let message = "the request sends a reference, but its URL does not end with `/$ref`";
        let report = Diagnostic::new(Code::ReferenceUrl, request.url.span, message)
            .symbol(&operation.title.value)
            .help("append `/$ref`");
        diagnostics.report(match lines.next() {
            Some(line) => report.also(line.url.span, "request line"),
            None => report,
        });
    }
}

fn is_ref(url: &UrlTemplate) -> bool {
    matches!(url.segments.last(), Some(Segment::Literal(name)) if name == "$ref")
}

/// Whether a body only names an entity: `{"@odata.id": "…"}`.
fn is_reference(body: &Body) -> bool {
    let Body::Json(json) = body else { return false };
    matches!(&json.value, Value::Object(members) if matches!(&members[..], [(name, _)] if name.value == "@odata.id"))
}

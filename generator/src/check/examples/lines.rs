//! Request lines and examples that contradict each other, where a third source determines which one is wrong.

use super::likeness::matches;
use crate::analysis::paths::{Found, Paths, PlaceId, PlaceKind, Resolved, Tail};
use crate::diagnostics::{Code, Diagnostic};
use crate::input::url as urls;
use crate::model::example::RequestMessage;
use crate::model::http::{Method, UrlTemplate};
use crate::model::{Model, ODataOperationKind, Operation, Request, TypeId};

/// The URL of the collection, if a request line creates an item at a key and the example creates it in the collection. Items
/// are created by requests to their collections (OData Protocol 4.01, 11.4.2).
pub(super) fn collection_of(
    paths: &Paths,
    resolved: &Resolved,
    line: &Request,
    request: &RequestMessage,
) -> Option<UrlTemplate> {
    let kind = |it: PlaceId| &paths.places[it.0 as usize].kind;
    let is_item = matches!(kind(resolved.at), PlaceKind::Item(_)) && resolved.tail == Tail::None;
    let is_in_collection = matches!(kind(*resolved.through.last()?), PlaceKind::Collection(_));
    let is_creation = line.method == Method::Post && request.method.value == Method::Post;
    let is_declared = resolved.found < Found::Inferred && resolved.odata_operation.is_none();
    if !(is_item && is_in_collection && is_creation && is_declared) {
        return None;
    }
    let mut url = line.url.value.clone();
    url.segments.pop();
    matches(&url.segments, &request.template.segments).then_some(url)
}

/// Whether a request line updates or deletes a collection, and the example one of its items. The line is reported as
/// [`Code::MethodDiffers`].
pub(super) fn lacks_key(paths: &Paths, resolved: &Resolved, line: &Request, request: &RequestMessage) -> bool {
    let is_collection = matches!(paths.places[resolved.at.0 as usize].kind, PlaceKind::Collection(_));
    let is_of_item = matches!(line.method, Method::Patch | Method::Delete) && line.method == request.method.value;
    let is_reported = resolved.found <= Found::Case && resolved.tail == Tail::None;
    let segments = &request.template.segments;
    let collection = &segments[..segments.len().saturating_sub(1)];
    is_collection && is_of_item && is_reported && matches(&line.url.value.segments, collection)
}

/// A request line with the key of an item that does not exist yet.
pub(super) fn key_of_new_item(
    operation: &Operation<TypeId>,
    request: &RequestMessage,
    line: &Request,
    collection: &UrlTemplate,
) -> Diagnostic {
    let message =
        format!("the request line has the key of a new item, and its example `POST {}` has none", path(request));
    Diagnostic::new(Code::ExampleUrl, line.url.span, message)
        .symbol(&operation.title.value)
        .also(request.url.span, "URL of the example")
        .help(format!("write `POST {collection}`: items are created in their collection"))
}

/// The method of a URL, and why: that of the action or function that it calls, else what the title of the page says.
pub(super) fn right_method(
    model: &Model<TypeId>,
    resolved: &Resolved,
    operation: &Operation<TypeId>,
) -> Option<(Method, &'static str)> {
    match resolved.odata_operation.map(|it| model.odata_operation(it).kind) {
        Some(ODataOperationKind::Function) => Some((Method::Get, "the URL calls a function")),
        Some(ODataOperationKind::Action) => Some((Method::Post, "the URL calls an action")),
        None => {
            let deletes = operation.title.value.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("delete "));
            deletes.then_some((Method::Delete, "the page is about deleting"))
        }
    }
}

/// An example with the URL and another method than a request line. `right` is the method that a third source states.
pub(super) fn other_method(
    operation: &Operation<TypeId>,
    request: &RequestMessage,
    line: &Request,
    right: Option<(Method, &str)>,
) -> Diagnostic {
    let (documented, method) = (line.method, request.method.value);
    let message = format!("no request line of this page matches the example `{method} {}`", path(request));
    let report = |at| Diagnostic::new(Code::ExampleUrl, at, message).symbol(&operation.title.value);
    match right {
        Some((right, why)) if right == method => report(line.method_at)
            .label(format!("expected `{method}`"))
            .also(request.method.span, "method of the example")
            .help(format!("write `{method}`: {why}")),
        Some((right, why)) if right == documented => report(request.method.span)
            .label(format!("expected `{documented}`"))
            .also(line.method_at, "method of the request line")
            .help(format!("write `{documented}`: {why}")),
        _ => report(request.method.span)
            .label(format!("expected `{documented}`"))
            .also(line.method_at, format!("documented with `{documented}`"))
            .help(format!("use `{documented}` or `{method}` in both places, or add a request line with `{method}`")),
    }
}

/// The path of a URL, without the host and the query.
pub(super) fn path(request: &RequestMessage) -> String {
    let path = urls::without_host(&request.url.value).split('?').next().unwrap_or_default();
    format!("/{}", path.trim_start_matches('/'))
}

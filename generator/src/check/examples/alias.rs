//! Other URLs of a documented item: an example with `/me` on a page with `/users/{id}`.

use super::arguments::Arguments;
use super::likeness::is_like;
use crate::analysis::paths::{Paths, PlaceId, PlaceKind, RequestId, Resolved};
use crate::model::example::RequestMessage;
use crate::model::{Operation, OperationId, TypeId};

/// Whether a request line and the URL of an example have the same method and differ only before an item of the same type.
pub(super) fn is_alias(
    paths: &Paths,
    arguments: &Arguments<'_>,
    id: OperationId,
    operation: &Operation<TypeId>,
    request: &RequestMessage,
) -> bool {
    let Some(used) = arguments.places(id, request) else { return false };
    let lines = (0..).zip(&operation.requests).filter(|(_, it)| it.method == request.method.value);
    lines.filter_map(|(idx, _)| paths.requests.get(&RequestId(id, idx))).any(|it| joins(paths, it, request, &used))
}

/// Whether both URLs have the same rest after the same item.
fn joins(paths: &Paths, line: &Resolved, request: &RequestMessage, used: &[PlaceId]) -> bool {
    let documented: Vec<PlaceId> =
        std::iter::once(PlaceId(0)).chain(line.through.iter().copied()).chain([line.at]).collect();
    let (line, example) = (&line.template.segments, &request.template.segments);
    let common = line.iter().rev().zip(example.iter().rev()).take_while(|(a, b)| is_like(a, b)).count();
    let kind = |it: &PlaceId| &paths.places[it.0 as usize].kind;
    (0..=common).any(|rest| {
        let (at, documented_at) = (example.len() - rest, line.len() - rest);
        let Some(joint) = used.get(at).filter(|it| matches!(kind(it), PlaceKind::Item(_))) else { return false };
        // `/me/calendar` is one of `/me/calendars/{id}`, but not every request applies to it.
        let is_property = at > 0 && matches!(kind(&used[at - 1]), PlaceKind::Item(_));
        documented.get(documented_at) == Some(joint) && (rest > 0 || !is_property)
    })
}

//! Actions and functions that only examples call.

use super::Requests;
use crate::analysis::paths::PlaceKind;
use crate::model::http::{Segment, UrlTemplate};
use crate::model::{ItemType, ODataOperation, ODataOperationId, Operation, TypeId};
use crate::source::{FileKind, SourceMap};
use memchr::memmem;
use std::collections::HashSet;

/// The actions and functions that the examples of a page call instead of the one in its request lines, bound to the same
/// type: the request lines are wrong.
pub(super) fn instead(
    requests: &Requests<'_>,
    operation: &Operation<TypeId>,
    callee: &ODataOperation<TypeId>,
) -> Vec<ODataOperationId> {
    let examples = operation.examples.iter().filter_map(|it| it.request.as_ref());
    let names: Vec<&str> = examples.filter_map(|it| called(&it.template)).collect();
    if names.iter().any(|it| it.eq_ignore_ascii_case(&callee.name.value.name)) {
        return Vec::new();
    }
    let all = (0..).map(ODataOperationId).zip(&requests.model.odata_operations);
    let is_called =
        |it: &ODataOperation<TypeId>| names.iter().any(|name| it.name.value.name.eq_ignore_ascii_case(name));
    let is_alike = |it: &ODataOperation<TypeId>| match (&it.binding, &callee.binding) {
        (Some(a), Some(b)) => a.item == b.item && a.is_collection == b.is_collection,
        _ => false,
    };
    if names.is_empty() {
        return Vec::new();
    }
    all.filter(|(_, it)| is_alike(it) && is_called(it)).map(|(id, _)| id).collect()
}

/// The names that examples call instead of the request lines of their page, in lower case, with each type in the URLs of the
/// page and whether it is a collection.
pub(super) fn in_examples(requests: &Requests<'_>) -> HashSet<(String, TypeId, bool)> {
    let mut res = HashSet::new();
    for (_, operation, resolved) in requests.all() {
        let lines: Vec<&str> = operation.requests.iter().filter_map(|it| called(&it.url.value)).collect();
        let examples = operation.examples.iter().filter_map(|it| it.request.as_ref());
        let names = examples.filter_map(|it| called(&it.template));
        for name in names.filter(|name| !lines.iter().any(|it| it.eq_ignore_ascii_case(name))).map(str::to_lowercase) {
            res.extend(resolved.places().filter_map(|it| match requests.paths.places[it.0 as usize].kind {
                PlaceKind::Item(ty) => Some((name.clone(), ty, false)),
                PlaceKind::Collection(ty) => Some((name.clone(), ty, true)),
                _ => None,
            }));
        }
    }
    res
}

/// The name of the action or function that a URL may call, without its namespace.
fn called(url: &UrlTemplate) -> Option<&str> {
    match url.segments.last()? {
        Segment::Literal(name) | Segment::Call(name, _) => name.rsplit('.').next(),
        _ => None,
    }
}

/// Whether a page contains the URL of an action or function of a type, after a property of that type:
/// `/workbook/functions/{name}`.
pub(super) fn is_called_in_text(
    sources: &SourceMap,
    requests: &Requests<'_>,
    owner: TypeId,
    all: &[&ODataOperation<TypeId>],
) -> bool {
    let structures = requests.model.types.iter().filter_map(|it| it.structure());
    let properties = structures.flat_map(|it| &it.properties);
    let mut steps: Vec<String> = properties
        .filter(|it| it.ty.item == ItemType::Named(owner) && !it.ty.is_collection)
        .map(|it| format!("/{}/", it.name.value))
        .collect();
    steps.sort_unstable();
    steps.dedup();
    let is_name = |rest: &str| {
        let word = rest.split(|it: char| !it.is_alphanumeric() && it != '_').next().unwrap_or_default();
        rest.starts_with('{') || all.iter().any(|it| it.name.value.name.eq_ignore_ascii_case(word))
    };
    let contains =
        |text: &str, step: &str| memmem::find_iter(text.as_bytes(), step).any(|at| is_name(&text[at + step.len()..]));
    let pages = sources.iter().map(|(_, it)| it).filter(|it| it.kind == FileKind::Page);
    pages.into_iter().any(|it| steps.iter().any(|step| contains(&it.text, step)))
}

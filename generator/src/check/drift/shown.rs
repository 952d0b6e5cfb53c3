//! Actions and functions that only examples call.

use super::Requests;
use crate::analysis::paths::{Paths, Place, PlaceId, PlaceKind, Resolved, Step, StepKind};
use crate::model::http::{Segment, UrlTemplate};
use crate::model::index::NameSet;
use crate::model::{ItemType, ODataOperation, ODataOperationId, Operation, TypeId};
use crate::source::{FileKind, SourceMap};
use hashbrown::HashMap;
use memchr::memmem;

/// The actions and functions that the examples of a page call instead of the one in its request lines, bound to the same
/// type: the request lines are wrong.
pub(super) fn instead(
    requests: &Requests<'_>,
    operation: &Operation<TypeId>,
    callee: &ODataOperation<TypeId>,
) -> Vec<ODataOperationId> {
    let examples = operation.example_requests();
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

/// Names of actions and functions, by what they are called on: a type, and whether it is a collection of it.
#[derive(Default)]
pub(super) struct Called<'a>(HashMap<(TypeId, bool), NameSet<'a>>);

impl<'a> Called<'a> {
    /// Adds a name that is called at a place.
    pub(super) fn insert(&mut self, name: &'a str, place: &PlaceKind) {
        let on = match place {
            PlaceKind::Item(ty) => (*ty, false),
            PlaceKind::Collection(ty) => (*ty, true),
            _ => return,
        };
        self.0.entry(on).or_default().insert(name);
    }

    pub(super) fn contains(&self, name: &str, on: (TypeId, bool)) -> bool {
        self.0.get(&on).is_some_and(|it| it.contains(name))
    }
}

/// The names that examples call instead of the request lines of their page, with each place in the URLs of the page. If an
/// example calls a name of a request line after another property, only with the type of this property: `/me/drive/search` instead
/// of `/me/drive/root/search`.
pub(super) fn in_examples<'a>(requests: &Requests<'a>) -> Called<'a> {
    let mut res = Called::default();
    for (_, operation, resolved) in requests.all() {
        for example in operation.example_requests() {
            let Some(name) = called(&example.template) else { continue };
            let is_this = |it: &&UrlTemplate| called(it).is_some_and(|it| it.eq_ignore_ascii_case(name));
            let mut lines = operation.requests.iter().map(|it| &it.url.value).filter(is_this).peekable();
            let is_documented = lines.peek().is_some();
            let property = property_before(&example.template);
            if is_documented && (property.is_none() || lines.any(|it| property_before(it) == property)) {
                continue;
            }
            let places = places(requests.paths, resolved, property.filter(|_| is_documented));
            places.for_each(|it| res.insert(name, &it.kind));
        }
    }
    res
}

/// The places of a URL. With a property, only those that are its value.
fn places<'a>(paths: &'a Paths, resolved: &'a Resolved, property: Option<&'a str>) -> impl Iterator<Item = &'a Place> {
    let origins = std::iter::once(PlaceId(0)).chain(resolved.places());
    let is_value = move |(from, to): &(PlaceId, PlaceId)| {
        let is_step = |it: &Step, name: &str| {
            it.target == *to && matches!(&it.kind, StepKind::Segment(it) if it.eq_ignore_ascii_case(name))
        };
        property.is_none_or(|name| paths.places[from.0 as usize].steps.iter().any(|it| is_step(it, name)))
    };
    origins.zip(resolved.places()).filter(is_value).map(|(_, to)| &paths.places[to.0 as usize])
}

/// The name before the last segment. `None` if it is a key.
fn property_before(url: &UrlTemplate) -> Option<&str> {
    match url.segments.iter().nth_back(1)? {
        Segment::Literal(name) => Some(name),
        _ => None,
    }
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

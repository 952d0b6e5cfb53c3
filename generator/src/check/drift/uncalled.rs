//! Actions and functions that no page documents.

use super::sides::Types;
use super::{Ctx, Requests, reach, shown};
use crate::analysis::paths::{PlaceId, PlaceKind, Resolved};
use crate::diagnostics::{Code, Diagnostic, listing};
use crate::model::http::Segment;
use crate::model::index::{NameSet, is_alike};
use crate::model::{ItemType, ODataOperation, ODataOperationId, ODataOperationKind, QualifiedName, TypeId};
use hashbrown::{HashMap, HashSet};
use std::collections::{BTreeMap, BTreeSet};

/// The number of actions and functions of a type that one page may document together.
const MANY: usize = 20;

/// Actions and functions that no request line calls. Overloads with the same binding are reported once, and so are all of a
/// type if none is documented.
pub(super) fn check(ctx: &mut Ctx<'_>, requests: &Requests<'_>, called: &BTreeSet<ODataOperationId>) {
    let model = requests.model;
    let steps = requests.paths.places.iter().flat_map(|it| &it.steps).filter_map(|it| it.odata_operation);
    let documented: Vec<_> = called.iter().copied().chain(steps).map(|it| model.odata_operation(it)).collect();
    let documented_types: HashSet<TypeId> = documented.iter().filter_map(|it| owner(it)).collect();
    let without_cast = without_cast(requests);
    let in_examples = shown::in_examples(requests);
    let older = Older::new(ctx.types, requests, &documented);
    let of_items: HashSet<_> = documented.iter().filter_map(|it| Some((&it.name.value.name, item(it)?))).collect();
    let titled = titled(requests);
    let is_shown = |it: &ODataOperation<TypeId>| {
        let name = &it.name.value.name;
        if titled.contains(name) {
            return true;
        }
        let is_collection = it.binding.as_ref().is_some_and(|it| it.is_collection);
        owner(it).is_some_and(|id| {
            in_examples.contains(name, (id, is_collection))
                || older.contains(name, id)
                || ctx.types.bases(id).any(|base| without_cast.contains(name, (base, is_collection)))
                || related(ctx.types, requests, it).any(|related| of_items.contains(&(&it.name.value.name, related)))
        })
    };
    let relevant = reach::Relevant::new(ctx, requests);
    let mut known: HashSet<_> = documented.into_iter().map(overloads).collect();
    let mut by_type: BTreeMap<TypeId, Vec<&ODataOperation<TypeId>>> = BTreeMap::new();
    for odata_operation in model.odata_operations.iter().filter(|it| it.declared().is_some()) {
        let is_relevant = odata_operation.binding.as_ref().is_none_or(|it| relevant.contains(it));
        if !known.insert(overloads(odata_operation)) || !is_relevant || is_shown(odata_operation) {
            continue;
        }
        match owner(odata_operation).filter(|it| !documented_types.contains(it)) {
            Some(id) => by_type.entry(id).or_default().push(odata_operation),
            None => single(ctx, odata_operation),
        }
    }
    for (id, all) in by_type {
        match *all {
            // Pages describe many similar functions together.
            [_, _, ..] if all.len() >= MANY && shown::is_called_in_text(ctx.sources, requests, id, &all) => {}
            [first, _, ..] => of_type(ctx, id, first, &all),
            _ => all.into_iter().for_each(|it| single(ctx, it)),
        }
    }
}

/// The last words of the titles of pages without a request line, which are reported themselves.
fn titled<'a>(requests: &Requests<'a>) -> NameSet<'a> {
    let pages = requests.model.operations.iter().filter(|it| it.requests.is_empty());
    pages.filter_map(|it| it.title.value.split_whitespace().last()).collect()
}

/// The last segments of request lines, with the place before them. A URL of an action of a derived type may have no cast.
fn without_cast<'a>(requests: &Requests<'a>) -> shown::Called<'a> {
    let mut res = shown::Called::default();
    for (id, operation, resolved) in requests.all() {
        let Some(Segment::Literal(name) | Segment::Call(name, _)) =
            operation.requests[id.1 as usize].url.value.segments.last()
        else {
            continue;
        };
        let name = name.rsplit('.').next().unwrap_or(name);
        last_two(resolved).for_each(|it| res.insert(name, &requests.paths.places[it.0 as usize].kind));
    }
    res
}

/// The last place of a URL, and the one before it.
fn last_two(resolved: &Resolved) -> impl Iterator<Item = PlaceId> {
    std::iter::once(resolved.at).chain(resolved.through.last().copied())
}

/// Names of other forms of what pages document, in two parts, by the types that they are bound to.
struct Older<'a>(HashMap<TypeId, Vec<(&'a str, &'a str)>>);

impl<'a> Older<'a> {
    /// `startPrintJob` if `start` of a `printJob` is documented, and `patchContent` if `PATCH …/content` is.
    fn new(types: &Types<'a>, requests: &Requests<'a>, documented: &[&'a ODataOperation<TypeId>]) -> Older<'a> {
        let mut res = Older(HashMap::new());
        for it in documented {
            if let Some(id) = owner(it) {
                res.0.entry(id).or_default().push((&it.name.value.name, types.short(id)));
            }
        }
        for (id, operation, resolved) in requests.all() {
            let request = &operation.requests[id.1 as usize];
            let Some(Segment::Literal(last)) = request.url.value.segments.last() else { continue };
            for place in last_two(resolved) {
                if let PlaceKind::Item(ty) = requests.paths.places[place.0 as usize].kind {
                    res.0.entry(ty).or_default().push((request.method.name(), last));
                }
            }
        }
        res
    }

    /// Whether a name is one of these, perhaps after the name of a service (`onenotePatchContent`).
    fn contains(&self, name: &str, id: TypeId) -> bool {
        let ends_so = |(first, last): &(&str, &str)| before(name, last).and_then(|rest| before(rest, first)).is_some();
        self.0.get(&id).is_some_and(|all| all.iter().any(ends_so))
    }
}

/// The part of a name before its end, without regard to case.
fn before<'n>(name: &'n str, end: &str) -> Option<&'n str> {
    let (rest, own) = name.split_at_checked(name.len().checked_sub(end.len())?)?;
    is_alike(own, end).then_some(rest)
}

/// The types of the navigation properties of an item that an action or function is bound to. If theirs is documented, pages
/// call it for the related item: `accept` of an event, not of the request for a meeting.
fn related(types: &Types<'_>, requests: &Requests<'_>, it: &ODataOperation<TypeId>) -> impl Iterator<Item = TypeId> {
    let types = item(it).into_iter().flat_map(|it| types.with_bases(it));
    let structures = types.filter_map(|it| requests.model.types[it.0 as usize].structure());
    let navigation = structures.flat_map(|it| &it.properties).filter(|it| it.kind.is_navigation());
    navigation.filter(|it| !it.ty.is_collection).filter_map(|it| it.ty.item.named().copied())
}

fn single(ctx: &mut Ctx<'_>, odata_operation: &ODataOperation<TypeId>) {
    let kind = if odata_operation.kind == ODataOperationKind::Action { "action" } else { "function" };
    let message =
        format!("no page documents the {kind} `{}`{}", odata_operation.name.value.name, bound_to(ctx, odata_operation));
    let report = Diagnostic::new(Code::CallableUndocumented, odata_operation.name.span, message);
    ctx.diagnostics.report(report.symbol(odata_operation.name.value.name.as_str()));
}

/// Reports all actions and functions of a type, at the first one.
fn of_type(ctx: &mut Ctx<'_>, id: TypeId, first: &ODataOperation<TypeId>, all: &[&ODataOperation<TypeId>]) {
    let name = ctx.types.short(id);
    let mut names: Vec<&str> = all.iter().map(|it| &*it.name.value.name).collect();
    names.dedup();
    let message = format!("no page documents an action or function bound to `{name}`: {}", listing(&names));
    let report = Diagnostic::new(Code::CallableUndocumented, first.name.span, message);
    ctx.diagnostics.report(report.symbol(name));
}

/// The type that an action or function is bound to, or to a collection of.
fn owner(it: &ODataOperation<TypeId>) -> Option<TypeId> {
    it.binding.as_ref()?.item.named().copied()
}

/// The type of the items that an action or function is bound to.
fn item(it: &ODataOperation<TypeId>) -> Option<TypeId> {
    owner(it).filter(|_| it.binding.as_ref().is_some_and(|it| !it.is_collection))
}

/// The common part of the overloads of an action or function: its name, and its binding type.
fn overloads(it: &ODataOperation<TypeId>) -> (&QualifiedName, Option<(&ItemType<TypeId>, bool)>) {
    (&it.name.value, it.binding.as_ref().map(|it| (&it.item, it.is_collection)))
}

/// ` bound to …`; empty if it is not bound to a type.
fn bound_to(ctx: &Ctx<'_>, odata_operation: &ODataOperation<TypeId>) -> String {
    match odata_operation.binding.as_ref().map(|it| (&it.item, it.is_collection)) {
        Some((ItemType::Named(id), false)) => format!(" bound to `{}`", ctx.types.short(*id)),
        Some((ItemType::Named(id), true)) => format!(" bound to collections of `{}`", ctx.types.short(*id)),
        _ => String::new(),
    }
}

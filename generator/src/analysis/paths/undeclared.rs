//! Segments that the metadata does not declare at their place.

use super::deviating::Deviating;
use super::{Deviation, PlaceKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::TypeId;
use crate::spelling::did_you_mean;

/// The number of types that a remedy lists.
const MOST_TYPES: usize = 3;

/// Reports a segment without a declaration, with the most similar declared name, or the type on the path that has it.
pub(super) fn finding(it: &Deviating<'_, '_>, first: &Deviation) -> Diagnostic {
    let name = it.line.name(first.segment);
    let message = match it.type_before(first) {
        Some(ty) => format!("the metadata does not declare `{name}` for `{}`", it.graph.names.short_name(ty)),
        None => format!("the metadata does not declare `{name}` in this URL"),
    };
    let report = Diagnostic::new(Code::UrlUndeclared, it.line.place(first.segment), message)
        .note("its type is inferred from documented bodies, if they name one");
    let remedy = did_you_mean(name, it.names_after(first)).or_else(|| it.declared_for(first, name));
    remedy.into_iter().fold(report, Diagnostic::help)
}

/// Reports a member of a derived type without a cast, with the casts to the types that declare it.
pub(super) fn without_cast(it: &Deviating<'_, '_>, first: &Deviation) -> Diagnostic {
    let (graph, name) = (it.graph, it.line.name(first.segment));
    let message = format!("`{name}` is a member of a derived type, but the URL has no cast");
    let report = Diagnostic::new(Code::UrlWithoutCast, it.line.place(first.segment), message)
        .note("the path is kept without a cast");
    let owners: Vec<TypeId> = it.type_before(first).map(|ty| it.owners(ty, name)).unwrap_or_default();
    let cast = |ty: TypeId| graph.names.def(ty).name.value.to_string();
    match owners[..] {
        [only] => {
            let edit = it.line.inserted(first.segment, &(cast(only) + "/"));
            it.helped(report, it.request.method, edit.as_slice())
        }
        [] => report,
        _ if owners.len() > MOST_TYPES => report.help(format!("insert a cast to a derived type before `{name}`")),
        _ => {
            let all: Vec<String> = owners.into_iter().map(|ty| format!("`{}`", cast(ty))).collect();
            report.help(format!("insert a cast before `{name}`: {}", all.join(" or ")))
        }
    }
}

impl<'m> Deviating<'_, 'm> {
    /// The derived types that declare a member themselves.
    fn owners(&self, ty: TypeId, name: &str) -> Vec<TypeId> {
        let short = super::verb::last(name);
        let declares = |it: &TypeId| {
            let own = self.graph.names.def(*it).structure().map_or(&[][..], |it| &it.properties);
            own.iter().any(|it| it.name.value.eq_ignore_ascii_case(short)) || self.graph.binds(*it, false, short)
        };
        self.graph.names.derived(ty).into_iter().filter(declares).collect()
    }

    /// The other place of the path that declares a name: the collection around an item, its items, or a place before.
    fn declared_for(&self, deviation: &Deviation, name: &str) -> Option<String> {
        let (graph, from, name) = (self.graph, deviation.from, super::verb::last(name));
        let (own, remedy) = match *graph.kind(from) {
            PlaceKind::Item(ty) => (PlaceKind::Collection(ty), "remove the key"),
            PlaceKind::Collection(ty) => (PlaceKind::Item(ty), "insert a key"),
            PlaceKind::Root | PlaceKind::Segment { .. } => return None,
        };
        if let Some(what) = self.declaring(&own, name) {
            return Some(format!("`{name}` is declared for {what}: {remedy} before it"));
        }
        let before: Vec<_> = self.resolved.through.iter().take_while(|it| **it != from).collect();
        let what = before.into_iter().rev().find_map(|it| self.declaring(graph.kind(*it), name))?;
        Some(format!("`{name}` is declared for {what}: remove the segments between"))
    }

    /// The description of a place, if the metadata declares a name after it.
    fn declaring(&self, place: &PlaceKind, name: &str) -> Option<String> {
        let (ty, is_collection) = match *place {
            PlaceKind::Item(ty) => (ty, false),
            PlaceKind::Collection(ty) => (ty, true),
            PlaceKind::Root | PlaceKind::Segment { .. } => return None,
        };
        let (graph, short) = (self.graph, self.graph.names.short_name(ty));
        let binds = graph.model.lineage(ty).into_iter().any(|it| graph.binds(it, is_collection, name));
        let has_member = || !is_collection && graph.names.member(ty, name).is_some();
        let what = if is_collection { format!("collections of `{short}`") } else { format!("`{short}`") };
        (binds || has_member()).then_some(what)
    }

    /// The names that the metadata declares after the place before a segment: only actions and functions if the page
    /// describes the segment as one.
    fn names_after(&self, deviation: &Deviation) -> Vec<&'m str> {
        let (model, from) = (self.graph.model, deviation.from);
        let (ty, is_collection) = match self.graph.kind(from) {
            PlaceKind::Root => return model.entries.iter().map(|it| it.name.value.as_str()).collect(),
            PlaceKind::Item(ty) => (*ty, false),
            PlaceKind::Collection(ty) => (*ty, true),
            PlaceKind::Segment { .. } => return Vec::new(),
        };
        let lineage = model.lineage(ty);
        let is_last = deviation.segment + 1 == self.request.url.value.segments.len();
        let is_call = is_last && self.request.is_call;
        let members =
            lineage.iter().filter(|_| !is_collection && !is_call).filter_map(|it| model.type_def(*it).structure());
        let members = members.flat_map(|it| &it.properties).map(|it| it.name.value.as_str());
        members.chain(self.graph.bound_names(&lineage, is_collection)).collect()
    }
}

//! Segments that the metadata does not declare at their place.

use super::deviating::Deviating;
use super::{Deviation, PlaceId, PlaceKind};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::model::http::Segment;
use crate::model::{ItemType, Property, TypeId};
use crate::spelling::did_you_mean;

/// The number of types that a remedy lists.
const MOST_TYPES: usize = 3;

/// Reports a segment without a declaration, with the most similar declared name, or the type on the path that has it.
pub(super) fn finding(it: &Deviating<'_, '_>, first: &Deviation) -> Diagnostic {
    let name = it.line.name(first.segment);
    let short = |ty: &TypeId| it.graph.names.short_name(*ty);
    let message = match it.graph.kind(first.from) {
        PlaceKind::Item(ty) => format!("the metadata does not declare `{name}` for `{}`", short(ty)),
        PlaceKind::Collection(ty) => {
            format!("the metadata does not declare `{name}` for collections of `{}`", short(ty))
        }
        PlaceKind::Root | PlaceKind::Segment { .. } => format!("the metadata does not declare `{name}` in this URL"),
    };
    let report = Diagnostic::new(Code::UrlUndeclared, it.line.place(first.segment), message)
        .note("its type is inferred from documented bodies, if they name one");
    match did_you_mean(name, it.names_after(first)).or_else(|| it.declared_around(first, name)) {
        Some(remedy) => report.help(remedy),
        None => match it.between(first, name) {
            Some(edit) => it.helped(report, it.request.method, &[edit]),
            None => it.declared_before(first, name).into_iter().fold(report, Diagnostic::help),
        },
    }
}

/// Reports a member of a derived type without a cast, with the casts to the types that declare it.
pub(super) fn without_cast(it: &Deviating<'_, '_>, first: &Deviation) -> Diagnostic {
    let (graph, name) = (it.graph, it.line.name(first.segment));
    let message = format!("`{name}` is a member of a derived type, but the URL has no cast");
    let report = Diagnostic::new(Code::UrlWithoutCast, it.line.place(first.segment), message)
        .note("the path is kept without a cast");
    let owners: Vec<TypeId> = it.type_before(first).map(|ty| it.owners(ty, name)).unwrap_or_default();
    let cast = |ty: TypeId| graph.names.def(ty).name.value.to_string();
    if !owners.is_empty() && owners.iter().all(|ty| it.has_line_with(&cast(*ty), first.segment)) {
        return report.help("remove the line: the lines with a cast are complete");
    }
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
    /// Whether another line of the page has a cast at a position of the URL.
    fn has_line_with(&self, cast: &str, segment: usize) -> bool {
        let mut segments = self.operation.requests.iter().map(|it| it.url.value.segments.get(segment));
        segments.any(|it| matches!(it, Some(Segment::Literal(it)) if it.eq_ignore_ascii_case(cast)))
    }

    /// The derived types that declare a member themselves.
    fn owners(&self, ty: TypeId, name: &str) -> Vec<TypeId> {
        let short = super::verb::last(name);
        let declares = |it: &TypeId| {
            let own = self.graph.names.def(*it).structure().map_or(&[][..], |it| &it.properties);
            own.iter().any(|it| it.name.value.eq_ignore_ascii_case(short)) || self.graph.binds(*it, false, short)
        };
        self.graph.names.derived(ty).into_iter().filter(declares).collect()
    }

    /// The collection around an item, or the item of a collection, if it declares a name.
    fn declared_around(&self, deviation: &Deviation, name: &str) -> Option<String> {
        let (graph, name) = (self.graph, super::verb::last(name));
        let (own, remedy) = match *graph.kind(deviation.from) {
            PlaceKind::Item(ty) if self.follows_key(deviation, ty) => {
                let key = self.line.text(deviation.segment.checked_sub(1)?);
                (PlaceKind::Collection(ty), format!("remove `{key}` before it"))
            }
            PlaceKind::Collection(ty) if !graph.model.keys(ty).is_empty() => {
                (PlaceKind::Item(ty), "insert a key before it".to_owned())
            }
            PlaceKind::Collection(ty) => {
                (PlaceKind::Item(ty), "items without a key have no URL, so request the whole collection".to_owned())
            }
            _ => return None,
        };
        let what = self.declaring(&own, name)?;
        Some(format!("`{name}` is declared for {what}: {remedy}"))
    }

    /// Whether the segment before selects an item of a collection.
    fn follows_key(&self, deviation: &Deviation, ty: TypeId) -> bool {
        let before = self.before(deviation).last();
        before.is_some_and(|it| *self.graph.kind(it) == PlaceKind::Collection(ty))
    }

    /// The places before that of a deviation.
    fn before(&self, deviation: &Deviation) -> impl DoubleEndedIterator<Item = PlaceId> {
        let through = &self.resolved.through;
        let end = through.iter().position(|it| *it == deviation.from).unwrap_or(through.len());
        through[..end].iter().copied()
    }

    /// Inserts the only navigation property after which the metadata declares a name.
    fn between(&self, deviation: &Deviation, name: &str) -> Option<Edit> {
        let (graph, short) = (self.graph, super::verb::last(name));
        let PlaceKind::Item(ty) = *graph.kind(deviation.from) else { return None };
        let lineage = graph.model.lineage(ty).into_iter();
        let members = lineage.filter_map(|it| graph.model.type_def(it).structure()).flat_map(|it| &it.properties);
        let declares = |it: &&Property<TypeId>| match it.ty.item {
            ItemType::Named(to) if it.kind.is_navigation() => {
                let to = if it.ty.is_collection { PlaceKind::Collection(to) } else { PlaceKind::Item(to) };
                self.declaring(&to, short).is_some()
            }
            _ => false,
        };
        let mut found = members.filter(declares);
        let only = found.next().filter(|_| found.next().is_none())?;
        self.line.inserted(deviation.segment, &format!("{}/", only.name.value))
    }

    /// The place before on the path that declares a name.
    fn declared_before(&self, deviation: &Deviation, name: &str) -> Option<String> {
        let name = super::verb::last(name);
        let what = self.before(deviation).rev().find_map(|it| self.declaring(self.graph.kind(it), name))?;
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

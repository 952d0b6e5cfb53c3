//! The calls that stated permissions are for.

mod ground;
mod index;

use super::walk::{self, Walk};
use super::{CallPermissions, Paths, PlaceId, RequestId, reach};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::http::{Method, UrlTemplate};
use crate::model::{Model, RequestPermissions, SourceKind, TypeId};
use crate::source::{FileId, Span};
use ground::{Ground, Part};
use hashbrown::HashSet;
use index::Index;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds the permissions of requests to the calls that their URLs address. Requests of pages that state permissions are
/// skipped; those that are not found are counted.
pub(super) fn attach(diagnostics: &mut Diagnostics, paths: &mut Paths, model: &Model<TypeId>) {
    if model.permissions.is_empty() {
        return;
    }
    let index = Index::new(model, &paths.places);
    let found: Vec<Found> = model.permissions.par_iter().map(|it| find(&index, it)).collect();
    let documented = documented(paths, model);
    diagnostics.report_all(elsewhere(model, &found));
    for (found, stated) in found.into_iter().zip(&model.permissions) {
        let Some((at, call, url)) = found else { continue };
        paths.permitted += 1;
        if !documented.contains(&(stated.method, url.folded())) {
            let known = &mut paths.places[at.0 as usize].calls[call].permissions;
            match known.iter_mut().find(|it| it.permissions.is_same(&stated.permissions)) {
                Some(it) => it.urls.push(url),
                None => known.push(CallPermissions { urls: vec![url], permissions: Arc::clone(&stated.permissions) }),
            }
        }
    }
    paths.places.iter_mut().flat_map(|it| &mut it.calls).for_each(|it| sort(&mut it.permissions));
}

/// The shortest URLs first: programs use them most.
fn sort(all: &mut [CallPermissions]) {
    let order = |it: &UrlTemplate| (it.segments.len(), it.to_string());
    all.iter_mut().for_each(|it| it.urls.sort_by_cached_key(order));
    all.sort_by_cached_key(|it| it.urls.first().map(order));
}

/// The place of a call, its index, and the URL as the model spells it.
type Found = Option<(PlaceId, usize, UrlTemplate)>;

fn find(index: &Index<'_>, stated: &RequestPermissions) -> Found {
    let written = &stated.url.segments;
    if !stated.url.query.is_empty() || written.len() > UrlTemplate::MAX_SEGMENTS {
        return None;
    }
    let parts: Vec<Part> = written.iter().map(Part::new).collect();
    let Walk { steps, end, .. } = walk::walk(&mut Ground { index, method: stated.method }, &parts);
    let (at, call) = end?;
    let segments = steps.into_iter().map(|it| {
        let kind = index.step(it.from, it.step).kind.clone();
        reach::spelled(Some(kind), &written[written.len() - it.left])
    });
    let segments = segments.chain(index.call(at, call).tail.segment()).collect();
    Some((at, call, UrlTemplate { segments, query: Vec::new() }))
}

/// One finding for each list that contains requests of other APIs.
fn elsewhere(model: &Model<TypeId>, found: &[Found]) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<FileId, (usize, usize)> = BTreeMap::new();
    for (found, stated) in found.iter().zip(&model.permissions) {
        let Some(place) = stated.provenance.place(SourceKind::Permissions) else { continue };
        let (unknown, all) = counts.entry(place.file).or_default();
        *unknown += usize::from(found.is_none());
        *all += 1;
    }
    let report = |(file, (unknown, all)): (FileId, (usize, usize))| {
        let message = format!("{unknown} of {all} requests in these permissions are not part of this API");
        let report = Diagnostic::new(Code::PermissionsElsewhere, Span::new(file, 0..0), message);
        (unknown > 0).then(|| report.note("their permissions are ignored"))
    };
    counts.into_iter().filter_map(report).collect()
}

/// The requests of pages that state permissions.
fn documented(paths: &Paths, model: &Model<TypeId>) -> HashSet<(Method, String)> {
    let requests = paths.requests.iter().filter_map(|(RequestId(id, idx), resolved)| {
        let operation = model.operation(*id);
        let states = !operation.permissions.callers.is_empty();
        states.then(|| (operation.requests[*idx as usize].method, resolved.template.folded()))
    });
    requests.collect()
}

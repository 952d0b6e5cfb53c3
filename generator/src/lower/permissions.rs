//! Lists of permissions → the model of the requests that they permit.

use crate::input::permissions::{Document, Path, PathSet, Permission};
use crate::model::http::{Method, UrlTemplate};
use crate::model::permission::{Alternative, Caller, Permissions, Requirement};
use crate::model::{Model, Namespaces, Provenance, RequestPermissions, SourceKind, SourceModel, Sources};
use crate::service::Service;
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Lowers all lists of one API. A request that is stated in several places, with any case and any names of keys, has the
/// permissions of all of them.
pub(super) fn lower(documents: &[Document]) -> SourceModel {
    let keys: Vec<Vec<String>> = documents.iter().map(|it| it.urls.iter().map(|url| key(url)).collect()).collect();
    let mut requests: BTreeMap<(&str, Method), Stated<'_>> = BTreeMap::new();
    for (document, keys) in documents.iter().zip(&keys) {
        for permission in &document.permissions {
            for (set, path) in paths(permission) {
                for method in &set.methods {
                    let new = || Stated { url: &document.urls[path.url], span: path.span, choices: Vec::new() };
                    let stated = requests.entry((&*keys[path.url], *method)).or_insert_with(new);
                    stated.choices.extend(set.callers.iter().map(|it| Choice::new(permission, set, path, *it)));
                }
            }
        }
    }
    let permissions: Vec<_> = requests.into_iter().map(|((_, method), it)| it.finish(method)).collect();
    let sources = if documents.is_empty() { Sources::default() } else { Sources::only(SourceKind::Permissions) };
    let model = Model {
        service: Service::default(),
        version: String::new(),
        namespaces: Namespaces::default(),
        types: Vec::new(),
        operations: Vec::new(),
        pages: BTreeMap::new(),
        odata_operations: Vec::new(),
        entries: Vec::new(),
        permissions,
        servers: Vec::new(),
        schemes: Vec::new(),
        sources,
    };
    SourceModel { kind: SourceKind::Permissions, model, statements: None }
}

/// The identity of a URL. Requests with a query are different requests.
fn key(url: &UrlTemplate) -> String {
    let query: String = url.query.iter().map(|(name, value)| format!("&{name}={value}")).collect();
    url.folded() + &query
}

fn paths(permission: &Permission) -> impl Iterator<Item = (&PathSet, &Path)> {
    permission.path_sets.iter().flat_map(|it| it.paths.iter().map(move |path| (it, path)))
}

/// The permissions of one request, in the order of the documents.
struct Stated<'a> {
    url: &'a Arc<UrlTemplate>,
    span: Span,
    choices: Vec<Choice<'a>>,
}

/// A permission that is enough for a caller, with one of `also` if there are any.
struct Choice<'a> {
    caller: Caller,
    /// If it is stated to be the least privileged one: of how many methods.
    least_of: Option<usize>,
    level: Option<u8>,
    name: &'a str,
    span: Span,
    also: &'a [Spanned<String>],
}

impl<'a> Stated<'a> {
    /// A caller without permissions is not supported: lists are complete for the requests that they contain.
    fn finish(self, method: Method) -> RequestPermissions {
        let callers = Caller::ALL.map(|caller| {
            let mut requirement = Requirement::default();
            for choice in self.in_order(caller) {
                choice.alternatives().for_each(|it| requirement.add(it));
            }
            let all = if requirement.alternatives.is_empty() { Vec::new() } else { vec![requirement] };
            (caller, all)
        });
        RequestPermissions {
            method,
            url: Arc::clone(self.url),
            permissions: Arc::new(Permissions { callers: callers.into() }),
            provenance: Provenance::new(SourceKind::Permissions, self.span),
        }
    }

    /// The permissions for a caller: first the one that is stated to be the least privileged one, then the others by level
    /// and name. If several are, the statement about the fewest methods is the most precise one.
    fn in_order(&self, caller: Caller) -> Vec<&Choice<'a>> {
        let mut res: Vec<_> = self.choices.iter().filter(|it| it.caller == caller).collect();
        res.sort_by_key(|it| (it.level.unwrap_or(u8::MAX), it.name));
        let least = res.iter().enumerate().filter_map(|(idx, it)| Some((it.least_of?, idx))).min();
        if let Some((_, idx)) = least {
            res[..=idx].rotate_right(1);
        }
        res
    }
}

impl<'a> Choice<'a> {
    fn new(permission: &'a Permission, set: &PathSet, path: &'a Path, caller: Caller) -> Choice<'a> {
        Choice {
            caller,
            least_of: path.least.contains(&caller).then_some(set.methods.len()),
            level: permission.levels.iter().find(|it| it.0 == caller).map(|it| it.1),
            name: &permission.name.value,
            span: path.span,
            also: &path.also,
        }
    }

    fn alternatives(&self) -> impl Iterator<Item = Alternative> {
        let name = Alternative { names: vec![Spanned::new(self.name.to_owned(), self.span)] };
        let conjunctions: Vec<_> =
            self.also.iter().map(|it| name.and(&Alternative { names: vec![it.clone()] })).collect();
        let alone = self.also.is_empty().then_some(name);
        alone.into_iter().chain(conjunctions)
    }
}

//! Tables of permissions against a list of permissions, in both directions.

use super::Table;
use crate::diagnostics::policy::Requested;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, listing};
use crate::model::http::Method;
use crate::model::permission::{Caller, Permissions};
use crate::model::{RequestPermissions, SourceKind};
use crate::source::Spanned;
use crate::spelling::did_you_mean;
use std::collections::{BTreeSet, HashMap};

/// Compares tables with the requests of a list. A page is compared only if the list has all of its requests.
pub(super) fn check(
    diagnostics: &mut Diagnostics,
    stated: &[RequestPermissions],
    tables: &[Table<'_>],
    requested: &Requested,
) {
    let list = &List::new(stated);
    for table in tables {
        let unknown = table.names().filter(|(_, it)| !list.names.contains(&*it.value));
        diagnostics.report_all(unknown.map(|(_, it)| list.unknown(it)));
    }
    if !requested.has(Code::PermissionsDiffer) {
        return;
    }
    for table in tables {
        let Some(requests) = list.requests(table) else { continue };
        for caller in table.permissions.callers.keys() {
            diagnostics.report_all(list.surplus(table, *caller, &requests));
            diagnostics.report_all(missing(table, *caller, &requests));
        }
    }
}

/// The requests and names of all lists.
struct List<'a> {
    names: BTreeSet<&'a str>,
    requests: HashMap<(Method, String), &'a RequestPermissions>,
}

impl<'a> List<'a> {
    fn new(stated: &'a [RequestPermissions]) -> List<'a> {
        let names = stated
            .iter()
            .flat_map(|it| it.permissions.callers.keys().flat_map(move |caller| of(&it.permissions, *caller)));
        let without_query = stated.iter().filter(|it| it.url.query.is_empty());
        List {
            names: names.map(|it| it.value.as_str()).collect(),
            requests: without_query.map(|it| ((it.method, it.url.folded()), it)).collect(),
        }
    }

    /// The requests of a page; `None` if the list does not have all of them.
    fn requests(&self, table: &Table<'_>) -> Option<Vec<&'a RequestPermissions>> {
        let all = table.operation.requests.iter();
        let found: Option<Vec<_>> =
            all.map(|it| self.requests.get(&(it.method, it.url.value.folded())).copied()).collect();
        found.filter(|it| !it.is_empty())
    }

    /// A name that is in no list.
    fn unknown(&self, name: &Spanned<String>) -> Diagnostic {
        let message = format!("the list of permissions has no `{}`", name.value);
        let report = Diagnostic::new(Code::PermissionUnlisted, name.span, message).symbol(&name.value);
        did_you_mean(&name.value, self.names.iter().copied()).into_iter().fold(report, Diagnostic::help)
    }

    /// Names of a page that are not enough for any of its requests.
    fn surplus(&self, table: &Table<'_>, caller: Caller, requests: &[&RequestPermissions]) -> Option<Diagnostic> {
        let listed: BTreeSet<&str> =
            requests.iter().flat_map(|it| of(&it.permissions, caller)).map(|it| it.value.as_str()).collect();
        let own = of(table.permissions, caller).filter(|it| self.names.contains(&*it.value));
        let surplus: Vec<&Spanned<String>> = own.filter(|it| !listed.contains(&*it.value)).collect();
        let first = surplus.first()?;
        let request = requests[0];
        let message = format!(
            "the list of permissions does not have {} for `{} {}`",
            names(&surplus),
            request.method,
            request.url
        );
        Some(finding(caller, first, message, request).help("remove the permission, or correct the list"))
    }
}

/// Names that are enough for all requests of a page, and that the page does not state.
fn missing(table: &Table<'_>, caller: Caller, requests: &[&RequestPermissions]) -> Option<Diagnostic> {
    let own: BTreeSet<&str> = of(table.permissions, caller).map(|it| it.value.as_str()).collect();
    let first = of(table.permissions, caller).next()?;
    let is_in_all = |name: &str| requests.iter().all(|it| of(&it.permissions, caller).any(|it| it.value == name));
    let mut missing: Vec<&Spanned<String>> = Vec::new();
    for it in of(&requests[0].permissions, caller) {
        let is_new = !missing.iter().any(|known| known.value == it.value);
        if is_new && !own.contains(&*it.value) && is_in_all(&it.value) {
            missing.push(it);
        }
    }
    missing.first()?;
    let request = requests[0];
    let message = format!(
        "this page does not have {}, which the list has for `{} {}`",
        names(&missing),
        request.method,
        request.url
    );
    Some(finding(caller, first, message, request).help("add the permission, or correct the list"))
}

fn finding(caller: Caller, at: &Spanned<String>, message: String, request: &RequestPermissions) -> Diagnostic {
    let whom = match caller {
        Caller::DelegatedWork => "delegated callers with a work or school account",
        Caller::DelegatedPersonal => "delegated callers with a personal account",
        Caller::Application => "applications",
    };
    let report =
        Diagnostic::new(Code::PermissionsDiffer, at.span, message).symbol(&at.value).note(format!("for {whom}"));
    let place = request.provenance.place(SourceKind::Permissions);
    place.into_iter().fold(report, |report, it| report.also(it, "the request is listed here"))
}

/// The names for a caller.
fn of(permissions: &Permissions, caller: Caller) -> impl Iterator<Item = &Spanned<String>> {
    let all = permissions.callers.get(&caller).into_iter().flatten();
    all.flat_map(|it| &it.alternatives).flat_map(|it| &it.names)
}

/// The names, each once.
fn names(all: &[&Spanned<String>]) -> String {
    let names: BTreeSet<&str> = all.iter().map(|it| it.value.as_str()).collect();
    listing(&names.into_iter().collect::<Vec<_>>())
}

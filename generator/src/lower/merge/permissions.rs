//! Permissions of operations that their pages do not state.

use crate::model::http::Method;
use crate::model::permission::{Permissions, Requirement};
use crate::model::{Operation, RequestPermissions, Unresolved};
use crate::source::Spanned;
use hashbrown::HashMap;
use std::sync::Arc;

/// Gives every operation without permissions those of its requests. The table of a page is kept as a whole.
pub(super) fn fill(operations: &mut [Operation<Unresolved>], stated: &[RequestPermissions]) {
    let open = |it: &&mut Operation<Unresolved>| it.permissions.callers.is_empty();
    if stated.is_empty() || !operations.iter_mut().any(|it| open(&it)) {
        return;
    }
    let without_query = stated.iter().filter(|it| it.url.query.is_empty());
    let known: HashMap<(Method, String), &RequestPermissions> =
        without_query.map(|it| ((it.method, it.url.folded()), it)).collect();
    for operation in operations.iter_mut().filter(open) {
        let requests = operation.requests.iter().map(|it| (it.method, it.url.value.folded()));
        let mut found: Vec<&RequestPermissions> = Vec::new();
        for it in requests.filter_map(|it| known.get(&it)) {
            if !found.iter().any(|known| known.permissions.is_same(&it.permissions)) {
                found.push(it);
            }
        }
        match found[..] {
            [] => {}
            [only] => operation.permissions = Arc::clone(&only.permissions),
            _ => operation.permissions = Arc::new(by_url(&found)),
        }
    }
}

/// Permissions that differ between the URLs of one page: the URL is the subject.
fn by_url(all: &[&RequestPermissions]) -> Permissions {
    let mut res = Permissions::default();
    for it in all {
        let span = it.provenance.place(crate::model::SourceKind::Permissions);
        for (caller, requirements) in &it.permissions.callers {
            let alternatives = requirements.iter().flat_map(|it| it.alternatives.clone()).collect();
            let subject = span.map(|span| Spanned::new(it.url.to_string(), span));
            res.add(*caller, Requirement { subject, alternatives });
        }
    }
    res.settle();
    res
}

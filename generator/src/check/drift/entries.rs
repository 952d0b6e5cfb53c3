//! Entry points of URLs.

use super::Ctx;
use super::sides::Sides;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::http::Segment;
use std::collections::BTreeSet;

/// Entity sets and singletons with which no documented URL begins.
pub(super) fn check(ctx: &mut Ctx<'_>, sides: &Sides<'_>) {
    let mut used: BTreeSet<String> = BTreeSet::new();
    for request in sides.documented.operations.iter().flat_map(|it| &it.requests) {
        if let Some(Segment::Literal(name) | Segment::Call(name, _)) = request.url.value.segments.first() {
            used.insert(name.to_lowercase());
        }
    }
    for entry in sides.declared.entries.iter().filter(|it| !used.contains(&it.name.value.to_lowercase())) {
        let message = format!("no documented URL begins with `/{}`", entry.name.value);
        let report = Diagnostic::new(Code::EntryUndocumented, entry.name.span, message);
        ctx.diagnostics.report(report.symbol(&entry.name.value));
    }
}

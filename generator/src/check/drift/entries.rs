//! Entry points of URLs.

use super::{Ctx, Requests};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::http::Segment;
use crate::model::index::NameSet;
use crate::model::{EntryKind, Fact, TypeId};
use hashbrown::HashSet;

/// Entity sets and singletons with which no documented URL begins. An entry is an alternative path if the items of its type
/// are documented elsewhere.
pub(super) fn check(ctx: &mut Ctx<'_>, requests: &Requests<'_>) {
    let mut used = NameSet::default();
    let reached: HashSet<TypeId> = requests.types_in_urls().chain(results(requests)).chain(related(requests)).collect();
    for (id, operation, _) in requests.all() {
        let segments = &operation.requests[id.1 as usize].url.value.segments;
        if let Some(Segment::Literal(name) | Segment::Call(name, _)) = segments.first() {
            used.insert(name);
        }
    }
    for entry in requests.model.entries.iter().filter(|it| !used.contains(&it.name.value)) {
        let is_alternative = match &entry.kind {
            EntryKind::EntitySet(ty) | EntryKind::Singleton(ty) => reached.contains(ty),
            EntryKind::Import(_) => false,
        };
        let Some(place) = entry.provenance.declared(Fact::Entries).filter(|_| !is_alternative) else { continue };
        let message = format!("no documented URL begins with `/{}`", entry.name.value);
        let report = Diagnostic::new(Code::EntryUndocumented, place, message);
        ctx.diagnostics.report(report.symbol(&entry.name.value));
    }
}

/// The types that documented operations return.
fn results(requests: &Requests<'_>) -> impl Iterator<Item = TypeId> {
    requests.all().filter_map(|(_, operation, _)| operation.response.as_ref()?.item.named().copied())
}

/// The types that documented navigation properties refer to.
fn related(requests: &Requests<'_>) -> impl Iterator<Item = TypeId> {
    let kind = requests.kind;
    let properties = requests.model.types.iter().filter_map(|it| it.structure()).flat_map(|it| &it.properties);
    let documented = properties.filter(move |it| it.kind.is_navigation() && it.provenance.place(kind).is_some());
    documented.filter_map(|it| it.ty.item.named().copied())
}

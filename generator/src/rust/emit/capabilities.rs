//! What a service supports, as sentences.

use crate::model::{Capabilities, Capability};

/// The options of queries that read a collection.
pub(super) const QUERY: [Capability; 9] = [
    Capability::Filter,
    Capability::Sort,
    Capability::Search,
    Capability::Count,
    Capability::Select,
    Capability::Expand,
    Capability::Top,
    Capability::Skip,
    Capability::TrackChanges,
];

/// The other capabilities of a collection.
pub(super) const ITEMS: [Capability; 9] = [
    Capability::Read,
    Capability::ReadByKey,
    Capability::Insert,
    Capability::Update,
    Capability::Patch,
    Capability::Put,
    Capability::Upsert,
    Capability::Delete,
    Capability::Reference,
];

/// Everything that is stated.
pub(super) fn all(stated: &Capabilities) -> Option<String> {
    let of = QUERY.into_iter().chain(ITEMS);
    sentence(of.filter_map(|it| Some((it, stated.supports(it)?))))
}

/// Which of these capabilities are supported, and which are not.
pub(super) fn sentence(stated: impl Iterator<Item = (Capability, bool)>) -> Option<String> {
    let (yes, no): (Vec<_>, Vec<_>) = stated.partition(|it| it.1);
    let names = |all: Vec<(Capability, bool)>| all.into_iter().map(|it| name(it.0)).collect::<Vec<_>>().join(", ");
    let parts = [("Supported", yes), ("Not supported", no)].into_iter().filter(|it| !it.1.is_empty());
    let parts: Vec<String> = parts.map(|(label, all)| format!("{label}: {}.", names(all))).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The names of the query options that a property cannot be used in.
pub(super) fn excepted(stated: &Capabilities, property: &str) -> Option<String> {
    let options = QUERY.into_iter().filter(|it| stated.excepts(*it, property));
    sentence(options.map(|it| (it, false)))
}

fn name(capability: Capability) -> &'static str {
    match capability {
        Capability::Read => "reading",
        Capability::ReadByKey => "reading by key",
        Capability::Insert => "creating",
        Capability::Update => "updating",
        Capability::Patch => "updates by PATCH",
        Capability::Put => "updates by PUT",
        Capability::Upsert => "creating by an update",
        Capability::Delete => "deleting",
        Capability::Reference => "`$ref`",
        Capability::Filter => "`$filter`",
        Capability::Sort => "`$orderby`",
        Capability::Search => "`$search`",
        Capability::Count => "`$count`",
        Capability::Select => "`$select`",
        Capability::Expand => "`$expand`",
        Capability::Top => "`$top`",
        Capability::Skip => "`$skip`",
        Capability::TrackChanges => "change tracking",
        Capability::AutoExpand => "being returned without `$expand`",
    }
}

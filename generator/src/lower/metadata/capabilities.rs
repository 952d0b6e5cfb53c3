//! Annotations about capabilities.

use super::annotations::Annotated;
use crate::model::{Capabilities, Capability};

/// The terms of the vocabulary: the property of the record that is the statement (none if the value is a Boolean), and the
/// property that lists exceptions.
const TERMS: [(&str, Option<&str>, Option<&str>, Capability); 16] = {
    use Capability::{
        Count, Delete, Expand, Filter, Insert, Read, Reference, Search, Select, Skip, Sort, Top, TrackChanges, Update,
        Upsert,
    };
    [
        ("ReadRestrictions", Some("Readable"), None, Read),
        ("InsertRestrictions", Some("Insertable"), None, Insert),
        ("UpdateRestrictions", Some("Updatable"), None, Update),
        ("UpdateRestrictions", Some("Upsertable"), None, Upsert),
        ("DeleteRestrictions", Some("Deletable"), None, Delete),
        ("FilterRestrictions", Some("Filterable"), Some("NonFilterableProperties"), Filter),
        ("SortRestrictions", Some("Sortable"), Some("NonSortableProperties"), Sort),
        ("SearchRestrictions", Some("Searchable"), None, Search),
        ("CountRestrictions", Some("Countable"), Some("NonCountableProperties"), Count),
        ("SelectSupport", Some("Supported"), None, Select),
        // Not in the vocabulary, but in metadata that services publish.
        ("SelectRestrictions", Some("Selectable"), None, Select),
        ("NavigationRestrictions", Some("Referenceable"), None, Reference),
        ("ExpandRestrictions", Some("Expandable"), Some("NonExpandableProperties"), Expand),
        ("TopSupported", None, None, Top),
        ("SkipSupported", None, None, Skip),
        ("ChangeTracking", Some("Supported"), None, TrackChanges),
    ]
};

/// The capabilities that annotations state. What repeated annotations state differently is unknown.
pub(super) fn capabilities(annotated: &Annotated<'_>) -> Capabilities {
    let mut res = Capabilities::default();
    // Most elements have annotations of other vocabularies only.
    if annotated.has_capabilities() {
        state_terms(annotated, &mut res);
    }
    if annotated.is("Immutable") {
        res.state(Capability::Update, false, Vec::new());
    }
    if annotated.is("AutoExpand") {
        res.state(Capability::AutoExpand, true, Vec::new());
    }
    res
}

/// Adds what terms of the vocabulary state.
fn state_terms(annotated: &Annotated<'_>, res: &mut Capabilities) {
    for (term, property, exceptions, capability) in TERMS {
        let listed = exceptions.map_or_else(Vec::new, |it| paths(annotated, term, it));
        let stated = agreed(annotated.capabilities(term).filter_map(|it| match property {
            Some(name) => it.property(name)?.value.bool(),
            None => it.bool(),
        }));
        if stated.is_some() || !listed.is_empty() {
            res.state(capability, stated.unwrap_or(true), listed);
        }
    }
    let by_key = annotated.capabilities("ReadRestrictions").filter_map(|it| it.property("ReadByKeyRestrictions"));
    let by_key = agreed(by_key.filter_map(|it| it.value.property("Readable")?.value.bool()));
    by_key.into_iter().for_each(|it| res.state(Capability::ReadByKey, it, Vec::new()));
    update_methods(annotated, res);
}

/// The properties that a list of exceptions names.
fn paths(annotated: &Annotated<'_>, term: &str, exceptions: &str) -> Vec<String> {
    let lists = annotated.capabilities(term).filter_map(|it| it.property(exceptions));
    lists.flat_map(|it| it.value.items()).filter_map(|it| it.value.path()).map(str::to_owned).collect()
}

/// `UpdateMethod`: whether an update is a PATCH, a PUT, or both.
fn update_methods(annotated: &Annotated<'_>, res: &mut Capabilities) {
    let stated = annotated.capabilities("UpdateRestrictions").filter_map(|it| it.property("UpdateMethod"));
    let stated: Vec<Vec<&str>> =
        stated.map(|it| it.value.enum_members().collect::<Vec<_>>()).filter(|it| !it.is_empty()).collect();
    for (method, capability) in [("PATCH", Capability::Patch), ("PUT", Capability::Put)] {
        let stated = agreed(stated.iter().map(|it| it.contains(&method)));
        stated.into_iter().for_each(|it| res.state(capability, it, Vec::new()));
    }
}

/// What all statements say, if there are some and they agree.
fn agreed(mut stated: impl Iterator<Item = bool>) -> Option<bool> {
    let first = stated.next()?;
    stated.all(|it| it == first).then_some(first)
}

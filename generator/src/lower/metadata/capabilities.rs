//! Annotations about capabilities.

use super::annotations::Annotated;
use crate::model::{Capabilities, Capability};

/// The terms of the vocabulary: the property of the record that is the statement (none if the value is a Boolean), and the
/// property that lists exceptions.
const TERMS: [(&str, Option<&str>, Option<&str>, Capability); 14] = {
    use Capability::{
        Count, Delete, Expand, Filter, Insert, Read, Search, Select, Skip, Sort, Top, TrackChanges, Update, Upsert,
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
        ("ExpandRestrictions", Some("Expandable"), Some("NonExpandableProperties"), Expand),
        ("TopSupported", None, None, Top),
        ("SkipSupported", None, None, Skip),
        ("ChangeTracking", Some("Supported"), None, TrackChanges),
    ]
};

/// The capabilities that annotations state.
pub(super) fn capabilities(annotated: &Annotated<'_>) -> Capabilities {
    let mut res = Capabilities::default();
    if annotated.is_empty() {
        return res;
    }
    for (term, property, exceptions, capability) in TERMS {
        let Some(annotation) = annotated.capability(term) else { continue };
        let stated = match property {
            Some(name) => annotation.property(name).and_then(|it| it.value.bool()),
            None => annotation.bool(),
        };
        let listed = exceptions.and_then(|it| annotation.property(it)).map_or(&[][..], |it| it.value.items());
        let except: Vec<String> = listed.iter().filter_map(|it| it.value.path()).map(str::to_owned).collect();
        if stated.is_some() || !except.is_empty() {
            res.state(capability, stated.unwrap_or(true), except);
        }
    }
    let by_key = annotated.capability("ReadRestrictions").and_then(|it| it.property("ReadByKeyRestrictions"));
    let by_key = by_key.and_then(|it| it.value.property("Readable")).and_then(|it| it.value.bool());
    by_key.into_iter().for_each(|it| res.state(Capability::ReadByKey, it, Vec::new()));
    if annotated.is("Immutable") {
        res.state(Capability::Update, false, Vec::new());
    }
    if annotated.is("AutoExpand") {
        res.state(Capability::AutoExpand, true, Vec::new());
    }
    res
}

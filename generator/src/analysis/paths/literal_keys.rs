//! Literal keys in request lines: values of examples, and keys that the service defines.

use super::deviating::Deviating;
use super::{Deviation, Found, literal};
use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::model::http::{Segment, UrlTemplate};
use crate::model::index::Relation;
use crate::model::{EntryKind, ItemType, Primitive, TypeId};

/// What a literal key most likely is.
enum Meaning {
    /// A value of an example: a GUID, a host name.
    Value,
    /// `/users/me`: a singleton of the same type.
    Singleton,
    /// `/books/author`: a member of the items, so that the key is missing.
    Member(TypeId),
    /// `/books/settings`: the page documents a result that is not an item of the collection.
    Other,
    /// `/mailFolders/inbox`: the service can define it, so that nothing is wrong.
    Defined,
}

/// Whether a literal key is reported.
pub(super) fn is_reported(it: &Deviating<'_, '_>, key: &Deviation) -> bool {
    !matches!(meaning(it, key), Meaning::Defined)
}

/// Whether a key is missing before a segment, so that the segments after it are misread.
pub(super) fn is_missing_key(it: &Deviating<'_, '_>, key: &Deviation) -> bool {
    key.found == Found::LiteralKey && matches!(meaning(it, key), Meaning::Member(_))
}

fn meaning(it: &Deviating<'_, '_>, key: &Deviation) -> Meaning {
    let (text, model) = (it.line.text(key.segment), it.graph.model);
    let Some(ty) = it.type_before(key).filter(|_| !literal::is_key(model, text)) else { return Meaning::Value };
    if is_singleton(it, key, ty) {
        return Meaning::Singleton;
    }
    match result(it, key).map(|own| is_other(it, own, ty)) {
        Some(false) => Meaning::Defined,
        _ if has_member(it, ty, text) => Meaning::Member(ty),
        Some(true) => Meaning::Other,
        None => Meaning::Defined,
    }
}

/// Whether a key of an entity set is the name of a singleton with such a type: `/users/me`.
fn is_singleton(it: &Deviating<'_, '_>, key: &Deviation, ty: TypeId) -> bool {
    let (text, model) = (it.line.text(key.segment), it.graph.model);
    let mut named = model.entries.iter().filter(|own| key.segment == 1 && own.name.value == text);
    named.any(|own| matches!(own.kind, EntryKind::Singleton(own) if model.relation(own, ty) != Relation::Unrelated))
}

/// Whether a URL can go on from an item with this name.
fn has_member(it: &Deviating<'_, '_>, ty: TypeId, name: &str) -> bool {
    let (graph, lineage) = (it.graph, it.graph.model.lineage(ty));
    graph.names.member(ty, name).is_some_and(|it| it.kind.is_navigation())
        || lineage.into_iter().any(|own| graph.binds(own, false, name))
}

/// The documented result of a request whose last segment is the key.
fn result(it: &Deviating<'_, '_>, key: &Deviation) -> Option<(TypeId, bool)> {
    let is_last = key.segment + 1 == it.request.url.value.segments.len();
    let result = it.operation.response.as_ref().filter(|_| is_last)?;
    Some((*result.item.named()?, result.is_collection))
}

/// Whether a result is not an item of a collection of `ty`.
fn is_other(it: &Deviating<'_, '_>, (own, is_collection): (TypeId, bool), ty: TypeId) -> bool {
    is_collection || it.graph.model.relation(own, ty) == Relation::Unrelated
}

/// Reports the first literal key; the remedy changes all values of examples.
pub(super) fn finding(it: &Deviating<'_, '_>, first: &Deviation, known: &[&Deviation]) -> Diagnostic {
    let (text, segment) = (it.line.text(first.segment), first.segment);
    let new = |message: String| Diagnostic::new(Code::UrlLiteralKey, it.line.place(segment), message);
    match meaning(it, first) {
        Meaning::Value | Meaning::Defined => {
            let report = new(format!("`{text}` is a literal key")).note("treated as a placeholder for any key");
            let keys =
                known.iter().filter(|key| key.found == Found::LiteralKey && matches!(meaning(it, key), Meaning::Value));
            let mut edits: Vec<Edit> = keys.filter_map(|key| placeholder(it, key)).collect();
            edits.extend(it.spelled());
            edits.sort_by_key(|it| it.span);
            it.helped(report, it.request.method, &edits)
        }
        Meaning::Singleton => {
            let report = new(format!("`{text}` is a singleton, not a key of `{}`", it.line.text(0)))
                .note("treated as a placeholder for any key");
            let whole = it.line.replaced(segment, it.line.text(0).len() + 1, text);
            it.helped(report, it.request.method, whole.as_slice())
        }
        Meaning::Member(ty) => {
            let report =
                new(format!("`{text}` is a member of `{}`, but no key is before it", it.graph.names.short_name(ty)))
                    .note("treated as a placeholder for any key");
            it.helped(report, it.request.method, it.line.inserted(segment, &(name_of_key(it, first) + "/")).as_slice())
        }
        Meaning::Other => {
            let report = new(format!("`{text}` is neither declared nor a placeholder"))
                .note("treated as a placeholder for any key");
            match missing_prefix(it).and_then(|prefix| it.line.inserted(0, &prefix)) {
                Some(edit) => it.helped(report, it.request.method, std::slice::from_ref(&edit)).patch([edit]),
                None => report.help("write a declared name, or a placeholder for a key"),
            }
        }
    }
}

/// The segments that the request of an example has before those of the request line: `me/` before `/settings/regional`.
fn missing_prefix(it: &Deviating<'_, '_>) -> Option<String> {
    let own = &it.request.url.value.segments;
    let same =
        |(a, b): (&Segment, &Segment)| a == b || name(a).zip(name(b)).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
    let prefix = |url: &UrlTemplate| {
        let before = &url.segments[..url.segments.len().checked_sub(own.len()).filter(|it| *it > 0)?];
        let names: Option<Vec<&str>> = before.iter().map(name).collect();
        let is_same = url.segments[before.len()..].iter().zip(own).all(same);
        names.filter(|_| is_same).map(|it| it.join("/") + "/")
    };
    let mut requests = it.operation.example_requests();
    requests.find_map(|it| prefix(&it.template))
}

fn name(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Literal(name) => Some(name),
        _ => None,
    }
}

/// The change of a value to a placeholder.
fn placeholder(it: &Deviating<'_, '_>, key: &Deviation) -> Option<Edit> {
    let text = it.line.text(key.segment);
    if let Some((name, value)) = text.split_once('=') {
        // Keys with names are in parentheses (OData URL Conventions 4.01, 4.3.1).
        let declared = it.type_before(key).and_then(|ty| it.graph.names.member(ty, name));
        let is_string = declared.is_some_and(|it| it.ty.item == ItemType::Primitive(Primitive::String));
        let quote = if is_string && !value.starts_with('\'') { "'" } else { "" };
        return it.line.replaced(key.segment, 1, &format!("({name}={quote}{value}{quote})"));
    }
    let inner = text.trim_matches('\'');
    let name = if inner.starts_with('{') { inner.to_owned() } else { name_of_key(it, key) };
    it.line.replaced(key.segment, 0, &name)
}

/// A placeholder as another request line of the page has it there, else with the name of the only key property.
fn name_of_key(it: &Deviating<'_, '_>, key: &Deviation) -> String {
    let own = &it.request.url.value.segments[..key.segment];
    let mut others = it.operation.requests.iter().map(|other| &other.url.value.segments);
    let written = others.find_map(|other| match other.strip_prefix(own)?.first()? {
        Segment::Placeholder(name) if !name.is_empty() => Some(name.clone()),
        _ => None,
    });
    let declared = || match it.graph.model.keys(it.type_before(key)?) {
        [only] => Some(only.clone()),
        _ => None,
    };
    format!("{{{}}}", written.or_else(declared).unwrap_or_else(|| "id".to_owned()))
}

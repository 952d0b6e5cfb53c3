//! The results of an operation: of all its successes, as a file, and as a stream of events.

use crate::analysis::paths::{Outcome, Payload};
use crate::model::http::Method;
use crate::model::{Content, Contract, ItemType, Primitive, Response, Type, TypeId};

/// The results of an operation, at least one: each is a function of its own, with a word in its name.
pub(super) fn results(contract: &Contract<TypeId>, method: Method) -> Vec<(&'static str, Payload)> {
    if method == Method::Head {
        return vec![("", Payload::None)];
    }
    let has_files = contract.successes().any(|it| it.files().next().is_some());
    let (whole, files) = (whole(contract), has_files.then_some(("file", Payload::Bytes)));
    let events = events(contract).map(|it| ("events", Payload::Events(it)));
    let first = if whole == Payload::None && events.is_some() { None } else { Some(("", whole)) };
    [first, files, events].into_iter().flatten().collect()
}

/// The content of all successes: one content if it is the same, else one for each status.
fn whole(contract: &Contract<TypeId>) -> Payload {
    let mut outcomes: Vec<Outcome> = contract.successes().filter_map(outcome).collect();
    outcomes.sort_by_key(|it| it.statuses);
    outcomes.dedup_by_key(|it| it.statuses);
    let may_be_empty = outcomes.iter().any(|it| it.content == Payload::None);
    let mut contents = outcomes.iter().map(|it| &it.content).filter(|it| **it != Payload::None);
    let Some(first) = contents.next() else { return Payload::None };
    if contents.any(|it| it != first) {
        return Payload::ByStatus(outcomes);
    }
    match first {
        Payload::Value(ty) if may_be_empty => Payload::Value(Type { is_nullable: Some(true), ..ty.clone() }),
        // Bytes and texts need no option: they may be empty.
        one => one.clone(),
    }
}

/// The content of one response; `None` if it is only a stream of events.
fn outcome(response: &Response<TypeId>) -> Option<Outcome> {
    let mut all = response.contents.iter().filter(|it| !it.is_events()).peekable();
    let content = match response.read() {
        _ if all.peek().is_none() && !response.contents.is_empty() => return None,
        Some(it) if it.is_json() => value(it),
        _ if all.peek().is_none() => Payload::None,
        _ if all.all(Content::is_text) => Payload::Text,
        _ => Payload::Bytes,
    };
    Some(Outcome { statuses: response.statuses.value, content })
}

/// The type of the data of events. A list is a list of events.
fn events(contract: &Contract<TypeId>) -> Option<Type<TypeId>> {
    let content = contract.successes().flat_map(|it| &it.contents).find(|it| it.is_events())?;
    let any = Type { item: ItemType::Primitive(Primitive::Untyped), is_collection: false, is_nullable: None };
    Some(content.ty.as_ref().map_or(any, |it| Type { is_collection: false, is_nullable: None, ..it.clone() }))
}

/// The type of JSON.
pub(super) fn value(content: &Content<TypeId>) -> Payload {
    match &content.ty {
        None => Payload::Json,
        Some(Type { item: ItemType::Primitive(Primitive::Untyped), is_collection: false, .. }) => Payload::Json,
        Some(it) => Payload::Value(Type { is_nullable: None, ..it.clone() }),
    }
}

//! One body and one result of a call that several pages document.

use super::types::named;
use super::verb::last;
use super::{Payload, PlaceKind, Tail, Verb};
use crate::model::http::Segment;
use crate::model::{ItemType, Model, OperationId, Role, Type, TypeId};

/// The pages that describe a call. Pages about other requests also list the URL of an action: `/reply` may send a created
/// extension. If it is the first request of a page, such a page describes it.
pub(super) fn describing(
    model: &Model<TypeId>,
    verb: &Verb,
    tail: &Tail,
    operations: &[OperationId],
) -> Vec<OperationId> {
    let is_first = |id: &&OperationId| {
        let first = model.operation(**id).requests.first().and_then(|it| it.url.value.segments.last());
        matches!((first, tail), (Some(Segment::Literal(name)), Tail::Segment(tail)) if name == last(tail))
    };
    let own: Vec<_> = operations.iter().filter(is_first).copied().collect();
    if own.is_empty() || !matches!(verb, Verb::Invoke(_)) { operations.to_vec() } else { own }
}

/// A call whose pages may differ.
pub(super) struct Agreement<'a> {
    pub(super) model: &'a Model<TypeId>,
    pub(super) kind: &'a PlaceKind,
    pub(super) verb: &'a Verb,
}

impl Agreement<'_> {
    /// The body that agrees best with the pages.
    pub(super) fn body<'p>(&self, pages: impl Iterator<Item = &'p Payload> + Clone) -> Payload {
        let by_url = self.verb.sent_to(self.kind).map(|it| (it, false));
        described(pages)
            .cloned()
            .reduce(|one, other| match (by_url, &one, &other) {
                _ if one == other => one,
                // Some pages send nothing: the body is optional.
                (_, Payload::None, _) => other,
                (_, _, Payload::None) => one,
                (Some((ty, is_collection)), ..) => named(ty, is_collection),
                _ if are_parameters(self.model, &one) && are_parameters(self.model, &other) => one,
                _ => Payload::Json,
            })
            .unwrap_or(Payload::None)
    }

    /// The result that agrees best with the pages.
    pub(super) fn result<'p>(&self, pages: impl Iterator<Item = &'p Payload> + Clone) -> Payload {
        let by_url = self.verb.received_from(self.kind);
        described(pages)
            .cloned()
            .reduce(|one, other| match by_url {
                _ if one == other => one,
                Some((ty, is_collection)) => named(ty, is_collection),
                None => Payload::Json,
            })
            .unwrap_or(Payload::None)
    }
}

/// The content on pages, without that of pages that do not describe it if others do.
fn described<'p>(pages: impl Iterator<Item = &'p Payload> + Clone) -> impl Iterator<Item = &'p Payload> {
    let has_type = pages.clone().any(|it| !matches!(it, Payload::None | Payload::Json));
    pages.filter(move |it| !has_type || **it != Payload::Json)
}

/// Whether a body holds the parameters of an action.
pub(super) fn are_parameters(model: &Model<TypeId>, body: &Payload) -> bool {
    let Payload::Type(Type { item: ItemType::Named(id), .. }) = body else { return false };
    model.type_def(*id).role == Role::Parameters
}

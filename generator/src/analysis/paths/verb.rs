//! The verb of a call, and the types that it implies.

use super::PlaceKind;
use crate::model::TypeId;

/// The verb of a call, independent of its Rust name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// GET of a collection.
    List,
    /// GET of an item.
    Get,
    /// POST to a collection.
    Create,
    /// PATCH.
    Update,
    /// PUT.
    Replace,
    /// DELETE.
    Delete,
    /// GET `$count`.
    Count,
    /// GET `$ref`.
    ListRefs,
    /// POST `$ref`.
    AddRef,
    /// PUT or PATCH `$ref`.
    SetRef,
    /// DELETE `$ref`.
    RemoveRef,
    /// GET of a stream.
    Content,
    /// PUT of a stream.
    Upload,
    /// DELETE of a stream.
    DeleteContent,
    /// HEAD.
    Head,
    /// An action or function, by its name.
    Invoke(String),
}

impl Verb {
    /// Its name in camel case; `invoke` for all actions and functions.
    pub fn word(&self) -> &'static str {
        match self {
            Verb::List => "list",
            Verb::Get => "get",
            Verb::Create => "create",
            Verb::Update => "update",
            Verb::Replace => "replace",
            Verb::Delete => "delete",
            Verb::Count => "count",
            Verb::ListRefs => "listRefs",
            Verb::AddRef => "addRef",
            Verb::SetRef => "setRef",
            Verb::RemoveRef => "removeRef",
            Verb::Content => "content",
            Verb::Upload => "upload",
            Verb::DeleteContent => "deleteContent",
            Verb::Head => "head",
            Verb::Invoke(_) => "invoke",
        }
    }

    /// The type of the item that is sent to a place of a kind, if the URL determines it.
    pub fn sent_to(&self, place: &PlaceKind) -> Option<TypeId> {
        match (self, place) {
            (Verb::Create, PlaceKind::Collection(ty)) | (Verb::Update | Verb::Replace, PlaceKind::Item(ty)) => {
                Some(*ty)
            }
            _ => None,
        }
    }

    /// The type that is received from a place of a kind, if the URL determines it, and whether it is a collection.
    pub fn received_from(&self, place: &PlaceKind) -> Option<(TypeId, bool)> {
        match (self, place) {
            (Verb::List, PlaceKind::Collection(ty)) => Some((*ty, true)),
            (Verb::Get, PlaceKind::Item(ty)) => Some((*ty, false)),
            _ => self.sent_to(place).map(|it| (it, false)),
        }
    }
}

/// A name without its namespace.
pub(super) fn last(name: &str) -> &str {
    name.rsplit(['.', '/']).find(|it| !it.is_empty()).unwrap_or(name)
}

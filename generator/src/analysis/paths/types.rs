//! The types of keys, and the types that a service expects.

use super::{Call, Paths, Payload, Place, PlaceId, PlaceKind, Verb};
use crate::model::{ItemType, Model, Primitive, Type, TypeId};

impl Paths {
    /// A place.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.0 as usize]
    }

    /// The type of the item at a place.
    pub fn item(&self, place: PlaceId) -> Option<TypeId> {
        match self.places[place.0 as usize].kind {
            PlaceKind::Item(ty) => Some(ty),
            _ => None,
        }
    }

    /// The type of the key of an item; `None` for text.
    pub fn key_type<'m>(&self, model: &'m Model<TypeId>, place: PlaceId) -> Option<&'m Type<TypeId>> {
        let item = self.item(place)?;
        let declared = match model.keys(item) {
            [only] => model.key_type(item, only),
            _ => None,
        };
        declared.filter(|it| it.item != ItemType::Primitive(Primitive::String))
    }
}

impl Call {
    /// The type that a service assumes for a body without `@odata.type` (OData JSON Format 4.01, 4.6.3).
    pub fn expected(&self, place: &Place) -> Option<TypeId> {
        let Payload::Type(ty) = &self.body else { return None };
        // A collection in the body is not a new item of the addressed collection.
        let by_url = self.verb.sent_to(&place.kind).filter(|_| self.verb != Verb::Create || !ty.is_collection);
        by_url.or_else(|| ty.item.named().copied())
    }
}

/// An item of a structured type, or a collection of them, as content.
pub(super) fn named(ty: TypeId, is_collection: bool) -> Payload {
    Payload::Type(Type { item: ItemType::Named(ty), is_collection, is_nullable: None })
}

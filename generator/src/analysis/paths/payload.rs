//! The content of requests and responses.

use crate::model::{StatusRange, Type, TypeId};

/// The content of a request or a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing.
    None,
    /// A value of a type, as JSON; a collection as `{"value": […]}`.
    Type(Type<TypeId>),
    /// `{"@odata.id": "…"}`.
    Reference,
    /// Bytes of any media type.
    Bytes,
    /// A number as text (`$count`).
    Count,
    /// Undescribed JSON.
    Json,
    /// A value of a type, as JSON; a collection as a list. It is nullable if there may be no content.
    Value(Type<TypeId>),
    /// Some members of a type, as JSON: those that a request changes.
    Changes(TypeId),
    /// A value of a type, as a form.
    Form(Type<TypeId>),
    /// A form with files.
    Multipart,
    /// Any text.
    Text,
    /// Server-sent events; the data of each one is a value of this type.
    Events(Type<TypeId>),
    /// Different contents, by status.
    ByStatus(Vec<Outcome>),
}

/// The content of responses with some statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The statuses.
    pub statuses: StatusRange,
    /// The content.
    pub content: Payload,
}

impl Payload {
    /// The types that it names.
    pub fn types(&self) -> Vec<TypeId> {
        match self {
            Payload::Type(ty) | Payload::Value(ty) | Payload::Form(ty) | Payload::Events(ty) => {
                ty.item.innermost().copied().into_iter().collect()
            }
            Payload::Changes(id) => vec![*id],
            Payload::ByStatus(all) => all.iter().flat_map(|it| it.content.types()).collect(),
            Payload::None
            | Payload::Reference
            | Payload::Bytes
            | Payload::Count
            | Payload::Json
            | Payload::Multipart
            | Payload::Text => Vec::new(),
        }
    }
}

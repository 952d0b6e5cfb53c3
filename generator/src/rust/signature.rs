//! Parameters and results of generated functions, before they become tokens: used for both functions and calls.

use crate::analysis::paths::{Call, Outcome, Payload, Place, PlaceKind, Verb};
use crate::model::{ItemType, Model, Primitive, Property, Type, TypeId};

/// How a parameter is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passing {
    /// The parameter type itself.
    Plain,
    /// Any type that converts to the parameter type.
    Converted,
    /// The parameter type itself, written as JSON.
    Json,
}

/// The body of a request function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent<'a> {
    /// No body.
    Nothing,
    /// A value of this type.
    Value(&'a Type<TypeId>),
    /// Any JSON.
    Json,
    /// A reference.
    Reference,
    /// A media type and bytes.
    Bytes,
    /// A value of this type, as a form.
    Form(&'a Type<TypeId>),
    /// A form with files.
    Multipart,
    /// An update of this type, which the function returns.
    Update(TypeId),
}

/// The type of the response of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received<'a> {
    /// No content, or content that is ignored.
    Nothing,
    /// Bytes.
    Bytes,
    /// A number as plain text.
    Count,
    /// Text.
    Text,
    /// Any JSON.
    Json,
    /// A collection of references.
    References,
    /// A collection of these items.
    Collection(&'a ItemType<TypeId>),
    /// An entity or a complex value.
    Item(TypeId),
    /// A value wrapped in an object.
    Scalar(&'a ItemType<TypeId>),
    /// A value as JSON.
    Value(&'a Type<TypeId>),
    /// Events with data of this type.
    Events(&'a Type<TypeId>),
    /// An enum by status.
    ByStatus(&'a [Outcome]),
}

/// How a parameter of this type is passed.
pub fn passing(model: &Model<TypeId>, ty: &Type<TypeId>) -> Passing {
    use Primitive::{Base64Url, Binary, Date, DateTimeOffset, Decimal, Duration, Guid, Stream, TimeOfDay, Untyped};
    match ty.item {
        _ if ty.is_collection || is_structured(model, &ty.item) => Passing::Json,
        ItemType::Primitive(Stream | Untyped) | ItemType::List(_) | ItemType::Map(_) => Passing::Json,
        ItemType::Primitive(Base64Url | Binary | Date | DateTimeOffset | Decimal | Duration | Guid | TimeOfDay) => {
            Passing::Converted
        }
        ItemType::Primitive(_) | ItemType::Named(_) => Passing::Plain,
    }
}

/// The body of a request function.
pub fn sent<'a>(place: &Place, call: &'a Call) -> Sent<'a> {
    match (&call.verb, &place.kind, &call.body) {
        (Verb::Update, PlaceKind::Item(id), Payload::Type(_)) => Sent::Update(*id),
        (_, _, Payload::Changes(id)) => Sent::Update(*id),
        // Only responses are events or differ by status.
        (_, _, Payload::None | Payload::Count | Payload::Events(_) | Payload::ByStatus(_)) => Sent::Nothing,
        (_, _, Payload::Type(ty) | Payload::Value(ty)) => Sent::Value(ty),
        (_, _, Payload::Json) => Sent::Json,
        (_, _, Payload::Reference) => Sent::Reference,
        (_, _, Payload::Bytes | Payload::Text) => Sent::Bytes,
        (_, _, Payload::Form(ty)) => Sent::Form(ty),
        (_, _, Payload::Multipart) => Sent::Multipart,
    }
}

/// The base type that the service expects if the function accepts a derived type. The body must then name its type.
pub fn base_expected(model: &Model<TypeId>, place: &Place, call: &Call) -> Option<TypeId> {
    let Sent::Value(Type { item: ItemType::Named(id), is_collection: false, .. }) = sent(place, call) else {
        return None;
    };
    call.expected(place).filter(|base| model.bases(*id).contains(base))
}

/// Whether the body of a request function may be omitted.
pub fn is_body_optional(model: &Model<TypeId>, place: &Place, call: &Call) -> bool {
    let contract = call.operations.first().and_then(|it| model.operation(*it).contract.as_deref());
    let is_optional = contract.is_some_and(|it| !it.is_body_required);
    // A list converts to a slice only if its parameter is one.
    is_optional && matches!(sent(place, call), Sent::Value(ty) | Sent::Form(ty) if is_passed_by_reference(ty))
}

fn is_passed_by_reference(ty: &Type<TypeId>) -> bool {
    !ty.is_collection && ty.item != ItemType::Primitive(Primitive::String)
}

/// The result of a request function.
pub fn received<'a>(model: &Model<TypeId>, call: &'a Call) -> Received<'a> {
    match &call.result {
        Payload::None => Received::Nothing,
        Payload::Bytes => Received::Bytes,
        Payload::Count => Received::Count,
        Payload::Json => Received::Json,
        Payload::Reference => Received::References,
        Payload::Text => Received::Text,
        Payload::Events(ty) => Received::Events(ty),
        Payload::ByStatus(all) => Received::ByStatus(all),
        Payload::Changes(id) => Received::Item(*id),
        // Only requests are forms.
        Payload::Value(ty) | Payload::Form(ty) => Received::Value(ty),
        Payload::Multipart => Received::Bytes,
        Payload::Type(ty) if ty.is_collection => Received::Collection(&ty.item),
        Payload::Type(ty) => match ty.item {
            ItemType::Named(id) if is_structured(model, &ty.item) => Received::Item(id),
            _ => Received::Scalar(&ty.item),
        },
    }
}

/// Whether a type is a struct.
pub fn is_structured(model: &Model<TypeId>, item: &ItemType<TypeId>) -> bool {
    matches!(item, ItemType::Named(id) if model.type_def(*id).structure().is_some())
}

/// Whether the field of a property is boxed: most members of a response are missing, and structs are large.
pub fn is_boxed(model: &Model<TypeId>, property: &Property<TypeId>) -> bool {
    !property.ty.is_collection && is_structured(model, &property.ty.item)
}

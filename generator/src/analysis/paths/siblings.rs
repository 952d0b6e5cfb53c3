//! Pages that name one created type but show sibling types of the same base type: *an ipNamedLocation or a
//! countryNamedLocation*.

use super::Payload;
use crate::model::example::{Body, RequestMessage};
use crate::model::{Index, ItemType, Operation, TypeId};

/// Whether an example sends a different type than documented that the place also accepts.
pub(super) fn are_shown(index: &Index<'_>, item: TypeId, documented: &Payload, operation: &Operation<TypeId>) -> bool {
    let model = index.model;
    let Payload::Type(ty) = documented else { return false };
    let ItemType::Named(documented) = ty.item else { return false };
    if !model.bases(documented).contains(&item) {
        return false;
    }
    let requests = operation.example_requests();
    let mut shown = requests.filter_map(own_type).filter_map(|name| index.find_from(&operation.namespace, name));
    shown.any(|it| it != documented && model.bases(it).contains(&item) && !model.bases(it).contains(&documented))
}

/// The type that the body of a request names.
fn own_type(message: &RequestMessage) -> Option<&str> {
    let Body::Json(json) = &message.body else { return None };
    let value = json.value.get("@odata.type")?;
    value.value.as_str()
}

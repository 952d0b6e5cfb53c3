//! Requests that the model states not to be supported.

use super::{Call, Origins, Paths, PlaceId, Verb};
use crate::model::{Capability, Model, TypeId};

/// Removes the requests that no source states, if the model states for every URL that they are not supported, and
/// replacements unless it states that they are.
pub(super) fn remove(paths: &mut Paths, model: &Model<TypeId>) {
    let origins = Origins::new(paths);
    let is_supported = |id, it: &Call| {
        // PUT may be supported or not where nothing is stated (OData Capabilities, `UpdateMethod`).
        let is_unknown = it.verb == Verb::Replace && origins.supports(model, paths, id, Capability::Put).is_none();
        !is_unknown && origins.supports_call(model, paths, id, it) != Some(false)
    };
    let is_kept = |id, it: &Call| is_stated(it) || is_supported(id, it);
    let kept: Vec<Vec<bool>> = (0..)
        .map(PlaceId)
        .zip(&paths.places)
        .map(|(id, place)| place.calls.iter().map(|it| is_kept(id, it)).collect())
        .collect();
    for (place, kept) in paths.places.iter_mut().zip(kept) {
        let mut kept = kept.into_iter();
        place.calls.retain(|_| kept.next() == Some(true));
    }
}

/// Whether a page or a list of permissions states a call, or it is an action or function.
fn is_stated(call: &Call) -> bool {
    !call.operations.is_empty() || !call.permissions.is_empty() || call.odata_operation.is_some()
}

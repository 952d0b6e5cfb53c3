//! The types that are emitted.

use super::Place;
use crate::model::{Model, ODataOperationId, Role, Type, TypeId};
use std::collections::BTreeSet;

/// Every definition, and the generated types (for parameters and lists of values) that a request or another type refers to:
/// most declared actions have no documented request.
pub(super) fn types(model: &Model<TypeId>, places: &[Place]) -> BTreeSet<TypeId> {
    let mut used = Used { model, types: BTreeSet::new() };
    for (idx, def) in model.types.iter().enumerate() {
        if def.role == Role::Definition {
            used.add(TypeId(idx as u32));
        }
    }
    places.iter().for_each(|it| used.add_place(it));
    used.types
}

struct Used<'a> {
    model: &'a Model<TypeId>,
    types: BTreeSet<TypeId>,
}

impl Used<'_> {
    fn add_place(&mut self, place: &Place) {
        place.kind.ty().into_iter().for_each(|it| self.add(it));
        place.steps.iter().filter_map(|it| it.odata_operation).for_each(|it| self.add_parameters(it));
        for call in &place.calls {
            call.odata_operation.into_iter().for_each(|it| self.add_parameters(it));
            for payload in [&call.body, &call.result] {
                payload.types().into_iter().for_each(|it| self.add(it));
            }
        }
    }

    fn add_parameters(&mut self, id: ODataOperationId) {
        let model = self.model;
        model.odata_operation(id).parameters.iter().for_each(|it| self.add_type(&it.ty));
    }

    fn add_type(&mut self, ty: &Type<TypeId>) {
        ty.item.innermost().into_iter().for_each(|it| self.add(*it));
    }

    /// Adds a type and all types that it refers to.
    fn add(&mut self, id: TypeId) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if !self.types.insert(id) {
                continue;
            }
            open.extend(self.model.type_def(id).references());
        }
    }
}

//! The areas of operations, by their tags.

use super::listed::Listed;
use super::{Area, AreaId, name};
use crate::model::{Model, OperationId, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// The areas and their operations; `None` if there are fewer than two.
pub(super) fn tagged(model: &Model<TypeId>) -> Option<(Vec<Area>, Listed)> {
    let mut all: Vec<Area> = Vec::new();
    let mut operations: BTreeMap<OperationId, BTreeSet<AreaId>> = BTreeMap::new();
    let mut known: BTreeMap<String, AreaId> = BTreeMap::new();
    for (id, operation) in (0..).map(OperationId).zip(&model.operations) {
        for tag in operation.contract.iter().flat_map(|it| &it.tags) {
            let area = *known.entry(name(&tag.value)).or_insert_with_key(|name| {
                all.push(Area { name: name.clone(), title: tag.value.clone(), topics: Vec::new() });
                all.len() - 1
            });
            operations.entry(id).or_default().insert(area);
        }
    }
    (all.len() > 1).then(|| (all, Listed::of_operations(operations)))
}

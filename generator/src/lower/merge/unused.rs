//! Enums that were made up for lists of values, where metadata has the real ones.

use crate::model::{ItemType, Model, Operation, QualifiedName, Role, Type, Unresolved};
use std::collections::HashSet;

/// Drops those that nothing refers to any more.
pub(super) fn drop_value_lists(model: &mut Model<Unresolved>) {
    let mut used: HashSet<String> = HashSet::new();
    for def in &model.types {
        def.structure().into_iter().flat_map(|it| &it.properties).for_each(|it| add(&mut used, &it.ty));
    }
    for operation in &model.operations {
        let Operation { parameters, query, headers, body, response, .. } = operation;
        parameters.iter().chain(query).chain(headers).for_each(|it| add(&mut used, &it.ty));
        body.iter().chain(response).for_each(|it| add(&mut used, it));
    }
    model.types.retain(|it| it.role != Role::ValueList || used.contains(&key(&it.name.value)));
}

fn add(used: &mut HashSet<String>, ty: &Type<Unresolved>) {
    if let ItemType::Named(it) = &ty.item {
        used.insert(key(&it.name));
    }
}

/// The last part of the name: references may leave out the namespace.
fn key(name: &QualifiedName) -> String {
    name.name.to_lowercase()
}

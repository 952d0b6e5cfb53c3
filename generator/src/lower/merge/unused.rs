//! Enums that were made up for lists of values, where metadata has the real ones.

use crate::model::{ItemType, Model, NameMap, Operation, Role, Type, Unresolved};
use std::collections::HashSet;

/// Drops those that nothing refers to any more.
pub(super) fn drop_value_lists(model: &mut Model<Unresolved>) {
    let types = model.types.iter().enumerate();
    let lists = types.filter(|(_, it)| it.role == Role::ValueList).map(|(idx, it)| (it.name.value.clone(), idx));
    let lists: NameMap<usize> = lists.collect();
    let mut used: HashSet<usize> = HashSet::new();
    for def in &model.types {
        def.structure().into_iter().flat_map(|it| &it.properties).for_each(|it| add(&mut used, &lists, &it.ty));
    }
    for operation in &model.operations {
        let Operation { parameters, query, headers, body, response, .. } = operation;
        parameters.iter().chain(query).chain(headers).for_each(|it| add(&mut used, &lists, &it.ty));
        body.iter().chain(response).for_each(|it| add(&mut used, &lists, it));
    }
    let mut idx = 0..;
    model.types.retain(|it| idx.next().is_some_and(|idx| it.role != Role::ValueList || used.contains(&idx)));
}

/// Adds what a reference may mean: it may leave out the namespace.
fn add(used: &mut HashSet<usize>, lists: &NameMap<usize>, ty: &Type<Unresolved>) {
    if let ItemType::Named(it) = &ty.item {
        used.extend(lists.in_any_namespace(&it.name.name));
    }
}

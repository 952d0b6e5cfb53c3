//! Unused enums that were generated for lists of values where metadata declares the enum.

use crate::model::{ItemType, Model, NameMap, Operation, QualifiedName, Role, Type, Unresolved};
use hashbrown::HashSet;

/// Removes enums without references.
pub(super) fn drop_value_lists(model: &mut Model<Unresolved>) {
    let names = model.types.iter().filter(|it| it.role == Role::ValueList).map(|it| it.name.value.clone());
    let lists: Lists = names.map(|it| (it.clone(), it)).collect();
    let mut used: HashSet<QualifiedName> = HashSet::new();
    for def in &model.types {
        def.structure().into_iter().flat_map(|it| &it.properties).for_each(|it| add(&mut used, &lists, &it.ty));
    }
    for operation in &model.operations {
        let Operation { parameters, query, headers, body, response, .. } = operation;
        parameters.iter().chain(query).chain(headers).for_each(|it| add(&mut used, &lists, &it.ty));
        body.iter().chain(response).for_each(|it| add(&mut used, &lists, it));
    }
    model.types.retain(|it| it.role != Role::ValueList || used.contains(&it.name.value));
}

type Lists = NameMap<QualifiedName>;

/// Adds the possible targets of a reference: it may omit the namespace.
fn add(used: &mut HashSet<QualifiedName>, lists: &Lists, ty: &Type<Unresolved>) {
    if let ItemType::Named(it) = &ty.item {
        used.extend(lists.in_any_namespace(&it.name.name).cloned());
    }
}

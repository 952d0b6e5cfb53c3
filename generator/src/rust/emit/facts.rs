//! Documents the facts of properties on the constants that queries and updates use.

use super::capabilities;
use crate::model::facts::Facts;
use crate::model::{Capability, ItemType, Model, Property, TypeId};
use crate::rust::rustdoc;

/// The facts that a query or an update must know, or an empty text.
pub(super) fn docs(model: &Model<TypeId>, owner: TypeId, property: &Property<TypeId>) -> String {
    let facts = Facts::new(model, property);
    let mut res: Vec<String> = Vec::new();
    if facts.is_select_only {
        res.push("Returned only if selected.".to_owned());
    }
    // Every property can be selected.
    let options = facts.options.iter().filter(|it| **it != "select").map(|it| option(it, &facts.filter));
    let options: Vec<String> = options.collect();
    if !options.is_empty() {
        res.push(format!("Supports {}.", options.join(", ")));
    }
    let owner = model.type_def(owner).structure();
    res.extend(owner.and_then(|it| capabilities::excepted(&it.capabilities, &property.name.value)));
    if property.values.len() > 1 && !matches!(property.ty.item, ItemType::Named(_)) {
        let values = property.values.iter().map(|it| format!("`{}`", it.value.replace('`', "")));
        res.push(format!("Values: {}.", values.collect::<Vec<_>>().join(", ")));
    }
    res.extend(facts.max_length.map(|it| format!("At most {it} characters.")));
    res.extend(facts.max_items.map(|it| format!("At most {it} items.")));
    match (facts.minimum, facts.maximum) {
        (Some(minimum), Some(maximum)) => res.push(format!("{minimum} to {maximum}.")),
        (Some(minimum), None) => res.push(format!("At least {minimum}.")),
        (None, Some(maximum)) => res.push(format!("At most {maximum}.")),
        (None, None) => {}
    }
    res.extend(facts.default.map(|it| format!("Default: {}.", rustdoc::plain(&it))));
    res.join(" ")
}

/// What the model states about a field without a description, or an empty text.
pub(super) fn of_field(model: &Model<TypeId>, ty: TypeId, property: &Property<TypeId>) -> String {
    let stated = |it| property.capabilities.supports(it);
    let mut res = Vec::new();
    if model.keys(ty).contains(&property.name.value) {
        res.push("Key.");
    }
    if property.is_read_only {
        res.push("Read-only.");
    }
    if property.kind.is_navigation() {
        if stated(Capability::AutoExpand) != Some(true) {
            res.push("Relation: returned only if expanded.");
        }
    } else if stated(Capability::Update) == Some(false) {
        res.push("Cannot be changed after creation.");
    }
    res.join(" ")
}

fn option(name: &str, filter: &[&str]) -> String {
    if name != "filter" || filter.is_empty() {
        return format!("`${name}`");
    }
    let operators: Vec<String> = filter.iter().map(|it| format!("`{it}`")).collect();
    format!("`${name}` ({})", operators.join(", "))
}

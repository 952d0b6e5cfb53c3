//! Documents the facts of properties on the constants that queries and updates use.

use super::capabilities;
use crate::model::facts::Facts;
use crate::model::json::{Json, Value};
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

/// The description of a field with what OpenAPI states about its values. `is_required` if its struct requires it.
pub(super) fn with_details(prose: String, property: &Property<TypeId>, is_required: bool) -> String {
    let mut res = Vec::new();
    res.extend(is_required.then(|| "Required.".to_owned()));
    res.extend(property.is_read_only.then(|| "Read-only.".to_owned()));
    if let Some(it) = &property.details {
        res.extend(it.is_write_only.then(|| "Write-only: responses do not contain it.".to_owned()));
        res.extend(it.constant.as_ref().and_then(json).map(|it| format!("Always `{it}`.")));
        res.extend(it.default.as_ref().and_then(json).map(|it| format!("Default: `{it}`.")));
        res.extend(limits(&it.limits));
    }
    match (prose.is_empty(), res.is_empty()) {
        (_, true) => prose,
        (true, false) => res.join(" "),
        (false, false) => format!("{prose}\n\n{}", res.join(" ")),
    }
}

/// `At least 1, at most 5.`
fn limits(limits: &[String]) -> Option<String> {
    let text = limits.join(", ");
    let first = text.chars().next()?;
    Some(format!("{}{}.", first.to_uppercase(), &text[first.len_utf8()..]))
}

/// A value without parts as code.
fn json(value: &Json) -> Option<String> {
    let text = match &value.value {
        Value::Null => "null".to_owned(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::String(it) if it.is_empty() => return None,
        Value::String(it) => it.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(items) if items.is_empty() => "[]".to_owned(),
        Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn option(name: &str, filter: &[&str]) -> String {
    if name != "filter" || filter.is_empty() {
        return format!("`${name}`");
    }
    let operators: Vec<String> = filter.iter().map(|it| format!("`{it}`")).collect();
    format!("`${name}` ({})", operators.join(", "))
}

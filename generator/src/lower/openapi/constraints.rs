//! Limits of values, as words.

use crate::input::openapi::{Constraints, Schema};
use smol_str::SmolStr;

/// The limits that a schema states.
pub(super) fn limits(schema: &Schema) -> Vec<String> {
    let Some(it) = schema.constraints.as_deref() else { return Vec::new() };
    let mut res = Vec::new();
    numbers(it, &mut res);
    count(&mut res, &it.min_length, &it.max_length, "characters");
    res.extend(it.pattern.as_ref().map(|it| format!("matches `{}`", it.replace('`', ""))));
    count(&mut res, &it.min_items, &it.max_items, "items");
    res.extend(it.has_unique_items.then(|| "all items differ".to_owned()));
    count(&mut res, &it.min_properties, &it.max_properties, "members");
    res
}

fn numbers(it: &Constraints, res: &mut Vec<String>) {
    let limit = |words: &str, limit: &Option<SmolStr>| limit.as_ref().map(|it| format!("{words} {it}"));
    res.extend(limit("at least", &it.minimum));
    res.extend(limit("greater than", &it.exclusive_minimum));
    res.extend(limit("at most", &it.maximum));
    res.extend(limit("less than", &it.exclusive_maximum));
    res.extend(limit("a multiple of", &it.multiple_of));
}

fn count(res: &mut Vec<String>, min: &Option<SmolStr>, max: &Option<SmolStr>, what: &str) {
    match (min, max) {
        (Some(min), Some(max)) if min == max => res.push(format!("{min} {what}")),
        (Some(min), Some(max)) => res.push(format!("{min} to {max} {what}")),
        (Some(min), None) => res.push(format!("at least {min} {what}")),
        (None, Some(max)) => res.push(format!("at most {max} {what}")),
        (None, None) => {}
    }
}

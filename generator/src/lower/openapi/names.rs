//! The names of types.

use crate::input::openapi::{Document, Schema, Target};
use crate::source::{Span, Spanned};
use heck::ToUpperCamelCase;
use std::collections::{BTreeMap, BTreeSet};

/// The names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

/// Words that distinguish a type from another one with its name, before numbers.
const WORDS: [&str; 3] = ["", "Value", "Item"];

impl Names {
    /// The wanted name, or a similar one that is not taken.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let words = WORDS.iter().map(|it| format!("{wanted}{it}"));
        let mut all = words.chain((2..).map(|it: u32| format!("{wanted}{it}")));
        let free = all.find(|it| !self.0.contains(it)).expect("there is no last number");
        self.0.insert(free.clone());
        free
    }
}

/// The names of the schemas in components, with their places.
pub(super) fn components(document: &Document, names: &mut Names) -> BTreeMap<Target, Spanned<String>> {
    let mut res = BTreeMap::new();
    for (name, target) in &document.components.schemas {
        res.entry(*target).or_insert_with(|| Spanned::new(names.unique(&name.value), name.span));
    }
    res
}

/// The place of a type without a name: the start of its schema.
pub(super) fn start(schema: &Schema) -> Span {
    Span { end: schema.span.start, ..schema.span }
}

/// The name of a schema in another place: the last part of its reference.
pub(super) fn of_reference(uri: &str) -> String {
    let (file, pointer) = uri.split_once('#').unwrap_or((uri, ""));
    let place = if pointer.trim_matches('/').is_empty() { file } else { pointer };
    let last = place.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let stem = last.rsplit_once('.').filter(|_| place == file).map_or(last, |it| it.0);
    let name = camel(stem);
    if name.is_empty() { "Schema".to_owned() } else { name }
}

/// A part of a name: `pet category` → `PetCategory`.
pub(super) fn camel(name: &str) -> String {
    name.to_upper_camel_case()
}

/// The name of a type in another one: `Pet` and `category` → `PetCategory`.
pub(super) fn inside(owner: &str, name: &str) -> String {
    camel(owner) + &camel(name)
}

/// The singular of a name, if it looks like a plural.
pub(super) fn singular(name: &str) -> String {
    let is_plural = name.len() > 3 && name.ends_with('s') && !["ss", "us", "is"].iter().any(|it| name.ends_with(it));
    let stem = |(end, instead)| Some(name.strip_suffix(end)?.to_owned() + instead);
    let ends = [("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", "")];
    is_plural.then(|| ends.into_iter().find_map(stem)).flatten().unwrap_or_else(|| name.to_owned())
}

/// The plural of a name.
pub(super) fn plural(name: &str) -> String {
    let ends = |all: &[&str]| all.iter().any(|it| name.ends_with(it));
    match name.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if ends(&["s", "x", "ch", "sh"]) => format!("{name}es"),
        _ => format!("{name}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, inside, of_reference, plural, singular};

    #[test]
    fn names_are_unique() {
        let mut names = Names::default();
        let all = ["Pet"; 5].map(|it| names.unique(it));
        assert_eq!(all, ["Pet", "PetValue", "PetItem", "Pet2", "Pet3"]);
    }

    #[test]
    fn names_describe_their_place() {
        assert_eq!(inside("api.Pet", "home_address"), "ApiPetHomeAddress");
        assert_eq!(of_reference("models/error_root.yml"), "ErrorRoot");
        assert_eq!(of_reference("#/components/responses/NotFound"), "NotFound");
        assert_eq!(of_reference("a.yaml#/"), "A");
        assert_eq!(["tags", "addresses", "status", "boxes"].map(singular), ["tag", "address", "status", "box"]);
        assert_eq!(["Part", "Policy", "Box", "Day"].map(plural), ["Parts", "Policies", "Boxes", "Days"]);
    }
}

//! The names of variants of unions: by their meaning, and with a number only if nothing distinguishes them.

use super::Ctx;
use super::names::{camel, plural, singular};
use super::shape::{self, Shape, referenced};
use crate::input::openapi::Schema;
use crate::model::json::Value;
use crate::model::{EnumJson, Primitive};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Enums with more values do not name a variant.
const MAX_VALUES: usize = 3;

/// Lists of lists are named to this depth.
const MAX_DEPTH: usize = 3;

impl<'a> Ctx<'a> {
    /// The names of all variants, each once.
    pub(super) fn variant_names(&self, all: &[&'a Schema]) -> Vec<String> {
        let mut taken = BTreeSet::new();
        let members = self.members(all);
        let name = |schema: &&'a Schema| {
            let mut names = self.possible_names(schema, &members);
            names.retain(|it| it.starts_with(char::is_alphabetic));
            let last = names.last().cloned().unwrap_or_else(|| "Value".to_owned());
            let mut names = names.into_iter().chain((2..).map(|it: u32| format!("{last}{it}")));
            names.find(|it| taken.insert(it.clone())).expect("there is no last number")
        };
        all.iter().map(name).collect()
    }

    /// How many of the schemas have a member of each name.
    fn members(&self, all: &[&'a Schema]) -> MemberCounts<'a> {
        let mut seen = HashSet::new();
        let distinct = all.iter().map(|it| referenced(&self.document.targets, it)).filter(|it| seen.insert(it.span));
        let mut res = MemberCounts::new();
        for (name, _) in distinct.flat_map(|it| &it.properties) {
            *res.entry(name.value.as_str()).or_default() += 1;
        }
        res
    }

    /// The possible names of a variant, the best first.
    fn possible_names(&self, schema: &'a Schema, members: &MemberCounts<'_>) -> Vec<String> {
        let mut res: Vec<String> = self.own_name(schema).into_iter().collect();
        let schema = referenced(&self.document.targets, schema);
        let constant = shape::constant(schema).and_then(|it| it.value.as_str()).map(camel);
        res.extend(constant);
        res.extend(self.names_by_kind(schema, members, 0));
        res
    }

    /// The name of a schema, or its title.
    fn own_name(&self, schema: &'a Schema) -> Option<String> {
        let target = schema.reference.as_ref().and_then(|it| it.target);
        match target.and_then(|it| self.named.get(&it)) {
            Some(name) => Some(camel(&name.value)),
            None => schema.title.as_ref().map(|it| camel(&it.value)),
        }
    }

    /// The names by the kind of JSON.
    fn names_by_kind(&self, schema: &'a Schema, members: &MemberCounts<'_>, depth: usize) -> Vec<String> {
        let names: Vec<String> = match self.shape(schema) {
            Shape::Scalar(Primitive::Boolean) => vec!["Boolean".to_owned()],
            Shape::Scalar(it) if shape::is_text(it) => vec!["Text".to_owned(), it.name().to_owned()],
            Shape::Scalar(it) => vec!["Number".to_owned(), it.name().to_owned()],
            Shape::Enum(EnumJson::Numbers) => vec!["Number".to_owned(), "Choice".to_owned()],
            Shape::Enum(EnumJson::Names) => {
                [Some("Text".to_owned()), values(schema), Some("Choice".to_owned())].into_iter().flatten().collect()
            }
            Shape::List(items) => self.names_of_list(items, depth),
            Shape::Object => names_of_object(schema, members),
            Shape::Map(_) => vec!["Object".to_owned(), "Map".to_owned()],
            Shape::Any | Shape::Same(_) | Shape::Union(_) => vec!["Value".to_owned()],
        };
        names
    }

    /// A list is named after its items.
    fn names_of_list(&self, items: Option<&'a Schema>, depth: usize) -> Vec<String> {
        let mut res = Vec::new();
        if let Some(items) = items.filter(|_| depth < MAX_DEPTH) {
            let own = self.own_name(items);
            let target = referenced(&self.document.targets, items);
            let by_kind =
                self.names_by_kind(target, &MemberCounts::new(), depth + 1).into_iter().filter(|it| it != "Value");
            let is_list = matches!(self.shape(target), Shape::List(_));
            let name = |it: String| if is_list { singular(&it) + "Lists" } else { plural(&it) };
            res.extend(own.into_iter().chain(by_kind).map(name));
        }
        res.push("List".to_owned());
        res
    }
}

/// How many variants have a member of each name. Iteration order is never observable.
type MemberCounts<'a> = HashMap<&'a str, usize>;

/// An object without a name is named after a text that its JSON always contains, or after a member that only it has.
fn names_of_object(schema: &Schema, members: &MemberCounts<'_>) -> Vec<String> {
    let all_required: HashSet<&str> = schema.required.iter().map(|it| it.value.as_str()).collect();
    let required = schema.properties.iter().filter(|(name, _)| all_required.contains(name.value.as_str()));
    let constant = required.clone().find_map(|(_, it)| shape::constant(it)?.value.as_str());
    let is_own = |name: &str| members.get(name).is_none_or(|n| *n == 1);
    let own = required.chain(&schema.properties).find(|(name, _)| is_own(&name.value));
    let mut res: Vec<String> = constant.map(camel).into_iter().collect();
    res.push("Object".to_owned());
    res.extend(own.map(|(name, _)| format!("With{}", camel(&name.value))));
    res
}

/// `NoneOrAuto`, if there are few values.
fn values(schema: &Schema) -> Option<String> {
    let all = shape::values(schema);
    let texts = all.iter().map(|it| if let Value::String(it) = &it.value { Some(camel(it)) } else { None });
    let texts: Vec<String> = texts.collect::<Option<_>>()?;
    (!texts.is_empty() && texts.len() <= MAX_VALUES).then(|| texts.join("Or"))
}

//! What the model states about a type that no page describes.

use super::words::{code, list};
use super::{Ctx, capabilities};
use crate::analysis::paths::{PlaceId, PlaceKind};
use crate::model::{Enumeration, Role, Structure, TypeDef, TypeId, TypeKind, Union};
use std::collections::BTreeSet;

/// More fields, types or functions are only counted.
const SHOWN: usize = 3;

/// The number of members of an enum that are listed.
const LISTED: usize = 8;

impl Ctx<'_> {
    /// What a type is for, as a sentence.
    pub(super) fn type_summary(&self, id: TypeId, def: &TypeDef<TypeId>) -> String {
        match &def.kind {
            TypeKind::Entity(it) => {
                let kind = if it.is_abstract { "An abstract entity type" } else { "An entity type" };
                match self.urls_of_type(id) {
                    Some((urls, true)) => format!("{kind}: the items at {urls}."),
                    Some((urls, false)) => format!("{kind}: some of the items at {urls}."),
                    None => format!("{kind}."),
                }
            }
            TypeKind::Complex(_) if def.role == Role::Parameters => self.parameters_summary(id),
            TypeKind::Complex(it) => {
                let is_odata = !def.name.value.namespace.is_empty();
                let kind = match it.is_abstract {
                    true => "An abstract complex type",
                    false if is_odata => "A complex type",
                    false => "An object",
                };
                match self.fields_of_type(id) {
                    Some((fields, true)) => format!("{kind}: the values of {fields}."),
                    Some((fields, false)) => format!("{kind}: some of the values of {fields}."),
                    None => match self.results(id) {
                        Some(functions) => format!("{kind}: the result of {functions}."),
                        None => format!("{kind}."),
                    },
                }
            }
            TypeKind::Enum(it) => values(it),
            TypeKind::Union(it) => variants(it),
        }
    }

    fn parameters_summary(&self, id: TypeId) -> String {
        let Some(action) = self.usage.bodies.get(&id).map(|it| self.model.odata_operation(*it)) else {
            return "The parameters of an action, which are sent as JSON.".to_owned();
        };
        let name = code(&action.name.value.name);
        match action.binding.as_ref().and_then(|it| Some((it.is_collection, *it.item.named()?))) {
            Some((is_collection, ty)) => {
                let owner = self.type_link(self.areas.of_type(id), ty);
                let owner = if is_collection { format!("collections of {owner}") } else { owner };
                format!("The parameters of the action {name} of {owner}, which are sent as JSON.")
            }
            None => format!("The parameters of the action {name}, which are sent as JSON."),
        }
    }

    /// The URLs of items of a type, and whether they are of other types, too: derived types usually have the URLs of
    /// their base.
    fn urls_of_type(&self, id: TypeId) -> Option<(String, bool)> {
        let mut ty = id;
        loop {
            let places = self.usage.places.get(&ty).map_or(&[][..], Vec::as_slice);
            if let Some(urls) = places.iter().filter(|it| self.is_own(**it)).find_map(|it| self.urls(*it)) {
                return Some((urls, ty == id));
            }
            ty = self.model.type_def(ty).structure()?.base?;
        }
    }

    /// Whether a place is one item that is reached without a cast.
    fn is_own(&self, id: PlaceId) -> bool {
        let origins = &self.usage.origins;
        let is_reached = |it: PlaceId| !origins.of(it).is_empty();
        matches!(self.paths.places[id.0 as usize].kind, PlaceKind::Item(_))
            && (is_reached(id) || origins.collections(id).iter().any(|it| is_reached(*it)))
    }

    /// The fields that hold a type, or the nearest base type that a field holds, and whether they hold the type itself.
    fn fields_of_type(&self, id: TypeId) -> Option<(String, bool)> {
        let mut ty = id;
        loop {
            if let Some(fields) = self.holders(id, ty) {
                return Some((fields, ty == id));
            }
            ty = self.model.type_def(ty).structure()?.base?;
        }
    }

    /// Links from one type to the fields that hold another one.
    fn holders(&self, from: TypeId, ty: TypeId) -> Option<String> {
        let gate = self.areas.of_type(from);
        let mut all = self.usage.holders.get(&ty)?.clone();
        all.sort_by_key(|(owner, _)| self.model.type_def(*owner).role == Role::Parameters);
        let links: Vec<String> = all.iter().filter_map(|it| self.field_link(gate, *it)).collect();
        (!links.is_empty()).then(|| list(&links, "and", SHOWN))
    }

    /// The paragraphs about a type, after its summary.
    pub(super) fn type_facts(&self, id: TypeId, def: &TypeDef<TypeId>) -> Vec<String> {
        let mut res = Vec::new();
        if let Some(it) = def.structure() {
            res.extend(self.derived(id));
            res.extend(structure(it));
        }
        if !matches!(def.kind, TypeKind::Complex(_)) {
            res.extend(self.holders(id, id).map(|it| format!("Held by {it}.")));
        }
        if !matches!(def.kind, TypeKind::Complex(_)) || self.fields_of_type(id).is_some() {
            res.extend(self.results(id).map(|it| format!("Returned by {it}.")));
        }
        res
    }

    fn derived(&self, id: TypeId) -> Option<String> {
        let gate = self.areas.of_type(id);
        let links: Vec<String> = self.usage.children.get(&id)?.iter().map(|it| self.type_link(gate, *it)).collect();
        Some(format!("Derived types: {}.", list(&links, "and", SHOWN)))
    }

    /// The actions and functions that return a type.
    fn results(&self, id: TypeId) -> Option<String> {
        let all = self.usage.returned.get(&id)?.iter().map(|it| self.model.odata_operation(*it));
        let all: BTreeSet<String> = all.map(|it| code(&it.name.value.name)).collect();
        Some(list(&all.into_iter().collect::<Vec<_>>(), "and", SHOWN))
    }
}

/// Key, open types, content and capabilities, as one paragraph.
fn structure(it: &Structure<TypeId>) -> Option<String> {
    let names = |all: &[String]| all.iter().map(|it| code(it)).collect::<Vec<_>>();
    let mut res = Vec::new();
    // The field of a single key has a comment.
    if it.keys.len() > 1 {
        res.push(format!("Key: {}.", list(&names(&it.keys), "and", usize::MAX)));
    }
    for keys in &it.alternate_keys {
        res.push(format!("Alternate key: {}.", list(&names(keys), "and", usize::MAX)));
    }
    if it.is_open {
        res.push("Items may have properties that are not declared.".to_owned());
    }
    if it.has_stream {
        res.push("Items have content: a stream of bytes.".to_owned());
    }
    res.extend(capabilities::all(&it.capabilities));
    (!res.is_empty()).then(|| res.join(" "))
}

/// The variants of a union.
fn variants(it: &Union<TypeId>) -> String {
    let names: Vec<String> = it.variants.iter().map(|it| code(&it.name.value)).collect();
    format!("One of several types: {}.", list(&names, "and", LISTED))
}

/// The members of an enum, or the first ones.
fn values(enumeration: &Enumeration) -> String {
    let names = enumeration.members.iter().map(|it| code(&it.name.value));
    let names: Vec<String> = names.collect();
    let what = if enumeration.is_flags { "Any of" } else { "One of" };
    match names.len() {
        0 => "A value that is defined by the service.".to_owned(),
        1..=LISTED => format!("{what} {}, or a value that is not documented.", names.join(", ")),
        n => format!("{what} {n} values: {}, and others.", names[..LISTED].join(", ")),
    }
}

//! Conditional compilation: areas as Cargo features.

use super::{Ctx, Part, syntax};
use crate::analysis::areas::Gate;
use crate::model::{Property, TypeId};
use std::collections::BTreeMap;
use syn::{Attribute, Item, Meta, parse_quote};

impl Ctx<'_> {
    /// The attribute of an item with `gate` inside an item with `outer`; `None` if the outer condition implies the
    /// inner one.
    pub(super) fn cfg(&self, outer: &Gate, gate: &Gate) -> Option<Attribute> {
        let Gate::Any(areas) = gate else { return None };
        if outer.implies(gate) {
            return None;
        }
        let features = areas.iter().map(|it| self.names.feature(*it));
        let features: Vec<Meta> = features.map(|it| parse_quote!(feature = #it)).collect();
        Some(match &features[..] {
            [only] => parse_quote!(#[cfg(#only)]),
            _ => parse_quote!(#[cfg(any(#(#features),*))]),
        })
    }

    /// The attribute of a property: a relationship also requires its target type.
    pub(super) fn cfg_of_property(&self, owner: TypeId, property: &Property<TypeId>) -> Option<Attribute> {
        self.cfg(self.areas.of_type(owner), self.areas.of_type(*property.ty.item.named()?))
    }

    pub(super) fn gate_of_part(&self, part: &Part) -> &Gate {
        match part {
            Part::Type(id) => self.areas.of_type(*id),
            Part::Place(id) => self.areas.of_place(*id),
        }
    }

    /// The condition of a file: it is compiled if any of its items is.
    pub(super) fn gate_of_file(&self, parts: &[Part]) -> Gate {
        let mut gates = parts.iter().map(|it| self.gate_of_part(it));
        let first = gates.next().cloned().unwrap_or(Gate::Always);
        gates.fold(first, Gate::or)
    }

    pub(super) fn gates_of_files(&self) -> BTreeMap<String, Gate> {
        self.parts().into_iter().map(|(path, parts)| (path, self.gate_of_file(&parts))).collect()
    }

    /// The items of a part, each with its `cfg` attribute.
    pub(super) fn guarded(&self, file: &Gate, gate: &Gate, items: Vec<Item>) -> Vec<Item> {
        match self.cfg(file, gate) {
            Some(cfg) => items.into_iter().map(|it| syntax::with_attribute(&cfg, it)).collect(),
            None => items,
        }
    }
}

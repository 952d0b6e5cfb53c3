//! The names of fields and variants.

use super::ident::{constant, field, unique, variant};
use super::letters::Case;
use super::report;
use crate::diagnostics::Diagnostics;
use crate::model::{Enumeration, Model, TypeId};
use std::collections::{BTreeSet, HashMap};

/// A field of a struct: a declared or inherited property.
#[derive(Clone, Debug)]
pub struct FieldName {
    /// The type that declares the property, and its index there.
    pub property: (TypeId, u32),
    /// The name of the field.
    pub ident: String,
    /// The name of the constant.
    pub constant: String,
}

/// The fields of a structured type, those of its base types first.
pub(super) fn fields(diagnostics: &mut Diagnostics, model: &Model<TypeId>, id: TypeId) -> Vec<FieldName> {
    // `additional` is a field of every model.
    let mut idents = BTreeSet::from(["additional".to_owned()]);
    let mut constants = BTreeSet::new();
    let mut res = Vec::new();
    for property in properties(model, id) {
        let Some(it) = model.property(property) else { continue };
        let name = &it.name.value;
        let (ident, is_first) = unique(&mut idents, Case::Snake, [field(name)]);
        if !is_first && property.0 == id {
            report(diagnostics, it.name.as_deref(), name, &field(name), &ident);
        }
        let (constant, _) = unique(&mut constants, Case::Shouty, [constant(name)]);
        res.push(FieldName { property, ident, constant });
    }
    res
}

/// The properties of a type, inherited ones first; a property that is redeclared keeps its position.
fn properties(model: &Model<TypeId>, id: TypeId) -> Vec<(TypeId, u32)> {
    let mut owners = model.bases(id);
    owners.reverse();
    owners.push(id);
    let mut res: Vec<(TypeId, u32)> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    for owner in owners {
        let own = model.type_def(owner).structure().map_or(&[][..], |it| &it.properties);
        for (idx, property) in own.iter().enumerate() {
            let at = (owner, idx as u32);
            let position = *positions.entry(&property.name.value).or_insert(res.len());
            match res.get_mut(position) {
                Some(old) => *old = at,
                None => res.push(at),
            }
        }
    }
    res
}

/// The variants of an enum.
#[derive(Clone, Debug)]
pub struct VariantNames {
    /// The variants of the members, in order.
    pub members: Vec<String>,
    /// The variant for unknown members.
    pub unrecognized: String,
}

/// Names the variants of an enum.
pub(super) fn variants(diagnostics: &mut Diagnostics, enumeration: &Enumeration) -> VariantNames {
    let mut taken = BTreeSet::new();
    let mut members = Vec::new();
    for member in &enumeration.members {
        let wanted = variant(&member.name.value);
        let (ident, is_first) = unique(&mut taken, Case::Camel, [wanted.clone()]);
        if !is_first {
            report(diagnostics, member.name.as_deref(), &member.name.value, &wanted, &ident);
        }
        members.push(ident);
    }
    let (unrecognized, _) =
        unique(&mut taken, Case::Camel, ["Unrecognized".to_owned(), "UnrecognizedMember".to_owned()]);
    VariantNames { members, unrecognized }
}

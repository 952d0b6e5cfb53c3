//! The names of fields and variants.

use super::ident::{constant, field, in_order, unique, variant};
use super::letters::Case;
use super::{report, spelling};
use crate::diagnostics::Diagnostics;
use crate::model::{Enumeration, Model, Property, TypeId, Union};
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

/// A field of every model.
const ADDITIONAL: &str = "additional";

/// The field of undeclared members of one type.
pub const REST: &str = "rest";

/// The fields of a structured type, those of its base types first.
pub(super) fn fields(diagnostics: &mut Diagnostics, model: &Model<TypeId>, id: TypeId) -> Vec<FieldName> {
    let (mut idents, mut constants) = (BTreeSet::new(), BTreeSet::new());
    let all = properties(model, id);
    let has_rest = model.rest_of(id).is_some();
    in_order(
        &all,
        |(depth, _, it)| (*depth, &it.name.value),
        |(_, property, it)| {
            let name = &it.name.value;
            let wanted = unreserved(field(name), ADDITIONAL);
            let wanted = if has_rest { unreserved(wanted, REST) } else { wanted };
            let (ident, is_first) = unique(&mut idents, Case::Snake, [wanted.clone()], name);
            if !is_first && property.0 == id {
                report(diagnostics, it.name.as_deref(), name, &wanted, &ident);
            }
            let (constant, _) = unique(&mut constants, Case::Shouty, [constant(name)], name);
            FieldName { property: *property, ident, constant }
        },
    )
}

/// A name that is not the reserved one.
fn unreserved(name: String, reserved: &str) -> String {
    if name == reserved { name + "_" } else { name }
}

/// The properties of a type, inherited ones first, each with the position of its first type in the hierarchy. A property
/// that is redeclared keeps its position.
fn properties(model: &Model<TypeId>, id: TypeId) -> Vec<(usize, (TypeId, u32), &Property<TypeId>)> {
    let mut owners = model.bases(id);
    owners.reverse();
    owners.push(id);
    let mut res: Vec<(usize, (TypeId, u32), &Property<TypeId>)> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    for (depth, owner) in owners.into_iter().enumerate() {
        let own = model.type_def(owner).structure().map_or(&[][..], |it| &it.properties);
        for (idx, property) in own.iter().enumerate() {
            let at = (owner, idx as u32);
            let position = *positions.entry(&property.name.value).or_insert(res.len());
            match res.get_mut(position) {
                Some(old) => (old.1, old.2) = (at, property),
                None => res.push((depth, at, property)),
            }
        }
    }
    res
}

/// The variant for members of an enum that are unknown.
pub const UNRECOGNIZED: &str = "Unrecognized";

/// The variants of an enum's members, in order.
pub(super) fn variants(diagnostics: &mut Diagnostics, enumeration: &Enumeration) -> Vec<String> {
    let mut taken = BTreeSet::from([UNRECOGNIZED.to_owned()]);
    in_order(
        &enumeration.members,
        |it| (0, &it.name.value),
        |member| {
            let name = &member.name.value;
            let wanted = unreserved(variant(&spelling::spelled(name, enumeration.json)), UNRECOGNIZED);
            let names = [Some(wanted.clone()), spelling::with_case(name).map(|it| variant(&it))];
            let (ident, is_first) = unique(&mut taken, Case::Camel, names.into_iter().flatten(), name);
            if !is_first {
                report(diagnostics, member.name.as_deref(), name, &wanted, &ident);
            }
            ident
        },
    )
}

/// The names of a variant of a union.
#[derive(Clone, Debug)]
pub struct VariantName {
    /// The variant.
    pub ident: String,
    /// The method that reads the value as the type of the variant, if it cannot be told from others.
    pub view: String,
}

/// The variants of a union, in order.
pub(super) fn choices(diagnostics: &mut Diagnostics, union: &Union<TypeId>) -> Vec<VariantName> {
    let mut taken = BTreeSet::from([UNRECOGNIZED.to_owned()]);
    let mut views = BTreeSet::new();
    in_order(
        &union.variants,
        |it| (0, &it.name.value),
        |it| {
            let name = &it.name.value;
            let wanted = unreserved(variant(name), UNRECOGNIZED);
            let (ident, is_first) = unique(&mut taken, Case::Camel, [wanted.clone()], name);
            if !is_first {
                report(diagnostics, it.name.as_deref(), name, &wanted, &ident);
            }
            let (view, _) = unique(&mut views, Case::Snake, [field(&format!("as {ident}"))], name);
            VariantName { ident, view }
        },
    )
}

//! Emits the values by which objects of derived types are recognized.

use super::Ctx;
use crate::model::{Tag, TypeId};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The tag of a type whose base type states one: the values for the type, then those for derived types.
pub(super) fn tag(ctx: &Ctx<'_>, id: TypeId) -> Option<TokenStream> {
    let bases = ctx.model.bases(id);
    let tag = bases.iter().find_map(|it| ctx.model.type_def(*it).structure()?.tag.as_ref())?;
    let (mut values, mut seen, mut open) = (Vec::new(), BTreeSet::new(), vec![id]);
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            values.extend(values_of(ctx, tag, next).into_iter().filter(|it| !values.contains(it)).collect::<Vec<_>>());
            open.extend(ctx.usage.children.get(&next).into_iter().flatten());
        }
    }
    let property = &tag.property;
    Some(quote!(const TAG: (&'static str, &'static [&'static str]) = (#property, &[#(#values),*]);))
}

/// The values for one type: those that are stated, else its name.
fn values_of(ctx: &Ctx<'_>, tag: &Tag<TypeId>, id: TypeId) -> Vec<String> {
    let stated = tag.values.iter().filter(|(_, it)| *it == id).map(|(value, _)| value.clone());
    let stated: Vec<String> = stated.collect();
    if stated.is_empty() { vec![ctx.model.type_def(id).name.value.name.to_string()] } else { stated }
}

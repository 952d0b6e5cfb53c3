//! Derive macros on structs and enums instead of implementations.

use super::Undeclared;
use super::wire::{WireNames, implemented, implementor};
use std::collections::BTreeMap;
use syn::{Attribute, Field, File, Item, ItemEnum, ItemStruct, LitStr, Macro, parse_quote};

/// Traits that macros implement, or that derived models do not need.
const TRAITS: [&str; 5] = ["Clone", "Default", "Extends", "Model", "StringEnum"];

/// Macros whose implementations depend on these traits.
const MACROS: [&str; 2] = ["model", "string_enum"];

/// Adds derive macros to all models of a file.
pub(super) fn derive(file: &mut File, names: &WireNames, undeclared: Undeclared) -> Result<(), String> {
    file.items.retain(|it| !is_replaced(it, names));
    for item in &mut file.items {
        match item {
            Item::Struct(it) => match names.members(&it.ident) {
                Some(members) => structure(it, members, undeclared)?,
                None => continue,
            },
            Item::Enum(it) => match names.members(&it.ident) {
                Some(members) => enumeration(it, members)?,
                // The service: there are no values of it.
                None if it.variants.is_empty() => {}
                None => return Err(format!("`{}` does not implement `StringEnum`", it.ident)),
            },
            _ => {}
        }
    }
    Ok(())
}

/// Whether derive macros replace an item.
fn is_replaced(item: &Item, names: &WireNames) -> bool {
    match item {
        Item::Impl(it) => {
            let is_model = implementor(it).is_some_and(|it| names.members(it).is_some());
            is_model && implemented(it).is_some_and(|it| TRAITS.contains(&it.as_str()))
        }
        Item::Macro(it) => is_replaced_macro(&it.mac),
        _ => false,
    }
}

fn is_replaced_macro(it: &Macro) -> bool {
    it.path.segments.last().is_some_and(|it| MACROS.iter().any(|name| it.ident == name))
}

fn structure(item: &mut ItemStruct, members: &BTreeMap<String, LitStr>, undeclared: Undeclared) -> Result<(), String> {
    item.attrs.push(parse_quote!(#[derive(Clone, Debug, Default, PartialEq)]));
    item.attrs.extend(serde());
    for field in &mut item.fields {
        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        match members.get(&name) {
            Some(wire) => {
                field.attrs.push(parse_quote!(#[serde(rename = #wire, skip_serializing_if = "Option::is_none")]));
            }
            None if name == "additional" => additional(field, undeclared),
            None => return Err(format!("`{}::{name}` has no name in JSON", item.ident)),
        }
    }
    Ok(())
}

fn additional(field: &mut Field, undeclared: Undeclared) {
    match undeclared {
        Undeclared::Dropped => field.attrs.push(parse_quote!(#[serde(skip)])),
        Undeclared::Flattened => {
            field.attrs.push(parse_quote!(#[serde(flatten)]));
            field.ty = parse_quote!(::std::collections::BTreeMap<String, rt::Value>);
        }
    }
}

fn enumeration(item: &mut ItemEnum, members: &BTreeMap<String, LitStr>) -> Result<(), String> {
    item.attrs.push(parse_quote!(#[derive(Clone, Debug, PartialEq, Eq, Hash)]));
    item.attrs.extend(serde());
    for variant in &mut item.variants {
        variant.attrs.push(match members.get(&variant.ident.to_string()) {
            Some(wire) => parse_quote!(#[serde(rename = #wire)]),
            // The field that keeps unknown members.
            None if !variant.fields.is_empty() => parse_quote!(#[serde(untagged)]),
            None => return Err(format!("`{}::{}` has no name in JSON", item.ident, variant.ident)),
        });
    }
    Ok(())
}

/// serde's macros, from the runtime's serde.
fn serde() -> [Attribute; 2] {
    [parse_quote!(#[derive(rt::serde::Serialize, rt::serde::Deserialize)]), parse_quote!(#[serde(crate = "rt::serde")])]
}

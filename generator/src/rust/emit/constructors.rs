//! Emits the constructor of structs that requests send.

use super::{Ctx, ident};
use crate::model::json::Value;
use crate::model::{ItemType, Primitive, Property, TypeId};
use crate::rust::names::FieldName;
use crate::rust::signature;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{ImplItem, parse_quote};

/// A constructor with more parameters would be harder to use than a literal of the struct.
const MAX_PARAMETERS: usize = 7;

/// The function `new`, whose parameters are the members that requests must have, without those that the service sets.
/// Members with only one value are set.
pub(super) fn new<'a>(
    ctx: &Ctx<'_>,
    required: impl Iterator<Item = (&'a FieldName, &'a Property<TypeId>)>,
) -> Option<ImplItem> {
    let (mut parameters, mut values) = (Vec::new(), Vec::new());
    for (name, property) in required.filter(|(_, it)| !it.is_read_only) {
        let name = ident(&name.ident);
        if let Some(value) = constant(property) {
            values.push(quote!(#name: Some(#value)));
            continue;
        }
        let (ty, value) = parameter(ctx, property, &name);
        parameters.push(quote!(#name: #ty));
        values.push(quote!(#name: Some(#value)));
    }
    (!values.is_empty() && parameters.len() <= MAX_PARAMETERS).then(|| {
        parse_quote! {
            /// Creates a value with the members that requests must have.
            #[inline]
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values,)* ..Self::default() }
            }
        }
    })
}

/// The only value of a property, if its type has a literal.
fn constant(property: &Property<TypeId>) -> Option<TokenStream> {
    let constant = &property.details.as_ref()?.constant.as_ref()?.value;
    let ItemType::Primitive(primitive) = property.ty.item else { return None };
    if property.ty.is_collection {
        return None;
    }
    match (constant, primitive) {
        (Value::String(text), Primitive::String) => {
            let text = text.as_str();
            Some(quote!(#text.to_owned()))
        }
        (Value::Number(text), Primitive::Int32 | Primitive::Int64) => {
            let number = Literal::i64_unsuffixed(text.parse().ok()?);
            Some(quote!(#number))
        }
        (Value::Bool(it), Primitive::Boolean) => Some(quote!(#it)),
        _ => None,
    }
}

/// The type of a parameter, and its value as the value of the field.
fn parameter(ctx: &Ctx<'_>, property: &Property<TypeId>, name: &syn::Ident) -> (TokenStream, TokenStream) {
    let ty = ctx.value_type(property);
    if signature::is_boxed(ctx.model, property) {
        return (quote!(#ty), quote!(Box::new(#name)));
    }
    if property.ty.is_collection || is_plain(&property.ty.item) {
        return (quote!(#ty), quote!(#name));
    }
    (quote!(impl Into<#ty>), quote!(#name.into()))
}

/// Whether no other type of values converts to it.
fn is_plain(item: &ItemType<TypeId>) -> bool {
    use Primitive::{Boolean, Byte, Double, Int16, Int32, Int64, SByte, Single};
    matches!(item, ItemType::Primitive(Boolean | Byte | Double | Int16 | Int32 | Int64 | SByte | Single))
}

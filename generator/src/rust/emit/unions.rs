//! Emits unions.

use super::{Ctx, deprecation, ident, syntax};
use crate::analysis::unions::{self, Kind, Tell};
use crate::model::{ItemType, TypeDef, TypeId, TypeKind, Union, Variant};
use crate::rust::names::{UNRECOGNIZED, VariantName};
use crate::rust::signature;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;
use syn::{Item, ItemEnum, parse_quote};

/// A variant and its type.
struct Choice<'a> {
    ident: Ident,
    /// The method that reads values as this variant.
    view: Ident,
    variant: &'a Variant<TypeId>,
    ty: syn::Type,
    holds: Holds,
}

/// How a variant holds its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// A model in a box, since models are large.
    Model,
    /// A union in a box, since it may contain this one.
    Union,
    /// The value itself.
    Value,
}

/// The items of a union.
pub(super) fn emit(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, union: &Union<TypeId>) -> Vec<Item> {
    let name = ident(&ctx.names.type_item(id).ident);
    let variants = union.variants.iter().zip(ctx.names.choices(id));
    let choices: Vec<Choice<'_>> = variants.map(|(variant, name)| choice(ctx, variant, name)).collect();
    let tells = unions::tells(ctx.model, union);
    let mut res = vec![Item::Enum(declaration(ctx, def, id, &name, &choices))];
    res.push(implementation(&name, &choices, &tells.conditions));
    res.extend(views(&name, &choices, &tells.views));
    res.extend(conversions(&name, &choices, id));
    res.push(parse_quote!(rt::union!(#name);));
    res
}

fn choice<'a>(ctx: &Ctx<'_>, variant: &'a Variant<TypeId>, name: &VariantName) -> Choice<'a> {
    let ty = if variant.ty.is_collection { ctx.nested(&variant.ty) } else { ctx.ty(&variant.ty) };
    Choice { ident: ident(&name.ident), view: ident(&name.view), variant, ty, holds: holds(ctx, variant) }
}

fn holds(ctx: &Ctx<'_>, variant: &Variant<TypeId>) -> Holds {
    match &variant.ty.item {
        _ if variant.ty.is_collection => Holds::Value,
        it if signature::is_structured(ctx.model, it) => Holds::Model,
        ItemType::Named(it) if matches!(ctx.model.type_def(*it).kind, TypeKind::Union(_)) => Holds::Union,
        _ => Holds::Value,
    }
}

fn declaration(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, name: &Ident, choices: &[Choice<'_>]) -> ItemEnum {
    let other = ident(UNRECOGNIZED);
    let mut res: ItemEnum = parse_quote! {
        #[non_exhaustive]
        pub enum #name {}
    };
    syntax::document(&ctx.type_docs(id), deprecation::attribute(&def.docs), &mut res.attrs);
    let variants = choices.iter().map(|it| {
        let (ident, ty) = (&it.ident, &it.ty);
        let mut res: syn::Variant = match it.holds {
            Holds::Model | Holds::Union => parse_quote!(#ident(Box<#ty>)),
            Holds::Value => parse_quote!(#ident(#ty)),
        };
        let docs = ctx.prose(&it.variant.docs, false);
        syntax::document(&docs, deprecation::attribute(&it.variant.docs), &mut res.attrs);
        res
    });
    res.variants = variants.collect();
    res.variants.push(parse_quote! {
        /// A value of no declared type.
        #other(rt::Untyped)
    });
    res
}

fn implementation(name: &Ident, choices: &[Choice<'_>], conditions: &[(Tell, usize)]) -> Item {
    let other = ident(UNRECOGNIZED);
    let conditions = conditions.iter().map(|(it, variant)| {
        let (it, variant) = (tell(it), Literal::usize_unsuffixed(*variant));
        quote!((#it, #variant))
    });
    let (reads, visits): (Vec<TokenStream>, Vec<TokenStream>) = choices.iter().enumerate().map(arms).unzip();
    parse_quote! {
        impl rt::Union for #name {
            const TELLS: &'static [(rt::Tell, usize)] = &[#(#conditions),*];
            #[inline]
            fn unrecognized(value: rt::Untyped) -> Self {
                Self::#other(value)
            }
            fn read<S: rt::ReadVariant>(variant: usize, source: S) -> Option<Self> {
                match variant {
                    #(#reads)*
                    _ => None,
                }
            }
            fn visit<'a, V: rt::VisitVariant<'a>>(&'a self, visitor: &mut V) {
                match self {
                    #(#visits)*
                    Self::#other(it) => visitor.unrecognized(it),
                }
            }
        }
    }
}

/// The arms that read and visit a variant.
fn arms((idx, choice): (usize, &Choice<'_>)) -> (TokenStream, TokenStream) {
    let idx = Literal::usize_unsuffixed(idx);
    let ident = &choice.ident;
    let name = ident.to_string();
    match choice.holds {
        Holds::Model => (
            quote!(#idx => source.model(Self::#ident),),
            quote!(Self::#ident(it) => visitor.model(#idx, #name, &**it),),
        ),
        Holds::Union | Holds::Value => {
            (quote!(#idx => source.value(Self::#ident),), quote!(Self::#ident(it) => visitor.value(#idx, #name, it),))
        }
    }
}

fn tell(tell: &Tell) -> TokenStream {
    match tell {
        Tell::Kind(it) => {
            let kind = kind(*it);
            quote!(rt::Tell::Kind(rt::Kind::#kind))
        }
        Tell::Member(name, values) => quote!(rt::Tell::Member(#name, &[#(#values),*])),
        Tell::Constant(name, values) => quote!(rt::Tell::Constant(#name, &[#(#values),*])),
        Tell::Has(name) => quote!(rt::Tell::Has(#name)),
        Tell::Items(it) => {
            let it = self::tell(it);
            quote!(rt::Tell::Items(&#it))
        }
    }
}

fn kind(kind: Kind) -> Ident {
    ident(match kind {
        Kind::Boolean => "Boolean",
        Kind::Integer => "Integer",
        Kind::Number => "Number",
        Kind::Text => "Text",
        Kind::List => "List",
        Kind::Object => "Object",
    })
}

/// The methods that read values of variants that cannot be told apart.
fn views(name: &Ident, choices: &[Choice<'_>], views: &[unions::View]) -> Option<Item> {
    let methods = views.iter().map(|it| {
        let Choice { ident, view, ty, .. } = &choices[it.variant];
        let required = &it.required;
        let docs = format!(" Reads a value of no declared type as `{ident}`: its JSON may be of several variants.");
        quote! {
            #[doc = #docs]
            #[inline]
            pub fn #view(&self) -> Option<#ty> {
                rt::Union::view(self, &[#(#required),*])
            }
        }
    });
    let methods: Vec<TokenStream> = methods.collect();
    (!methods.is_empty()).then(|| parse_quote!(impl #name { #(#methods)* }))
}

/// `From` for the types that only one variant has.
fn conversions(name: &Ident, choices: &[Choice<'_>], id: TypeId) -> Vec<Item> {
    let mut seen = BTreeSet::new();
    let others = choices.iter().filter(|it| it.variant.ty.item != ItemType::Named(id) || it.variant.ty.is_collection);
    let firsts = others.filter(|it| seen.insert(printed(&it.ty)));
    firsts.flat_map(|it| conversion(name, it)).collect()
}

fn printed(ty: &syn::Type) -> String {
    quote!(#ty).to_string()
}

fn conversion(name: &Ident, choice: &Choice<'_>) -> Vec<Item> {
    let Choice { ident, ty, holds, .. } = choice;
    let value = if *holds == Holds::Value { quote!(value) } else { quote!(Box::new(value)) };
    let mut res = vec![parse_quote! {
        impl From<#ty> for #name {
            #[inline]
            fn from(value: #ty) -> Self {
                Self::#ident(#value)
            }
        }
    }];
    if printed(ty) == "String" {
        res.push(parse_quote! {
            impl From<&str> for #name {
                #[inline]
                fn from(value: &str) -> Self {
                    Self::#ident(value.to_owned())
                }
            }
        });
    }
    res
}

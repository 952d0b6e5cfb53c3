//! Emits enums.

use super::{Ctx, deprecation, ident, syntax};
use crate::model::{EnumJson, Enumeration, Member, Role, SourceKind, TypeDef, TypeId};
use crate::rust::names::UNRECOGNIZED;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::{Item, ItemEnum, Variant, parse_quote};

/// The items of an enum.
pub(super) fn emit(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, enumeration: &Enumeration) -> Vec<Item> {
    let name = ident(&ctx.names.type_item(id).ident);
    let names = ctx.names.variants(id);
    let other = ident(UNRECOGNIZED);
    let idents: Vec<_> = names.iter().map(|it| ident(it)).collect();
    let mut declaration = enum_declaration(ctx, def, id, &name);
    declaration.variants = enumeration.members.iter().zip(&idents).map(|(it, ident)| variant(ctx, it, ident)).collect();
    let unrecognized: syn::Type = match enumeration.json {
        EnumJson::Names => parse_quote!(Box<str>),
        EnumJson::Numbers => parse_quote!(i64),
    };
    declaration.variants.push(parse_quote! {
        /// A member that this version of the crate does not declare.
        #other(#unrecognized)
    });
    if enumeration.json == EnumJson::Numbers {
        let numbers = integer_enum(&name, enumeration, &idents, &other);
        return vec![Item::Enum(declaration), numbers, parse_quote!(rt::integer_enum!(#name);)];
    }
    let wire: Vec<&str> = enumeration.members.iter().map(|it| it.name.value.as_str()).collect();
    let mut constants: Vec<TokenStream> = type_name(def).into_iter().collect();
    if def.provenance.is_only(SourceKind::OpenApi) {
        constants.push(quote!(
            const IS_CASE_SENSITIVE: bool = true;
        ));
    }
    let [clone, string_enum] = enum_implementations(&name, &constants, &idents, &wire, &other);
    vec![Item::Enum(declaration), clone, string_enum, parse_quote!(rt::string_enum!(#name);)]
}

fn enum_declaration(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, name: &Ident) -> ItemEnum {
    let mut res: ItemEnum = parse_quote! {
        #[non_exhaustive]
        pub enum #name {}
    };
    syntax::document(&ctx.type_docs(id), deprecation::attribute(&def.docs), &mut res.attrs);
    res
}

/// The code that `string_enum!` cannot generate: the members.
fn enum_implementations(
    name: &Ident,
    constants: &[TokenStream],
    idents: &[Ident],
    wire: &[&str],
    other: &Ident,
) -> [Item; 2] {
    let clone = parse_quote! {
        impl Clone for #name {
            #[inline]
            fn clone(&self) -> Self {
                match self {
                    #(Self::#idents => Self::#idents,)*
                    Self::#other(name) => Self::#other(Clone::clone(name)),
                }
            }
        }
    };
    let string_enum = parse_quote! {
        impl rt::StringEnum for #name {
            #(#constants)*
            const MEMBERS: &'static [Self] = &[#(Self::#idents),*];
            #[inline]
            fn unrecognized(name: Box<str>) -> Self {
                Self::#other(name)
            }
            #[inline]
            fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #wire,)*
                    Self::#other(name) => name,
                }
            }
        }
    };
    [clone, string_enum]
}

/// The code that `integer_enum!` cannot generate: the members.
fn integer_enum(name: &Ident, enumeration: &Enumeration, idents: &[Ident], other: &Ident) -> Item {
    let values = enumeration.members.iter().map(|it| Literal::i64_unsuffixed(it.value.unwrap_or_default()));
    parse_quote! {
        impl rt::IntegerEnum for #name {
            const MEMBERS: &'static [Self] = &[#(Self::#idents),*];
            #[inline]
            fn unrecognized(value: i64) -> Self {
                Self::#other(value)
            }
            #[inline]
            fn value(self) -> i64 {
                match self {
                    #(Self::#idents => #values,)*
                    Self::#other(value) => value,
                }
            }
        }
    }
}

fn variant(ctx: &Ctx<'_>, member: &Member, ident: &Ident) -> Variant {
    let mut res: Variant = parse_quote!(#ident);
    syntax::document(&ctx.prose(&member.docs, false), deprecation::attribute(&member.docs), &mut res.attrs);
    res
}

/// The name of the type in `@odata.type`. Types for parameters and for lists of values have none, and those that only
/// OpenAPI describes.
pub(super) fn type_name(def: &TypeDef<TypeId>) -> Option<TokenStream> {
    let name = def.name.value.to_string();
    let is_named = def.role == Role::Definition && !def.name.value.namespace.is_empty();
    is_named.then(|| quote!(const TYPE_NAME: &'static str = #name;))
}

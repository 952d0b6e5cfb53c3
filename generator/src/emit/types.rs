//! Structs and enums.

use super::{Ctx, Models, docs, ident};
use crate::diagnostics::Diagnostics;
use crate::model::{Enumeration, Member, Property, TypeDef, TypeId, TypeKind};
use crate::names::{self, FieldName};
use crate::signature;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The items of a type.
pub(super) fn emit(diagnostics: &mut Diagnostics, ctx: &Ctx<'_>, id: TypeId) -> Vec<TokenStream> {
    let def = ctx.model.type_def(id);
    match &def.kind {
        TypeKind::Enum(it) => enumeration(diagnostics, ctx, def, id, it),
        TypeKind::Entity(_) | TypeKind::Complex(_) => structure(diagnostics, ctx, def, id),
    }
}

/// A field as it is emitted.
struct Field<'a> {
    name: FieldName,
    property: &'a Property<TypeId>,
    /// Relations to what is left out are left out.
    cfg: Option<TokenStream>,
}

fn structure(diagnostics: &mut Diagnostics, ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId) -> Vec<TokenStream> {
    let names = names::fields(diagnostics, ctx.model, id);
    let fields: Vec<Field<'_>> = names
        .into_iter()
        .filter_map(|name| {
            let property = ctx.model.property(name.property)?;
            Some(Field { property, cfg: ctx.cfg_of_property(id, property), name })
        })
        .collect();
    let mut res = vec![declaration(ctx, def, id, &fields), constants(ctx, id, &fields)];
    if !ctx.config.models.are_derived() {
        let name = ident(&ctx.names.type_item(id).ident);
        res.push(default(ctx, id, &fields));
        res.push(implementation(ctx, def, id, &fields));
        res.push(quote!(msgraph_core::model!(#name);));
        res.extend(ctx.model.bases(id).into_iter().map(|base| {
            let base = ctx.type_path(base);
            quote!(impl msgraph_core::Extends<#base> for #name {})
        }));
    }
    res
}

fn declaration(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, fields: &[Field<'_>]) -> TokenStream {
    let docs = docs::attributes(&ctx.type_docs(def));
    let deprecation = ctx.deprecation(&def.docs);
    let name = ident(&ctx.names.type_item(id).ident);
    let is_derived = ctx.config.models.are_derived();
    let derives = if is_derived {
        quote!(#[derive(Clone, Debug, Default, PartialEq, msgraph_core::serde::Serialize, msgraph_core::serde::Deserialize)]
               #[serde(crate = "msgraph_core::serde")])
    } else {
        TokenStream::new()
    };
    let members = fields.iter().map(|field| {
        let docs = docs::attributes(&ctx.prose(&field.property.docs, false));
        let deprecation = ctx.deprecation(&field.property.docs);
        let name = ident(&field.name.ident);
        let ty = ctx.field_type(field.property);
        let wire = &field.property.name.value;
        let serde = is_derived.then(|| quote!(#[serde(rename = #wire, skip_serializing_if = "Option::is_none")]));
        let cfg = &field.cfg;
        quote!(#docs #cfg #deprecation #serde pub #name: Option<#ty>,)
    });
    let additional = match ctx.config.models {
        Models::Lazy => quote!(pub additional: msgraph_core::Additional),
        Models::SerdeDerive => quote!(#[serde(skip)] pub additional: msgraph_core::Additional),
        Models::SerdeFlatten => quote! {
            #[serde(flatten)]
            pub additional: ::std::collections::BTreeMap<String, msgraph_core::Value>
        },
    };
    quote! {
        #docs
        #deprecation
        #derives
        pub struct #name {
            #(#members)*
            /// Members that this struct does not declare, as they came.
            #additional,
        }
    }
}

fn constants(ctx: &Ctx<'_>, id: TypeId, fields: &[Field<'_>]) -> TokenStream {
    let name = ident(&ctx.names.type_item(id).ident);
    let constants = fields.iter().map(|field| {
        let wire = &field.property.name.value;
        let docs = docs::attributes(&format!("`{}`", wire.replace('`', "")));
        let deprecation = ctx.deprecation(&field.property.docs);
        let constant = ident(&field.name.constant);
        let ty = ctx.ty(&field.property.ty);
        let cfg = &field.cfg;
        quote! {
            #docs #cfg #deprecation
            pub const #constant: msgraph_core::Field<Self, #ty> = msgraph_core::macros::field(#wire);
        }
    });
    quote! {
        impl #name {
            #(#constants)*
        }
    }
}

/// `Default` as a literal. Its one call comes first: behind the other members, the compiler would see to it that each of
/// them is dropped if the call panics.
fn default(ctx: &Ctx<'_>, id: TypeId, fields: &[Field<'_>]) -> TokenStream {
    let name = ident(&ctx.names.type_item(id).ident);
    let members = fields.iter().map(|field| {
        let (cfg, name) = (&field.cfg, ident(&field.name.ident));
        quote!(#cfg #name: None,)
    });
    quote! {
        impl Default for #name {
            #[inline]
            fn default() -> Self {
                Self {
                    additional: msgraph_core::Additional::new(),
                    #(#members)*
                }
            }
        }
    }
}

fn implementation(ctx: &Ctx<'_>, def: &TypeDef<TypeId>, id: TypeId, fields: &[Field<'_>]) -> TokenStream {
    let name = ident(&ctx.names.type_item(id).ident);
    let type_name = def.name.value.to_string();
    let wire: Vec<_> = fields.iter().map(|it| it.property.name.value.as_str()).collect();
    let members: Vec<_> = fields.iter().map(|it| ident(&it.name.ident)).collect();
    let cfgs: Vec<_> = fields.iter().map(|it| &it.cfg).collect();
    let derived = ctx.derived.get(&id).map(|names| quote!(const DERIVED: &'static [&'static str] = &[#(#names),*];));
    let additional = quote!(source.additional(&mut self.additional));
    // A struct without properties has nothing to choose from.
    let set = if fields.is_empty() {
        quote! {
            let _ = name;
            #additional;
        }
    } else {
        quote! {
            match name {
                #(#cfgs #wire => source.read(&mut self.#members),)*
                _ => #additional,
            }
        }
    };
    quote! {
        impl msgraph_core::Model for #name {
            const TYPE_NAME: &'static str = #type_name;
            #derived
            fn set<S: msgraph_core::Source>(&mut self, name: &str, source: &mut S) {
                #set
            }
            fn each<'a, V: msgraph_core::Visit<'a>>(&'a self, visit: &mut V) {
                visit.additional(&self.additional);
                #(#cfgs visit.member(#wire, &self.#members);)*
            }
        }
    }
}

fn enumeration(
    diagnostics: &mut Diagnostics,
    ctx: &Ctx<'_>,
    def: &TypeDef<TypeId>,
    id: TypeId,
    enumeration: &Enumeration,
) -> Vec<TokenStream> {
    let docs = docs::attributes(&ctx.type_docs(def));
    let deprecation = ctx.deprecation(&def.docs);
    let name = ident(&ctx.names.type_item(id).ident);
    let is_derived = ctx.config.models.are_derived();
    let (variants, other) = names::variants(diagnostics, enumeration);
    let other = ident(&other);
    let idents: Vec<_> = variants.iter().map(|it| ident(it)).collect();
    let members = enumeration.members.iter().zip(&idents).map(|(it, ident)| variant(ctx, it, ident));
    let derives = is_derived.then(|| {
        quote! {
            #[derive(Clone, Debug, PartialEq, Eq, Hash)]
            #[derive(msgraph_core::serde::Serialize, msgraph_core::serde::Deserialize)]
            #[serde(crate = "msgraph_core::serde")]
        }
    });
    let untagged = is_derived.then(|| quote!(#[serde(untagged)]));
    let declaration = quote! {
        #docs
        #deprecation
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#members)*
            /// A member that this version of the crate does not know.
            #untagged
            #other(Box<str>),
        }
    };
    if is_derived {
        return vec![declaration];
    }
    let wire: Vec<&str> = enumeration.members.iter().map(|it| it.name.value.as_str()).collect();
    let implementations = enum_implementations(&name, &def.name.value.to_string(), &idents, &wire, &other);
    vec![declaration, implementations, quote!(msgraph_core::string_enum!(#name);)]
}

/// What `string_enum!` cannot know: the members.
fn enum_implementations(name: &Ident, type_name: &str, idents: &[Ident], wire: &[&str], other: &Ident) -> TokenStream {
    quote! {
        impl Clone for #name {
            #[inline]
            fn clone(&self) -> Self {
                match self {
                    #(Self::#idents => Self::#idents,)*
                    Self::#other(name) => Self::#other(Clone::clone(name)),
                }
            }
        }
        impl msgraph_core::StringEnum for #name {
            const TYPE_NAME: &'static str = #type_name;
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
    }
}

fn variant(ctx: &Ctx<'_>, member: &Member, ident: &Ident) -> TokenStream {
    let text = ctx.prose(&member.docs, false);
    let docs = docs::attributes(if text.is_empty() { &member.name.value } else { &text });
    let deprecation = ctx.deprecation(&member.docs);
    let rename = &member.name.value;
    let serde = ctx.config.models.are_derived().then(|| quote!(#[serde(rename = #rename)]));
    quote!(#docs #deprecation #serde #ident,)
}

impl Ctx<'_> {
    /// The type of a field: structs are boxed, since most of a response's members are not there.
    fn field_type(&self, property: &Property<TypeId>) -> TokenStream {
        let ty = self.ty(&property.ty);
        if signature::is_boxed(self.model, property) { quote!(Box<#ty>) } else { ty }
    }

    fn type_docs(&self, def: &TypeDef<TypeId>) -> String {
        let prose = self.prose(&def.docs, true);
        let name = format!("`{}`", def.name.value);
        if prose.is_empty() { name } else { format!("{prose}\n\n{name}") }
    }
}

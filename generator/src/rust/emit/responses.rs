//! Emits the enums of responses that differ by status.

use super::words::code;
use super::{Ctx, ident, syntax};
use crate::analysis::paths::{Call, Outcome, Payload, PlaceId};
use crate::model::{Contract, StatusRange, Type, TypeId};
use crate::rust::names::{ResponseName, UNRECOGNIZED};
use crate::rust::signature;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::{Item, ItemEnum, Variant, parse_quote};

/// How a variant holds the content of a response.
struct Held {
    /// The type of its field.
    ty: Option<TokenStream>,
    /// The expression that reads the variant.
    read: TokenStream,
}

impl Ctx<'_> {
    /// The enum of the responses of a call, if they differ by status, and how it is read.
    pub(super) fn response_type(&self, place: PlaceId, call: &Call) -> Option<[Item; 2]> {
        let operation = *call.operations.first()?;
        let Payload::ByStatus(outcomes) = &call.result else { return None };
        let ResponseName { ident: name, variants } = self.names.response(operation)?;
        let contract = self.model.operation(operation).contract.as_deref()?;
        let (name, other) = (ident(name), ident(UNRECOGNIZED));
        let url = self.urls(place).map(|it| format!(" to {it}")).unwrap_or_default();
        let docs = format!("The responses to a {} request{url}, by status.", code(&call.method.to_string()));
        let mut declaration: ItemEnum = parse_quote! {
            #[non_exhaustive]
            #[derive(Clone, Debug)]
            pub enum #name {}
        };
        syntax::document(&docs, None, &mut declaration.attrs);
        let mut arms = Vec::new();
        for (outcome, variant) in outcomes.iter().zip(variants) {
            let variant = ident(variant);
            let Held { ty, read } = self.held(&variant, &outcome.content);
            declaration.variants.push(self.response_variant(contract, outcome, &variant, ty));
            let statuses = pattern(outcome.statuses);
            arms.push(quote!(#statuses => #read,));
        }
        declaration.variants.push(parse_quote! {
            /// A response with another status.
            #other(rt::UndeclaredResponse)
        });
        let read = parse_quote! {
            impl #name {
                #[inline]
                fn read(response: &rt::http::Response<rt::Bytes>) -> Result<Self, rt::serde_json::Error> {
                    match response.status().as_u16() {
                        #(#arms)*
                        _ => Ok(Self::#other(response.into())),
                    }
                }
            }
        };
        Some([Item::Enum(declaration), read])
    }

    fn response_variant(
        &self,
        contract: &Contract<TypeId>,
        outcome: &Outcome,
        name: &Ident,
        ty: Option<TokenStream>,
    ) -> Variant {
        let mut res: Variant = match ty {
            Some(ty) => parse_quote!(#name(#ty)),
            None => parse_quote!(#name),
        };
        let response = contract.responses.iter().find(|it| it.statuses.value == outcome.statuses);
        let prose = response.map(|it| self.prose(&it.docs, false)).unwrap_or_default();
        let status = format!("Status {}.", code(&outcome.statuses.to_string()));
        let docs = if prose.is_empty() { status } else { format!("{status}\n\n{prose}") };
        syntax::document(&docs, None, &mut res.attrs);
        res
    }

    fn held(&self, variant: &Ident, content: &Payload) -> Held {
        let json = |ty: TokenStream| Held { read: quote!(rt::read_body(response).map(Self::#variant)), ty: Some(ty) };
        match content {
            Payload::Value(ty) if self.is_model(ty) => {
                let ty = self.ty(ty);
                let read = quote!(rt::read_body(response).map(|it| Self::#variant(Box::new(it))));
                Held { ty: Some(quote!(Box<#ty>)), read }
            }
            Payload::Value(ty) => {
                let ty = self.ty(ty);
                json(quote!(#ty))
            }
            Payload::Json => json(quote!(rt::Untyped)),
            Payload::Text => {
                let read = quote!(rt::read_text(response).map(Self::#variant));
                Held { ty: Some(quote!(String)), read }
            }
            Payload::Bytes => {
                Held { ty: Some(quote!(rt::Bytes)), read: quote!(Ok(Self::#variant(response.body().clone()))) }
            }
            _ => Held { ty: None, read: quote!(Ok(Self::#variant)) },
        }
    }

    /// Whether values are structs, which are large.
    fn is_model(&self, ty: &Type<TypeId>) -> bool {
        !ty.is_collection && signature::is_structured(self.model, &ty.item)
    }
}

fn pattern(statuses: StatusRange) -> TokenStream {
    match statuses {
        StatusRange::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        StatusRange::Class(class) => {
            let first = u16::from(class) * 100;
            let (first, last) = (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(first + 99));
            quote!(#first..=#last)
        }
        StatusRange::Default => quote!(_),
    }
}

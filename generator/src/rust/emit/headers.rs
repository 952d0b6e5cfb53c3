//! Emits the headers of responses.

use super::words::{code, list};
use super::{Ctx, deprecation, ident, print, syntax};
use crate::analysis::paths::Call;
use crate::model::{EnumJson, Input, ItemType, Primitive, Type, TypeId, TypeKind};
use crate::rust::names::{HEADERS_MODULE, HeadersName};
use crate::rust::output::OutputTree;
use crate::rust::signature::Sent;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ImplItem, parse_quote};

/// More headers are only counted in the documentation of a struct.
const SHOWN: usize = 4;

/// Adds the file of the headers of responses, if any are described.
pub(super) fn emit(ctx: &Ctx<'_>, tree: &mut OutputTree) {
    let all = ctx.names.headers();
    if !all.is_empty() {
        let structs = all.iter().map(|it| ctx.headers_type(it));
        let docs = "The headers of responses: the method `send_with_headers` of a request returns them.";
        tree.insert(format!("src/{HEADERS_MODULE}.rs"), print::file(docs, quote!(#(#structs)*)));
    }
}

/// The declaration of the module of headers.
pub(super) fn module(ctx: &Ctx<'_>) -> Option<TokenStream> {
    let headers = ident(HEADERS_MODULE);
    (!ctx.names.headers().is_empty()).then(|| quote!(pub mod #headers;))
}

impl Ctx<'_> {
    fn headers_type(&self, it: &HeadersName) -> TokenStream {
        let HeadersName { ident: name, fields, operation } = it;
        let contract = self.model.operation(*operation).contract.as_deref();
        let headers = contract.map(|it| it.success_headers()).unwrap_or_default();
        let shown: Vec<String> = headers.iter().map(|it| code(&it.parameter.name.value)).collect();
        let docs = format!(" Headers of responses: {}.", list(&shown, "and", SHOWN));
        let (text, name) = (name, ident(name));
        let declared = headers.iter().zip(fields).map(|(it, field)| self.header_field(it, field));
        let read = headers.iter().zip(fields).map(|(it, field)| {
            let (field, wire) = (ident(field), &it.parameter.name.value);
            quote!(#field: rt::read_header(headers, #wire))
        });
        quote! {
            #[doc = #docs]
            #[non_exhaustive]
            #[derive(Clone, Default)]
            pub struct #name {
                #(#declared,)*
            }

            impl From<&rt::http::HeaderMap> for #name {
                #[inline]
                fn from(headers: &rt::http::HeaderMap) -> Self {
                    Self { #(#read,)* }
                }
            }

            impl core::fmt::Debug for #name {
                #[inline]
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    f.debug_struct(#text).finish_non_exhaustive()
                }
            }
        }
    }

    fn header_field(&self, it: &Input<TypeId>, field: &str) -> TokenStream {
        let mut attrs = syntax::docs(&code(&it.parameter.name.value));
        let prose = self.prose(&it.parameter.docs, false);
        if !prose.is_empty() {
            attrs = syntax::docs(&format!("{}\n\n{prose}", code(&it.parameter.name.value)));
        }
        attrs.extend(deprecation::attribute(&it.parameter.docs));
        let (field, ty) = (ident(field), self.header_value(&it.parameter.ty));
        quote!(#(#attrs)* pub #field: Option<#ty>)
    }

    /// The type of a header. Types of the API may be in areas that are disabled: their text is returned.
    fn header_value(&self, ty: &Type<TypeId>) -> TokenStream {
        let item = match &ty.item {
            ItemType::Primitive(Primitive::Untyped | Primitive::Stream) => quote!(String),
            it @ ItemType::Primitive(_) => self.item_type(it).into_token_stream(),
            ItemType::Named(id) if self.is_enum_of_numbers(*id) => quote!(i64),
            ItemType::Named(_) => quote!(String),
            ItemType::List(_) | ItemType::Map(_) => return quote!(String),
        };
        if ty.is_collection { quote!(Vec<#item>) } else { item }
    }

    fn is_enum_of_numbers(&self, id: TypeId) -> bool {
        matches!(&self.model.type_def(id).kind, TypeKind::Enum(it) if it.json == EnumJson::Numbers)
    }

    /// The method of a request that returns the headers beside the content, whose type is `result`.
    pub(super) fn send_with_headers(&self, call: &Call, sent: Sent<'_>, result: &TokenStream) -> Option<ImplItem> {
        let name = self.names.headers_of(*call.operations.first()?).filter(|_| call.reads_headers())?;
        let (module, name) = (ident(HEADERS_MODULE), ident(&name.ident));
        let into_request = matches!(sent, Sent::Update(_)).then(|| quote!(.into_request()));
        Some(parse_quote! {
            /// Sends the request, and reads the response and its headers.
            ///
            /// # Errors
            /// See [`Request::send`](rt::Request::send).
            #[inline]
            pub fn send_with_headers(
                self,
                client: &rt::Client,
            ) -> impl Future<Output = Result<(#result, crate::#module::#name), rt::Error>> {
                self.0 #into_request.send_with(client)
            }
        })
    }
}

//! The responses of requests: their types, and how the runtime reads them.

use super::{Ctx, ident};
use crate::analysis::paths::{Call, Payload};
use crate::model::{Content, Contract, Response, TypeId};
use crate::rust::signature::{self, Received};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// A response: its type, and the request that it is read for.
pub(super) struct Read {
    pub(super) ty: TokenStream,
    /// The constructor of the request.
    pub(super) constructor: TokenStream,
    /// The function that reads the response, if the constructor takes one.
    pub(super) reader: Option<TokenStream>,
}

impl Ctx<'_> {
    /// The response of a call.
    pub(super) fn read(&self, call: &Call) -> Read {
        let (ty, constructor) = match signature::received(self.model, call) {
            Received::Nothing => (quote!(()), quote!(empty)),
            Received::Bytes => (quote!(rt::Bytes), quote!(bytes)),
            Received::Text => (quote!(String), quote!(text)),
            Received::Count => (quote!(u64), quote!(number)),
            Received::Json => (quote!(rt::Untyped), quote!(new)),
            Received::References => (quote!(rt::Collection<rt::Reference>), quote!(new)),
            Received::Collection(item) => {
                let item = self.item_type(item);
                (quote!(rt::Collection<#item>), quote!(new))
            }
            Received::Item(id) => (self.type_path(id).into_token_stream(), quote!(new)),
            Received::Value(ty) => {
                let value = self.ty(ty);
                (if ty.is_nullable == Some(true) { quote!(Option<#value>) } else { quote!(#value) }, quote!(new))
            }
            Received::Scalar(item) => (self.item_type(item).into_token_stream(), quote!(scalar)),
            Received::Events(ty) => {
                let item = self.ty(ty);
                (quote!(rt::Events<#item>), quote!(events))
            }
            Received::ByStatus(_) => return self.read_by_status(call),
        };
        Read { ty, constructor, reader: None }
    }

    fn read_by_status(&self, call: &Call) -> Read {
        let name = call.operations.first().and_then(|it| self.names.response(*it));
        let ty = ident(&name.expect("responses that differ by status have a name").ident);
        Read { ty: quote!(#ty), constructor: quote!(by_status), reader: Some(quote!(#ty::read)) }
    }

    /// The call that states which media types can be read, if they are not those that the runtime states.
    pub(super) fn accepted(&self, call: &Call) -> Option<TokenStream> {
        let contract = self.contract(call)?;
        let types = match &call.result {
            Payload::Json | Payload::Value(_) | Payload::ByStatus(_) => media_types(contract)?,
            Payload::Bytes => files(contract).filter(|it| !it.is_empty())?,
            _ => return None,
        };
        Some(quote!(.accept(#types)))
    }
}

/// The media types of the contents that are read; `None` if that is only JSON without a type of its own.
fn media_types(contract: &Contract<TypeId>) -> Option<String> {
    let mut res: Vec<String> = Vec::new();
    for content in contract.successes().filter_map(Response::read) {
        let own = media_type(content)?;
        if !res.contains(&own) {
            res.push(own);
        }
    }
    let is_usual = res.is_empty() || res.iter().all(|it| it == JSON);
    (!is_usual).then(|| res.join(", "))
}

/// The media types of files, of responses that also have JSON.
fn files(contract: &Contract<TypeId>) -> Option<String> {
    let mut res: Vec<String> = contract.successes().flat_map(Response::files).map(media_type).collect::<Option<_>>()?;
    res.dedup();
    Some(res.join(", "))
}

/// The media type of JSON without a type of its own.
pub(super) const JSON: &str = "application/json";

/// The media type of a content as the value of a header; `None` if it cannot be one.
pub(super) fn media_type(content: &Content<TypeId>) -> Option<String> {
    let own = content.essence();
    let is_range = content.is_json() && own.contains('*');
    let is_valid = own.chars().all(|it| it.is_ascii_graphic() && !"\"(),:;<=>?@[\\]{}".contains(it));
    if is_range { Some(JSON.to_owned()) } else { is_valid.then_some(own) }
}

//! Emits the service and its client.

use super::{Ctx, ident, print, servers};
use crate::rust::names::{CLIENT, CLOUDS_MODULE, SERVICE_MODULE};
use crate::rust::output::OutputTree;
use crate::rust::rustdoc;
use crate::service::{KeyStyle, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// Adds the files of the service and of its clouds.
pub(super) fn emit(ctx: &Ctx<'_>, tree: &mut OutputTree) {
    tree.insert(format!("src/{SERVICE_MODULE}.rs"), print::file("The service and its client.", service(ctx)));
    let clouds = &ctx.model.service.clouds;
    if !clouds.is_empty() {
        let constants = clouds.iter().map(|(name, cloud)| {
            let (name, docs) = (ident(name), format!(" {}", rustdoc::plain(&cloud.description)));
            let (base_url, authority) = (&cloud.base_url, &cloud.authority);
            quote! {
                #[doc = #docs]
                pub const #name: rt::Cloud = rt::Cloud { base_url: #base_url, authority: #authority };
            }
        });
        let docs = "The clouds in which the service is available: [`ClientBuilder::cloud`](rt::ClientBuilder::cloud).";
        tree.insert(format!("src/{CLOUDS_MODULE}.rs"), print::file(docs, quote!(#(#constants)*)));
    }
}

/// The declaration of the module of clouds.
pub(super) fn clouds_module(ctx: &Ctx<'_>) -> Option<TokenStream> {
    let clouds = ident(CLOUDS_MODULE);
    (!ctx.model.service.clouds.is_empty()).then(|| quote!(pub mod #clouds;))
}

fn service(ctx: &Ctx<'_>) -> TokenStream {
    let api = ctx.api("`");
    let (docs, client) = (format!(" The settings of {api}."), ident(CLIENT));
    let mut settings = settings(&ctx.model.service);
    let servers = servers::of_operations(ctx);
    if !servers.is_empty() {
        settings.push(quote!(const SERVERS: &'static [&'static str] = &[#(#servers),*];));
    }
    let (hosted, how) = match &ctx.model.service.base_url {
        Some(url) => {
            let url = url.trim_end_matches('/');
            (Some(quote!(impl rt::Hosted for Service { const BASE_URL: &'static str = #url; })), "new(credential)")
        }
        None => (None, "at(base_url)"),
    };
    let client_docs = format!(" Sends requests to {api}: `{CLIENT}::{how}`.");
    quote! {
        #[doc = #docs]
        #[derive(Clone, Copy, Debug)]
        pub enum Service {}

        impl rt::Service for Service { #(#settings)* }

        #hosted

        #[doc = #client_docs]
        pub type #client = rt::ServiceClient<Service>;
    }
}

/// The constants that differ from the runtime's defaults.
fn settings(service: &Service) -> Vec<TokenStream> {
    let mut res = Vec::new();
    if let Some(url) = &service.authority {
        res.push(quote!(const AUTHORITY: Option<&'static str> = Some(#url);));
    }
    let scopes = &service.scopes;
    if !scopes.is_empty() {
        res.push(quote!(const SCOPES: &'static [&'static str] = &[#(#scopes),*];));
    }
    if service.keys == Some(KeyStyle::Parentheses) {
        res.push(quote!(
            const KEY_STYLE: rt::KeyStyle = rt::KeyStyle::Parentheses;
        ));
    }
    if let Some(name) = &service.request_id_header {
        let value = none_if_empty(name);
        res.push(quote!(const REQUEST_ID: Option<&'static str> = #value;));
    }
    if let Some(version) = &service.odata_max_version {
        let value = none_if_empty(version);
        res.push(quote!(const ODATA_MAX_VERSION: Option<&'static str> = #value;));
    }
    res
}

fn none_if_empty(text: &str) -> TokenStream {
    if text.is_empty() { quote!(None) } else { quote!(Some(#text)) }
}

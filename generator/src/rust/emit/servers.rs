//! Emits the servers of the service.

use super::words::code;
use super::{Ctx, ident, print, syntax};
use crate::model::{Server, ServerVariable};
use crate::rust::names::SERVERS_MODULE;
use crate::rust::output::OutputTree;
use proc_macro2::TokenStream;
use quote::quote;

/// Adds the file of the servers, if there are several URLs.
pub(super) fn emit(ctx: &Ctx<'_>, tree: &mut OutputTree) {
    let all = ctx.names.servers();
    if !all.is_empty() {
        let constants = ctx.model.all_servers().into_iter().zip(all).map(|(it, name)| ctx.server_constant(it, name));
        let docs = "The servers of the service. A client at another URL than the default: \
            `Client::at(servers::NAME)`, or `NAME.with(…)` with values of variables.";
        tree.insert(format!("src/{SERVERS_MODULE}.rs"), print::file(docs, quote!(#(#constants)*)));
    }
}

/// The declaration of the module of servers.
pub(super) fn module(ctx: &Ctx<'_>) -> Option<TokenStream> {
    let servers = ident(SERVERS_MODULE);
    (!ctx.names.servers().is_empty()).then(|| quote!(pub mod #servers;))
}

/// The URLs of servers that only some operations have.
pub(super) fn of_operations(ctx: &Ctx<'_>) -> Vec<String> {
    let all = ctx.model.operations.iter().filter_map(|it| it.contract.as_ref()?.server.as_ref());
    let mut res: Vec<String> = all.map(Server::default_url).collect();
    res.sort();
    res.dedup();
    res
}

impl Ctx<'_> {
    fn server_constant(&self, server: &Server, name: &str) -> TokenStream {
        let (name, url) = (ident(name), &server.url);
        let mut blocks = vec![code(url), self.prose(&server.docs, false)];
        let described = server.variables.iter().map(|it| self.variable_docs(it));
        blocks.push(described.collect::<Vec<_>>().join("\n"));
        blocks.retain(|it| !it.is_empty());
        let docs = syntax::docs(&blocks.join("\n\n"));
        let variables = server.variables.iter().map(|it| {
            let ServerVariable { name, default, values, .. } = it;
            quote!(rt::ServerVariable::new(#name, #default, &[#(#values),*]))
        });
        quote! {
            #(#docs)*
            pub const #name: rt::Server = rt::Server::new(#url, &[#(#variables),*]);
        }
    }

    /// A variable as an item of a list: its name, its description and its default.
    fn variable_docs(&self, it: &ServerVariable) -> String {
        let prose = self.prose(&it.docs, false);
        let line = prose.lines().next().unwrap_or_default();
        let values: Vec<String> = it.values.iter().filter(|value| **value != it.default).map(|it| code(it)).collect();
        let others = if values.is_empty() { String::new() } else { format!("; also {}", values.join(", ")) };
        let default = if it.default.is_empty() { "empty".to_owned() } else { code(&it.default) };
        format!("- {}: {line} Default: {default}{others}.", code(&it.name)).replace(":  ", ": ")
    }
}

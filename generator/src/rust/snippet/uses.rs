//! Names of a crate in a snippet, and their imports.

use super::Snippets;
use crate::model::TypeId;
use crate::rust::names::{CLIENT, Item, RUNTIME_MODULE, SERVICE_MODULE, ident};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

/// The imports of a snippet.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    /// The module of each name; empty for the crate's root.
    imported: BTreeMap<String, String>,
}

impl Uses {
    /// The path of a type.
    pub(super) fn ty(&mut self, ctx: &Snippets<'_>, id: TypeId) -> TokenStream {
        let Item { module, ident, .. } = ctx.names.type_item(id);
        let module = if ctx.names.is_at_root(module) { "" } else { module };
        self.path(ctx, module, ident)
    }

    /// The path of the client.
    pub(super) fn client(&mut self, ctx: &Snippets<'_>) -> TokenStream {
        let module = if ctx.names.reexports_client() { "" } else { SERVICE_MODULE };
        self.path(ctx, module, CLIENT)
    }

    /// The path of a runtime item.
    pub(super) fn runtime(&mut self, ctx: &Snippets<'_>, name: &str) -> TokenStream {
        let module = if ctx.reexports.contains(name) { "" } else { RUNTIME_MODULE };
        self.path(ctx, module, name)
    }

    /// Imports a name and returns it, or returns its path if the name is taken.
    fn path(&mut self, ctx: &Snippets<'_>, module: &str, name: &str) -> TokenStream {
        let imported = self.imported.entry(name.to_owned()).or_insert_with(|| module.to_owned());
        let short = ident(name);
        if imported == module {
            return quote!(#short);
        }
        let krate = ident(&ctx.krate);
        let module = (!module.is_empty()).then(|| ident(module));
        let module = module.into_iter();
        quote!(#krate::#(#module::)*#short)
    }

    /// The names to import from each module, sorted.
    pub(super) fn into_modules(self) -> BTreeMap<String, Vec<String>> {
        let mut res: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, module) in self.imported {
            res.entry(module).or_default().push(name);
        }
        res
    }
}

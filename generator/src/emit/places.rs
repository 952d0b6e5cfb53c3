//! The types of paths.

use super::{Ctx, docs, ident, operations};
use crate::diagnostics::Diagnostics;
use crate::names::{self, MethodNames};
use crate::page::http::Argument;
use crate::paths::{Place, PlaceId, PlaceKind, Step, StepKind};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The items of a place: a struct with its methods, or the functions of the root.
pub(super) fn emit(diagnostics: &mut Diagnostics, ctx: &Ctx<'_>, id: PlaceId) -> Vec<TokenStream> {
    let place = &ctx.paths.places[id.0 as usize];
    let names = names::methods(diagnostics, ctx.model, place);
    let functions = functions(ctx, place, &names);
    if place.kind == PlaceKind::Root {
        return functions;
    }
    let docs = docs::attributes(&ctx.place_docs(&place.kind));
    let name = ident(&ctx.names.place_item(id).ident);
    let declaration = quote! {
        #docs
        pub struct #name(pub ::msgraph_core::Path);
    };
    let methods = (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }));
    [declaration, quote!(::msgraph_core::place!(#name);)].into_iter().chain(methods).collect()
}

/// The functions of a place, steps first.
fn functions(ctx: &Ctx<'_>, place: &Place, names: &MethodNames) -> Vec<TokenStream> {
    let is_root = place.kind == PlaceKind::Root;
    let steps = place.steps.iter().zip(&names.steps).map(|(it, name)| step(ctx, is_root, it, name));
    let calls = place.calls.iter().zip(&names.calls).map(|(it, name)| operations::emit(ctx, place, it, name));
    steps.chain(calls).collect()
}

/// A method that leads to another place.
fn step(ctx: &Ctx<'_>, is_root: bool, step: &Step, name: &str) -> TokenStream {
    let docs = docs::attributes(&ctx.step_docs(step));
    let name = ident(name);
    let target = ctx.item(ctx.names.place_item(step.target));
    let receiver = (!is_root).then(|| quote!(&self,));
    let base = ctx.base(is_root);
    let (parameters, path) = match &step.kind {
        StepKind::Segment(segment) => (TokenStream::new(), quote!(#base.segment(#segment))),
        StepKind::Key => (quote!(id: impl ::core::convert::AsRef<str>), quote!(#base.key(id.as_ref()))),
        StepKind::ByPath => (quote!(path: impl ::core::convert::AsRef<str>), quote!(#base.by_path(path.as_ref()))),
        StepKind::Function(function, arguments) => {
            let (parameters, values) = function_parameters(arguments);
            (quote!(#(#parameters),*), quote!(#base.function(#function, &[#(#values),*])))
        }
    };
    quote! {
        #docs
        #[inline]
        pub fn #name(#receiver #parameters) -> #target {
            #target(#path)
        }
    }
}

/// Parameters of a function, and what hands them over.
pub(super) fn function_parameters(arguments: &[Argument]) -> (Vec<TokenStream>, Vec<TokenStream>) {
    // `body` is what is sent.
    let mut taken = BTreeSet::from(["body".to_owned(), "content".to_owned()]);
    let mut res = (Vec::new(), Vec::new());
    for argument in arguments {
        let wanted = names::field(if argument.name.is_empty() { &argument.value } else { &argument.name });
        let mut name = wanted.clone();
        while !taken.insert(name.clone()) {
            name = format!("{}_", name.trim_start_matches("r#"));
        }
        let (name, wire) = (ident(&name), &argument.name);
        res.0.push(if argument.is_quoted {
            quote!(#name: &str)
        } else {
            quote!(#name: impl ::msgraph_core::ToLiteral)
        });
        res.1.push(quote!((#wire, &#name)));
    }
    res
}

impl Ctx<'_> {
    /// What paths go on from.
    pub(super) fn base(&self, is_root: bool) -> TokenStream {
        let version = &self.model.version;
        if is_root { quote!(::msgraph_core::Path::root(#version)) } else { quote!(self.0) }
    }

    fn place_docs(&self, kind: &PlaceKind) -> String {
        match kind {
            PlaceKind::Root => String::new(),
            PlaceKind::Item(ty) => format!("A path to one [`{0}`]({0}).", self.names.type_item(*ty).ident),
            PlaceKind::Collection(ty) => format!("A path to many of [`{0}`]({0}).", self.names.type_item(*ty).ident),
            PlaceKind::Segment { name, is_item: false, .. } => format!("A path that ends in `{name}`."),
            PlaceKind::Segment { name, is_item: true, .. } => format!("A path that ends in `{name}/{{id}}`."),
        }
    }

    fn step_docs(&self, step: &Step) -> String {
        let prose = step.property.and_then(|it| self.model.property(it)).map(|it| self.prose(&it.docs, false));
        let prose = prose.filter(|it| !it.is_empty());
        prose.unwrap_or_else(|| match &step.kind {
            StepKind::Segment(name) => format!("`/{name}`"),
            StepKind::Key => "`/{id}`".to_owned(),
            StepKind::ByPath => "`:/{path}:`: by the names of folders and files, with slashes between them.".to_owned(),
            StepKind::Function(name, _) => format!("`/{name}(…)`"),
        })
    }
}

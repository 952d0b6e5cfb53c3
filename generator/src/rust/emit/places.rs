//! Emits the types of paths.

use super::parameters::Parameters;
use super::{Ctx, deprecation, ident, operations, segments, syntax};
use crate::analysis::paths::{Place, PlaceId, PlaceKind, Step, StepKind};
use crate::rust::names::MethodName;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, ItemFn, ItemImpl, ItemStruct, parse_quote};

/// The items of a place: a struct with its methods, or the functions of the root.
pub(super) fn emit(ctx: &Ctx<'_>, id: PlaceId) -> Vec<Item> {
    let place = &ctx.paths.places[id.0 as usize];
    let functions = functions(ctx, id, place);
    let requests = operations::requests(ctx, id, place);
    if place.kind == PlaceKind::Root {
        return functions.into_iter().map(Item::Fn).chain(requests).collect();
    }
    let name = ident(&ctx.names.place_item(id).ident);
    let mut declaration: ItemStruct = parse_quote!(pub struct #name(pub rt::Path););
    declaration.attrs = syntax::docs(&ctx.place_docs(id, &place.kind));
    let mut res = vec![Item::Struct(declaration), parse_quote!(rt::place!(#name);)];
    if !functions.is_empty() {
        let mut methods: ItemImpl = parse_quote!(impl #name {});
        methods.items = functions.into_iter().map(syntax::method).collect();
        res.push(Item::Impl(methods));
    }
    res.extend(requests);
    res
}

/// The functions of a place, with steps first.
fn functions(ctx: &Ctx<'_>, id: PlaceId, place: &Place) -> Vec<ItemFn> {
    let names = ctx.names.methods(id);
    let own = ctx.areas.of_place(id);
    let steps = place.steps.iter().zip(&names.steps).map(|(it, name)| {
        let cfg = ctx.cfg(own, ctx.areas.of_place(it.target));
        let mut res = step(ctx, (id, &place.kind), it, name);
        syntax::attach(cfg, &mut res.attrs);
        res
    });
    let calls = names.calls.iter().enumerate().map(|(idx, name)| {
        let cfg = ctx.cfg(own, ctx.areas.of_call((id, idx)));
        let mut res = operations::emit(ctx, (id, idx), place, name);
        syntax::attach(cfg, &mut res.attrs);
        res
    });
    steps.chain(calls).collect()
}

/// A method that returns another place.
fn step(ctx: &Ctx<'_>, from: (PlaceId, &PlaceKind), step: &Step, name: &MethodName) -> ItemFn {
    let is_root = *from.1 == PlaceKind::Root;
    let said = step.docs(ctx.model, from.1);
    let MethodName { ident: name, parameters: names } = name;
    let name = ident(name);
    let target = ctx.item(ctx.names.place_item(step.target));
    let receiver = (!is_root).then(|| quote!(&self,));
    let base = ctx.base(is_root);
    let (parameters, path) = match &step.kind {
        StepKind::Segment(segment) => (TokenStream::new(), quote!(#base.segment(#segment))),
        StepKind::Key => {
            let (parameter, key) = ctx.key_parameter(step.target);
            (parameter, quote!(#base.#key))
        }
        StepKind::Keys(keys) => {
            let item = ctx.paths.item(step.target);
            let Parameters { declarations, pairs } = ctx.key_parameters(item, keys, names);
            (quote!(#(#declarations),*), quote!(#base.keys(&[#(#pairs),*])))
        }
        StepKind::ByPath => (quote!(path: impl AsRef<str>), quote!(#base.by_path(path.as_ref()))),
        StepKind::Values(segments) => {
            let (declarations, values) = ctx.path_values(step, names);
            let path = segments::path(base, segments, &step.inputs(ctx.model).collect::<Vec<_>>(), &values);
            (quote!(#(#declarations),*), path)
        }
        StepKind::Function(function, arguments) => {
            let Parameters { declarations, pairs } = ctx.function_parameters(step.odata_operation, arguments, names);
            (quote!(#(#declarations),*), quote!(#base.function(#function, &[#(#pairs),*])))
        }
    };
    let mut res: ItemFn = parse_quote! {
        #[inline]
        pub fn #name(#receiver #parameters) -> #target {
            #target(#path)
        }
    };
    let deprecation = said.and_then(deprecation::attribute);
    syntax::document(&ctx.step_docs(from.0, step, said), deprecation, &mut res.attrs);
    res
}

impl Ctx<'_> {
    /// The expression that segments are appended to.
    pub(super) fn base(&self, is_root: bool) -> TokenStream {
        let version = &self.model.version;
        if is_root { quote!(rt::Path::root(#version)) } else { quote!(self.0) }
    }
}

//! Request functions.

use super::bodies::Sending;
use super::parameters::Parameters;
use super::results::Read;
use super::{Ctx, deprecation, ident, pages, syntax};
use crate::analysis::paths::{Call, Payload, Place, PlaceId, PlaceKind, Tail};
use crate::model::OperationId;
use crate::model::http::Method;
use crate::rust::names::MethodName;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeSet;
use syn::{Attribute, Item, ItemFn, parse_quote};

/// The request function of a call.
pub(super) fn emit(ctx: &Ctx<'_>, id: (PlaceId, usize), place: &Place, name: &MethodName) -> ItemFn {
    let call = &place.calls[id.1];
    let is_root = place.kind == PlaceKind::Root;
    let MethodName { ident: name, parameters } = name;
    let name = ident(name);
    let receiver = (!is_root).then(|| quote!(&self,));
    let (mut arguments, path) = path(ctx, is_root, call, parameters);
    let pages = call.operations.iter().map(|it| ctx.page_path(*it));
    let pages = pages.chain(call.permissions.iter().map(|it| pages::without_page(call, it)));
    let method = method(call.method);
    let Read { ty: result, constructor, reader } = ctx.read(call);
    let reader = reader.map(|it| quote!(, #it));
    let of_headers = &parameters[..parameters.len() - n_inputs(ctx, call)];
    let Parameters { declarations, pairs: headers } = ctx.header_parameters(call, of_headers);
    let (required, inputs) = ctx.required_inputs(call, &parameters[parameters.len() - n_inputs(ctx, call)..]);
    let query = fixed_query(ctx, call);
    let (security, accepted) = (ctx.security(call), ctx.accepted(call));
    let (server, key) = (ctx.server(call), ctx.idempotency_key(call));
    let request = quote! {
        rt::Request::#constructor(#method, #path, [#(#pages),*] #reader)
            #(.header(#headers))* #accepted #server #security #query #(#inputs)* #key
    };
    let Sending { parameters, lifetime, ty, request } = ctx.sending(place, call, &result, request);
    arguments.extend(declarations.into_iter().chain(required).chain(parameters));
    let (result, body) = match ctx.names.request(id) {
        Some(it) => {
            let own = ident(&it.ident);
            (quote!(#own), quote!(#own(#request)))
        }
        None => (ty, request),
    };
    let mut res: ItemFn = parse_quote! {
        #[inline]
        pub fn #name #lifetime(#receiver #(#arguments),*) -> #result {
            #body
        }
    };
    res.attrs.extend(alias(ctx, call, &res.sig.ident));
    let deprecation = call.deprecation(ctx.model).and_then(deprecation::attribute);
    syntax::document(&ctx.call_docs(id, place, call), deprecation, &mut res.attrs);
    res
}

/// The identifier of the operation, for searches in the documentation. rustdoc rejects other letters.
fn alias(ctx: &Ctx<'_>, call: &Call, name: &Ident) -> Option<Attribute> {
    let id = &ctx.contract(call)?.id.as_ref()?.value;
    let is_letter = |it: char| it.is_ascii_alphanumeric() || "_-./:".contains(it);
    let is_allowed = !id.is_empty() && name != id && id.chars().all(is_letter);
    is_allowed.then(|| parse_quote!(#[doc(alias = #id)]))
}

/// The types of the requests of a place that have optional parameters, and of the responses that differ by status.
pub(super) fn requests(ctx: &Ctx<'_>, id: PlaceId, place: &Place) -> Vec<Item> {
    let own = ctx.areas.of_place(id);
    let mut read = BTreeSet::new();
    let types = place.calls.iter().enumerate().flat_map(|(idx, call)| {
        let cfg = ctx.cfg(own, ctx.areas.of_call((id, idx)));
        let request = ctx.names.request((id, idx)).map(|name| ctx.request_type(id, call, name));
        // Several calls of an operation have the same responses.
        let is_first = |it: OperationId| ctx.names.response(it).is_some() && read.insert(it);
        let differs = matches!(call.result, Payload::ByStatus(_));
        let operation = call.operations.first().copied().filter(|_| differs);
        let response = if operation.is_some_and(is_first) { ctx.response_type(id, call) } else { None };
        let items = request.into_iter().flatten().chain(response.into_iter().flatten());
        let gated = |it| cfg.iter().fold(it, |it, cfg| syntax::with_attribute(cfg, it));
        items.map(gated).collect::<Vec<_>>()
    });
    types.collect()
}

/// The number of arguments for required parameters.
fn n_inputs(ctx: &Ctx<'_>, call: &Call) -> usize {
    call.inputs(ctx.model).filter(|it| it.parameter.is_required && it.parameter.fixed.is_none()).count()
}

/// The query of the URL template.
fn fixed_query(ctx: &Ctx<'_>, call: &Call) -> TokenStream {
    let pairs =
        ctx.contract(call).into_iter().flat_map(|it| &it.query).map(|(name, value)| quote!(.query(#name, #value)));
    quote!(#(#pairs)*)
}

/// The parameters of the last segment of the URL, and the path.
fn path(ctx: &Ctx<'_>, is_root: bool, call: &Call, names: &[String]) -> (Vec<TokenStream>, TokenStream) {
    let base = ctx.base(is_root);
    match &call.tail {
        Tail::None if is_root => (Vec::new(), base),
        Tail::None => (Vec::new(), quote!(#base.clone())),
        Tail::Segment(segment) => (Vec::new(), quote!(#base.segment(#segment))),
        Tail::Function(name, arguments) => {
            let Parameters { declarations, pairs } = ctx.function_parameters(call.odata_operation, arguments, names);
            (declarations, quote!(#base.function(#name, &[#(#pairs),*])))
        }
    }
}

fn method(method: Method) -> TokenStream {
    match method {
        Method::Get => quote!(rt::Method::GET),
        Method::Post => quote!(rt::Method::POST),
        Method::Put => quote!(rt::Method::PUT),
        Method::Patch => quote!(rt::Method::PATCH),
        Method::Delete => quote!(rt::Method::DELETE),
        Method::Head => quote!(rt::Method::HEAD),
    }
}

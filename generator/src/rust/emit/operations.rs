//! Request functions.

use super::parameters::Parameters;
use super::{Ctx, deprecation, ident, pages, syntax};
use crate::analysis::paths::{Call, Place, PlaceId, PlaceKind, Tail};
use crate::model::http::Method;
use crate::model::{ItemType, Primitive};
use crate::rust::names::MethodName;
use crate::rust::signature::{self, Sent};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
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
    let received = received(ctx, call);
    let constructor = received.constructor;
    let of_headers = &parameters[..parameters.len() - n_inputs(ctx, call)];
    let Parameters { declarations, pairs: headers } = ctx.header_parameters(call, of_headers);
    let (required, inputs) = ctx.required_inputs(call, &parameters[parameters.len() - n_inputs(ctx, call)..]);
    let query = fixed_query(ctx, call);
    let security = ctx.security(call);
    let request = quote!(rt::Request::#constructor(#method, #path, [#(#pages),*]) #(.header(#headers))* #security #query #(#inputs)*);
    arguments.extend(declarations.into_iter().chain(required));
    let sent = signature::sent(place, call);
    arguments.extend(body_parameters(ctx, sent));
    let result = received.ty;
    let (result, body) = match sent {
        Sent::Nothing => (quote!(rt::Request<#result>), request),
        Sent::Value(_) | Sent::Json => {
            let base = signature::base_expected(ctx.model, place, call).map(|it| ctx.type_path(it));
            let body = base.map_or_else(|| quote!(body), |it| quote!(&rt::Model::upcast::<#it>(body)));
            let media_type = media_type(ctx, call);
            (quote!(rt::Request<#result>), quote!(#request.json(#body) #media_type))
        }
        Sent::Reference => (quote!(rt::Request<#result>), quote!(#request.reference(to))),
        Sent::Bytes => (quote!(rt::Request<#result>), quote!(#request.content(media_type, content))),
        Sent::Form(_) => {
            let members = ctx.form_members(call);
            (quote!(rt::Request<#result>), quote!(#request.form(body, &[#(#members),*])))
        }
        Sent::Multipart => (quote!(rt::Request<#result>), quote!(#request.multipart(body))),
        Sent::Update(model) => {
            let model = ctx.type_path(model);
            (quote!(rt::Update<#model, #result>), quote!(rt::Update::new(#request)))
        }
    };
    let (result, body) = match ctx.names.request(id) {
        Some(it) => {
            let own = ident(&it.ident);
            (quote!(#own), quote!(#own(#body)))
        }
        None => (result, body),
    };
    let mut res: ItemFn = parse_quote! {
        #[inline]
        pub fn #name(#receiver #(#arguments),*) -> #result {
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
    let contract = call.operations.first().and_then(|it| ctx.model.operation(*it).contract.as_deref());
    let id = &contract?.id.as_ref()?.value;
    let is_letter = |it: char| it.is_ascii_alphanumeric() || "_-./:".contains(it);
    let is_allowed = !id.is_empty() && name != id && id.chars().all(is_letter);
    is_allowed.then(|| parse_quote!(#[doc(alias = #id)]))
}

/// The types of the requests of a place that have optional parameters.
pub(super) fn requests(ctx: &Ctx<'_>, id: PlaceId, place: &Place) -> Vec<Item> {
    let own = ctx.areas.of_place(id);
    let types = place.calls.iter().enumerate().filter_map(|(idx, call)| {
        let name = ctx.names.request((id, idx))?;
        let cfg = ctx.cfg(own, ctx.areas.of_call((id, idx)));
        let items = ctx.request_type(id, call, name, &received(ctx, call).ty);
        Some(items.map(|it| cfg.iter().fold(it, |it, cfg| syntax::with_attribute(cfg, it))))
    });
    types.flatten().collect()
}

/// The number of arguments for required parameters.
fn n_inputs(ctx: &Ctx<'_>, call: &Call) -> usize {
    call.inputs(ctx.model).filter(|it| it.parameter.is_required && it.parameter.fixed.is_none()).count()
}

/// The media type of a body of JSON, if it is another one than that of JSON.
fn media_type(ctx: &Ctx<'_>, call: &Call) -> Option<TokenStream> {
    let contract = call.operations.first().and_then(|it| ctx.model.operation(*it).contract.as_deref());
    let media_type = &contract?.bodies.iter().find(|it| it.is_json())?.media_type.value;
    let is_usual = media_type.to_ascii_lowercase().starts_with("application/json") || media_type.contains('*');
    (!is_usual).then(|| quote!(.content_type(#media_type)))
}

/// The query of the URL template.
fn fixed_query(ctx: &Ctx<'_>, call: &Call) -> TokenStream {
    let contracts = call.operations.first().and_then(|it| ctx.model.operation(*it).contract.as_deref());
    let pairs = contracts.into_iter().flat_map(|it| &it.query).map(|(name, value)| quote!(.query(#name, #value)));
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

/// The response: its type, and the constructor of the request.
struct Received {
    ty: TokenStream,
    constructor: TokenStream,
}

fn received(ctx: &Ctx<'_>, call: &Call) -> Received {
    let (ty, constructor) = match signature::received(ctx.model, call) {
        signature::Received::Nothing => (quote!(()), quote!(empty)),
        signature::Received::Bytes => (quote!(rt::Bytes), quote!(bytes)),
        signature::Received::Text => (quote!(String), quote!(text)),
        signature::Received::Count => (quote!(u64), quote!(number)),
        signature::Received::Json => (quote!(rt::Untyped), quote!(new)),
        signature::Received::References => (quote!(rt::Collection<rt::Reference>), quote!(new)),
        signature::Received::Collection(item) => {
            let item = ctx.item_type(item);
            (quote!(rt::Collection<#item>), quote!(new))
        }
        signature::Received::Item(id) => (ctx.type_path(id).into_token_stream(), quote!(new)),
        signature::Received::Value(ty) => {
            let value = ctx.ty(ty);
            (if ty.is_nullable == Some(true) { quote!(Option<#value>) } else { quote!(#value) }, quote!(new))
        }
        signature::Received::Scalar(item) => (ctx.item_type(item).into_token_stream(), quote!(scalar)),
    };
    Received { ty, constructor }
}

/// The parameters of the body.
fn body_parameters(ctx: &Ctx<'_>, sent: Sent<'_>) -> Vec<TokenStream> {
    match sent {
        Sent::Nothing | Sent::Update(_) => Vec::new(),
        Sent::Reference => vec![quote!(to: impl Into<rt::Reference>)],
        Sent::Bytes => {
            let content = quote!(content: impl Into<rt::Bytes>);
            vec![quote!(media_type: &str), content]
        }
        Sent::Json => vec![quote!(body: &impl rt::serde::Serialize)],
        Sent::Multipart => vec![quote!(body: impl Into<rt::Multipart>)],
        Sent::Value(ty) | Sent::Form(ty) => {
            let item = ctx.item_type(&ty.item);
            let is_text = ty.item == ItemType::Primitive(Primitive::String);
            vec![match ty.is_collection {
                true => quote!(body: &[#item]),
                false if is_text => quote!(body: &str),
                false => quote!(body: &#item),
            }]
        }
    }
}

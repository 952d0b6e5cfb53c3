//! Request functions.

use super::parameters::Parameters;
use super::{Ctx, deprecation, ident, pages, syntax};
use crate::analysis::paths::{Call, Place, PlaceId, PlaceKind, Tail};
use crate::model::http::Method;
use crate::rust::names::MethodName;
use crate::rust::signature::{self, Sent};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ItemFn, parse_quote};

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
    let Parameters { declarations, pairs: headers } = ctx.header_parameters(call, parameters);
    let request = quote!(rt::Request::#constructor(#method, #path, [#(#pages),*]) #(.header(#headers))*);
    arguments.extend(declarations);
    let sent = signature::sent(place, call);
    arguments.extend(body_parameters(ctx, sent));
    let result = received.ty;
    let (result, body) = match sent {
        Sent::Nothing => (quote!(rt::Request<#result>), request),
        Sent::Value(_) | Sent::Json => {
            let base = signature::base_expected(ctx.model, place, call).map(|it| ctx.type_path(it));
            let body = base.map_or_else(|| quote!(body), |it| quote!(&rt::Model::upcast::<#it>(body)));
            (quote!(rt::Request<#result>), quote!(#request.json(#body)))
        }
        Sent::Reference => (quote!(rt::Request<#result>), quote!(#request.reference(to))),
        Sent::Bytes => (quote!(rt::Request<#result>), quote!(#request.content(media_type, content))),
        Sent::Update(model) => {
            let model = ctx.type_path(model);
            (quote!(rt::Update<#model, #result>), quote!(rt::Update::new(#request)))
        }
    };
    let mut res: ItemFn = parse_quote! {
        #[inline]
        pub fn #name(#receiver #(#arguments),*) -> #result {
            #body
        }
    };
    let deprecation = call.deprecation(ctx.model).and_then(deprecation::attribute);
    syntax::document(&ctx.call_docs(id, place, call), deprecation, &mut res.attrs);
    res
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
        signature::Received::Count => (quote!(u64), quote!(number)),
        signature::Received::Json => (quote!(rt::Untyped), quote!(new)),
        signature::Received::References => (quote!(rt::Collection<rt::Reference>), quote!(new)),
        signature::Received::Collection(item) => {
            let item = ctx.item_type(item);
            (quote!(rt::Collection<#item>), quote!(new))
        }
        signature::Received::Item(id) => (ctx.type_path(id).into_token_stream(), quote!(new)),
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
        Sent::Value(ty) => {
            let item = ctx.item_type(&ty.item);
            vec![if ty.is_collection { quote!(body: &[#item]) } else { quote!(body: &#item) }]
        }
    }
}

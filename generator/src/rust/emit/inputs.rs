//! Emits the parameters that OpenAPI descriptions state: arguments of functions, and setters of requests.

use super::results::Read;
use super::{Ctx, deprecation, ident, syntax};
use crate::analysis::paths::{Call, Payload, PlaceId, Step};
use crate::model::{EncodedMember, Input, ItemType, Location, Primitive, Style, Type, TypeId};
use crate::rust::names::RequestName;
use crate::rust::signature::{self, Passing, Sent};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{ImplItem, Item, ItemFn, ItemImpl, ItemStruct, parse_quote};

/// A parameter of a function: its declaration, and its value for the runtime.
struct Argument {
    ty: TokenStream,
    value: TokenStream,
}

impl Ctx<'_> {
    /// The values of the variables of a step.
    pub(super) fn path_values(&self, step: &Step, names: &[String]) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let text = Type { item: ItemType::Primitive(Primitive::String), is_collection: false, is_nullable: None };
        let arguments = step.inputs(self.model).zip(names).map(|(input, name)| {
            let name = ident(name);
            let Argument { ty, value } = self.argument(&name, input.map_or(&text, |it| &it.parameter.ty));
            (quote!(#name: #ty), value)
        });
        arguments.unzip()
    }

    /// The required parameters of a request: declarations, and the calls that set them.
    pub(super) fn required_inputs(&self, call: &Call, names: &[String]) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let (mut declarations, mut calls, mut names) = (Vec::new(), Vec::new(), names.iter());
        for input in call.inputs(self.model).filter(|it| it.parameter.is_required) {
            let parameter = parameter(input);
            let value = match &input.parameter.fixed {
                Some(fixed) => quote!(rt::Argument::new(#fixed)),
                None => {
                    let name = ident(names.next().expect("each required parameter has a name"));
                    let Argument { ty, value } = self.argument(&name, &input.parameter.ty);
                    declarations.push(quote!(#name: #ty));
                    value
                }
            };
            calls.push(quote!(.parameter(#parameter, #value)));
        }
        (declarations, calls)
    }

    /// The members of the form of a request that are not written in the default style.
    pub(super) fn form_members(&self, call: &Call) -> Vec<TokenStream> {
        let form = self.contract(call).and_then(|it| it.bodies.iter().find(|it| it.is_form()));
        let members = form.into_iter().flat_map(|it| &it.members);
        let member = |it: &EncodedMember| {
            let name = &it.name;
            let written = written(it.style, it.explode, it.allows_reserved, (Style::Form, true));
            quote!(rt::Parameter::member(#name) #written)
        };
        members.map(member).collect()
    }

    /// The type of a request with optional parameters, and its setters.
    pub(super) fn request_type(&self, id: PlaceId, call: &Call, name: &RequestName) -> [Item; 3] {
        let own = ident(&name.ident);
        let sent = signature::sent(self.paths.place(id), call);
        let Read { ty: result, .. } = self.read(call);
        let ty = self.request_of(sent, &result);
        let mut declaration: ItemStruct = parse_quote!(pub struct #own(pub #ty););
        declaration.attrs = syntax::docs(&self.request_docs(id, call));
        let mut methods: ItemImpl = parse_quote!(impl #own {});
        let optional = call.inputs(self.model).filter(|it| !it.parameter.is_required);
        methods.items = optional.zip(&name.setters).map(|(it, name)| syntax::method(self.setter(it, name))).collect();
        if let Some(paging) = &call.paging {
            let model = if let Payload::Value(it) = &call.result { it.item.named().copied() } else { None };
            methods.items.extend(self.paging(paging, &result, model));
        }
        if let Payload::Events(item) = &call.result {
            methods.items.push(open(&self.ty(item)));
        }
        methods.items.extend(self.send_with_headers(call, sent, &result));
        let shared = match sent {
            Sent::Update(model) => {
                let model = self.type_path(model);
                parse_quote!(rt::update!(#own, #model, #result);)
            }
            _ => parse_quote!(rt::request!(#own, #result);),
        };
        [Item::Struct(declaration), Item::Impl(methods), shared]
    }

    fn setter(&self, input: &Input<TypeId>, name: &str) -> ItemFn {
        let (setter, value) = (ident(name), ident("value"));
        let parameter = parameter(input);
        let Argument { ty, value } = self.argument(&value, &input.parameter.ty);
        let mut res: ItemFn = parse_quote! {
            #[inline]
            pub fn #setter(self, value: #ty) -> Self {
                Self(self.0.parameter(#parameter, #value))
            }
        };
        let prose = self.prose(&input.parameter.docs, false);
        let docs = if prose.is_empty() { self.input_docs(input) } else { prose };
        syntax::document(&docs, deprecation::attribute(&input.parameter.docs), &mut res.attrs);
        res
    }

    /// The type of a parameter, and its value as passed to the runtime.
    fn argument(&self, name: &Ident, ty: &Type<TypeId>) -> Argument {
        let item = self.item_type(&ty.item).into_token_stream();
        let is_text = ty.item == ItemType::Primitive(Primitive::String);
        let is_any = ty.item == ItemType::Primitive(Primitive::Untyped);
        if ty.is_collection {
            return match is_text {
                true => Argument {
                    ty: quote!(&[impl AsRef<str> + rt::serde::Serialize]),
                    value: quote!(rt::Argument::new(#name)),
                },
                false => Argument { ty: quote!(&[#item]), value: quote!(rt::Argument::new(#name)) },
            };
        }
        match signature::passing(self.model, ty) {
            _ if is_text => Argument { ty: quote!(&str), value: quote!(rt::Argument::new(#name)) },
            _ if is_any => Argument { ty: quote!(&impl rt::serde::Serialize), value: quote!(rt::Argument::new(#name)) },
            Passing::Converted => {
                let value = quote!(rt::Argument::new(&Into::<#item>::into(#name)));
                Argument { ty: quote!(impl Into<#item>), value }
            }
            Passing::Plain if ty.item.named().is_none() => {
                Argument { ty: item, value: quote!(rt::Argument::new(&#name)) }
            }
            Passing::Plain | Passing::Json => Argument { ty: quote!(&#item), value: quote!(rt::Argument::new(#name)) },
        }
    }
}

/// The method that returns events as they arrive.
fn open(item: &syn::Type) -> ImplItem {
    parse_quote! {
        /// Sends the request, and returns the events as they arrive.
        ///
        /// # Errors
        /// See [`Request::open`](rt::Request::open).
        #[inline]
        pub fn open(self, client: &rt::Client) -> impl Future<Output = Result<rt::Events<#item>, rt::Error>> {
            self.0.open(client)
        }
    }
}

/// A parameter as the runtime declares it.
fn parameter(input: &Input<TypeId>) -> TokenStream {
    let name = &input.parameter.name.value;
    let (constructor, default) = match input.location {
        Location::Header => (quote!(header), (Style::Simple, false)),
        Location::Cookie => (quote!(cookie), (Style::Form, true)),
        Location::Query | Location::Path => (quote!(query), (Style::Form, true)),
    };
    let written = written(input.style, input.explode, input.allows_reserved, default);
    let json = input.is_json.then(|| quote!(.json()));
    quote!(rt::Parameter::#constructor(#name) #written #json)
}

/// How values are written, where that differs from a default style.
fn written(style: Style, explode: bool, allows_reserved: bool, default: (Style, bool)) -> TokenStream {
    let is_default = style == default.0;
    let of_style = if is_default { default.1 } else { matches!(style, Style::Form | Style::DeepObject) };
    let style = ident(variant(style));
    let style = (!is_default).then(|| quote!(.style(rt::Style::#style)));
    let explode = (explode != of_style).then(|| quote!(.explode(#explode)));
    let reserved = allows_reserved.then(|| quote!(.allow_reserved()));
    quote!(#style #explode #reserved)
}

fn variant(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    }
}

//! Emits the bodies of requests: the parameters of request functions, and the calls that set them.

use super::{Ctx, results};
use crate::analysis::paths::{Call, Payload, Place};
use crate::model::{Contract, ItemType, Location, Primitive, Property, Type, TypeId};
use crate::rust::signature::{self, Sent};
use proc_macro2::TokenStream;
use quote::quote;

/// A request function's body and result.
pub(super) struct Sending {
    /// The parameters of the body.
    pub(super) parameters: Vec<TokenStream>,
    /// The lifetime of a body that may be omitted.
    pub(super) lifetime: Option<TokenStream>,
    /// The request's type.
    pub(super) ty: TokenStream,
    /// The request with its body.
    pub(super) request: TokenStream,
}

impl Ctx<'_> {
    /// Adds the body of a call to its request, which returns `result`.
    pub(super) fn sending(&self, place: &Place, call: &Call, result: &TokenStream, request: TokenStream) -> Sending {
        let sent = signature::sent(place, call);
        let is_optional = signature::is_body_optional(self.model, place, call);
        let request = match sent {
            Sent::Nothing => request,
            Sent::Value(_) if is_optional => {
                let media_type = self.media_type(call);
                quote!(#request #media_type.optional_json(body.into()))
            }
            Sent::Value(_) | Sent::Json => {
                let base = signature::base_expected(self.model, place, call).map(|it| self.type_path(it));
                let body = base.map_or_else(|| quote!(body), |it| quote!(&rt::Model::upcast::<#it>(body)));
                let media_type = self.media_type(call);
                quote!(#request #media_type.json(#body))
            }
            Sent::Reference => quote!(#request.reference(to)),
            Sent::Bytes => quote!(#request.content(media_type, content)),
            Sent::Form(_) => {
                let members = self.form_members(call);
                match is_optional {
                    true => quote!(#request.optional_form(body.into(), &[#(#members),*])),
                    false => quote!(#request.form(body, &[#(#members),*])),
                }
            }
            Sent::Multipart if self.has_switch_in_parts(call) => {
                quote!(#request.multipart(Into::<rt::Multipart>::into(body).part(#STREAM, rt::Part::text("true"))))
            }
            Sent::Multipart => quote!(#request.multipart(body)),
            Sent::Update(_) => {
                let media_type = self.media_type(call);
                quote!(rt::Update::new(#request #media_type))
            }
        };
        let streaming = self.streaming(call);
        Sending {
            parameters: self.body_parameters(sent, is_optional),
            lifetime: is_optional.then(|| quote!(<'a>)),
            ty: self.request_of(sent, result),
            request: quote!(#request #streaming),
        }
    }

    /// The type of a request with such a body, before it is wrapped.
    pub(super) fn request_of(&self, sent: Sent<'_>, result: &TokenStream) -> TokenStream {
        match sent {
            Sent::Update(model) => {
                let model = self.type_path(model);
                quote!(rt::Update<#model, #result>)
            }
            _ => quote!(rt::Request<#result>),
        }
    }

    fn body_parameters(&self, sent: Sent<'_>, is_optional: bool) -> Vec<TokenStream> {
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
                let item = self.item_type(&ty.item);
                let is_text = ty.item == ItemType::Primitive(Primitive::String);
                vec![match ty.is_collection {
                    _ if is_optional => quote!(body: impl Into<Option<&'a #item>>),
                    true => quote!(body: &[#item]),
                    false if is_text => quote!(body: &str),
                    false => quote!(body: &#item),
                }]
            }
        }
    }

    /// The call that sets the media type of a JSON body, if it has one of its own.
    fn media_type(&self, call: &Call) -> Option<TokenStream> {
        let own = self.contract(call)?.bodies.iter().find(|it| it.is_json())?;
        let own = results::media_type(own).filter(|it| it != results::JSON)?;
        Some(quote!(.content_type(#own)))
    }

    /// The call that asks for events: a member or a parameter `stream`, by a convention of many services.
    fn streaming(&self, call: &Call) -> Option<TokenStream> {
        let parameter = match (&call.result, &call.body) {
            (Payload::Events(_), Payload::Value(ty)) if self.has_switch(ty) => quote!(member),
            (Payload::Events(_), _) if self.contract(call).is_some_and(has_switch) => quote!(query),
            _ => return None,
        };
        Some(quote!(.parameter(rt::Parameter::#parameter(#STREAM), rt::Argument::new(&true))))
    }

    /// Whether a form with files has a part that asks for events.
    fn has_switch_in_parts(&self, call: &Call) -> bool {
        let content = self.contract(call).and_then(|it| it.bodies.iter().find(|it| it.is_multipart()));
        let is_streamed = matches!(call.result, Payload::Events(_));
        is_streamed && content.and_then(|it| it.ty.as_ref()).is_some_and(|it| self.has_switch(it))
    }

    /// Whether an object has a member that asks for events.
    fn has_switch(&self, ty: &Type<TypeId>) -> bool {
        let Some(id) = ty.item.named().filter(|_| !ty.is_collection) else { return false };
        let bases = self.model.bases(*id);
        let structures = bases.iter().chain([id]).filter_map(|it| self.model.type_def(*it).structure());
        let is_meant = |it: &Property<TypeId>| it.name.value == STREAM && is_boolean(&it.ty);
        structures.flat_map(|it| &it.properties).any(is_meant)
    }

    /// What a description states about a call.
    pub(super) fn contract(&self, call: &Call) -> Option<&Contract<TypeId>> {
        self.model.operation(*call.operations.first()?).contract.as_deref()
    }
}

/// The name of what asks for events.
const STREAM: &str = "stream";

/// Whether a parameter asks for events.
fn has_switch(contract: &Contract<TypeId>) -> bool {
    let mut all = contract.inputs(Location::Query).map(|it| &it.parameter);
    all.any(|it| it.name.value == STREAM && !it.is_required && is_boolean(&it.ty))
}

fn is_boolean(ty: &Type<TypeId>) -> bool {
    ty.item == ItemType::Primitive(Primitive::Boolean) && !ty.is_collection
}

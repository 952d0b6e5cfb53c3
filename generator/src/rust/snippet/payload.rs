//! The payload of a request: arguments, and the statement that creates the body.

use super::program::Snippet;
use super::tokens::{json_tokens, string};
use super::writer::{Writer, fails};
use super::{Error, Problem};
use crate::analysis::requests::Request;
use crate::model::example::{Body, RequestMessage};
use crate::model::http::Method;
use crate::model::json::{Json, Member, Value};
use crate::model::{ItemType, Role, Type, TypeId};
use crate::rust::names::ident;
use crate::rust::signature::Sent;
use proc_macro2::TokenStream;
use quote::quote;

/// The arguments of the request function, and the code before and after the call.
#[derive(Default)]
pub(super) struct Payload {
    pub(super) statement: Option<TokenStream>,
    pub(super) arguments: Vec<TokenStream>,
    pub(super) calls: Vec<TokenStream>,
}

impl Writer<'_, '_> {
    /// The payload of an example, in the form of the request function.
    pub(super) fn payload(
        &mut self,
        message: &RequestMessage,
        request: &Request<'_>,
        sent: Sent<'_>,
    ) -> Result<Payload, Error> {
        let span = message.span;
        match (sent, request.body) {
            (Sent::Nothing, Body::None) => Ok(Payload::default()),
            (Sent::Nothing, Body::Json(json)) if is_empty(json) => Ok(Payload::default()),
            (Sent::Nothing, Body::Json(json)) if message.method.value != Method::Get => {
                let argument = self.json_macro(json);
                Ok(Payload { calls: vec![quote!(.json(&#argument))], ..Payload::default() })
            }
            (Sent::Nothing, _) => fails(Problem::BodyUnexpected, span),
            (Sent::Bytes, body) => Ok(self.bytes(request, body)),
            (Sent::Form(_) | Sent::Multipart, _) => fails(Problem::BodyShape("a form".to_owned()), span),
            (Sent::Value(ty), Body::None) if self.is_parameters(ty) => {
                let ItemType::Named(id) = ty.item else { return fails(Problem::BodyMissing, span) };
                let path = self.uses.ty(self.ctx, id);
                Ok(Payload { arguments: vec![quote!(&#path::default())], ..Payload::default() })
            }
            (_, Body::None) => fails(Problem::BodyMissing, span),
            (_, Body::Text(span) | Body::Broken(span)) => fails(Problem::BodyShape("JSON".to_owned()), *span),
            // A placeholder such as `[Zip file]` may be parsed as JSON.
            (Sent::Json | Sent::Value(_), Body::Json(json)) if !is_json(request.media_type) => {
                fails(Problem::BodyShape("JSON".to_owned()), json.span)
            }
            (Sent::Json, Body::Json(json)) => {
                let content = self.json_macro(json);
                Ok(bound("body", content, Vec::new()))
            }
            (Sent::Value(ty), Body::Json(json)) => {
                let (value, calls) = self.body(json, ty)?;
                let name = self.body_name(request, ty);
                Ok(bound(&name, value, calls))
            }
            (Sent::Reference, Body::Json(json)) => {
                let argument = self.reference_body(json)?;
                Ok(Payload { arguments: vec![argument], ..Payload::default() })
            }
            (Sent::Update(id), Body::Json(json)) => {
                let Value::Object(object) = &json.value else {
                    return fails(Problem::BodyShape("an object".to_owned()), json.span);
                };
                match self.own_type(id, object) {
                    (derived, true) => self.update_of_derived(derived, object),
                    _ => Ok(Payload { calls: self.update(id, object)?, ..Payload::default() }),
                }
            }
        }
    }

    /// An update of an entity whose type is derived from the type of the path.
    fn update_of_derived(&mut self, id: TypeId, object: &[Member]) -> Result<Payload, Error> {
        let literal = self.literal_of(id, object)?;
        // Imports the trait that declares the method.
        self.runtime("Model");
        let statement = Some(quote!(let changes = #literal;));
        Ok(Payload { statement, calls: vec![quote!(.with(&changes.upcast()))], ..Payload::default() })
    }

    pub(super) fn json_macro(&mut self, json: &Json) -> TokenStream {
        let (macro_, content) = (self.runtime("json"), json_tokens(json));
        quote!(#macro_!(#content))
    }

    /// The media type, and the content: a string, or a file.
    fn bytes(&mut self, request: &Request<'_>, body: &Body) -> Payload {
        let media_type = request.media_type.unwrap_or("application/octet-stream");
        let is_text = media_type.starts_with("text/") || media_type.contains("json") || media_type.contains("xml");
        let content = match body {
            Body::Text(span) if is_text => {
                let text = string(&self.ctx.sources[*span]);
                quote!(#text)
            }
            Body::Json(json) => {
                let text = string(&self.ctx.sources[json.span]);
                quote!(#text)
            }
            _ => {
                let name = file_name(media_type);
                quote!(std::fs::read(#name)?)
            }
        };
        let media_type = string(media_type);
        Payload { arguments: vec![quote!(#media_type), content], ..Payload::default() }
    }

    /// `{"@odata.id": "…"}`
    fn reference_body(&mut self, json: &Json) -> Result<TokenStream, Error> {
        let Value::Object(members) = &json.value else {
            return fails(Problem::BodyShape("a reference".to_owned()), json.span);
        };
        let members: &[Member] = members;
        match members {
            [(name, value)] if name.value.eq_ignore_ascii_case("@odata.id") => match value.value.as_str() {
                Some(url) => Ok(self.reference(url, value)),
                None => fails(Problem::BodyShape("a reference".to_owned()), value.span),
            },
            _ => fails(Problem::BodyShape("a reference".to_owned()), json.span),
        }
    }

    /// Whether a type represents the parameters of an action.
    pub(super) fn is_parameters(&self, ty: &Type<TypeId>) -> bool {
        matches!(ty.item, ItemType::Named(id) if self.ctx.model.type_def(id).role == Role::Parameters)
    }
}

/// A body that is created before the request.
pub(super) fn bound(name: &str, value: TokenStream, calls: Vec<TokenStream>) -> Payload {
    let name = ident(name);
    Payload { statement: Some(quote!(let #name = #value;)), arguments: vec![quote!(&#name)], calls }
}

fn is_empty(json: &Json) -> bool {
    matches!(&json.value, Value::Object(members) if members.is_empty())
}

fn is_json(media_type: Option<&str>) -> bool {
    media_type.is_none_or(|it| it.to_lowercase().contains("json"))
}

/// The name of a file with this media type.
pub(super) fn file_name(media_type: &str) -> &'static str {
    let [jpeg, png, gif, pdf, zip, other] = Snippet::FILES;
    match media_type.split(';').next().unwrap_or_default().trim() {
        "image/jpeg" | "image/jpg" => jpeg,
        "image/png" => png,
        "image/gif" => gif,
        "application/pdf" => pdf,
        "application/zip" => zip,
        _ => other,
    }
}

//! One request, from its parts.

use super::body::Object;
use super::headers;
use super::program::{Shown, Snippet};
use super::request::{Header, Request};
use super::uses::{Uses, ident};
use super::values::{json_tokens, string};
use super::{Error, Problem, Snippets};
use crate::json::{Json, Value};
use crate::model::{ItemType, Role, Type, TypeId};
use crate::names;
use crate::page::message::{Body, RequestMessage};
use crate::paths::{Call, StepKind, Tail, Verb};
use crate::signature::{self, Received, Sent};
use crate::source::Span;
use proc_macro2::TokenStream;
use quote::quote;

/// What is written so far, besides the tokens that functions return.
pub(super) struct Writer<'c, 'm> {
    pub(super) ctx: &'c Snippets<'m>,
    pub(super) uses: Uses,
}

/// Writes a request.
pub(super) fn write(ctx: &Snippets<'_>, message: &RequestMessage, request: &Request<'_>) -> Result<Snippet, Error> {
    let mut writer = Writer { ctx, uses: Uses::default() };
    let call = ctx.requests.call(request);
    let received = signature::received(ctx.model, call);
    let Written { body, request: chain } = writer.request(message, request, call, received)?;
    let result = writer.result(request, call, received);
    let binding = result.as_ref().map(|it| ident(&it.name)).map(|it| quote!(let #it =));
    let statements = quote! {
        #body
        #binding #chain.send(&client).await?;
    };
    Ok(Snippet::new(ctx, writer.uses, &statements, result))
}

/// A request, and the statement that makes its body.
struct Written {
    body: Option<TokenStream>,
    request: TokenStream,
}

/// What stands in the call of the request function, before it, and after it.
#[derive(Default)]
struct Payload {
    statement: Option<TokenStream>,
    arguments: Vec<TokenStream>,
    calls: Vec<TokenStream>,
}

impl Writer<'_, '_> {
    /// The path of something that the runtime has.
    pub(super) fn runtime(&mut self, name: &str) -> TokenStream {
        self.uses.runtime(self.ctx, name)
    }

    /// Tries to write something; what failed imports nothing.
    pub(super) fn attempt<T>(&mut self, write: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.uses.clone();
        let res = write(self);
        if res.is_none() {
            self.uses = before;
        }
        res
    }

    fn request(
        &mut self,
        message: &RequestMessage,
        request: &Request<'_>,
        call: &Call,
        received: Received<'_>,
    ) -> Result<Written, Error> {
        let ctx = self.ctx;
        let place = &ctx.paths.places[request.place.0 as usize];
        let path = self.path(&request.steps, message.url.span)?;
        let name = ident(&ctx.methods(request.place).calls[request.call]);
        let mut arguments = match &call.tail {
            Tail::Function(_, parameters) => {
                self.arguments(call.callable, parameters, &request.arguments, message.url.span)?
            }
            Tail::None | Tail::Segment(_) => Vec::new(),
        };
        let mut headers = request.headers.clone();
        arguments.extend(self.required_headers(call, &mut headers, message.span)?);
        let sent = signature::sent(place, call);
        let payload = self.payload(message, request, sent)?;
        arguments.extend(payload.arguments);
        let separator = if request.steps.is_empty() { quote!(::) } else { quote!(.) };
        let mut chain = quote!(#path #separator #name(#(#arguments),*));
        let calls = payload.calls;
        chain.extend(quote!(#(#calls)*));
        let options = self.options(received, &request.query);
        let headers = match sent {
            Sent::Update(_) => {
                let into_request = (!options.is_empty()).then(|| quote!(.into_request()));
                chain.extend(headers.iter().map(|it| headers::of_update(it)));
                chain.extend(into_request);
                Vec::new()
            }
            _ => {
                let query: Vec<(String, String)> =
                    request.query.iter().map(|(name, value)| (name.value.clone(), value.value.clone())).collect();
                let is_set = headers::sets_consistency(call.method, &query, &call.tail.to_string());
                headers.iter().flat_map(|it| headers::of_request(it, is_set)).collect()
            }
        };
        chain.extend(quote!(#(#options)* #(#headers)*));
        Ok(Written { body: payload.statement, request: chain })
    }

    /// The arguments for headers that must be given; those headers are taken out.
    fn required_headers(
        &mut self,
        call: &Call,
        headers: &mut Vec<&Header>,
        whole: Span,
    ) -> Result<Vec<TokenStream>, Error> {
        let mut res = Vec::new();
        for required in call.required_headers(self.ctx.model) {
            let name = &required.name.value;
            let at = headers.iter().position(|(it, _)| it.value.eq_ignore_ascii_case(name));
            let given = at.map(|it| headers.remove(it));
            match (&required.fixed, given) {
                (Some(_), _) => {}
                (None, Some((_, value))) => {
                    let value = string(&value.value);
                    res.push(quote!(#value));
                }
                // Whatever version there is: the page does not say which one.
                (None, None) if name.eq_ignore_ascii_case("if-match") => res.push(quote!("*")),
                (None, None) => return fails(Problem::HeaderMissing(name.clone()), whole),
            }
        }
        Ok(res)
    }

    fn payload(&mut self, message: &RequestMessage, request: &Request<'_>, sent: Sent<'_>) -> Result<Payload, Error> {
        let span = message.span;
        match (sent, request.body) {
            (Sent::Nothing, Body::None) => Ok(Payload::default()),
            (Sent::Nothing, Body::Json(json)) if is_empty(json) => Ok(Payload::default()),
            (Sent::Nothing, Body::Json(json)) if message.method.value != crate::page::http::Method::Get => {
                let argument = self.json_macro(json);
                Ok(Payload { calls: vec![quote!(.json(&#argument))], ..Payload::default() })
            }
            (Sent::Nothing, _) => fails(Problem::BodyUnexpected, span),
            (Sent::Bytes, body) => Ok(self.bytes(request, body)),
            (Sent::Value(ty), Body::None) if self.is_parameters(ty) => {
                let ItemType::Named(id) = ty.item else { return fails(Problem::BodyMissing, span) };
                let path = self.uses.ty(self.ctx, id);
                Ok(Payload { arguments: vec![quote!(&#path::default())], ..Payload::default() })
            }
            (_, Body::None) => fails(Problem::BodyMissing, span),
            (_, Body::Text(span) | Body::Broken(span)) => fails(Problem::BodyShape("JSON".to_owned()), *span),
            // `[Zip file]` is read as JSON, and is none.
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
                Ok(Payload { calls: self.update(id, object)?, ..Payload::default() })
            }
        }
    }

    fn json_macro(&mut self, json: &Json) -> TokenStream {
        let (macro_, content) = (self.runtime("json"), json_tokens(json));
        quote!(#macro_!(#content))
    }

    /// The media type, and text as it is or the content of a file.
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
        let members: &Object = members;
        match members {
            [(name, value)] if name.value.eq_ignore_ascii_case("@odata.id") => match value.value.as_str() {
                Some(url) => Ok(self.reference(url, value)),
                None => fails(Problem::BodyShape("a reference".to_owned()), value.span),
            },
            _ => fails(Problem::BodyShape("a reference".to_owned()), json.span),
        }
    }

    fn is_parameters(&self, ty: &Type<TypeId>) -> bool {
        matches!(ty.item, ItemType::Named(id) if self.ctx.model.type_def(id).role == Role::Parameters)
    }

    /// What the variable for a body is called.
    fn body_name(&self, request: &Request<'_>, ty: &Type<TypeId>) -> String {
        match ty.item {
            ItemType::Named(id) if !self.is_parameters(ty) && !ty.is_collection => self.variable(request, id),
            _ => "body".to_owned(),
        }
    }

    /// A variable that is named after a type: as the URL calls it, if that is the end of the type's name.
    fn variable(&self, request: &Request<'_>, id: TypeId) -> String {
        let ty = names::field(&self.ctx.names.type_item(id).ident);
        let segment = self.last_segment(request).unwrap_or_default();
        let name = singulars(&segment).into_iter().find(|it| ty.ends_with(&format!("_{it}")));
        [name, Some(ty)].into_iter().flatten().find(|it| is_variable(it)).unwrap_or_else(|| "value".to_owned())
    }

    /// The last name in the URL before the call, as a variable.
    fn last_segment(&self, request: &Request<'_>) -> Option<String> {
        request.steps.iter().rev().find_map(|it| {
            let place = &self.ctx.paths.places[it.from.0 as usize];
            match &place.steps[it.step].kind {
                StepKind::Segment(name) if !name.contains('.') => Some(names::field(name)),
                _ => None,
            }
        })
    }

    /// What the result is called, and how it can be shown.
    fn result(&self, request: &Request<'_>, call: &Call, received: Received<'_>) -> Option<Shown> {
        let shown = |name: String, is_bytes| Some(Shown { name, is_bytes });
        match received {
            Received::Nothing => None,
            Received::Bytes => shown("content".to_owned(), true),
            Received::Count => shown("count".to_owned(), false),
            Received::Json | Received::Scalar(_) => shown("value".to_owned(), false),
            Received::References => shown("references".to_owned(), false),
            Received::Item(id) => shown(self.variable(request, id), false),
            Received::Collection(item) => shown(self.collection_name(request, call, item), false),
        }
    }

    /// The name of what is listed: of the segment that leads to it, of the function that finds it (`getMemberGroups`), or the
    /// plural of the type's.
    fn collection_name(&self, request: &Request<'_>, call: &Call, item: &ItemType<TypeId>) -> String {
        let name = match &call.verb {
            Verb::List => self.last_segment(request),
            Verb::Invoke(name) if name == "delta" => self.last_segment(request),
            Verb::Invoke(name) => {
                let name = names::field(name);
                let verb = ["get_", "check_", "list_", "find_"].into_iter().find(|it| name.starts_with(it));
                verb.filter(|_| name.ends_with('s')).map(|it| name[it.len()..].to_owned())
            }
            _ => None,
        };
        name.filter(|it| is_variable(it)).unwrap_or_else(|| match item {
            ItemType::Named(id) => plural(&self.variable(request, *id)),
            ItemType::Primitive(_) => "values".to_owned(),
        })
    }
}

/// Whether a name can be that of a variable, and is not taken.
fn is_variable(name: &str) -> bool {
    names::field(name) == name && !name.starts_with("r#") && !name.starts_with('_') && name != "client"
}

/// What a plural may be the plural of, and the name itself.
fn singulars(name: &str) -> Vec<String> {
    let by_end = [("ies", "y"), ("es", ""), ("s", ""), ("", "")];
    let all = by_end.iter().filter_map(|(end, instead)| Some(name.strip_suffix(end)?.to_owned() + instead));
    all.filter(|it| !it.is_empty()).collect()
}

fn is_json(media_type: Option<&str>) -> bool {
    media_type.is_none_or(|it| it.to_lowercase().contains("json"))
}

/// A body that is made before the request.
fn bound(name: &str, value: TokenStream, calls: Vec<TokenStream>) -> Payload {
    let name = ident(name);
    Payload { statement: Some(quote!(let #name = #value;)), arguments: vec![quote!(&#name)], calls }
}

fn is_empty(json: &Json) -> bool {
    matches!(&json.value, Value::Object(members) if members.is_empty())
}

/// A file that could hold such bytes.
fn file_name(media_type: &str) -> &'static str {
    match media_type.split(';').next().unwrap_or_default().trim() {
        "image/jpeg" | "image/jpg" => "photo.jpg",
        "image/png" => "photo.png",
        "image/gif" => "photo.gif",
        "application/pdf" => "file.pdf",
        "application/zip" => "file.zip",
        _ => "file.bin",
    }
}

fn plural(name: &str) -> String {
    let ends_in_vowel_y = ["ay", "ey", "oy", "uy"].iter().any(|it| name.ends_with(it));
    if name.ends_with('y') && !ends_in_vowel_y {
        format!("{}ies", &name[..name.len() - 1])
    } else if ["s", "x", "ch", "sh"].iter().any(|it| name.ends_with(it)) {
        format!("{name}es")
    } else {
        format!("{name}s")
    }
}

/// An error.
pub(super) fn fails<T>(problem: Problem, span: Span) -> Result<T, Error> {
    Err(Error { problem, span })
}

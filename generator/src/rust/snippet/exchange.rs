//! Requests of OpenAPI descriptions: `library::shelves("A", 12).books().list().limit(20)`.

use super::payload::{Payload, bound, file_name};
use super::program::{Shown, Snippet};
use super::tokens::{Wanted, string};
use super::uses::Uses;
use super::variables::{is_variable, plural};
use super::writer::{Writer, fails};
use super::{Error, Problem, Snippets};
use crate::analysis::exchanges::{Exchange, Message, Value};
use crate::analysis::paths::{Place, PlaceId, StepKind};
use crate::model::json::{Json, Value as JsonValue};
use crate::model::{Input, ItemType, Piece, Primitive, Type, TypeId};
use crate::rust::names::{self, ident};
use crate::rust::sign_in::SignIn;
use crate::rust::signature::{self, Passing, Received, Sent};
use crate::source::Span;
use proc_macro2::TokenStream;
use quote::quote;

/// Writes the request of an exchange.
pub(super) fn write(ctx: &Snippets<'_>, exchange: &Exchange<'_>) -> Result<Snippet, Error> {
    let mut writer = Writer { ctx, uses: Uses::default() };
    let place = writer.place(exchange.place);
    let call = &place.calls[exchange.call];
    let span = ctx.model.operation(exchange.operation).title.span;
    let payload = match exchange.body {
        None if signature::is_body_optional(ctx.model, place, call) => {
            Payload { arguments: vec![quote!(None)], ..Payload::default() }
        }
        body => writer.message(body, signature::sent(place, call), span)?,
    };
    let path = writer.templated(exchange)?;
    let name = ident(&ctx.names.methods(exchange.place).calls[exchange.call].ident);
    let (arguments, setters) = writer.parameters(exchange)?;
    let arguments = arguments.into_iter().chain(payload.arguments);
    let separator = if place.parent.is_none() { quote!(::) } else { quote!(.) };
    let changes = payload.calls;
    let request = quote!(#path #separator #name(#(#arguments),*) #(#setters)* #(#changes)*);
    let received = signature::received(ctx.model, call);
    let result = writer.named_result(received);
    let binding = result.as_ref().map(|it| ident(&it.name)).map(|it| quote!(let #it =));
    let body = payload.statement;
    // `send` would read all events first.
    let send = if matches!(received, Received::Events(_)) { quote!(open) } else { quote!(send) };
    let statements = quote! {
        #body
        #binding #request.#send(&client).await?;
    };
    let sign_in = SignIn::of_operation(ctx.model, ctx.model.operation(exchange.operation));
    Ok(Snippet::new(ctx, writer.uses, &sign_in, &statements, result))
}

impl<'m> Writer<'_, 'm> {
    fn place(&self, id: PlaceId) -> &'m Place {
        &self.ctx.paths.places[id.0 as usize]
    }

    /// The path to a place of URL templates. Without steps, it is the name of the crate.
    fn templated(&mut self, exchange: &Exchange<'_>) -> Result<TokenStream, Error> {
        let krate = ident(&self.ctx.krate);
        let (mut res, mut values) = (quote!(#krate), exchange.path.iter());
        for (idx, (from, step)) in self.steps(exchange.place).into_iter().enumerate() {
            let name = ident(&self.ctx.names.methods(from).steps[step].ident);
            let declared = &self.place(from).steps[step];
            let types: Vec<Option<&Input<TypeId>>> = declared.inputs(self.ctx.model).collect();
            let arguments = values.by_ref().take(n_values(&declared.kind)).zip(types);
            let arguments = arguments.map(|(value, input)| self.path_argument(value, input));
            let arguments: Vec<TokenStream> = arguments.collect::<Result<_, _>>()?;
            let separator = if idx == 0 { quote!(::) } else { quote!(.) };
            res = quote!(#res #separator #name(#(#arguments),*));
        }
        Ok(res)
    }

    /// The steps to a place: the place before each, and the index of the step.
    fn steps(&self, mut at: PlaceId) -> Vec<(PlaceId, usize)> {
        let mut res = Vec::new();
        while let Some(from) = self.place(at).parent {
            res.extend(self.place(from).steps.iter().position(|it| it.target == at).map(|it| (from, it)));
            at = from;
        }
        res.reverse();
        res
    }

    /// The value of a variable, in the type of the step: the templates of several operations may share it.
    fn path_argument(&mut self, value: &Value<'_>, input: Option<&Input<TypeId>>) -> Result<TokenStream, Error> {
        let name = input.map_or("value", |it| &it.parameter.name.value);
        let text = Type { item: ItemType::Primitive(Primitive::String), is_collection: false, is_nullable: None };
        self.parameter(name, input.map_or(&text, |it| &it.parameter.ty), &value.value)
    }

    /// The arguments for required parameters, and the calls that set optional ones. Fixed parameters have none.
    fn parameters(&mut self, exchange: &Exchange<'_>) -> Result<(Vec<TokenStream>, Vec<TokenStream>), Error> {
        let ctx = self.ctx;
        let call = &self.place(exchange.place).calls[exchange.call];
        let setters = ctx.names.request((exchange.place, exchange.call)).map_or(&[][..], |it| &it.setters);
        let (mut arguments, mut calls, mut setters) = (Vec::new(), Vec::new(), setters.iter());
        for input in call.inputs(ctx.model) {
            let is_this = |it: &&Value<'_>| it.input.is_some_and(|it| std::ptr::eq(it, input));
            let given = exchange.parameters.iter().find(is_this);
            let setter = if input.parameter.is_required { None } else { setters.next() };
            let Some(given) = given else { continue };
            if let Some(fixed) = &input.parameter.fixed {
                check_fixed(input, fixed, &given.value)?;
                continue;
            }
            let value = self.parameter(&input.parameter.name.value, &input.parameter.ty, &given.value)?;
            match setter {
                Some(setter) => {
                    let setter = ident(setter);
                    calls.push(quote!(.#setter(#value)));
                }
                None => arguments.push(value),
            }
        }
        Ok((arguments, calls))
    }

    /// The argument for a parameter of this type.
    fn parameter(&mut self, name: &str, ty: &Type<TypeId>, json: &Json) -> Result<TokenStream, Error> {
        let is_text = ty.item == ItemType::Primitive(Primitive::String);
        if ty.is_collection {
            let JsonValue::Array(items) = &json.value else { return self.no_argument_of(name, ty, json) };
            let item = Type { is_collection: false, is_nullable: None, ..ty.clone() };
            let items = items.iter().map(|it| match &it.value {
                JsonValue::String(text) if is_text => Ok(text_argument(text)),
                _ => self.nested(it, &item, name, Wanted::Exact),
            });
            let items: Vec<TokenStream> = items.collect::<Result<_, _>>()?;
            // The type of no items is unknown.
            if items.is_empty() {
                return self.no_argument_of(name, ty, json);
            }
            return Ok(quote!(&[#(#items),*]));
        }
        let json = &as_text(json, is_text);
        match (signature::passing(self.ctx.model, ty), &json.value) {
            (_, JsonValue::String(text)) if is_text => Ok(text_argument(text)),
            (Passing::Converted, _) => self.nested(json, ty, name, Wanted::Converted),
            (Passing::Plain, _) if ty.item.named().is_none() => self.nested(json, ty, name, Wanted::Exact),
            (Passing::Json, _) if ty.item == ItemType::Primitive(Primitive::Untyped) => {
                let value = self.nested(json, ty, name, Wanted::Converted)?;
                Ok(quote!(&#value))
            }
            _ => {
                let value = self.nested(json, &Type { is_nullable: None, ..ty.clone() }, name, Wanted::Exact)?;
                Ok(quote!(&#value))
            }
        }
    }

    fn no_argument_of<T>(&self, name: &str, ty: &Type<TypeId>, json: &Json) -> Result<T, Error> {
        fails(Problem::Argument { name: name.to_owned(), ty: self.type_name(ty) }, json.span)
    }

    /// The payload of an example body, in the form of the request function.
    fn message(&mut self, body: Option<Message<'_>>, sent: Sent<'_>, span: Span) -> Result<Payload, Error> {
        let value = body.and_then(|it| it.value);
        match (sent, body) {
            (Sent::Nothing, None) => Ok(Payload::default()),
            (Sent::Nothing, Some(_)) => fails(Problem::BodyUnexpected, span),
            (_, None) => fails(Problem::BodyMissing, span),
            (Sent::Bytes, Some(Message { content, .. })) => Ok(bytes(&content.media_type.value, value)),
            (Sent::Multipart, Some(Message { content, .. })) => {
                let Some(value) = value else { return fails(Problem::BodyMissing, span) };
                let parts = self.multipart(content, value)?;
                Ok(Payload {
                    statement: Some(quote!(let body = #parts;)),
                    arguments: vec![quote!(body)],
                    ..Payload::default()
                })
            }
            (Sent::Value(ty) | Sent::Form(ty), Some(_)) => {
                let Some(value) = value else { return fails(Problem::BodyMissing, span) };
                let name = self.variable_of(ty);
                let is_text = ty.item == ItemType::Primitive(Primitive::String) && !ty.is_collection;
                let wanted = if is_text { Wanted::Converted } else { Wanted::Exact };
                let value = self.nested(value, &Type { is_nullable: None, ..ty.clone() }, "body", wanted)?;
                Ok(bound(&name, value, Vec::new()))
            }
            (Sent::Json, Some(_)) => {
                let Some(value) = value else { return fails(Problem::BodyMissing, span) };
                Ok(bound("body", self.json_macro(value), Vec::new()))
            }
            (Sent::Update(id), Some(_)) => {
                let Some(value) = value else { return fails(Problem::BodyMissing, span) };
                let ty = Type { item: ItemType::Named(id), is_collection: false, is_nullable: None };
                let value = self.nested(value, &ty, "body", Wanted::Exact)?;
                let Payload { statement, arguments, .. } = bound(&self.variable_of(&ty), value, Vec::new());
                Ok(Payload { statement, calls: vec![quote!(.with(#(#arguments),*))], ..Payload::default() })
            }
            (Sent::Reference, Some(_)) => fails(Problem::BodyShape("JSON".to_owned()), span),
        }
    }

    /// The variable for a value.
    fn variable_of(&self, ty: &Type<TypeId>) -> String {
        let ItemType::Named(id) = ty.item else { return "body".to_owned() };
        let name = names::field(&self.ctx.names.type_item(id).ident);
        let name = if ty.is_collection { plural(&name) } else { name };
        if is_variable(&name) { name } else { "body".to_owned() }
    }

    /// The name of the result, and how it can be printed.
    fn named_result(&self, received: Received<'_>) -> Option<Shown> {
        let (name, is_bytes) = match received {
            Received::Nothing | Received::Events(_) | Received::ByStatus(_) => return None,
            Received::Bytes => ("content".to_owned(), true),
            Received::Text => ("text".to_owned(), false),
            Received::Value(ty) => (self.variable_of(ty), false),
            _ => ("value".to_owned(), false),
        };
        let name = if name == "body" { "value".to_owned() } else { name };
        Some(Shown { name, is_bytes })
    }
}

/// Checks that a value is the only allowed one, which the function sends without an argument.
fn check_fixed(input: &Input<TypeId>, fixed: &str, json: &Json) -> Result<(), Error> {
    match &json.value {
        JsonValue::String(it) | JsonValue::Number(it) if it == fixed => Ok(()),
        _ => {
            let name = input.parameter.name.value.clone();
            fails(Problem::Fixed { name, allowed: fixed.to_owned() }, json.span)
        }
    }
}

/// The number of variables of a step.
fn n_values(kind: &StepKind) -> usize {
    match kind {
        StepKind::Values(all) => all.iter().flatten().filter(|it| matches!(it, Piece::Value(_))).count(),
        _ => 0,
    }
}

fn text_argument(text: &str) -> TokenStream {
    let text = string(text);
    quote!(#text)
}

/// A number or a boolean as a text, if the type is a text: YAML has no quotes around them.
fn as_text(json: &Json, is_text: bool) -> Json {
    let text = match &json.value {
        JsonValue::Number(it) if is_text => it.clone(),
        JsonValue::Bool(it) if is_text => it.to_string().into(),
        _ => return json.clone(),
    };
    Json { value: JsonValue::String(text), span: json.span }
}

/// The media type, and the content: the example, or a file.
fn bytes(media_type: &str, value: Option<&Json>) -> Payload {
    let name = string(media_type);
    let content = match value.map(|it| &it.value) {
        Some(JsonValue::String(text)) => text_argument(text),
        _ => {
            let file = file_name(media_type);
            quote!(std::fs::read(#file)?)
        }
    };
    Payload { arguments: vec![quote!(#name), content], ..Payload::default() }
}

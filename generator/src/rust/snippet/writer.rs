//! Writes one request from its parts.

use super::program::Snippet;
use super::tokens::string;
use super::uses::Uses;
use super::{Error, Problem, Snippets, headers};
use crate::analysis::paths::{Call, Tail};
use crate::analysis::requests::{Header, Request};
use crate::model::example::RequestMessage;
use crate::rust::names::ident;
use crate::rust::sign_in::SignIn;
use crate::rust::signature::{self, Received, Sent};
use crate::source::Span;
use proc_macro2::TokenStream;
use quote::quote;

/// The state of writing, besides the tokens that functions return.
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
    Ok(Snippet::new(ctx, writer.uses, &SignIn::token(), &statements, result))
}

/// A request, and the statement that creates its body.
struct Written {
    body: Option<TokenStream>,
    request: TokenStream,
}

impl Writer<'_, '_> {
    /// The path of a runtime item.
    pub(super) fn runtime(&mut self, name: &str) -> TokenStream {
        self.uses.runtime(self.ctx, name)
    }

    /// Tries to write something; a failed attempt adds no imports.
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
        let name = ident(&ctx.names.methods(request.place).calls[request.call].ident);
        let mut arguments = match &call.tail {
            Tail::Function(_, parameters) => {
                self.arguments(call.odata_operation, parameters, &request.arguments, message.url.span)?
            }
            Tail::None | Tail::Segment(_) => Vec::new(),
        };
        let mut headers = request.headers.clone();
        arguments.extend(self.required_headers(call, &mut headers, message.span)?);
        let sent = signature::sent(place, call);
        let payload = self.payload(message, request, sent)?;
        arguments.extend(payload.arguments);
        let separator = if request.steps.is_empty() { quote!(::) } else { quote!(.) };
        let options = self.options(received, &request.query);
        let calls = match sent {
            Sent::Update(_) => {
                let into_request = (!options.is_empty()).then(|| quote!(.into_request()));
                let headers = headers.iter().map(|it| headers::of_update(it));
                payload.calls.into_iter().chain(headers).chain(into_request).chain(options).collect()
            }
            _ => {
                let is_set = headers::sets_consistency(call, &request.query);
                let headers = headers.iter().flat_map(|it| headers::of_request(it, is_set));
                payload.calls.into_iter().chain(options).chain(headers).collect::<Vec<_>>()
            }
        };
        let chain = quote!(#path #separator #name(#(#arguments),*) #(#calls)*);
        Ok(Written { body: payload.statement, request: chain })
    }

    /// The arguments for required headers, which are removed from the other headers.
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
                // `*` matches any version, because the example has no ETag.
                (None, None) if name.eq_ignore_ascii_case("if-match") => res.push(quote!("*")),
                (None, None) => return fails(Problem::HeaderMissing(name.clone()), whole),
            }
        }
        Ok(res)
    }
}

/// Returns an error.
pub(super) fn fails<T>(problem: Problem, span: Span) -> Result<T, Error> {
    Err(Error { problem, span })
}

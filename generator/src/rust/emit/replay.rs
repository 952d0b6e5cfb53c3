//! A module for a generated crate that calls its request functions with the values of examples.
//!
//! One function an entry: a way through the API to a call. What they need of examples they take from `Args`, which the program
//! around them brings along (see `cargo xtask replay`), in the order of [`arguments`].

use super::{Ctx, ident, pages};
use crate::analysis::areas::Areas;
use crate::analysis::paths::{Paths, Payload, Place, PlaceId, PlaceKind, Step, StepKind, Tail};
use crate::model::http::Argument as UrlArgument;
use crate::model::{CallableId, ItemType, Model, Parameter, Primitive, Type, TypeId};
use crate::rust::names;
use crate::rust::signature::{self, Sent};
use crate::rust::snippet::Examples;
use crate::rust::snippet::literal::Literal;
use crate::rust::snippet::request::{Argument, Request};
use crate::source::SourceMap;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use rayon::prelude::*;

/// A way through the API to a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The places on the way, each with the index of the step that leads on.
    pub steps: Vec<(PlaceId, usize)>,
    /// The place of the call.
    pub place: PlaceId,
    /// Its index there.
    pub call: usize,
}

impl Entry {
    /// The entry of a request.
    pub fn of(request: &Request<'_>) -> Entry {
        let steps = request.steps.iter().map(|it| (it.from, it.step)).collect();
        Entry { steps, place: request.place, call: request.call }
    }
}

/// The values that the function of a request's entry takes, in order.
pub fn arguments(model: &Model<TypeId>, paths: &Paths, request: &Request<'_>) -> Vec<Option<String>> {
    let mut res = Vec::new();
    for step in &request.steps {
        let declared = &paths.places[step.from.0 as usize].steps[step.step];
        match &declared.kind {
            StepKind::Segment(_) => {}
            StepKind::Key | StepKind::ByPath => res.push(step.arguments.first().map(|it| text(&it.value.value))),
            StepKind::Keys(keys) => res.extend(keys.iter().map(|name| find(&step.arguments, name))),
            StepKind::Function(_, arguments) => {
                res.extend(parameter_names(model, declared.callable, arguments).map(|it| find(&step.arguments, it)));
            }
        }
    }
    let call = &paths.places[request.place.0 as usize].calls[request.call];
    if let Tail::Function(_, arguments) = &call.tail {
        res.extend(parameter_names(model, call.callable, arguments).map(|it| find(&request.arguments, it)));
    }
    for header in call.required_headers(model).iter().filter(|it| it.fixed.is_none()) {
        let value = request.headers.iter().find(|(name, _)| name.value.eq_ignore_ascii_case(&header.name.value));
        // Some examples lack what their page requires.
        res.push(Some(value.map_or_else(|| "*".to_owned(), |(_, it)| it.value.clone())));
    }
    res
}

fn parameter_names<'a>(
    model: &'a Model<TypeId>,
    callable: Option<CallableId>,
    arguments: &'a [UrlArgument],
) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    match callable {
        Some(id) => Box::new(model.callable(id).parameters.iter().map(|it| it.name.value.as_str())),
        None => Box::new(arguments.iter().map(|it| it.name.as_str())),
    }
}

fn find(arguments: &[Argument], name: &str) -> Option<String> {
    arguments.iter().find(|it| it.name.eq_ignore_ascii_case(name)).map(|it| text(&it.value.value))
}

fn text(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Boolean(it) => it.to_string(),
        Literal::Number(it) | Literal::Text(it) | Literal::Prefixed(_, it) | Literal::Json(it) | Literal::Bare(it) => {
            it.clone()
        }
    }
}

/// The module with the functions of all entries, and a table of them.
pub fn module(
    sources: &SourceMap,
    model: &Model<TypeId>,
    paths: &Paths,
    config: &super::CrateConfig,
    all: &[Entry],
) -> String {
    let names = names::names(&mut crate::diagnostics::Diagnostics::default(), model, paths);
    let pages = pages::Pages::new(sources, model);
    let derived = model.derived_names();
    let examples = Examples::new();
    // What calls everything is compiled with everything.
    let areas = Areas::default();
    let ctx = Ctx {
        sources,
        model,
        paths,
        areas: &areas,
        names: &names,
        pages: &pages,
        config,
        derived: &derived,
        references: &[],
        examples: &examples,
    };
    let functions: Vec<String> =
        all.par_iter().enumerate().map(|(idx, it)| function(&ctx, idx, it).to_string()).collect();
    let table: Vec<String> = (0..all.len()).map(|idx| format!("e{idx}")).collect();
    format!(
        "use super::replay_support::{{Args, Outcome}};\n\npub static ENTRIES: &[fn(&mut Args) -> Result<Outcome, String>] = &[{}];\n\n{}\n",
        table.join(", "),
        functions.join("\n")
    )
}

fn function(ctx: &Ctx<'_>, idx: usize, entry: &Entry) -> TokenStream {
    let name = format_ident!("e{idx}");
    let mut statements = Vec::new();
    for (from, step) in &entry.steps {
        statements.push(ctx.step_statement(*from, *step));
    }
    let place = &ctx.paths.places[entry.place.0 as usize];
    let call = &place.calls[entry.call];
    let method = ident(&ctx.method_names(place).calls[entry.call]);
    let receiver = receiver(place, &method);
    let mut values = Values::default();
    if let Tail::Function(_, arguments) = &call.tail {
        values.function(ctx, call.callable, arguments);
    }
    for _ in call.required_headers(ctx.model).iter().filter(|it| it.fixed.is_none()) {
        values.push(quote!(a.text()?), |it| quote!(#it));
    }
    let (more, expression) = self::call(ctx, &receiver, &values, signature::sent(place, call));
    let lets = &values.statements;
    let send = ident(if call.result == Payload::Bytes { "send_bytes" } else { "send" });
    quote! {
        fn #name(a: &mut Args) -> Result<Outcome, String> {
            #(#statements)*
            #(#lets)*
            #more
            a.#send(#expression)
        }
    }
}

/// The statements that take what is sent, and the call.
fn call(ctx: &Ctx<'_>, receiver: &TokenStream, values: &Values, sent: Sent<'_>) -> (TokenStream, TokenStream) {
    let arguments = &values.arguments;
    let json = |ty: TokenStream| (quote!(let body: #ty = a.body()?;), quote!(#receiver(#(#arguments,)* &body)));
    match sent {
        Sent::Nothing => (quote!(let request = a.undeclared_body(#receiver(#(#arguments),*));), quote!(request)),
        Sent::Value(ty) => json(ctx.ty(ty).into_token_stream()),
        Sent::Json => json(quote!(msgraph_core::Value)),
        Sent::Reference => (quote!(let to = a.reference()?;), quote!(#receiver(#(#arguments,)* to))),
        Sent::Bytes => (
            quote!(let media_type = a.media_type(); let content = a.bytes();),
            quote!(#receiver(#(#arguments,)* media_type, content)),
        ),
        Sent::Update(_) => (quote!(let request = a.update(#receiver(#(#arguments),*))?;), quote!(request)),
    }
}

fn receiver(place: &Place, method: &proc_macro2::Ident) -> TokenStream {
    if place.kind == PlaceKind::Root { quote!(crate::#method) } else { quote!(p.#method) }
}

/// Statements that take values, and the arguments made of them.
#[derive(Default)]
struct Values {
    statements: Vec<TokenStream>,
    arguments: Vec<TokenStream>,
}

impl Values {
    fn push(&mut self, value: TokenStream, argument: impl Fn(TokenStream) -> TokenStream) {
        let name = format_ident!("v{}", self.statements.len());
        self.statements.push(quote!(let #name = #value;));
        self.arguments.push(argument(quote!(#name)));
    }

    fn function(&mut self, ctx: &Ctx<'_>, callable: Option<CallableId>, arguments: &[UrlArgument]) {
        match callable {
            Some(id) => ctx.model.callable(id).parameters.iter().for_each(|it| self.parameter(ctx, it)),
            None => {
                for argument in arguments {
                    let value = if argument.is_quoted { quote!(a.text()?) } else { quote!(a.bare()?) };
                    self.push(value, |it| it);
                }
            }
        }
    }

    fn parameter(&mut self, ctx: &Ctx<'_>, parameter: &Parameter<TypeId>) {
        self.typed(ctx, &parameter.ty, parameter.is_required);
    }

    fn typed(&mut self, ctx: &Ctx<'_>, ty: &Type<TypeId>, is_required: bool) {
        let is_text = ty.item == ItemType::Primitive(Primitive::String);
        let item = ctx.item_type(&ty.item);
        let is_plain = matches!(ty.item, ItemType::Primitive(_));
        let is_json = matches!(ty.item, ItemType::Primitive(Primitive::Stream | Primitive::Untyped));
        let (value, by) = match (ty.is_collection, is_text) {
            (true, true) => (quote!(a.texts()), By::Slice),
            (true, false) => (quote!(a.json::<Vec<#item>>()), By::Slice),
            (false, true) => (quote!(a.text()), By::Value),
            (false, false) if is_plain && !is_json => (quote!(a.scalar::<#item>()), By::Value),
            (false, false) => (quote!(a.scalar::<#item>()), By::Reference),
        };
        let value = if is_required { quote!(#value?) } else { quote!(if a.has() { Some(#value?) } else { a.skip() }) };
        self.push(value, |it| match (by, is_required) {
            (By::Value, _) => it,
            (By::Reference | By::Slice, true) => quote!(&#it),
            (By::Reference, false) => quote!(#it.as_ref()),
            (By::Slice, false) => quote!(#it.as_deref()),
        });
    }
}

#[derive(Clone, Copy)]
enum By {
    Value,
    Reference,
    Slice,
}

impl Ctx<'_> {
    fn method_names(&self, place: &Place) -> names::MethodNames {
        names::methods(&mut crate::diagnostics::Diagnostics::default(), self.model, place)
    }

    /// `let p = p.id(…);`
    fn step_statement(&self, from: PlaceId, step: usize) -> TokenStream {
        let place = &self.paths.places[from.0 as usize];
        let declared: &Step = &place.steps[step];
        let method = ident(&self.method_names(place).steps[step]);
        let receiver = receiver(place, &method);
        let mut values = Values::default();
        match &declared.kind {
            StepKind::Segment(_) => {}
            StepKind::ByPath => values.push(quote!(a.text()?), |it| it),
            StepKind::Key => match signature::key(self.model, self.paths, declared.target) {
                Some(ty) => values.typed(self, ty, true),
                None => values.push(quote!(a.text()?), |it| it),
            },
            StepKind::Keys(keys) => {
                let item = signature::item(self.paths, declared.target);
                for key in keys {
                    match item.and_then(|it| self.model.key_type(it, key)) {
                        Some(ty) => values.typed(self, ty, true),
                        None => values.push(quote!(a.bare()?), |it| it),
                    }
                }
            }
            StepKind::Function(_, arguments) => values.function(self, declared.callable, arguments),
        }
        let (lets, arguments) = (&values.statements, &values.arguments);
        quote! {
            #(#lets)*
            let p = #receiver(#(#arguments),*);
        }
    }
}

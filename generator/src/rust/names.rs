//! Creates every Rust name, with case, keywords and clashes. Snippets and emitters only use these names.
//!
//! Types of the API's main namespace and types of paths are available at the crate's root; other namespaces are
//! modules. If two names are equal in Rust, one gets a suffix, which is reported. It only depends on its qualified name:
//! what is added to the API does not rename the rest, except for an item whose plain name is spelled unusually and is then
//! added in the usual spelling.

mod features;
mod headers;
mod ident;
mod items;
mod letters;
mod members;
mod methods;
mod module;
mod pages;
mod parameters;
mod requests;
mod responses;
mod runtime;
mod servers;
mod spelling;

pub(crate) use features::check_feature;
pub use headers::HeadersName;
pub(crate) use ident::{field, ident};
pub use items::Item;
pub use members::{FieldName, REST, UNRECOGNIZED, VariantName};
pub use methods::{MethodName, MethodNames};
pub use pages::PageName;
pub use requests::RequestName;
pub use responses::ResponseName;
pub use runtime::{CLIENT, RUNTIME_CRATE, RUNTIME_MODULE};

use crate::analysis::areas::{AreaId, Areas};
use crate::analysis::paths::{Paths, PlaceId};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Model, OperationId, TypeId, TypeKind};
use crate::source::{SourceMap, Spanned};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The module of path types for URLs that no page describes; its items are re-exported at the root.
pub const PLACES_MODULE: &str = "places";
/// The module of the functions that start paths; its items are re-exported at the root.
pub const ROOT_MODULE: &str = "root";
/// The module of the pages that document requests.
pub const PAGES_MODULE: &str = "pages";
/// The module of the service and its client.
pub const SERVICE_MODULE: &str = "service";
/// The module of the clouds of the service.
pub const CLOUDS_MODULE: &str = "clouds";
/// The module of the servers of the service.
pub const SERVERS_MODULE: &str = "servers";
/// The module of the headers of responses.
pub const HEADERS_MODULE: &str = "headers";

/// The names of all items of a crate.
#[derive(Clone, Debug)]
pub struct Names {
    /// The module of the main namespace; its items are re-exported at the root.
    main_module: String,
    /// All generated types.
    types: BTreeMap<TypeId, Item>,
    /// The fields of generated structs.
    fields: BTreeMap<TypeId, Vec<FieldName>>,
    /// The variants of generated enums.
    variants: BTreeMap<TypeId, Vec<String>>,
    /// The variants of generated unions.
    choices: BTreeMap<TypeId, Vec<VariantName>>,
    /// By [`PlaceId`]; the root is not used.
    places: Vec<Item>,
    /// By [`PlaceId`].
    methods: Vec<MethodNames>,
    /// The requests with optional parameters, by place and index of the call.
    requests: BTreeMap<(PlaceId, usize), RequestName>,
    /// The responses that differ by status.
    responses: BTreeMap<OperationId, ResponseName>,
    /// By [`OperationId`].
    pages: Vec<PageName>,
    /// The constants of the servers, by their index in [`Model::all_servers`]; empty if there is only one URL.
    servers: Vec<String>,
    /// The headers of responses.
    headers: headers::Headers,
    /// By [`AreaId`].
    features: Vec<String>,
}

impl Names {
    /// Creates all names. If two names are equal in Rust, the suffix is reported.
    pub fn new(
        diagnostics: &mut Diagnostics,
        sources: &SourceMap,
        model: &Model<TypeId>,
        paths: &Paths,
        areas: &Areas,
    ) -> Names {
        let headers = headers::headers(model);
        let has_headers = |it| headers.by_operation.contains_key(&it);
        let items::Items { main_module, types, places, requests, responses } =
            items::items(diagnostics, model, paths, &has_headers);
        let (mut enums, mut unions, mut structures) = (Vec::new(), Vec::new(), Vec::new());
        for id in types.keys() {
            match &model.type_def(*id).kind {
                TypeKind::Enum(it) => enums.push((*id, it)),
                TypeKind::Union(it) => unions.push((*id, it)),
                TypeKind::Entity(_) | TypeKind::Complex(_) => structures.push(*id),
            }
        }
        let fields = each(diagnostics, &structures, |own, id| (*id, members::fields(own, model, *id)));
        let variants = each(diagnostics, &enums, |own, (id, it)| (*id, members::variants(own, it)));
        let choices = each(diagnostics, &unions, |own, (id, it)| (*id, members::choices(own, it)));
        let methods = each(diagnostics, &paths.places, |own, place| methods::methods(own, model, place));
        let (fields, variants) = (fields.into_iter().collect(), variants.into_iter().collect());
        let choices = choices.into_iter().collect();
        let (pages, features) = (pages::pages(sources, model), features::features(areas));
        let servers = servers::servers(model);
        Names {
            main_module,
            types,
            fields,
            variants,
            choices,
            places,
            methods,
            requests,
            responses,
            pages,
            servers,
            headers,
            features,
        }
    }

    /// The module of the main namespace.
    pub fn main_module(&self) -> &str {
        &self.main_module
    }

    /// Whether items of a module are re-exported at the root.
    pub fn is_at_root(&self, module: &str) -> bool {
        module == self.main_module || matches!(module, PLACES_MODULE | ROOT_MODULE)
    }

    /// Whether a type is one of [`Paths::types`], which have names.
    pub fn has_type(&self, id: TypeId) -> bool {
        self.types.contains_key(&id)
    }

    /// The name of a type, which is one of [`Paths::types`].
    pub fn type_item(&self, id: TypeId) -> &Item {
        &self.types[&id]
    }

    /// The fields of a struct, those of its base types first.
    pub fn fields(&self, id: TypeId) -> &[FieldName] {
        self.fields.get(&id).map_or(&[], |it| it)
    }

    /// The variants of an enum, which is one of [`Paths::types`].
    pub fn variants(&self, id: TypeId) -> &[String] {
        &self.variants[&id]
    }

    /// The variants of a union, which is one of [`Paths::types`].
    pub fn choices(&self, id: TypeId) -> &[VariantName] {
        &self.choices[&id]
    }

    /// The name of a place.
    pub fn place_item(&self, id: PlaceId) -> &Item {
        &self.places[id.0 as usize]
    }

    /// The methods of a place.
    pub fn methods(&self, id: PlaceId) -> &MethodNames {
        &self.methods[id.0 as usize]
    }

    /// The type of a request with optional parameters.
    pub fn request(&self, call: (PlaceId, usize)) -> Option<&RequestName> {
        self.requests.get(&call)
    }

    /// The enum of the responses to an operation that differ by status.
    pub fn response(&self, id: OperationId) -> Option<&ResponseName> {
        self.responses.get(&id)
    }

    /// The constant of an operation's page.
    pub fn page(&self, id: OperationId) -> &PageName {
        &self.pages[id.0 as usize]
    }

    /// The constants of all pages, by operation.
    pub fn pages(&self) -> impl Iterator<Item = (OperationId, &PageName)> {
        self.pages.iter().enumerate().map(|(idx, it)| (OperationId(idx as u32), it))
    }

    /// The constants of the servers, by their index in [`Model::all_servers`]; empty if there is only one URL.
    pub fn servers(&self) -> &[String] {
        &self.servers
    }

    /// The structs for headers of responses.
    pub fn headers(&self) -> &[HeadersName] {
        &self.headers.all
    }

    /// The struct for the headers of the responses to an operation.
    pub fn headers_of(&self, id: OperationId) -> Option<&HeadersName> {
        self.headers.by_operation.get(&id).map(|it| &self.headers.all[*it])
    }

    /// The Cargo feature of an area.
    pub fn feature(&self, id: AreaId) -> &str {
        &self.features[id]
    }

    /// The Cargo features of all areas.
    pub fn features(&self) -> &[String] {
        &self.features
    }

    /// Whether all identifiers are ASCII. rustc warns of confusable identifiers.
    pub fn are_ascii(&self) -> bool {
        let fields = self.fields.values().flatten().flat_map(|it| [&it.ident, &it.constant]);
        let choices = self.choices.values().flatten().flat_map(|it| [&it.ident, &it.view]);
        let variants = self.variants.values().flatten().chain(choices);
        let methods = self.methods.iter().flat_map(|it| it.steps.iter().chain(&it.calls));
        let methods = methods.flat_map(|it| it.parameters.iter().chain([&it.ident]));
        let pages = self.pages.iter().map(|it| &it.constant);
        let requests = self.requests.values().flat_map(|it| it.setters.iter().chain([&it.ident]));
        let responses = self.responses.values().map(|it| &it.ident);
        let headers = self.headers.all.iter().flat_map(|it| it.fields.iter().chain([&it.ident]));
        let others = fields.chain(headers).chain(variants).chain(methods).chain(requests).chain(responses).chain(pages);
        self.items().map(|it| &it.ident).chain(others).all(|it| it.is_ascii())
    }

    /// The names of types and places.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.types.values().chain(&self.places)
    }
}

/// The names that `name` returns, in parallel; the order of diagnostics is kept.
fn each<T: Sync, R: Send>(
    diagnostics: &mut Diagnostics,
    all: &[T],
    name: impl Fn(&mut Diagnostics, &T) -> R + Sync,
) -> Vec<R> {
    let named: Vec<(R, Diagnostics)> = all
        .par_iter()
        .map(|it| {
            let mut own = Diagnostics::default();
            (name(&mut own, it), own)
        })
        .collect();
    let reported = named.into_iter().map(|(res, own)| {
        diagnostics.extend(own);
        res
    });
    reported.collect()
}

/// Reports that a name is taken.
fn report(diagnostics: &mut Diagnostics, symbol: Spanned<&str>, what: &str, wanted: &str, given: &str) {
    let message = format!("the Rust name `{wanted}` of `{what}` is already taken");
    diagnostics.report(
        Diagnostic::new(Code::NameClash, symbol.span, message)
            .symbol(symbol.value)
            .note(format!("renamed to `{given}`")),
    );
}

//! The crate's root, the files of modules, and the manifest.

use super::{Ctx, Runtime, ident, print, source_file_of, words};
use super::{headers, servers, service};
use crate::analysis::areas::Gate;
use crate::analysis::paths::{PlaceId, StepKind};
use crate::model::TypeId;
use crate::rust::names::{
    CLIENT, PAGES_MODULE, PLACES_MODULE, ROOT_MODULE, RUNTIME_CRATE, RUNTIME_MODULE, SERVICE_MODULE,
};
use crate::rust::output::OutputTree;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// Adds the files that declare modules, and the manifest.
pub(super) fn emit(ctx: &Ctx<'_>, tree: &mut OutputTree) {
    let modules = modules(ctx);
    let gates = ctx.gates_of_files();
    for (module, files) in &modules {
        let items = files.iter().map(|file| {
            let cfg = gates.get(&source_file_of(module, file)).and_then(|it| ctx.cfg(&Gate::Always, it));
            let file = ident(file);
            quote! {
                #cfg
                mod #file;
                #cfg
                pub use #file::*;
            }
        });
        tree.insert(format!("src/{module}.rs"), print::file("", quote!(#(#items)*)));
    }
    let pages = ctx.page_modules();
    let items = pages.iter().map(|(file, gate)| {
        let cfg = ctx.cfg(&Gate::Always, gate);
        let file = ident(file);
        quote!(#cfg pub mod #file;)
    });
    let text = print::file("The pages that document requests.", quote!(#(#items)*));
    tree.insert(format!("src/{PAGES_MODULE}.rs"), text);
    service::emit(ctx, tree);
    servers::emit(ctx, tree);
    headers::emit(ctx, tree);
    tree.insert("src/lib.rs", root(ctx, &modules));
    tree.insert("Cargo.toml", manifest(ctx));
}

/// The files of every module. The module of the root functions is a single file, and is not included.
fn modules<'a>(ctx: &'a Ctx<'_>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut res: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in ctx.names.items().filter(|it| !it.file.is_empty()) {
        res.entry(&item.module).or_default().insert(&item.file);
    }
    res
}

/// The namespace of each module of types.
fn namespaces<'a>(ctx: &'a Ctx<'_>) -> BTreeMap<&'a str, &'a str> {
    let types = (0..).map(TypeId).zip(&ctx.model.types).filter(|(id, _)| ctx.names.has_type(*id));
    types.map(|(id, def)| (&*ctx.names.type_item(id).module, def.name.value.namespace.as_str())).collect()
}

fn root(ctx: &Ctx<'_>, modules: &BTreeMap<&str, BTreeSet<&str>>) -> String {
    let namespaces = namespaces(ctx);
    let others = modules.keys().filter(|it| !ctx.names.is_at_root(it)).map(|module| {
        let name = ident(module);
        let docs = namespaces.get(module).map(|it| {
            let docs = format!(" The types of the namespace `{it}`.");
            quote!(#[doc = #docs])
        });
        quote!(#docs pub mod #name;)
    });
    let has_root = ctx.paths.places.first().is_some_and(|it| !it.steps.is_empty() || !it.calls.is_empty());
    let may_be_empty = (!ctx.areas.is_empty())
        .then(|| quote!(#[allow(unused_imports, reason = "the module may be empty if few areas are enabled")]));
    let hidden: Vec<TokenStream> = [ctx.names.main_module(), PLACES_MODULE, ROOT_MODULE]
        .into_iter()
        .filter(|it| modules.contains_key(it) || *it == ROOT_MODULE && has_root)
        .map(|module| {
            let name = ident(module);
            quote! {
                mod #name;
                #may_be_empty
                pub use #name::*;
            }
        })
        .collect();
    let pages = ident(PAGES_MODULE);
    let runtime = ctx.names.reexports().map(ident);
    let all_of_runtime = (!modules.contains_key(RUNTIME_MODULE)).then(|| {
        let name = ident(RUNTIME_MODULE);
        quote! {
            /// The runtime crate, including items that are not re-exported at the root, and the crates of types in
            /// signatures: `runtime::jiff`, `runtime::http`.
            #[doc(no_inline)]
            pub use ::graphwright_runtime as #name;
        }
    });
    let lints = lints(ctx);
    let service = ident(SERVICE_MODULE);
    let client = ident(CLIENT);
    let client = ctx.names.reexports_client().then(|| quote!(pub use #service::#client;));
    let clouds = service::clouds_module(ctx);
    let (servers, headers) = (servers::module(ctx), headers::module(ctx));
    let rt = ident(RUNTIME_CRATE);
    let items = quote! {
        #lints
        extern crate graphwright_runtime as #rt;
        #(#hidden)*
        pub mod #pages;
        pub mod #service;
        #client
        #clouds
        #servers
        #headers
        #(#others)*
        #[doc(no_inline)]
        pub use #rt::{#(#runtime),*};
        #all_of_runtime
    };
    print::file(&crate_docs(ctx), items)
}

/// The lints that do not apply to names and functions of an API.
fn lints(ctx: &Ctx<'_>) -> TokenStream {
    let letters = (!ctx.names.are_ascii()).then(|| {
        quote! {
            #![allow(
                confusable_idents,
                mixed_script_confusables,
                uncommon_codepoints,
                reason = "names are defined by the API"
            )]
        }
    });
    quote! {
        // The API determines names and the number of parameters. Deprecated items are generated, and refer to each
        // other.
        #![allow(
            deprecated,
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::wrong_self_convention
        )]
        #letters
    }
}

fn crate_docs(ctx: &Ctx<'_>) -> String {
    let krate = ctx.krate();
    let api = ctx.api("`");
    let requests: usize = ctx.paths.places.iter().map(|it| it.calls.len()).sum();
    let mut res = format!("A typed client for {api}: {} types, {requests} requests.\n", ctx.paths.types.len());
    res += "\nA path has the type of the resource that it addresses. A request is a value that does nothing until it is sent.\n\
            A model is a plain struct, which also keeps members that it does not declare.\n";
    let steps = ctx.paths.places.first().map_or(&[][..], |it| &it.steps);
    // The one that the examples use, if there are some.
    let place = ctx.sample().map(|it| it.place);
    let idx = steps.iter().position(|it| Some(it.target) == place).unwrap_or(0);
    if let Some(step) = steps.get(idx)
        && let StepKind::Segment(_) = &step.kind
    {
        let name = ctx.names.place_item(step.target).ident.to_string();
        let (article, target) = (words::article(&name.to_lowercase()), format!("`{name}`"));
        // A link must not refer to an item that may be disabled.
        let is_there = *ctx.areas.of_place(step.target) == Gate::Always;
        let target = if is_there { format!("[{target}]") } else { target };
        let name = &ctx.names.methods(PlaceId(0)).steps[idx].ident;
        res +=
            &format!("\nPaths start with functions of this crate: `{krate}::{name}()` returns {article} {target}.\n");
    }
    res + &ctx.programs() + &ctx.common_features() + &ctx.area_docs() + &ctx.limits()
}

impl Ctx<'_> {
    /// The name of the API in texts: the title of its service or its namespace, and its version.
    pub(super) fn api(&self, code: &str) -> String {
        let name = match (&self.model.service.title, self.model.namespaces.root()) {
            (Some(title), _) => title.clone(),
            (None, "") => "the API".to_owned(),
            (None, root) => format!("{code}{root}{code}"),
        };
        format!("{name} {}", self.model.version).trim_end().to_owned()
    }
}

fn manifest(ctx: &Ctx<'_>) -> String {
    let config = ctx.config;
    let api = ctx.api("");
    let origin = if ctx.model.is_declared_only() { "metadata" } else { "documentation" };
    let description = format!("A typed client for {api}, generated from its {origin}");
    let runtime = match &config.runtime {
        Runtime::Version(version) => format!("version = {}", quoted(version)),
        Runtime::Path(path) => format!("path = {}", quoted(path)),
        Runtime::Both { path, version } => format!("path = {}, version = {}", quoted(path), quoted(version)),
    };
    format!(
        "# @generated by graphwright. Do not edit.\n\n\
         [package]\nname = {}\nversion = {}\nedition = \"2024\"\n{}\n\
         [dependencies]\ngraphwright-runtime = {{ {runtime}, default-features = false }}\n\n\
         [features]\ndefault = [{}]\n\
         {FEATURES}{}{}",
        quoted(&config.name),
        quoted(&config.version),
        config.package.lines(&[("rust-version", "1.95"), ("description", &description)]),
        ctx.default_features().into_iter().map(quoted).collect::<Vec<_>>().join(", "),
        ctx.area_features(),
        config.package.metadata(!ctx.areas.is_empty()),
    )
}

/// The features of the runtime, which every crate has.
const FEATURES: &str = r#"# The default transport, which uses reqwest.
reqwest = ["graphwright-runtime/reqwest"]
# Support for credentials of azure_core.
azure-identity = ["graphwright-runtime/azure-identity"]
# A blocking client, for programs without `async`.
blocking = ["graphwright-runtime/blocking"]
# Sign-in with a certificate.
certificate = ["graphwright-runtime/certificate"]
# A test service with scripted replies.
test = ["graphwright-runtime/test"]
"#;

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

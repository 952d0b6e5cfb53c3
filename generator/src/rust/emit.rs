//! Emits Rust code for a model.
//!
//! An emitter gets names from [`crate::rust::names`] and data from the model, and uses one `quote!` that resembles the
//! output, or `syntax` for items that are numerous. Items of the API and of the runtime are written with their crate,
//! since the API has types named `Request` and `Path`; items of the prelude are written without a path, since
//! [`crate::rust::names`] avoids their names.

mod bodies;
mod call_docs;
mod capabilities;
mod cfg;
mod constructors;
mod deprecation;
mod docs;
mod enums;
mod facts;
mod features;
mod front;
mod front_docs;
mod front_examples;
mod headers;
mod input_docs;
mod inputs;
mod links;
mod modules;
mod operations;
mod pages;
mod paging;
mod parameters;
mod place_docs;
mod places;
mod print;
mod responses;
mod results;
mod security;
mod segments;
mod servers;
mod service;
mod syntax;
mod tags;
mod templates;
mod type_docs;
mod type_facts;
mod types;
mod unions;
mod urls;
mod usage;
mod words;

use crate::analysis::areas::Areas;
use crate::analysis::paths::{Paths, PlaceId};
use crate::model::{ItemType, Model, Primitive, Type, TypeId, TypeKind};
use crate::rust::manifest::PackageTable;
use crate::rust::names::{Item, Names, ident};
use crate::rust::output::OutputTree;
use crate::rust::snippet::Examples;
use crate::source::SourceMap;
use rayon::prelude::*;
use std::collections::BTreeMap;
use syntax::{generic, ty, type_of};
use usage::Usage;

/// The configuration of a crate.
#[derive(Clone, Debug)]
pub struct CrateConfig {
    /// The name of the package.
    pub name: String,
    /// The version of the package.
    pub version: String,
    /// Other keys of the package.
    pub package: PackageTable,
    /// The dependency on `graphwright-runtime`.
    pub runtime: Runtime,
}

/// The location of the runtime for a generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// A registry, with this version.
    Version(String),
    /// A folder, relative to the crate.
    Path(String),
    /// A folder for builds in a workspace, and a version for published packages, like Cargo's own dependencies.
    Both {
        /// The folder, relative to the crate.
        path: String,
        /// The version.
        version: String,
    },
}

/// The inputs of a crate.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The sources of documentation texts.
    pub sources: &'a SourceMap,
    /// The API.
    pub model: &'a Model<TypeId>,
    /// The paths of its URLs.
    pub paths: &'a Paths,
    /// The areas of all items.
    pub areas: &'a Areas,
    /// The names of all items.
    pub names: &'a Names,
    /// Writes the requests that pages show.
    pub examples: &'a Examples,
}

/// Writes a crate.
pub fn emit(input: Input<'_>, config: &CrateConfig) -> OutputTree {
    let Input { sources, model, paths, areas, names, examples } = input;
    let (derived, references) = (&model.derived_names(), &docs::references(sources, model)[..]);
    let usage = &Usage::new(model, paths);
    let ctx = Ctx { sources, model, paths, areas, names, config, derived, references, examples, usage };
    let mut tree = OutputTree::default();
    for (path, text) in ctx.files() {
        tree.insert(path, text);
    }
    modules::emit(&ctx, &mut tree);
    tree
}

/// The inputs and lookup tables of emitters.
struct Ctx<'a> {
    sources: &'a SourceMap,
    model: &'a Model<TypeId>,
    paths: &'a Paths,
    areas: &'a Areas,
    names: &'a Names,
    config: &'a CrateConfig,
    /// The qualified names of the types that derive from each type, sorted.
    derived: &'a BTreeMap<TypeId, Vec<String>>,
    /// The part of the documentation that request functions and pages share, by [`crate::model::OperationId`].
    references: &'a [String],
    /// Writes the requests that pages show.
    examples: &'a Examples,
    /// How the API uses types and places.
    usage: &'a Usage,
}

/// How many files one thread takes at once. A small number keeps all threads busy until the end.
const FILES_AT_ONCE: usize = 8;

/// The contents of a file.
enum Part {
    Type(TypeId),
    Place(PlaceId),
}

impl Ctx<'_> {
    /// Prints the files of types, places and pages in parallel.
    fn files(&self) -> Vec<(String, String)> {
        let parts: Vec<(String, Vec<Part>)> = self.parts().into_iter().collect();
        let written: Vec<(String, String)> = parts
            .into_par_iter()
            .with_max_len(FILES_AT_ONCE)
            .map(|(path, parts)| {
                let file = self.gate_of_file(&parts);
                let items = parts.iter().flat_map(|part| {
                    let items = match part {
                        Part::Type(id) => types::emit(self, *id),
                        Part::Place(id) => places::emit(self, *id),
                    };
                    self.guarded(&file, self.gate_of_part(part), items)
                });
                let items: Vec<syn::Item> = items.collect();
                (path, print::items(items))
            })
            .collect();
        let mut res = pages::files(self);
        res.extend(written);
        res
    }

    /// The contents of each file: a type and its paths are in the same file.
    fn parts(&self) -> BTreeMap<String, Vec<Part>> {
        let mut res: BTreeMap<String, Vec<Part>> = BTreeMap::new();
        for id in &self.paths.types {
            res.entry(source_file(self.names.type_item(*id))).or_default().push(Part::Type(*id));
        }
        for idx in 0..self.paths.places.len() {
            let id = PlaceId(idx as u32);
            res.entry(source_file(self.names.place_item(id))).or_default().push(Part::Place(id));
        }
        res
    }

    /// The path of an item: `crate::graph::User`.
    fn item(&self, item: &Item) -> syn::Path {
        syntax::path(&["crate", &item.module, &item.ident])
    }

    fn type_path(&self, id: TypeId) -> syn::Path {
        self.item(self.names.type_item(id))
    }

    /// The type of a value.
    fn ty(&self, ty: &Type<TypeId>) -> syn::Type {
        let item = self.item_type(&ty.item);
        if ty.is_collection { generic(&["Vec"], [item]) } else { item }
    }

    /// The type of a value in a list or a map, or of a list whose items may be null.
    fn nested(&self, ty: &Type<TypeId>) -> syn::Type {
        let item = self.item_type(&ty.item);
        // Any JSON includes null.
        let is_optional = ty.is_nullable == Some(true) && ty.item != ItemType::Primitive(Primitive::Untyped);
        let item = if is_optional { generic(&["Option"], [item]) } else { item };
        if ty.is_collection { generic(&["Vec"], [item]) } else { item }
    }

    /// The type of one item.
    fn item_type(&self, item: &ItemType<TypeId>) -> syn::Type {
        match item {
            ItemType::Primitive(primitive) => ty(self::primitive(*primitive)),
            ItemType::List(it) => generic(&["Vec"], [self.nested(it)]),
            ItemType::Map(it) => generic(&["rt", "Map"], [self.nested(it)]),
            ItemType::Named(id) => {
                let path = type_of(self.type_path(*id));
                match &self.model.type_def(*id).kind {
                    TypeKind::Enum(it) if it.is_flags => generic(&["rt", "Flags"], [path]),
                    _ => path,
                }
            }
        }
    }
}

/// The file of an item.
fn source_file(item: &Item) -> String {
    if item.file.is_empty() { format!("src/{}.rs", item.module) } else { source_file_of(&item.module, &item.file) }
}

fn source_file_of(module: &str, file: &str) -> String {
    format!("src/{module}/{file}.rs")
}

fn primitive(primitive: Primitive) -> &'static [&'static str] {
    match primitive {
        Primitive::Base64Url => &["rt", "Base64Url"],
        Primitive::Binary => &["rt", "Binary"],
        Primitive::Boolean => &["bool"],
        Primitive::Byte => &["u8"],
        Primitive::Date => &["rt", "Date"],
        Primitive::DateTimeOffset => &["rt", "DateTime"],
        Primitive::Decimal => &["rt", "Decimal"],
        Primitive::Double => &["f64"],
        Primitive::Duration => &["rt", "Duration"],
        Primitive::Guid => &["rt", "Guid"],
        Primitive::Int16 => &["i16"],
        Primitive::Int32 => &["i32"],
        Primitive::Int64 => &["i64"],
        Primitive::SByte => &["i8"],
        Primitive::Single => &["f32"],
        Primitive::String => &["String"],
        Primitive::TimeOfDay => &["rt", "TimeOfDay"],
        // The JSON of a stream depends on the service: a link or base64, for example.
        Primitive::Stream | Primitive::Untyped => &["rt", "Untyped"],
    }
}

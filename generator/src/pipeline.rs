//! The phases, in order.

use crate::areas::{self, Areas};
use crate::csdl::{self, Document};
use crate::diagnostics::{Diagnostics, suppress};
use crate::markdown::{self, Topic};
use crate::model::{Model, TypeId};
use crate::page::{self, Page};
use crate::paths::{self, Operations, Paths};
use crate::source::{FileId, FileKind, SourceMap};
use crate::toc::{self, Toc};
use crate::{drift, examples, lower, resolve};
use rayon::prelude::*;

/// What pages and metadata say, checked.
#[derive(Debug)]
pub struct Checked {
    /// The syntax tree of every page.
    pub topics: Vec<Topic>,
    /// What every page means.
    pub pages: Vec<Page>,
    /// The syntax tree of every file of metadata.
    pub documents: Vec<Document>,
    /// Every table of contents.
    pub tocs: Vec<Toc>,
    /// The API.
    pub model: Model<TypeId>,
    /// What its URLs address.
    pub paths: Paths,
    /// What belongs to which area.
    pub areas: Areas,
    /// What is wrong, sorted.
    pub diagnostics: Diagnostics,
}

/// Reads texts as one version of an API. `version` is told by the texts if it is `None`. `operations` tells which requests
/// there are where metadata is at hand.
pub fn check(sources: &SourceMap, version: Option<&str>, operations: Operations) -> Checked {
    // Files of metadata are few and long: one thread begins with them, or there would be nothing for the others at the end.
    let (documented, parsed): (Vec<_>, Vec<_>) =
        rayon::join(|| each(sources, FileKind::Metadata, parse_metadata), || each(sources, FileKind::Page, parse));
    let mut diagnostics = Diagnostics::default();
    let (mut topics, mut pages, mut documents) = (Vec::new(), Vec::new(), Vec::new());
    for (topic, page, own) in parsed {
        topics.push(topic);
        pages.push(page);
        diagnostics.extend(own);
    }
    for (document, own) in documented {
        documents.push(document);
        diagnostics.extend(own);
    }
    let mut tocs = Vec::new();
    for (toc, own) in each(sources, FileKind::Toc, parse_toc) {
        tocs.push(toc);
        diagnostics.extend(own);
    }
    let version = version.map_or_else(|| tell_version(sources, &pages, &documents), str::to_owned);
    let model = lower::lower(&mut diagnostics, sources, &pages, &documents, &version);
    let model = resolve::resolve(&mut diagnostics, sources, model);
    let paths = paths::paths(&mut diagnostics, &model, operations);
    let (from_examples, from_drift) = rayon::join(
        || reported(|it| examples::check(it, sources, &model, &paths)),
        || reported(|it| drift::check(it, sources, &pages, &model, &paths)),
    );
    diagnostics.extend(from_examples);
    diagnostics.extend(from_drift);
    let areas = areas::areas(&mut diagnostics, sources, &topics, &tocs, &model, &paths);
    suppress::apply(&mut diagnostics, sources);
    diagnostics.sort();
    Checked { topics, pages, documents, tocs, model, paths, areas, diagnostics }
}

/// What `parse` makes of every file of a kind, in parallel, in the order of the files.
fn each<T: Send>(sources: &SourceMap, kind: FileKind, parse: fn(&SourceMap, FileId) -> T) -> Vec<T> {
    let files: Vec<FileId> = sources.iter().filter(|(_, it)| it.kind == kind).map(|(id, _)| id).collect();
    files.par_iter().map(|file| parse(sources, *file)).collect()
}

/// What a phase reports.
fn reported(phase: impl FnOnce(&mut Diagnostics)) -> Diagnostics {
    let mut res = Diagnostics::default();
    phase(&mut res);
    res
}

fn parse(sources: &SourceMap, file: FileId) -> (Topic, Page, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let topic = markdown::parse(&mut diagnostics, sources, file);
    let page = page::interpret(&mut diagnostics, sources, &topic);
    (topic, page, diagnostics)
}

fn parse_metadata(sources: &SourceMap, file: FileId) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let document = csdl::parse(&mut diagnostics, sources, file);
    (document, diagnostics)
}

fn parse_toc(sources: &SourceMap, file: FileId) -> (Toc, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let toc = toc::parse(&mut diagnostics, sources, file);
    (toc, diagnostics)
}

/// The version that texts are of: of their folder, else of most example URLs, else `v1.0`. URLs of services that only metadata
/// describes have no version: it is part of the service root, or there is none.
fn tell_version(sources: &SourceMap, pages: &[Page], documents: &[Document]) -> String {
    let first = pages.first().map(|it| it.file).or(documents.first().map(|it| it.file));
    let folder = first.and_then(|file| {
        let path = &sources.file(file).path;
        path.split('/').rev().find(|it| matches!(*it, "v1.0" | "beta"))
    });
    if let Some(folder) = folder {
        return folder.to_owned();
    }
    let mut namespaces = documents.iter().flat_map(|it| &it.schemas).map(|it| it.namespace.value.as_str());
    if pages.is_empty() && !namespaces.any(|it| it == lower::GRAPH) {
        return String::new();
    }
    let examples = pages.iter().filter_map(|it| it.operation.as_ref()).flat_map(|it| &it.examples);
    let urls = examples.filter_map(|it| it.request.as_ref()).map(|it| it.url.value.to_lowercase());
    let (mut beta, mut stable) = (0, 0);
    for url in urls {
        beta += usize::from(url.contains("/beta/"));
        stable += usize::from(url.contains("/v1.0/"));
    }
    if beta > stable { "beta".to_owned() } else { "v1.0".to_owned() }
}

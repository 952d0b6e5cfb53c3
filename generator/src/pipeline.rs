//! The phases, in order.

use crate::analysis::areas::{self, Areas};
use crate::analysis::paths::{self, Operations, Paths};
use crate::check::drift;
use crate::check::examples;
use crate::check::suppress;
use crate::diagnostics::Diagnostics;
use crate::input::csdl::{self, Document};
use crate::input::markdown::{self, Topic};
use crate::input::page::{self, Page};
use crate::input::toc::{self, Toc};
use crate::lower::{self, resolve};
use crate::model::{Index, Model, SourceKind, SourceModel, Statements, TypeId};
use crate::source::{FileId, FileKind, SourceMap};
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
    let (((documents, declared, mut diagnostics), (tocs, in_tocs)), ((topics, pages), in_pages)) = rayon::join(
        || (metadata(sources), each(sources, FileKind::Toc, parse_toc).unzip::<_, _, Vec<Toc>, Vec<_>>()),
        || each(sources, FileKind::Page, parse).unzip::<_, _, (Vec<Topic>, Vec<Page>), Vec<_>>(),
    );
    in_pages.into_iter().chain(in_tocs).for_each(|it| diagnostics.extend(it));
    let version = version.map_or_else(|| tell_version(sources, &pages, &documents), str::to_owned);
    let (((model, statements), from_model), (shelves, from_tocs)) = rayon::join(
        || reported(|it| lowered(it, sources, &pages, declared, &version)),
        || reported(|it| areas::shelves(it, sources, &tocs)),
    );
    let index = Index::new(&model);
    let (paths, from_paths) = reported(|it| paths::paths(it, &index, operations));
    let ((_, from_examples), ((_, from_requests), areas)) = rayon::join(
        || reported(|it| examples::check(it, sources, &index, &paths)),
        || {
            rayon::join(
                || reported(|it| drift::requests(it, sources, statements, &model, &paths)),
                || areas::areas(sources, &topics, shelves, &model, &paths),
            )
        },
    );
    drop(index);
    let others = [from_model, from_paths, from_examples, from_requests, from_tocs];
    others.into_iter().for_each(|it| diagnostics.extend(it));
    suppress::apply(&mut diagnostics, sources);
    diagnostics.sort();
    Checked { topics, pages, documents, tocs, model, paths, areas, diagnostics }
}

/// How many files one thread takes at once: the last ones must not leave the others with nothing to do.
const FILES_AT_ONCE: usize = 32;

/// What `parse` makes of every file of a kind, in parallel, in the order of the files.
fn each<T: Send>(
    sources: &SourceMap,
    kind: FileKind,
    parse: fn(&SourceMap, FileId) -> T,
) -> impl ParallelIterator<Item = T> {
    let files: Vec<FileId> = sources.iter().filter(|(_, it)| it.kind == kind).map(|(id, _)| id).collect();
    files.into_par_iter().with_max_len(FILES_AT_ONCE).map(move |file| parse(sources, file))
}

/// What a phase makes, and what it reports.
fn reported<T>(phase: impl FnOnce(&mut Diagnostics) -> T) -> (T, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let res = phase(&mut diagnostics);
    (res, diagnostics)
}

fn parse(sources: &SourceMap, file: FileId) -> ((Topic, Page), Diagnostics) {
    reported(|it| {
        let topic = markdown::parse(it, sources, file);
        let page = page::interpret(it, sources, &topic);
        (topic, page)
    })
}

/// The syntax trees of all metadata, and what it declares.
fn metadata(sources: &SourceMap) -> (Vec<Document>, SourceModel, Diagnostics) {
    let parse = |sources: &SourceMap, file| reported(|it| csdl::parse(it, sources, file));
    let (documents, reported): (Vec<_>, Vec<_>) = each(sources, FileKind::Metadata, parse).unzip();
    let mut diagnostics = Diagnostics::default();
    reported.into_iter().for_each(|it| diagnostics.extend(it));
    let declared = lower::metadata(&mut diagnostics, &documents);
    (documents, declared, diagnostics)
}

/// The API as all sources together state it, and the places of each kind of source.
fn lowered(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    pages: &[Page],
    declared: SourceModel,
    version: &str,
) -> (Model<TypeId>, Vec<(SourceKind, Statements)>) {
    let documented = lower::pages(diagnostics, sources, pages, &[&declared]);
    let mut models = lower::align(diagnostics, vec![documented, declared]);
    drift::models(diagnostics, sources, &models);
    let statements = models.iter_mut().filter_map(|it| Some((it.kind, it.statements.take()?))).collect();
    let merged = lower::merge(models, version);
    (resolve::resolve(diagnostics, sources, merged), statements)
}

fn parse_toc(sources: &SourceMap, file: FileId) -> (Toc, Diagnostics) {
    reported(|it| toc::parse(it, sources, file))
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
    if pages.is_empty() && !namespaces.any(|it| it == lower::GRAPH.namespace) {
        return String::new();
    }
    let examples = pages.iter().filter_map(|it| it.operation.as_ref()).flat_map(|it| it.examples.iter());
    let urls = examples.filter_map(|it| it.request.as_ref()).map(|it| it.url.value.to_lowercase());
    let (mut beta, mut stable) = (0, 0);
    for url in urls {
        beta += usize::from(url.contains("/beta/"));
        stable += usize::from(url.contains("/v1.0/"));
    }
    if beta > stable { "beta".to_owned() } else { "v1.0".to_owned() }
}

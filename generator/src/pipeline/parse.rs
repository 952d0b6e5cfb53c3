//! Texts → syntax trees and their interpretation: all files of a kind in parallel.

use crate::diagnostics::{Diagnostics, collect_reports};
use crate::input::csdl::{self, Document};
use crate::input::markdown::{self, Topic};
use crate::input::openapi;
use crate::input::page::{self, Page};
use crate::input::permissions;
use crate::input::toc::{self, Toc};
use crate::lower;
use crate::model::SourceModel;
use crate::service::Callers;
use crate::source::{FileId, FileKind, SourceFile, SourceMap};
use rayon::prelude::*;

/// The number of files that a thread takes at once: few, so that no thread idles while another has many left.
const FILES_AT_ONCE: usize = 32;

/// The syntax trees of all metadata, the model that it declares, and the tables of contents.
pub(super) fn metadata_and_tocs(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
) -> (Vec<Document>, SourceModel, Vec<Toc>) {
    let documents = each(diagnostics, sources, FileKind::Metadata, csdl::parse);
    let declared = lower::metadata(diagnostics, &documents);
    (documents, declared, each(diagnostics, sources, FileKind::Toc, toc::parse))
}

/// The permissions that all lists state.
pub(super) fn permissions(diagnostics: &mut Diagnostics, sources: &SourceMap) -> SourceModel {
    lower::permissions(&each(diagnostics, sources, FileKind::Permissions, permissions::parse))
}

/// The syntax trees of all pages, and their interpretations.
pub(super) fn pages(diagnostics: &mut Diagnostics, sources: &SourceMap, callers: &Callers) -> (Vec<Topic>, Vec<Page>) {
    let page = |it: &mut Diagnostics, sources: &SourceMap, file| page(it, sources, file, callers);
    each(diagnostics, sources, FileKind::Page, page).into_iter().unzip()
}

fn page(diagnostics: &mut Diagnostics, sources: &SourceMap, file: FileId, callers: &Callers) -> (Topic, Page) {
    let topic = markdown::parse(diagnostics, sources, file);
    let page = page::interpret(diagnostics, sources, &topic, callers);
    (topic, page)
}

/// The OpenAPI descriptions, and the model that they describe; `None` if there are none.
pub(super) fn descriptions(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
) -> (Vec<openapi::Document>, Option<SourceModel>) {
    let trees = openapi::Trees::new(sources);
    let parse = |it: &mut Diagnostics, _: &SourceMap, file| openapi::parse(it, &trees, file);
    let res = each(diagnostics, sources, FileKind::Description, parse);
    trees.report(diagnostics);
    let documents: Vec<_> = res.into_iter().flatten().collect();
    let described = (!documents.is_empty()).then(|| lower::openapi(diagnostics, &documents));
    (documents, described)
}

/// The result of `parse` for every file of a kind, in the order of the files.
fn each<T: Send>(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    kind: FileKind,
    parse: impl Fn(&mut Diagnostics, &SourceMap, FileId) -> T + Sync,
) -> Vec<T> {
    let is_meant = |it: &SourceFile| it.kind == kind && it.is_readable();
    let files: Vec<FileId> = sources.iter().filter(|(_, it)| is_meant(it)).map(|(id, _)| id).collect();
    let files = files.into_par_iter().with_max_len(FILES_AT_ONCE);
    collect_reports(diagnostics, files.map(|file| Diagnostics::of(|it| parse(it, sources, file))))
}

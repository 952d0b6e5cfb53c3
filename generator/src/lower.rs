//! Each kind of source → a model of its own, and these → one model. Definitions of one type are merged, contradictions within a
//! source reported; names are looked up later.

mod case;
mod merge;
mod metadata;
mod namespaces;
mod pages;
pub mod resolve;

use crate::diagnostics::Diagnostics;
use crate::input::csdl::Document;
use crate::input::page::Page;
use crate::model::{Model, OperationStatements, SourceKind, SourceModel, TypeId};
use crate::source::SourceMap;
pub use merge::align;
pub(crate) use namespaces::GRAPH;

/// Lowers all metadata of one API version.
pub fn metadata(diagnostics: &mut Diagnostics, documents: &[Document]) -> SourceModel {
    metadata::lower(diagnostics, documents)
}

/// Lowers all pages of one API version. What `others` define is not made up where pages only mention it.
pub fn pages(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    pages: &[Page],
    others: &[&SourceModel],
) -> SourceModel {
    let namespaces = namespaces::of_pages(pages, others.iter().map(|it| &it.model.namespaces));
    pages::lower(diagnostics, sources, pages, others, &namespaces)
}

/// Merges aligned models and looks their names up. Also returns what each kind of source states of its operations, for checks
/// that need the whole model.
pub fn merge(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    mut models: Vec<SourceModel>,
    version: &str,
) -> (Model<TypeId>, Vec<(SourceKind, OperationStatements)>) {
    let stating = models.iter_mut().filter(|it| !it.is_empty());
    let statements = stating.filter_map(|it| Some((it.kind, it.statements.take()?.operations))).collect();
    let merged = merge::merge(models, version);
    (resolve::resolve(diagnostics, sources, merged), statements)
}

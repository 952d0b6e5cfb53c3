//! Pages and metadata → one model. Definitions of one type are merged, contradictions of pages reported; nothing is looked up
//! yet.

mod case;
mod merge;
mod metadata;
mod namespaces;
mod pages;
pub mod resolve;

use crate::diagnostics::Diagnostics;
use crate::input::csdl::Document;
use crate::input::page::Page;
use crate::model::{Fact, Model, Unresolved};
use crate::source::SourceMap;
pub(crate) use namespaces::GRAPH;

/// Lowers all metadata of one API version: what pages have nothing to do with. The version is not known yet.
pub fn metadata(diagnostics: &mut Diagnostics, documents: &[Document]) -> Model<Unresolved> {
    metadata::lower(diagnostics, documents)
}

/// Lowers all pages of one API version, and adds what its metadata declares.
pub fn lower(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    pages: &[Page],
    metadata: Model<Unresolved>,
    version: &str,
) -> Model<Unresolved> {
    let namespaces = namespaces::of_pages(pages, &metadata.namespaces);
    let docs = pages::lower(diagnostics, sources, pages, &metadata, &namespaces, version);
    if metadata.sources.declare(Fact::Types) { merge::merge(diagnostics, docs, metadata) } else { docs }
}

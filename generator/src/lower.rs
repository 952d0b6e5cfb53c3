//! Each kind of source → its own model, then all models → one model. Definitions of the same type are merged, and
//! contradictions within a source are reported; names are resolved last.

mod case;
mod chains;
mod merge;
mod metadata;
mod namespaces;
mod openapi;
mod pages;
mod permissions;
pub mod resolve;

use crate::diagnostics::Diagnostics;
use crate::input::csdl::Document;
use crate::input::openapi as described;
use crate::input::page::Page;
use crate::input::permissions as listed;
use crate::model::{Model, Namespaces, Server, SourceModel, TypeId};
use crate::service::Service;
use crate::source::SourceMap;
pub use merge::align;

/// Lowers all metadata of one API version.
pub fn metadata(diagnostics: &mut Diagnostics, documents: &[Document]) -> SourceModel {
    metadata::lower(diagnostics, documents)
}

/// Lowers all OpenAPI descriptions of one API.
pub fn openapi(diagnostics: &mut Diagnostics, documents: &[described::Document]) -> SourceModel {
    openapi::lower(diagnostics, documents)
}

/// The servers of a description, the main one first.
pub(crate) fn openapi_servers(document: &described::Document) -> Vec<Server> {
    openapi::servers(document)
}

/// Lowers all lists of permissions of one API version.
pub fn permissions(documents: &[listed::Document]) -> SourceModel {
    permissions::lower(documents)
}

/// The namespaces of an API, as its sources name them.
pub(crate) fn declared_namespaces(pages: &[Page], others: &[&SourceModel]) -> Namespaces {
    namespaces::of_pages(pages, others.iter().map(|it| &it.model.namespaces))
}

/// Lowers all pages of one API version. Types that `others` define are not inferred from mentions in pages.
pub fn pages(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    pages: &[Page],
    others: &[&SourceModel],
    service: &Service,
) -> SourceModel {
    let namespaces = namespaces::of_service(declared_namespaces(pages, others), service);
    pages::lower(diagnostics, sources, pages, others, &namespaces)
}

/// Merges aligned models and resolves their names.
pub fn merge(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    models: &[SourceModel],
    service: Service,
) -> Model<TypeId> {
    let mut res = resolve::resolve(diagnostics, sources, merge::merge(models, service));
    chains::limit(diagnostics, &mut res);
    res
}

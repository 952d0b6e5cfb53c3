//! The service that the texts describe, and the version of its API.

use crate::input::csdl::Document;
use crate::input::openapi;
use crate::input::page::Page;
use crate::input::url;
use crate::lower;
use crate::model::{Server, SourceModel};
use crate::service::Service;
use crate::source::SourceMap;
use std::collections::BTreeMap;

/// The configured service, completed from a profile and the texts.
pub(super) fn complete(
    configured: &Service,
    sources: &SourceMap,
    pages: &[Page],
    documents: &[Document],
    descriptions: &[openapi::Document],
    declared: &SourceModel,
) -> Service {
    let namespaces = lower::declared_namespaces(pages, &[declared]);
    let mut res = configured.with_profile(namespaces.root(), examples(pages));
    if let Some(described) = descriptions.first().filter(|_| pages.is_empty() && documents.is_empty()) {
        res = res.or(&self::described(described));
    }
    if res.version.is_none() {
        res.version = Some(version(&res, sources, pages, documents));
    }
    res
}

/// The service that a description is for: neither URLs nor headers follow OData.
fn described(document: &openapi::Document) -> Service {
    let title = document.info.as_ref().and_then(|it| it.title.as_ref());
    // A client sends secrets only to a server that is encrypted or local.
    let server = lower::openapi_servers(document).into_iter().next().filter(Server::is_secure);
    Service {
        title: title.map(|it| it.value.trim().to_owned()).filter(|it| !it.is_empty()),
        base_url: server.map(|it| it.default_url()),
        version: Some(String::new()),
        odata_max_version: Some(String::new()),
        request_id_header: Some(String::new()),
        ..Service::default()
    }
}

/// The version of the API: from the folder of the texts, else from most URLs on pages, else the default of the service.
/// Most services have no version, or it is part of the service root.
fn version(service: &Service, sources: &SourceMap, pages: &[Page], documents: &[Document]) -> String {
    let first = pages.first().map(|it| it.file).or(documents.first().map(|it| it.file));
    let folder = first.and_then(|file| {
        let path = &sources.file(file).path;
        path.split('/').rev().find(|it| service.versions.iter().any(|version| version == it))
    });
    if let Some(folder) = folder {
        return folder.to_owned();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for version in examples(pages).chain(request_lines(sources, pages)).filter_map(url::version) {
        *counts.entry(version).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(version, count)| (*count, *version));
    let usual = service.versions.first().map(String::as_str);
    most.map(|(version, _)| version).or(usual).unwrap_or_default().to_owned()
}

/// The URLs of example requests.
fn examples(pages: &[Page]) -> impl Iterator<Item = &str> {
    let examples = pages.iter().filter_map(|it| it.operation.as_ref()).flat_map(|it| it.examples.iter());
    examples.filter_map(|it| it.request.as_ref()).map(|it| it.url.value.as_str())
}

/// The URLs of request lines, as they are written.
fn request_lines<'a>(sources: &'a SourceMap, pages: &'a [Page]) -> impl Iterator<Item = &'a str> {
    let operations = pages.iter().filter_map(|it| it.operation.as_ref());
    operations.flat_map(|it| &it.requests).map(|it| &sources[it.url.span])
}

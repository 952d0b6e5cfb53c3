//! The version of the API that the texts describe.

use crate::input::csdl::Document;
use crate::input::page::Page;
use crate::lower;
use crate::source::SourceMap;

/// The version of the texts: that of their folder, else that of most example URLs, else `v1.0`. Services that only metadata
/// describes have no version in their URLs: it is part of the service root, or there is none.
pub(super) fn infer(sources: &SourceMap, pages: &[Page], documents: &[Document]) -> String {
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

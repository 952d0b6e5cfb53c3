//! What pages state about themselves: product, notices, Methods tables.

use super::markdown;
use crate::input::markdown::inline;
use crate::input::markdown::parse::include::join;
use crate::input::page::{MethodRow as Row, Page};
use crate::model::{Docs, MethodRow, Operation, PageFacts, Unresolved};
use crate::source::{FileId, SourceMap};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The facts of all pages that state any.
pub(super) fn lower(sources: &SourceMap, pages: &[Page]) -> BTreeMap<FileId, Arc<PageFacts>> {
    let facts = pages.par_iter().map(|page| {
        let rows = page.resources.iter().flat_map(|it| &it.methods);
        let facts = PageFacts {
            namespace: page.namespace.clone(),
            product: page.product.clone(),
            notices: markdown(sources, &page.notices),
            methods: rows.filter_map(|it| method(sources, page, it)).collect(),
        };
        (page.file, Arc::new(facts))
    });
    facts.filter(|(_, it)| !it.is_empty()).collect()
}

/// A row that says more than a name.
fn method(sources: &SourceMap, page: &Page, row: &Row) -> Option<MethodRow> {
    let path = row.target.as_ref().and_then(|it| join(&sources.file(page.file).path, &it.value));
    let description = row.description.filter(|it| it.start < it.end);
    let docs = Docs { paragraphs: markdown(sources, description.as_slice()), page: Some(page.file), deprecated: None };
    let method = MethodRow {
        name: row.name.clone(),
        page: path.and_then(|it| sources.find(&it)),
        returns: inline::plain(sources, row.returns).trim().to_owned(),
        docs,
    };
    (method.page.is_some() || !method.docs.is_hollow()).then_some(method)
}

/// Describes operations whose pages do not, by the first row that links to them.
pub(super) fn describe(operations: &mut [Operation<Unresolved>], facts: &BTreeMap<FileId, Arc<PageFacts>>) {
    let mut open: BTreeMap<FileId, &mut Operation<Unresolved>> =
        operations.iter_mut().filter(|it| it.docs.paragraphs.is_empty()).map(|it| (it.page, it)).collect();
    for row in facts.values().flat_map(|it| &it.methods).filter(|it| !it.docs.is_hollow()) {
        if let Some(operation) = row.page.and_then(|it| open.remove(&it)) {
            let deprecated = operation.docs.deprecated.take();
            operation.docs = Docs { deprecated, ..row.docs.clone() };
        }
    }
}

//! Pages → a model. Definitions of one type are merged, contradictions reported.

mod body;
mod defs;
mod enums;
mod inherit;
mod json_types;
mod operations;
mod properties;
mod types;

use crate::diagnostics::Diagnostics;
use crate::input::page::Page;
use crate::model::{Docs, Model, NameMap, QualifiedName, Unresolved};
use crate::source::{SourceMap, Span, Spanned};
use defs::{DefId, Defs};
use std::collections::BTreeMap;

/// Lowers all pages of one API version. `declared` are the names that its metadata declares.
pub(super) fn lower(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    pages: &[Page],
    declared: NameMap<()>,
    version: &str,
) -> Model<Unresolved> {
    let mut ctx = Ctx { diagnostics, sources, root: root_namespace(pages), types: Defs::default(), declared };
    for page in pages {
        for table in &page.enums {
            enums::from_table(&mut ctx, page, table);
        }
    }
    // Pages of resources first: what an API page defines on the way is only used where there is no such page.
    for is_api in [false, true] {
        for page in pages.iter().filter(|page| page.operation.is_some() == is_api) {
            for resource in &page.resources {
                types::from_resource(&mut ctx, page, resource);
            }
        }
    }
    types::imply(&mut ctx, pages);
    inherit::settle(&mut ctx, pages);
    let mut operations: Vec<_> = pages.iter().filter_map(|page| operations::lower(&mut ctx, page)).collect();
    operations.sort_by_key(|it| it.page);
    let types = ctx.types.sorted();
    Model { version: version.to_owned(), types, operations, callables: Vec::new(), entries: Vec::new() }
}

/// What lowering knows so far.
struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    /// The namespace of pages that name none: the one that most pages name.
    root: String,
    types: Defs,
    /// The names that metadata declares: there nothing has to be made up.
    declared: NameMap<()>,
}

impl Ctx<'_> {
    /// The namespace of a page.
    fn namespace<'a>(&'a self, page: &'a Page) -> &'a str {
        page.namespace.as_ref().map_or(&self.root, |it| &it.value)
    }

    /// The name `text` as a page means it: its own namespace if it names none.
    fn qualify(&self, page: &Page, text: &str) -> (QualifiedName, bool) {
        let text = text.trim_start_matches('#');
        match text.rsplit_once('.') {
            // `graph` is the alias that the service's metadata gives to the root.
            Some(("graph", name)) => (QualifiedName { namespace: self.root.clone(), name: name.to_owned() }, true),
            Some((namespace, name)) => (QualifiedName { namespace: namespace.to_owned(), name: name.to_owned() }, true),
            None => (QualifiedName { namespace: self.namespace(page).to_owned(), name: text.to_owned() }, false),
        }
    }

    /// A reference to the type that a page calls `text`.
    fn reference(&self, page: &Page, text: &str, span: Span) -> Unresolved {
        let (name, is_qualified) = self.qualify(page, text);
        Unresolved { name, is_qualified, span }
    }

    /// The definition that a reference means: in its namespace, else (if that was not written) in the root.
    fn find(&self, reference: &Unresolved) -> Option<DefId> {
        self.look_up(reference, |namespace, name| self.types.find(namespace, name))
    }

    /// Whether metadata declares what a reference means.
    fn is_declared(&self, reference: &Unresolved) -> bool {
        self.look_up(reference, |namespace, name| self.declared.get(namespace, name)).is_some()
    }

    fn look_up<T>(&self, reference: &Unresolved, find: impl Fn(&str, &str) -> Option<T>) -> Option<T> {
        let QualifiedName { namespace, name } = &reference.name;
        let in_root = || if reference.is_qualified { None } else { find(&self.root, name) };
        find(namespace, name).or_else(in_root)
    }
}

/// The namespace of the API whose pages often name none.
pub(crate) const GRAPH: &str = "microsoft.graph";

/// The namespace that most pages name; of several, the first one in the alphabet.
pub(crate) fn root_namespace(pages: &[Page]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for namespace in pages.iter().filter_map(|page| page.namespace.as_ref()) {
        *counts.entry(&namespace.value).or_default() += 1;
    }
    let most = counts.into_iter().max_by(|(a, n), (b, m)| n.cmp(m).then(b.cmp(a)));
    most.map_or_else(|| GRAPH.to_owned(), |(name, _)| name.to_owned())
}

/// What a page says of the thing it describes.
fn page_docs(page: &Page) -> Docs {
    Docs { paragraphs: page.description.clone(), page: Some(page.file), deprecated: page.deprecated }
}

/// What a cell says.
fn cell_docs(page: &Page, cell: Option<Span>, deprecated: bool) -> Docs {
    let cell = cell.filter(|it| it.start < it.end);
    Docs { paragraphs: cell.into_iter().collect(), page: Some(page.file), deprecated: cell.filter(|_| deprecated) }
}

/// A definition's name at its place.
fn spanned(name: QualifiedName, span: Span) -> Spanned<QualifiedName> {
    Spanned::new(name, span)
}

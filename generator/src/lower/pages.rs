//! Pages → a model. Definitions of the same type are merged, and contradictions are reported.

mod arguments;
mod bases;
mod body;
mod calls;
mod declarations;
mod defs;
mod enum_pages;
mod enums;
mod facts;
mod inherit;
mod json_members;
mod json_types;
mod named;
mod names;
mod operations;
mod properties;
mod statements;
mod types;

use crate::diagnostics::Diagnostics;
use crate::input::markdown::inline;
use crate::input::page::{Page, Resource};
use crate::model::{
    Docs, Model, Namespaces, Prose, Provenance, QualifiedName, SourceKind, SourceModel, Sources, Statements, Unresolved,
};
use crate::service::Service;
use crate::source::{SourceMap, Span, Spanned};
use defs::{DefId, Defs};
use names::Names;

/// Lowers all pages of one API version. Names are resolved in `others` first, then in pages.
pub(super) fn lower(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    pages: &[Page],
    others: &[&SourceModel],
    namespaces: &Namespaces,
) -> SourceModel {
    let names = Names::new(sources, others, namespaces);
    let defined = names.defined(pages);
    let names = &names.with(&defined);
    // Statements are compared with other sources only.
    let is_compared = others.iter().any(|it| !it.is_empty());
    let (statements, model) = rayon::join(
        || if is_compared { statements::lower(names, pages) } else { Statements::default() },
        || model(Ctx { diagnostics, sources, names, types: Defs::default() }, pages, namespaces),
    );
    SourceModel { kind: SourceKind::Pages, model, statements: Some(statements) }
}

/// The merged definitions of all places, and the operations.
fn model(mut ctx: Ctx<'_>, pages: &[Page], namespaces: &Namespaces) -> Model<Unresolved> {
    enum_pages::lower(&mut ctx, pages);
    for (page, resource) in described(ctx.sources, pages) {
        types::from_resource(&mut ctx, page, resource);
    }
    types::imply(&mut ctx, pages);
    inherit::settle(&mut ctx, pages);
    let mut operations: Vec<_> = pages.iter().filter_map(|page| operations::lower(&mut ctx, page)).collect();
    operations.sort_by_key(|it| it.page);
    let facts = facts::lower(ctx.sources, pages);
    facts::describe(&mut operations, &facts);
    Model {
        service: Service::default(),
        version: String::new(),
        namespaces: namespaces.clone(),
        types: ctx.types.sorted(),
        operations,
        pages: facts,
        odata_operations: Vec::new(),
        entries: Vec::new(),
        permissions: Vec::new(),
        sources: if pages.is_empty() { Sources::default() } else { Sources::only(SourceKind::Pages) },
    }
}

/// The resources of all pages, the best page of each first: its own page, then other resource pages, then API pages.
fn described<'a>(sources: &SourceMap, pages: &'a [Page]) -> Vec<(&'a Page, &'a Resource)> {
    let mut res: Vec<_> = pages.iter().flat_map(|page| page.resources.iter().map(move |it| (page, it))).collect();
    res.sort_by_cached_key(|(page, it)| (page.operation.is_some(), !is_own_page(sources, page, &it.name.value)));
    res
}

/// Whether the file of a page is named after a type: `user.md`, and `ediscovery-case.md` with the last part of the namespace.
fn is_own_page(sources: &SourceMap, page: &Page, name: &str) -> bool {
    let stem = sources.file(page.file).stem();
    let mut parts = name.rsplit('.').chain(page.namespace.iter().flat_map(|it| it.value.rsplit('.')));
    let name = parts.next().unwrap_or_default();
    let is_name = |it: &str| it.eq_ignore_ascii_case(name);
    is_name(stem)
        || stem
            .rsplit_once('-')
            .is_some_and(|(area, it)| is_name(it) && parts.next().is_some_and(|it| it.eq_ignore_ascii_case(area)))
}

/// The state of lowering.
struct Ctx<'a> {
    diagnostics: &'a mut Diagnostics,
    sources: &'a SourceMap,
    names: &'a Names<'a>,
    types: Defs,
}

/// The documentation of a page.
fn page_docs(ctx: &Ctx<'_>, page: &Page) -> Docs {
    Docs {
        paragraphs: markdown(ctx.sources, &page.description),
        page: Some(page.file),
        deprecated: page.deprecated.map(|it| Box::new(plain(ctx, it).into())),
    }
}

/// The documentation of a cell.
fn cell_docs(ctx: &Ctx<'_>, page: &Page, cell: Option<Span>, deprecated: bool) -> Docs {
    let cell = cell.filter(|it| it.start < it.end);
    Docs {
        paragraphs: markdown(ctx.sources, cell.as_slice()),
        page: Some(page.file),
        deprecated: cell.filter(|_| deprecated).map(|it| Box::new(plain(ctx, it).into())),
    }
}

fn markdown(sources: &SourceMap, paragraphs: &[Span]) -> Vec<Prose> {
    paragraphs.iter().map(|it| Prose::markdown(&sources[*it], *it)).collect()
}

/// The text of a span without markup.
fn plain(ctx: &Ctx<'_>, span: Span) -> Prose {
    Prose::plain(&inline::plain(ctx.sources, span), span)
}

/// The provenance of a fact that a page states at the place of `name`.
fn stated(name: &Spanned<String>) -> Provenance {
    Provenance::new(SourceKind::Pages, name.span)
}

/// The name of a definition, at its place.
fn spanned(name: QualifiedName, span: Span) -> Spanned<QualifiedName> {
    Spanned::new(name, span)
}

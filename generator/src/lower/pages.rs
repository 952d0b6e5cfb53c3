//! Pages → a model. Definitions of the same type are merged, and contradictions are reported.

mod arguments;
mod bases;
mod body;
mod calls;
mod declarations;
mod defs;
mod drafts;
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

use crate::diagnostics::{Diagnostics, in_parallel};
use crate::input::markdown::inline;
use crate::input::page::Page;
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
        || model(diagnostics, sources, names, pages, namespaces),
    );
    SourceModel { kind: SourceKind::Pages, model, statements: Some(statements) }
}

/// The merged definitions of all places, and the operations. What does not depend on definitions is read in parallel.
fn model(
    diagnostics: &mut Diagnostics,
    sources: &SourceMap,
    names: &Names<'_>,
    pages: &[Page],
    namespaces: &Namespaces,
) -> Model<Unresolved> {
    let ((drafts, facts), types) = in_parallel(
        diagnostics,
        |it| (operations::drafts(it, sources, names, pages), facts::lower(sources, pages)),
        |it| definitions(Ctx { diagnostics: it, sources, names, types: Defs::default() }, pages),
    );
    let mut ctx = Ctx { diagnostics, sources, names, types };
    let mut operations: Vec<_> = drafts.into_iter().map(|it| operations::lower(&mut ctx, it)).collect();
    operations.sort_by_key(|it| it.page);
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
        servers: Vec::new(),
        schemes: Vec::new(),
        sources: if pages.is_empty() { Sources::default() } else { Sources::only(SourceKind::Pages) },
    }
}

/// The definitions of all pages.
fn definitions(mut ctx: Ctx<'_>, pages: &[Page]) -> Defs {
    enum_pages::lower(&mut ctx, pages);
    types::lower(&mut ctx, pages);
    types::imply(&mut ctx, pages);
    inherit::settle(&mut ctx, pages);
    ctx.types
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
fn page_docs(sources: &SourceMap, page: &Page) -> Docs {
    Docs {
        paragraphs: markdown(sources, &page.description),
        page: Some(page.file),
        deprecated: page.deprecated.map(|it| Box::new(plain(sources, it).into())),
    }
}

/// The documentation of a cell.
fn cell_docs(sources: &SourceMap, page: &Page, cell: Option<Span>, deprecated: bool) -> Docs {
    let cell = cell.filter(|it| it.start < it.end);
    Docs {
        paragraphs: markdown(sources, cell.as_slice()),
        page: Some(page.file),
        deprecated: cell.filter(|_| deprecated).map(|it| Box::new(plain(sources, it).into())),
    }
}

fn markdown(sources: &SourceMap, paragraphs: &[Span]) -> Vec<Prose> {
    paragraphs.iter().map(|it| Prose::markdown(&sources[*it], *it)).collect()
}

/// The text of a span without markup.
fn plain(sources: &SourceMap, span: Span) -> Prose {
    Prose::plain(&inline::plain(sources, span), span)
}

/// The provenance of a fact that a page states at the place of `name`.
fn stated(name: &Spanned<String>) -> Provenance {
    Provenance::new(SourceKind::Pages, name.span)
}

/// The name of a definition, at its place.
fn spanned(name: QualifiedName, span: Span) -> Spanned<QualifiedName> {
    Spanned::new(name, span)
}

//! Methods tables of resource pages against the pages of the methods.

use crate::analysis::paths::{Found, Paths, RequestId, Resolved, Tail};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::markdown::parse::include::join;
use crate::input::page::type_name::{ItemText, certain_type};
use crate::input::page::{MethodRow, Page};
use crate::model::index::Relation;
use crate::model::{Index, OperationId, TypeId};
use crate::source::{FileId, SourceMap, Span};
use std::collections::BTreeMap;

/// Compares the result of each row with the result of the method that it links.
pub fn check(diagnostics: &mut Diagnostics, sources: &SourceMap, index: &Index<'_>, paths: &Paths, pages: &[Page]) {
    let ids = (0..).map(OperationId);
    let operations = index.model.operations.iter().map(|it| it.page).zip(ids).collect();
    let ctx = &Ctx { sources, index, paths, operations };
    for page in pages.iter().filter(|it| it.operation.is_none()) {
        let rows = page.resources.iter().flat_map(|it| &it.methods);
        diagnostics.report_all(rows.filter_map(|row| ctx.differing(page, row)));
    }
}

struct Ctx<'a> {
    sources: &'a SourceMap,
    index: &'a Index<'a>,
    paths: &'a Paths,
    operations: BTreeMap<FileId, OperationId>,
}

impl Ctx<'_> {
    fn differing(&self, page: &Page, row: &MethodRow) -> Option<Diagnostic> {
        let target = self.target(page, row)?;
        let returned = self.returned(target)?;
        if self.is_linked(page, row, returned) {
            return None;
        }
        let (stated, span) = self.stated(page, row)?;
        let operation = self.index.model.operation(target);
        // If the page of the method agrees with the row, the page is reported itself.
        let documented = operation.response.as_ref().and_then(|it| it.item.named().copied());
        let is_other = |it: TypeId| self.index.model.relation(stated, it) == Relation::Unrelated;
        if !std::iter::once(returned).chain(documented).all(is_other) {
            return None;
        }
        let (stated, returned) = (self.index.short_name(stated), self.index.short_name(returned));
        let message = format!("the row states that the method returns `{stated}`, but it returns `{returned}`");
        let report = Diagnostic::new(Code::MethodResult, span, message)
            .symbol(&operation.title.value)
            .also(operation.title.span, "page of the method")
            .help(format!("write `{returned}`"));
        Some(report)
    }

    /// The page that a row links.
    fn target(&self, page: &Page, row: &MethodRow) -> Option<OperationId> {
        let path = join(&self.sources.file(page.file).path, &row.target.as_ref()?.value)?;
        self.operations.get(&self.sources.find(&path)?).copied()
    }

    /// Whether the cell of a row begins with a link with the name of a type. Nearly all cells are so: they state this type,
    /// or nothing that is certain.
    fn is_linked(&self, page: &Page, row: &MethodRow, ty: TypeId) -> bool {
        let name = self.index.short_name(ty);
        let link = self.sources[row.returns].trim_start().strip_prefix('[').and_then(|it| it.strip_prefix(name));
        link.is_some_and(|it| it.starts_with("](")) && self.find(page, name) == Some(ty)
    }

    /// The type that a page calls by a name.
    fn find(&self, page: &Page, name: &str) -> Option<TypeId> {
        let namespace = page.namespace.as_ref().map_or(self.index.model.namespaces.root(), |it| &it.value);
        self.index.find_from(namespace, name)
    }

    /// The structured type in the cell of a row.
    fn stated(&self, page: &Page, row: &MethodRow) -> Option<(TypeId, Span)> {
        let stated = certain_type(self.sources, row.returns)?;
        let ItemText::Named(name) = &stated.value.item else { return None };
        let ty = self.find(page, name)?;
        self.index.def(ty).structure().map(|_| (ty, stated.span))
    }

    /// The type that a method returns, if all of its URLs determine the same one.
    fn returned(&self, id: OperationId) -> Option<TypeId> {
        let lines = self.paths.requests.range(RequestId(id, 0)..=RequestId(id, u32::MAX));
        let mut types = lines.map(|(_, it)| self.received(it));
        let first = types.next()??;
        types.all(|it| it == Some(first)).then_some(first)
    }

    fn received(&self, line: &Resolved) -> Option<TypeId> {
        if let Some(called) = line.odata_operation {
            return self.index.model.odata_operation(called).result.as_ref()?.item.named().copied();
        }
        let kind = &self.paths.places[line.at.0 as usize].kind;
        let received = line.verb.received_from(kind).filter(|_| line.tail == Tail::None)?;
        (line.found < Found::WithoutCast).then_some(received.0)
    }
}

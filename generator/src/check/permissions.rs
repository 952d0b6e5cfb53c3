//! Tables of permissions: names, callers, the order, and lists of permissions.

mod callers;
mod listed;
mod names;
mod order;
mod uses;

use crate::diagnostics::Diagnostics;
use crate::diagnostics::policy::Requested;
use crate::model::permission::{Caller, Permissions};
use crate::model::{Model, Operation, TypeId};
use crate::source::{FileId, FileKind, SourceMap, Spanned};
use uses::Uses;

/// Checks the tables of all pages. Without a list of permissions, what many pages state decides.
pub fn check(diagnostics: &mut Diagnostics, sources: &SourceMap, model: &Model<TypeId>, requested: &Requested) {
    let tables: Vec<Table<'_>> = model.operations.iter().filter_map(|it| Table::new(sources, it)).collect();
    order::check(diagnostics, &tables);
    if model.permissions.is_empty() {
        let uses = &Uses::new(&tables);
        names::check(diagnostics, &uses.names);
        callers::check(diagnostics, uses);
    } else {
        listed::check(diagnostics, &model.permissions, &tables, requested);
    }
}

/// The table of a page.
struct Table<'a> {
    operation: &'a Operation<TypeId>,
    permissions: &'a Permissions,
    page: FileId,
}

impl<'a> Table<'a> {
    /// The permissions that a page states: those of lists complete pages without a table.
    fn new(sources: &SourceMap, operation: &'a Operation<TypeId>) -> Option<Table<'a>> {
        let table = Table { operation, permissions: &operation.permissions, page: operation.page };
        let (_, first) = table.names().next()?;
        let is_of_page = matches!(sources.file(first.span.file).kind, FileKind::Page | FileKind::Include);
        is_of_page.then_some(table)
    }

    /// Every name, with its caller.
    fn names(&self) -> impl Iterator<Item = (Caller, &'a Spanned<String>)> {
        let permissions = self.permissions;
        permissions.callers.iter().flat_map(|(caller, all)| {
            let names = all.iter().flat_map(|it| &it.alternatives).flat_map(|it| &it.names);
            names.map(move |it| (*caller, it))
        })
    }
}

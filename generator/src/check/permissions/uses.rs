//! The pages that name each permission.

use super::Table;
use crate::model::permission::Caller;
use crate::source::{FileId, Span, Spanned};
use hashbrown::HashMap;

/// The uses of all names, and the names of all tables.
pub(super) struct Uses<'a> {
    pub(super) names: Vec<Use<'a>>,
    pub(super) tables: Vec<Names<'a>>,
}

/// The names of a table: with the caller, and the index of the uses.
pub(super) struct Names<'a> {
    pub(super) page: FileId,
    pub(super) all: Vec<(Caller, &'a Spanned<String>, usize)>,
}

/// The uses of one name. Pages are sorted, because tables are.
pub(super) struct Use<'a> {
    pub(super) name: &'a str,
    /// The pages that name it for signed-in users.
    pub(super) delegated: Vec<FileId>,
    /// The pages that name it for applications.
    pub(super) application: Vec<FileId>,
    pub(super) n_pages: usize,
    pub(super) spans: Vec<Span>,
}

impl<'a> Uses<'a> {
    pub(super) fn new(tables: &[Table<'a>]) -> Uses<'a> {
        let mut ids: HashMap<&str, usize> = HashMap::new();
        let mut res = Uses { names: Vec::new(), tables: Vec::with_capacity(tables.len()) };
        for table in tables {
            let mut all = Vec::new();
            for (caller, name) in table.names() {
                let id = *ids.entry(&name.value).or_insert(res.names.len());
                if id == res.names.len() {
                    res.names.push(Use::new(&name.value));
                }
                res.names[id].add(table.page, caller, name.span);
                all.push((caller, name, id));
            }
            res.tables.push(Names { page: table.page, all });
        }
        res
    }
}

impl<'a> Use<'a> {
    fn new(name: &'a str) -> Use<'a> {
        Use { name, delegated: Vec::new(), application: Vec::new(), n_pages: 0, spans: Vec::new() }
    }

    fn add(&mut self, page: FileId, caller: Caller, span: Span) {
        // A page has one table.
        let is_known = [&self.delegated, &self.application].into_iter().any(|it| it.last() == Some(&page));
        self.n_pages += usize::from(!is_known);
        let pages = if caller == Caller::Application { &mut self.application } else { &mut self.delegated };
        if pages.last() != Some(&page) {
            pages.push(page);
        }
        self.spans.push(span);
    }

    /// How many pages except one name it for a kind of caller, and for the other kind.
    pub(super) fn elsewhere(&self, caller: Caller, page: FileId) -> (usize, usize) {
        let without = |pages: &[FileId]| pages.len() - usize::from(pages.binary_search(&page).is_ok());
        let (delegated, application) = (without(&self.delegated), without(&self.application));
        if caller == Caller::Application { (application, delegated) } else { (delegated, application) }
    }
}

//! Permissions of another kind of caller.

use super::Table;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, listing};
use crate::model::permission::Caller;
use crate::source::{FileId, Spanned};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// The number of other pages that decide for whom a permission is, if no other page disagrees.
const ENOUGH: usize = 10;

/// The number of other pages that decide if the rows of a table are swapped.
const SOME: usize = 3;

/// The number of pages for each one that disagrees.
const MANY: usize = 20;

/// The pages that name a permission, for signed-in users and for applications.
#[derive(Default)]
struct Uses {
    delegated: Vec<FileId>,
    application: Vec<FileId>,
}

impl Uses {
    /// How many pages except one name it for a kind of caller, and for the other kind.
    fn elsewhere(&self, caller: Caller, page: FileId) -> (usize, usize) {
        // Tables are sorted by page.
        let without = |pages: &[FileId]| pages.len() - usize::from(pages.binary_search(&page).is_ok());
        let (delegated, application) = (without(&self.delegated), without(&self.application));
        if caller == Caller::Application { (application, delegated) } else { (delegated, application) }
    }
}

/// A name for the wrong kind of caller, and how many pages name it for the other kind.
type Wrong<'a> = (&'a Spanned<String>, usize);

/// Reports permissions that hardly any page names for a kind of caller, while many pages name them for the other one.
pub(super) fn check(diagnostics: &mut Diagnostics, tables: &[Table<'_>]) {
    let mut all: HashMap<&str, Uses> = HashMap::new();
    for table in tables {
        for (caller, name) in table.names() {
            let uses = all.entry(&name.value).or_default();
            let pages = if caller == Caller::Application { &mut uses.application } else { &mut uses.delegated };
            // A page has one table.
            if pages.last() != Some(&table.page) {
                pages.push(table.page);
            }
        }
    }
    for table in tables {
        let mut wrong: BTreeMap<Caller, Vec<Wrong<'_>>> = BTreeMap::new();
        for (caller, name) in table.names() {
            let (own, other) = all[&*name.value].elsewhere(caller, table.page);
            if (own == 0 && other >= ENOUGH) || (own + 1) * MANY <= other {
                wrong.entry(caller).or_default().push((name, other));
            }
        }
        if wrong.is_empty() {
            wrong = swapped(&all, table);
        }
        diagnostics.report_all(wrong.into_iter().map(|(caller, names)| finding(caller, &names)));
    }
}

/// The names for the wrong kind of caller in a table whose rows are swapped. Few pages are enough if all names of both rows
/// occur elsewhere for the other kind.
fn swapped<'a>(all: &HashMap<&str, Uses>, table: &Table<'a>) -> BTreeMap<Caller, Vec<Wrong<'a>>> {
    let mut res: BTreeMap<Caller, Vec<Wrong<'a>>> = BTreeMap::new();
    for (caller, name) in table.names().filter(|(it, _)| *it != Caller::DelegatedPersonal) {
        let (own, other) = all[&*name.value].elsewhere(caller, table.page);
        if other == 0 {
            return BTreeMap::new();
        }
        if own == 0 && other >= SOME {
            res.entry(caller).or_default().push((name, other));
        }
    }
    res
}

fn finding(caller: Caller, names: &[(&Spanned<String>, usize)]) -> Diagnostic {
    let (here, elsewhere) = match caller {
        Caller::Application => ("applications", "delegated"),
        _ => ("delegated callers", "application"),
    };
    let all: Vec<&str> = names.iter().map(|(it, _)| it.value.as_str()).collect();
    let message = format!("hardly any other page names {} for {here}", listing(&all));
    let (first, n_pages) = names[0];
    Diagnostic::new(Code::PermissionCaller, first.span, message)
        .symbol(&first.value)
        .note(format!("{n_pages} pages name `{}` as {elsewhere} permission", first.value))
        .help("remove it, or check whether the rows of callers are swapped")
}

//! Permissions of another kind of caller.

use super::Table;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, listing};
use crate::model::permission::Caller;
use crate::source::{FileId, Spanned};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// The number of other pages that decide for whom a permission is, if no other page disagrees.
const ENOUGH: usize = 10;

/// The number of pages for each one that disagrees.
const MANY: usize = 20;

/// The pages that name a permission, for signed-in users and for applications.
#[derive(Default)]
struct Uses {
    delegated: Vec<FileId>,
    application: Vec<FileId>,
}

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
        let mut wrong: BTreeMap<Caller, Vec<(&Spanned<String>, usize)>> = BTreeMap::new();
        for (caller, name) in table.names() {
            let uses = &all[&*name.value];
            let is_application = caller == Caller::Application;
            let pages = [&uses.application, &uses.delegated];
            let [own, other] = if is_application { pages } else { [pages[1], pages[0]] };
            if own.len() * ENOUGH <= other.len() && (own.len() == 1 || own.len() * MANY <= other.len()) {
                wrong.entry(caller).or_default().push((name, other.len()));
            }
        }
        diagnostics.report_all(wrong.into_iter().map(|(caller, names)| finding(caller, &names)));
    }
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

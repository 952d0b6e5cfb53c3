//! Permissions of another kind of caller.

use super::uses::{Names, Uses};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, listing};
use crate::model::permission::Caller;
use crate::source::Spanned;
use std::collections::BTreeMap;

/// The number of other pages that decide for whom a permission is, if no other page disagrees.
const ENOUGH: usize = 10;

/// The number of other pages that decide if the rows of a table are swapped.
const SOME: usize = 3;

/// The number of pages for each one that disagrees.
const MANY: usize = 20;

/// A name for the wrong kind of caller, and how many pages name it for the other kind.
type Wrong<'a> = (&'a Spanned<String>, usize);

/// Reports permissions that hardly any page names for a kind of caller, while many pages name them for the other one.
pub(super) fn check(diagnostics: &mut Diagnostics, uses: &Uses<'_>) {
    for table in &uses.tables {
        let mut wrong: BTreeMap<Caller, Vec<Wrong<'_>>> = BTreeMap::new();
        for (caller, name, id) in &table.all {
            let (own, other) = uses.names[*id].elsewhere(*caller, table.page);
            if (own == 0 && other >= ENOUGH) || (own + 1) * MANY <= other {
                wrong.entry(*caller).or_default().push((name, other));
            }
        }
        if wrong.is_empty() {
            wrong = swapped(uses, table);
        }
        diagnostics.report_all(wrong.into_iter().map(|(caller, names)| finding(caller, &names)));
    }
}

/// The names for the wrong kind of caller in a table whose rows are swapped. Few pages are enough if all names of both rows
/// occur elsewhere for the other kind.
fn swapped<'a>(uses: &Uses<'_>, table: &Names<'a>) -> BTreeMap<Caller, Vec<Wrong<'a>>> {
    let mut res: BTreeMap<Caller, Vec<Wrong<'a>>> = BTreeMap::new();
    for (caller, name, id) in table.all.iter().filter(|it| it.0 != Caller::DelegatedPersonal) {
        let (own, other) = uses.names[*id].elsewhere(*caller, table.page);
        if other == 0 {
            return BTreeMap::new();
        }
        if own == 0 && other >= SOME {
            res.entry(*caller).or_default().push((name, other));
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

//! Names of permissions: a rare name that is similar to a common one.

use super::Table;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// The number of pages that make a name common.
const COMMON: usize = 5;

/// The pages that name a permission, and the first place.
#[derive(Default)]
struct Uses {
    pages: Vec<FileId>,
    spans: Vec<Span>,
}

/// Reports names on a single page that differ from a common name in dots, case or one letter.
pub(super) fn check(diagnostics: &mut Diagnostics, tables: &[Table<'_>]) {
    let mut all: HashMap<&str, Uses> = HashMap::new();
    for table in tables {
        for (_, name) in table.names() {
            let uses = all.entry(&name.value).or_default();
            // A page has one table.
            if uses.pages.last() != Some(&table.page) {
                uses.pages.push(table.page);
            }
            uses.spans.push(name.span);
        }
    }
    let all: BTreeMap<&str, Uses> = all.into_iter().collect();
    let common = all.iter().filter(|(_, it)| it.pages.len() >= COMMON);
    let common: Vec<(&str, String, usize)> = common.map(|(name, it)| (*name, letters(name), it.pages.len())).collect();
    for (name, uses) in all.iter().filter(|(_, it)| it.pages.len() == 1) {
        let own = letters(name);
        let Some((meant, _, pages)) = common.iter().find(|(_, it, _)| is_near(&own, it)) else { continue };
        for span in &uses.spans {
            let report = Diagnostic::new(Code::PermissionRare, *span, format!("only this page names `{name}`"))
                .symbol(*name)
                .help(format!("did you mean `{meant}`, which {pages} pages name?"));
            diagnostics.report(report);
        }
    }
}

/// A name without dots, in lower case.
fn letters(name: &str) -> String {
    name.replace('.', "").to_lowercase()
}

/// Whether the letters of two names differ in one, or in two swapped ones.
fn is_near(name: &str, other: &str) -> bool {
    if name.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let (name, other): (Vec<char>, Vec<char>) = (name.chars().collect(), other.chars().collect());
    let start = name.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (name, other) = (&name[start..], &other[start..]);
    let end = name.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&name[..name.len() - end], &other[..other.len() - end]) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_near, letters};

    #[test]
    fn near_names() {
        let are_near = |a, b| is_near(&letters(a), &letters(b));
        assert!(are_near("Book.Read.WriteAll", "Book.ReadWrite.All"));
        assert!(are_near("Book.Raed.All", "Book.Read.All"));
        assert!(!are_near("Book.Read.All", "Book.ReadWrite.All"));
    }
}

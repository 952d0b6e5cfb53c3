//! Names of permissions: a rare name that is similar to a common one.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Model, TypeId};
use crate::source::{FileId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The number of pages that make a name common.
const COMMON: usize = 5;

/// The pages that name a permission, and the first place.
#[derive(Default)]
struct Uses {
    pages: BTreeSet<FileId>,
    spans: Vec<Span>,
}

/// Reports names on a single page that differ from a common name in dots, case or one letter.
pub fn check(diagnostics: &mut Diagnostics, model: &Model<TypeId>) {
    let mut all: BTreeMap<&str, Uses> = BTreeMap::new();
    for operation in &model.operations {
        let requirements = operation.permissions.callers.values().flatten();
        for name in requirements.flat_map(|it| &it.alternatives).flat_map(|it| &it.names) {
            let uses = all.entry(&name.value).or_default();
            uses.pages.insert(operation.page);
            uses.spans.push(name.span);
        }
    }
    let common: Vec<(&str, usize)> =
        all.iter().map(|(name, it)| (*name, it.pages.len())).filter(|(_, pages)| *pages >= COMMON).collect();
    for (name, uses) in all.iter().filter(|(_, it)| it.pages.len() == 1) {
        let Some((meant, pages)) = common.iter().find(|(it, _)| is_near(name, it)) else { continue };
        for span in &uses.spans {
            let report = Diagnostic::new(Code::PermissionRare, *span, format!("only this page names `{name}`"))
                .symbol(*name)
                .help(format!("did you mean `{meant}`, which {pages} pages name?"));
            diagnostics.report(report);
        }
    }
}

/// Whether two names differ only in dots and case, or in one letter or two swapped ones.
fn is_near(name: &str, other: &str) -> bool {
    let letters = |it: &str| it.replace('.', "").to_lowercase();
    let (name, other) = (letters(name), letters(other));
    name.len().abs_diff(other.len()) <= 1 && strsim::osa_distance(&name, &other) <= 1
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn near_names() {
        assert!(is_near("Book.Read.WriteAll", "Book.ReadWrite.All"));
        assert!(is_near("Book.Raed.All", "Book.Read.All"));
        assert!(!is_near("Book.Read.All", "Book.ReadWrite.All"));
    }
}

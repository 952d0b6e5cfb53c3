//! Names of permissions: a rare name that is similar to a common one.

use super::uses::Use;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// The number of pages that make a name common.
const COMMON: usize = 5;

/// Reports names on a single page that differ from a common name in dots, case or one letter.
pub(super) fn check(diagnostics: &mut Diagnostics, uses: &[Use<'_>]) {
    let mut all: Vec<&Use<'_>> = uses.iter().collect();
    all.sort_unstable_by_key(|it| it.name);
    let common = all.iter().filter(|it| it.n_pages >= COMMON);
    let common: Vec<(&Use<'_>, String)> = common.map(|it| (*it, letters(it.name))).collect();
    for Use { name, spans, .. } in all.into_iter().filter(|it| it.n_pages == 1) {
        let own = letters(name);
        let Some((meant, _)) = common.iter().find(|(_, it)| is_near(&own, it)) else { continue };
        for span in spans {
            let report = Diagnostic::new(Code::PermissionRare, *span, format!("only this page names `{name}`"))
                .symbol(*name)
                .help(format!("did you mean `{}`, which {} pages name?", meant.name, meant.n_pages));
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

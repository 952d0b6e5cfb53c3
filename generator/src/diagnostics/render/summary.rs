//! Numbers of diagnostics, by severity and by code.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, Status};
use std::collections::BTreeMap;

/// `2 errors, 17 warnings, 1 note; not shown: 3 suppressed`; `None` if there are none.
pub fn totals(diagnostics: &Diagnostics) -> Option<String> {
    let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
    for it in diagnostics.open() {
        *counts.entry(it.severity).or_default() += 1;
    }
    let part = |(severity, n): (Severity, usize)| format!("{n} {severity}{}", if n == 1 { "" } else { "s" });
    let shown: Vec<String> = counts.into_iter().map(part).collect();
    let hidden = hidden(diagnostics.iter());
    match (shown.is_empty(), hidden.is_empty()) {
        (true, true) => None,
        (false, true) => Some(shown.join(", ")),
        (true, false) => Some(format!("nothing to report; not shown: {hidden}")),
        (false, false) => Some(format!("{}; not shown: {hidden}", shown.join(", "))),
    }
}

/// `3 allowed, 1 suppressed, 12 in the baseline, 7 in other files`; empty if everything is shown.
fn hidden<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> String {
    let (mut allowed, mut suppressed, mut known, mut elsewhere) = (0, 0, 0, 0);
    for it in diagnostics {
        match it.status {
            Status::Open => {}
            Status::Allowed => allowed += 1,
            Status::Suppressed(_) => suppressed += 1,
            Status::Known => known += 1,
            Status::Elsewhere => elsewhere += 1,
        }
    }
    let counts =
        [(allowed, "allowed"), (suppressed, "suppressed"), (known, "in the baseline"), (elsewhere, "in other files")];
    let parts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    parts.join(", ")
}

/// A line for each reported code, sorted: how many findings are shown, and how many are not. Known findings and those about
/// other files are not counted.
pub fn by_code(diagnostics: &Diagnostics) -> String {
    let mut codes: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
    for it in diagnostics.iter().filter(|it| !matches!(it.status, Status::Known | Status::Elsewhere)) {
        codes.entry(it.code).or_default().push(it);
    }
    let line = |(code, all): (Code, Vec<&Diagnostic>)| {
        let n_shown = all.iter().filter(|it| it.is_open()).count();
        let hidden = hidden(all.into_iter());
        let hidden = if hidden.is_empty() { hidden } else { format!(" ({hidden})") };
        format!("  {} {n_shown:>7}  {}{hidden}\n", code.number(), code.summary())
    };
    codes.into_iter().map(line).collect()
}

//! Diagnostics by code and by severity.

use graphwright::diagnostics::{Code, Diagnostics, Severity};
use std::collections::BTreeMap;

/// `2 errors, 17 warnings, 1 note`; `None` if there are none.
pub(super) fn totals(diagnostics: &Diagnostics) -> Option<String> {
    let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
    for it in diagnostics.iter() {
        *counts.entry(it.code.severity()).or_default() += 1;
    }
    let parts: Vec<String> = counts.into_iter().map(|(severity, n)| plural(n, &severity.to_string())).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A line for each code that occurs, in the order of the codes.
pub(super) fn by_code(diagnostics: &Diagnostics) -> String {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for it in diagnostics.iter() {
        *counts.entry(it.code).or_default() += 1;
    }
    let line = |(code, n): (Code, usize)| format!("  {} {n:>7}  {}\n", code.number(), first_line(code));
    counts.into_iter().map(line).collect()
}

/// What a code means, in one line.
pub(super) fn first_line(code: Code) -> &'static str {
    code.explanation().trim().lines().next().unwrap_or_default()
}

/// `1 page`, `2 pages`.
pub(super) fn plural(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

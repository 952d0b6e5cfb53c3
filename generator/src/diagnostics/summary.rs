//! How many diagnostics there are, by severity and by code.

use super::{Code, Diagnostics, Severity};
use std::collections::BTreeMap;

/// `2 errors, 17 warnings, 1 note`; `None` if there are none.
pub fn totals(diagnostics: &Diagnostics) -> Option<String> {
    let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
    for it in diagnostics.iter() {
        *counts.entry(it.code.severity()).or_default() += 1;
    }
    let part = |(severity, n): (Severity, usize)| format!("{n} {severity}{}", if n == 1 { "" } else { "s" });
    let parts: Vec<String> = counts.into_iter().map(part).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A line for each code that occurs, in the order of the codes.
pub fn by_code(diagnostics: &Diagnostics) -> String {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for it in diagnostics.iter() {
        *counts.entry(it.code).or_default() += 1;
    }
    counts.into_iter().map(|(code, n)| format!("  {} {n:>7}  {}\n", code.number(), code.summary())).collect()
}

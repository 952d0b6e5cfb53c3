//! A random sample of findings, with at least two of each code.

use super::Findings;
use crate::sample::seeded;
use graphwright::diagnostics::{Code, Diagnostic};
use graphwright::source::SourceMap;
use std::collections::BTreeMap;

/// The minimum number of findings of each code.
const OF_EACH: usize = 2;

/// A finding, and the texts that it is about.
pub(super) type Finding<'a> = (&'a SourceMap, &'a Diagnostic);

/// A sample, and the sizes of what it was drawn from.
pub(super) struct Drawn<'a> {
    /// The findings, sorted by code.
    pub(super) findings: Vec<Finding<'a>>,
    /// The number of all findings of each code.
    pub(super) totals: BTreeMap<Code, usize>,
}

/// Draws `count` findings: two of each code, and the rest from all others with equal probability.
pub(super) fn draw<'a>(all: &'a [Findings], count: usize, seed: &str) -> Drawn<'a> {
    let mut codes: BTreeMap<Code, Vec<Finding<'a>>> = BTreeMap::new();
    for it in all {
        for finding in it.diagnostics.open() {
            codes.entry(finding.code).or_default().push((&it.sources, finding));
        }
    }
    let totals = codes.iter().map(|(code, of)| (*code, of.len())).collect();
    let (mut findings, mut rest) = (Vec::new(), Vec::new());
    for of in codes.into_values() {
        let mut shuffled = seeded(of, usize::MAX, number(seed));
        rest.extend(shuffled.split_off(OF_EACH.min(shuffled.len())));
        findings.extend(shuffled);
    }
    findings.extend(seeded(rest, count.saturating_sub(findings.len()), number(seed)));
    findings.sort_by_key(|(_, it)| it.code);
    Drawn { findings, totals }
}

/// A number other than 0 for a seed: its FNV-1a hash.
fn number(seed: &str) -> u64 {
    let hash = seed
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use graphwright::diagnostics::Diagnostics;
    use graphwright::source::{FileKind, SourceFile, Span};

    /// Findings of a code, at as many different places.
    fn findings(counts: &[(Code, usize)]) -> Findings {
        let mut sources = SourceMap::default();
        let text = " ".repeat(1000);
        let file = sources.push(SourceFile::new("a.md".to_owned(), "a.md".to_owned(), FileKind::Page, text));
        let mut diagnostics = Diagnostics::default();
        for (code, n) in counts {
            diagnostics.report_all((0..*n).map(|at| Diagnostic::new(*code, Span::new(file, at..at), "")));
        }
        Findings { sources, diagnostics }
    }

    #[test]
    fn rare_codes_are_drawn_and_others_in_proportion() {
        let all = [findings(&[(Code::FrontMatter, 1), (Code::TypeUnknown, 900), (Code::TypeCell, 100)])];
        let drawn = draw(&all, 105, "a");
        let count = |code: Code| drawn.findings.iter().filter(|(_, it)| it.code == code).count();
        assert_eq!((drawn.findings.len(), count(Code::FrontMatter)), (105, 1));
        assert!((80..100).contains(&count(Code::TypeUnknown)), "{}", count(Code::TypeUnknown));
        assert_eq!(drawn.totals[&Code::TypeUnknown], 900);
        let places = |seed: &str| -> Vec<u32> {
            draw(&all, 105, seed).findings.iter().map(|(_, it)| it.primary.span.start).collect()
        };
        assert_eq!(places("a"), places("a"));
        assert_ne!(places("a"), places("b"));
        assert_eq!(draw(&all, 0, "a").findings.len(), 5);
    }
}

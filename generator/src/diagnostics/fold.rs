//! Runs of findings of one kind in one file, for readers: the first ones are shown, the others are counted.

use super::{Code, Diagnostic};
use crate::source::FileId;
use hashbrown::HashMap;

/// The number of findings of a kind that are shown in each file.
const SHOWN: usize = 3;

/// A finding that is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The finding.
    pub finding: &'a Diagnostic,
    /// The number of findings of its kind that are not shown. It is set for the last one that is shown.
    pub n_more: usize,
}

/// Findings in order, without those that repeat what three others in the same file say: the same code, and the same message
/// apart from the names and numbers in it. A single one more is shown too.
pub fn folded<'a>(findings: &[&'a Diagnostic]) -> Vec<Shown<'a>> {
    let kinds: Vec<Kind> = findings.iter().map(|it| Kind::of(it)).collect();
    let mut totals: HashMap<&Kind, usize> = HashMap::new();
    for kind in &kinds {
        *totals.entry(kind).or_default() += 1;
    }
    let mut seen: HashMap<&Kind, usize> = HashMap::new();
    let mut res = Vec::new();
    for (finding, kind) in findings.iter().zip(&kinds) {
        let count = seen.entry(kind).or_default();
        *count += 1;
        let n_more = totals[kind] - SHOWN.min(totals[kind]);
        if n_more < 2 || *count <= SHOWN {
            res.push(Shown { finding, n_more: if *count == SHOWN && n_more > 1 { n_more } else { 0 } });
        }
    }
    res
}

/// What findings have in common that are folded.
#[derive(PartialEq, Eq, Hash)]
struct Kind {
    code: Code,
    file: FileId,
    /// The message without names in backticks and without numbers.
    shape: String,
}

impl Kind {
    fn of(finding: &Diagnostic) -> Kind {
        // Every second part is in backticks.
        let words = finding.message.split('`').step_by(2);
        let shape = words.collect::<Vec<_>>().join("`").replace(|it: char| it.is_ascii_digit(), "");
        Kind { code: finding.code, file: finding.primary.span.file, shape }
    }
}

#[cfg(test)]
mod tests {
    use super::folded;
    use crate::diagnostics::{Code, Diagnostic};
    use crate::source::{FileId, Span};

    fn finding(file: u32, message: &str) -> Diagnostic {
        Diagnostic::new(Code::TypeUnknown, Span::new(FileId(file), 0..1), message.to_owned())
    }

    #[test]
    fn three_of_a_kind_are_shown() {
        let mut all: Vec<Diagnostic> =
            (0..7).map(|idx| finding(0, &format!("cannot find `a{idx}` in {idx}"))).collect();
        all.insert(4, finding(0, "something else"));
        // Four of a kind are shown: the line that counts one would be as long.
        all.extend((0..4).map(|_| finding(1, "cannot find `a` in 1")));
        let all: Vec<&Diagnostic> = all.iter().collect();
        let shown: Vec<_> = folded(&all).iter().map(|it| (it.finding.primary.span.file.0, it.n_more)).collect();
        assert_eq!(shown, [(0, 0), (0, 0), (0, 4), (0, 0), (1, 0), (1, 0), (1, 0), (1, 0)]);
    }
}

//! Whether findings are about planted errors.

use super::plant::{Place, Plant};
use super::set::{Loaded, key};
use graphwright::diagnostics::Diagnostic;
use graphwright::source::{FileId, SourceMap};
use std::collections::BTreeMap;

/// A planted error and its file.
#[derive(Clone)]
pub(super) struct Planted {
    pub(super) file: FileId,
    pub(super) plant: Plant,
}

/// What was found.
#[derive(Clone, Default)]
pub(super) struct Verdict {
    /// Whether a finding is where it is expected.
    pub(super) is_at_line: bool,
    /// Whether a finding elsewhere names the error.
    pub(super) is_elsewhere: bool,
    /// Other findings that the error causes: code, place and message.
    pub(super) misleading: Vec<String>,
    /// Findings about the error.
    pub(super) found: Vec<String>,
}

/// The relation of a finding to a planted error.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    AtLine,
    Named,
    SameFile,
    None,
}

/// The verdicts of errors that are planted together into different files. `None`: these have to be planted alone, because
/// a finding cannot be attributed.
pub(super) fn judge(loaded: &Loaded, all: &[Planted]) -> Option<Vec<Verdict>> {
    let text = |it: &Planted| it.plant.apply(&loaded.sources.file(it.file).text);
    let changed: BTreeMap<FileId, String> = all.iter().map(|it| (it.file, text(it))).collect();
    let sources = loaded.with(&changed);
    let findings = loaded.check(&sources);
    let mut known = loaded.known.clone();
    let mut res = vec![Verdict::default(); all.len()];
    for it in findings.iter() {
        match known.get_mut(&key(&sources, it)) {
            Some(n) if *n > 0 => *n -= 1,
            _ if !attribute(&sources, it, all, &mut res) => return None,
            _ => {}
        }
    }
    Some(res)
}

/// Adds a new finding to the verdict of the error that causes it. Whether it can be attributed.
fn attribute(sources: &SourceMap, it: &Diagnostic, all: &[Planted], verdicts: &mut [Verdict]) -> bool {
    let relations = all.iter().map(|planted| relation(sources, it, planted)).enumerate();
    let best = relations.min_by_key(|(_, relation)| *relation as u8);
    let Some((idx, relation)) = best else { return false };
    let shown = format!("{} {}: {}", it.code.number(), sources.position(it.primary.span), it.message);
    let verdict = &mut verdicts[idx];
    match relation {
        Relation::AtLine => verdict.is_at_line = true,
        Relation::Named => verdict.is_elsewhere = true,
        Relation::None if all.len() > 1 => return false,
        Relation::SameFile | Relation::None => {
            verdict.misleading.push(shown);
            return true;
        }
    }
    verdict.found.push(shown);
    true
}

fn relation(sources: &SourceMap, it: &Diagnostic, planted: &Planted) -> Relation {
    let Planted { file, plant } = planted;
    let is_named = plant.words.iter().any(|word| names(sources, it, word));
    let touches = |span: graphwright::source::Span| span.file == *file && is_at(sources, span.start as usize, planted);
    let is_same_file = it.primary.span.file == *file;
    let is_at_line = match plant.place {
        Place::Lines => touches(it.primary.span),
        Place::File => is_same_file && is_named,
        Place::Anywhere => is_named,
    };
    if is_at_line {
        Relation::AtLine
    } else if is_named || touches(it.primary.span) || it.secondary.iter().any(|label| touches(label.span)) {
        Relation::Named
    } else if is_same_file {
        Relation::SameFile
    } else {
        Relation::None
    }
}

/// Whether a finding contains a word, in its texts or in the text that it is about.
fn names(sources: &SourceMap, it: &Diagnostic, word: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(&word.to_lowercase());
    let texts = [Some(&it.message), it.help.as_ref(), it.note.as_ref(), it.symbol.as_ref(), Some(&it.primary.text)];
    let labels = it.secondary.iter().map(|it| &it.text);
    texts.into_iter().flatten().chain(labels).any(|it| has(it)) || has(&sources[it.primary.span])
}

/// Whether an offset is on a changed line.
fn is_at(sources: &SourceMap, offset: usize, planted: &Planted) -> bool {
    let start = planted.plant.range.start;
    let changed = start..start + planted.plant.text.trim_end().len();
    sources.file(planted.file).lines_of(changed).contains(&offset)
}

//! Baselines: known findings that are not shown and do not fail CI.
//!
//! An entry is identified by code, file and subject, not by line, because lines move when a page is edited. There is one
//! line per entry, sorted, so that fixes of different pages do not conflict.

use super::key::{Key, Keys, Subject};
use super::policy::Requested;
use super::{Code, Diagnostic, Diagnostics, Status};
use crate::source::{FileId, SourceMap, Span};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use toml::Spanned;

/// The first line of the file. A file with another first line is not overwritten.
pub const HEADER: &str = "# graphwright baseline";

const VERSION: u32 = 1;

/// A parsed baseline.
#[derive(Clone, Debug)]
pub struct Baseline {
    file: FileId,
    entries: Vec<Spanned<Entry>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    version: u32,
    findings: Vec<Spanned<Entry>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    code: String,
    symbol: Option<String>,
    message: Option<String>,
    #[serde(default = "once")]
    count: usize,
}

fn once() -> usize {
    1
}

impl Entry {
    fn key(&self) -> Key {
        let message = || Subject::Message(self.message.clone().unwrap_or_default());
        let subject = self.symbol.clone().map_or_else(message, Subject::Symbol);
        Key { file: self.file.clone(), code: self.code.clone(), subject }
    }
}

/// Reads a baseline, which is a file of `sources`. An error has a message with line and column.
pub fn parse(sources: &SourceMap, file: FileId) -> Result<Baseline, String> {
    let source = sources.file(file);
    let fail = |at: usize, what: &str| {
        let (line, column) = source.line_column(at as u32);
        format!("{}:{line}:{column}: {what}", source.path)
    };
    let contents: Contents =
        toml::from_str(&source.text).map_err(|err| fail(err.span().map_or(0, |it| it.start), err.message()))?;
    if contents.version != VERSION {
        return Err(fail(0, &format!("unsupported version {}", contents.version)));
    }
    Ok(Baseline { file, entries: contents.findings })
}

impl Baseline {
    /// Hides the findings that the baseline lists. Entries without a finding are reported at their place in the baseline, if
    /// findings of their code were searched for.
    pub fn apply(&self, diagnostics: &mut Diagnostics, sources: &SourceMap, requested: &Requested) {
        let mut left: BTreeMap<Key, usize> = BTreeMap::new();
        for entry in &self.entries {
            *left.entry(entry.get_ref().key()).or_default() += entry.get_ref().count;
        }
        let keys = Keys::new(sources);
        for it in diagnostics.iter_mut().filter(|it| it.is_open()) {
            if let Some(n) = left.get_mut(&keys.of(it)).filter(|n| **n > 0) {
                *n -= 1;
                it.status = Status::Known;
            }
        }
        let is_searched = |it: &Spanned<Entry>| {
            let mut unsearched = Code::ALL.iter().filter(|it| !requested.has(**it));
            !unsearched.any(|code| code.number() == it.get_ref().code)
        };
        for entry in self.entries.iter().filter(|it| is_searched(it)) {
            // For duplicate entries, the first one represents all that remain.
            if let Some(n) = left.remove(&entry.get_ref().key()).filter(|n| *n > 0) {
                diagnostics.report(unused(Span::new(self.file, entry.span()), entry.get_ref(), n));
            }
        }
        diagnostics.sort();
    }
}

fn unused(span: Span, entry: &Entry, n: usize) -> Diagnostic {
    let Entry { code, file, count, .. } = entry;
    let message = if n < *count {
        format!("`{file}` has only {} of {count} known {code} findings", count - n)
    } else {
        format!("`{file}` no longer has this {code} finding")
    };
    let res = Diagnostic::new(Code::BaselineUnused, span, message)
        .help("run the same command with `--update-baseline` to remove it");
    match &entry.symbol {
        Some(symbol) => res.symbol(symbol),
        None => res,
    }
}

/// The baseline of all findings that are shown or known, and their number.
pub fn text(diagnostics: &Diagnostics, sources: &SourceMap) -> (String, usize) {
    let keys = Keys::new(sources);
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    let kept = |it: &&Diagnostic| matches!(it.status, Status::Open | Status::Known);
    for it in diagnostics.iter().filter(kept).filter(|it| it.code != Code::BaselineUnused) {
        *counts.entry(keys.of(it)).or_default() += 1;
    }
    let mut res = format!(
        "{HEADER}: findings that are known and not shown.\n\
         # Written by `graphwright check --baseline FILE --update-baseline`; let it become shorter.\n\
         version = {VERSION}\nfindings = [\n"
    );
    for (key, count) in &counts {
        // Writing to a string cannot fail.
        let _ = writeln!(res, "    {{ {} }},", line(key, *count));
    }
    res += "]\n";
    (res, counts.values().sum())
}

fn line(key: &Key, count: usize) -> String {
    let (name, value) = match &key.subject {
        Subject::Symbol(it) => ("symbol", it),
        Subject::Message(it) => ("message", it),
    };
    let count = if count > 1 { format!(", count = {count}") } else { String::new() };
    format!("file = {}, code = {}, {name} = {}{count}", quoted(&key.file), quoted(&key.code), quoted(value))
}

/// A TOML string: equal to the JSON string, except for one control character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

//! Findings as SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>), which code hosts show beside
//! the lines.

mod uri;

use crate::diagnostics::key::{Key, Keys, Subject};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Label, Patch, Severity, Status};
use crate::source::{FileId, SourceMap, Span};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The whole log, as one run. Suppressed findings are included and marked; allowed and known findings are not. Absolute
/// paths become URIs relative to `root`, which has forward slashes.
pub fn sarif(sources: &SourceMap, diagnostics: &Diagnostics, root: &str) -> Value {
    let ctx = Ctx { sources, root };
    let mut driver = Map::new();
    driver.insert("name".to_owned(), "graphwright".into());
    driver.insert("version".to_owned(), env!("CARGO_PKG_VERSION").into());
    driver.insert("semanticVersion".to_owned(), env!("CARGO_PKG_VERSION").into());
    if !env!("CARGO_PKG_REPOSITORY").is_empty() {
        driver.insert("informationUri".to_owned(), env!("CARGO_PKG_REPOSITORY").into());
    }
    driver.insert("rules".to_owned(), Code::ALL.iter().map(|it| rule(*it)).collect());
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "results": ctx.results(diagnostics),
        }],
    })
}

/// The rule for a code.
fn rule(code: Code) -> Value {
    let lines: Vec<&str> = code.explanation().lines().map(str::trim).collect();
    let text = lines.join("\n");
    let full = text.trim();
    let mut res = json!({
        "id": code.number(),
        "name": code.name(),
        "shortDescription": { "text": code.summary().trim() },
        "fullDescription": { "text": full },
        "help": { "text": format!("{full}\n\n`graphwright explain {}` has an example.", code.number()) },
        "defaultConfiguration": { "level": level(code.severity()) },
    });
    if let Some(url) = code.url() {
        res["helpUri"] = url.into();
    }
    res
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

struct Ctx<'a> {
    sources: &'a SourceMap,
    root: &'a str,
}

impl Ctx<'_> {
    fn results(&self, diagnostics: &Diagnostics) -> Vec<Value> {
        let keys = Keys::new(self.sources);
        // The number of earlier findings with the same key: they differ only in their lines, so their order distinguishes
        // them.
        let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
        let shown = diagnostics.iter().filter(|it| matches!(it.status, Status::Open | Status::Suppressed(_)));
        let result = |it: &Diagnostic| {
            let key = keys.of(it);
            let n = seen.entry(key.clone()).or_default();
            *n += 1;
            self.result(it, &fingerprint(&key, *n))
        };
        shown.map(result).collect()
    }

    fn result(&self, it: &Diagnostic, fingerprint: &str) -> Value {
        let rule = Code::ALL.iter().position(|code| *code == it.code);
        let mut location = self.location(&it.primary);
        if let Some(symbol) = &it.symbol {
            location["logicalLocations"] = json!([{ "fullyQualifiedName": symbol }]);
        }
        let mut res = json!({
            "ruleId": it.code.number(),
            "ruleIndex": rule,
            "level": level(it.severity),
            "message": { "text": message(it) },
            "locations": [location],
            "partialFingerprints": { "graphwrightFinding/v1": fingerprint },
            "suppressions": self.suppressions(it),
        });
        if !it.secondary.is_empty() {
            let related = it.secondary.iter().enumerate().map(|(id, label)| {
                let mut location = self.location(label);
                location["id"] = id.into();
                location
            });
            res["relatedLocations"] = related.collect();
        }
        if let Some(patch) = &it.patch {
            let help = it.help.as_deref().unwrap_or("change this");
            res["fixes"] = json!([{ "description": { "text": help }, "artifactChanges": self.changes(patch) }]);
        }
        res
    }

    /// Empty if the finding is shown: SARIF requires the property for all results or for none.
    fn suppressions(&self, it: &Diagnostic) -> Vec<Value> {
        let Status::Suppressed(suppression) = &it.status else { return Vec::new() };
        let mut res = json!({
            "kind": "inSource",
            "status": "accepted",
            "location": self.location(&Label { span: suppression.comment, text: String::new() }),
        });
        if !suppression.reason.is_empty() {
            res["justification"] = suppression.reason.as_str().into();
        }
        vec![res]
    }

    fn changes(&self, patch: &Patch) -> Vec<Value> {
        let mut files: BTreeMap<FileId, Vec<Value>> = BTreeMap::new();
        for edit in &patch.edits {
            files.entry(edit.span.file).or_default().push(json!({
                "deletedRegion": self.region(edit.span),
                "insertedContent": { "text": edit.replacement },
            }));
        }
        let change = |(file, edits)| json!({ "artifactLocation": { "uri": self.uri(file) }, "replacements": Value::Array(edits) });
        files.into_iter().map(change).collect()
    }

    fn location(&self, label: &Label) -> Value {
        let span = label.span;
        let mut res = json!({
            "physicalLocation": { "artifactLocation": { "uri": self.uri(span.file) }, "region": self.region(span) },
        });
        if !label.text.is_empty() {
            res["message"] = json!({ "text": label.text });
        }
        res
    }

    fn region(&self, span: Span) -> Value {
        let file = self.sources.file(span.file);
        let (line, column) = file.line_column(span.start);
        let (end_line, end_column) = file.line_column(span.end);
        json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
    }

    fn uri(&self, file: FileId) -> String {
        uri::of_path(&self.sources.file(file).path, self.root)
    }
}

/// Viewers show only the message, so it includes note and help.
fn message(it: &Diagnostic) -> String {
    let mut res = it.message.clone();
    for (what, text) in [("note", &it.note), ("help", &it.help)] {
        res += &text.as_ref().map_or_else(String::new, |text| format!("\n{what}: {text}"));
    }
    res
}

/// A fingerprint that is stable across versions of a file: FNV-1a, which does not depend on the compiler.
fn fingerprint(key: &Key, n: usize) -> String {
    let (kind, subject) = match &key.subject {
        Subject::Symbol(it) => ("symbol", it),
        Subject::Message(it) => ("message", it),
    };
    let text = [&*key.file, &*key.code, kind, subject, &*n.to_string()].join("\0");
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

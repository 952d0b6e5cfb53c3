//! The verdict on each example, and the cause of failures.

use super::cases::{Case, Plan, Shown};
use super::compare::{self, Nulls};
use super::normal::normal;
use graphwright::analysis::paths::Payload;
use graphwright::diagnostics::{Code, Diagnostics};
use graphwright::model::http::Method;
use graphwright::model::{Index, Model, TypeId};
use graphwright::source::{FileId, SourceMap, Span};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// The output of the program for a case.
#[derive(Deserialize)]
struct Line {
    id: usize,
    sent: Sent,
    written: Option<Sent>,
    unread: Option<String>,
    response: Option<Value>,
}

/// A request that was made.
#[derive(Deserialize)]
struct Sent {
    problem: Option<String>,
    uri: String,
    headers: Vec<(String, String)>,
    body: Option<Value>,
}

/// The verdict on an example.
#[derive(Serialize)]
pub(crate) struct Verdict {
    page: String,
    line: usize,
    title: String,
    is_intune: bool,
    /// Differences in the request.
    request: Option<String>,
    /// Differences in the response; empty without a documented response.
    response: Option<String>,
    has_response: bool,
    /// Differences in the request that the generated Rust code sends.
    written: Option<String>,
    is_written: bool,
    /// Findings in the example, the most severe first.
    codes: Vec<String>,
}

impl Verdict {
    pub(super) fn passes(&self) -> bool {
        self.request.is_none() && self.response.is_none() && self.written.is_none()
    }

    /// Whether the generated Rust code of the example was run.
    #[cfg(test)]
    pub(super) fn is_written(&self) -> bool {
        self.is_written
    }

    /// Whether no finding in the page explains the failure.
    pub(super) fn is_our_fault(&self) -> bool {
        !self.passes() && self.codes.is_empty()
    }
}

pub(crate) fn verdicts(
    sources: &SourceMap,
    model: &Model<TypeId>,
    diagnostics: &Diagnostics,
    plan: &Plan<'_>,
    lines: &str,
) -> Result<Vec<Verdict>, String> {
    let findings = Findings::new(diagnostics);
    let index = Index::new(model);
    let mut res = Vec::new();
    for line in lines.lines() {
        let line: Line = serde_json::from_str(line).map_err(|err| err.to_string())?;
        let shown = plan.examples[line.id];
        let case = &plan.cases[line.id];
        let request = request(&index, &shown, case.body.as_ref(), &line.sent);
        let written = line.written.as_ref().map(|it| self::request(&index, &shown, written_body(case, it), it));
        let answer = case.response.as_ref().filter(|it| it.status < 400);
        let response = match (&line.sent.problem, answer) {
            (None, Some(answer)) if answer.status != 302 => {
                response(&shown, answer.body.as_ref(), answer.is_json, &line)
            }
            _ => None,
        };
        let verdict = verdict(sources, &findings, &shown, request, response);
        res.push(Verdict { is_written: written.is_some(), written: written.flatten(), ..verdict });
    }
    for (shown, err) in &plan.lost {
        res.push(verdict(sources, &findings, shown, Some(err.to_string()), None));
    }
    Ok(res)
}

fn verdict(
    sources: &SourceMap,
    findings: &Findings,
    shown: &Shown<'_>,
    request: Option<String>,
    response: Option<String>,
) -> Verdict {
    let file = sources.file(shown.request.span.file);
    let text = file.text.as_str();
    Verdict {
        page: file.path.clone(),
        line: file.line_column(shown.request.span.start).0,
        title: shown.operation.title.value.clone(),
        is_intune: file.path.rsplit('/').next().is_some_and(|it| it.starts_with("intune-"))
            || text.contains("Microsoft Intune"),
        request,
        response,
        has_response: shown.response.is_some(),
        written: None,
        is_written: false,
        codes: findings.of(shown).into_iter().map(|it| format!("{} {}", it.number(), it.name())).collect(),
    }
}

/// The expected body of the generated Rust code: the content of files is not documented.
fn written_body<'a>(case: &'a Case, sent: &'a Sent) -> Option<&'a Value> {
    let is_of_file = sent.body.as_ref().and_then(Value::as_str) == Some(super::FILE_CONTENT);
    if is_of_file { sent.body.as_ref() } else { case.body.as_ref() }
}

fn request(index: &Index<'_>, shown: &Shown<'_>, body: Option<&Value>, sent: &Sent) -> Option<String> {
    if let Some(problem) = &sent.problem {
        return Some(problem.clone());
    }
    let (expected, found) = (compare::url(&shown.request.url.value), compare::url(&sent.uri));
    // The service ignores case; findings report where pages differ from metadata.
    if !expected.0.eq_ignore_ascii_case(&found.0) {
        return Some(format!("URL: {} and {}", expected.0, found.0));
    }
    if expected.1 != found.1 {
        return Some(format!("query: {:?} and {:?}", expected.1, found.1));
    }
    let set = ["authorization", "accept", "content-length", "content-type", "host", "user-agent"];
    let told = shown.request.headers.iter().filter(|(name, _)| !set.contains(&&*name.value.to_ascii_lowercase()));
    for (name, value) in told {
        if !sent.headers.iter().any(|(it, found)| it.eq_ignore_ascii_case(&name.value) && *found == value.value) {
            return Some(format!("header {}", name.value));
        }
    }
    // A created item has no value to remove; a replaced item loses all values that are not sent (OData Protocol 4.01,
    // 11.4.3).
    let nulls = if shown.request.method.value == Method::Patch { Nulls::Matter } else { Nulls::AreNothing };
    match (body, &sent.body) {
        (None, None) => None,
        (Some(expected), Some(found)) => {
            let normal = |it| normal(index, shown.expected, it);
            compare::difference(&normal(expected), &normal(found), nulls).map(|it| format!("body: {it}"))
        }
        (None, Some(found)) if *found == Value::Object(serde_json::Map::new()) => None,
        (None, Some(_)) => Some("body: sent, but not documented".to_owned()),
        (Some(Value::Object(expected)), None) if expected.is_empty() => None,
        (Some(_), None) => Some("body: documented, but not sent".to_owned()),
    }
}

fn response(shown: &Shown<'_>, body: Option<&Value>, is_json: bool, line: &Line) -> Option<String> {
    let result = shown.result?;
    if let Some(unread) = &line.unread {
        return Some(format!("unread: {unread}"));
    }
    let (expected, found) = match (result, body, &line.response) {
        (_, None, _) | (Payload::Bytes, ..) => return None,
        (Payload::None, Some(Value::Object(it)), _) if it.is_empty() => return None,
        (Payload::None, Some(_), _) => return Some("a body that the request function does not return".to_owned()),
        (Payload::Count, Some(Value::String(text)), Some(found)) if found.as_u64() == text.trim().parse().ok() => {
            return None;
        }
        (_, Some(_), _) if !is_json => return Some("text that is not valid JSON".to_owned()),
        (_, Some(body), Some(found)) => (body, found),
        (_, Some(_), None) => return Some("nothing was read".to_owned()),
    };
    // A single value is wrapped in an object; control information in it is not returned.
    let is_bare = !found.is_object() && expected.get("value").is_some();
    let expected = if is_bare { &expected["value"] } else { expected };
    compare::difference(expected, found, Nulls::AreNothing)
}

/// Findings by file and place.
struct Findings(BTreeMap<FileId, Vec<(Span, Code)>>);

impl Findings {
    fn new(diagnostics: &Diagnostics) -> Findings {
        let mut res: BTreeMap<FileId, Vec<(Span, Code)>> = BTreeMap::new();
        for it in diagnostics.open() {
            res.entry(it.primary.span.file).or_default().push((it.primary.span, it.code));
        }
        Findings(res)
    }

    /// The findings in an example.
    fn of(&self, shown: &Shown<'_>) -> Vec<Code> {
        let mut res = Vec::new();
        for span in shown.spans() {
            let of_file = self.0.get(&span.file).into_iter().flatten();
            res.extend(of_file.filter(|(it, _)| it.start >= span.start && it.start <= span.end).map(|(_, code)| *code));
        }
        res
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [("request", &self.request), ("response", &self.response), ("as Rust", &self.written)];
        let parts = parts.iter().filter_map(|(name, it)| it.as_ref().map(|it| format!(" {name}: {it}")));
        write!(f, "{}:{}:{}", self.page, self.line, parts.collect::<Vec<_>>().join(";"))
    }
}

/// The number of examples that pass, and the causes of failures.
pub(crate) fn print(verdicts: &[Verdict]) {
    println!(
        "{:<12}{:>10}{:>10}{:>11}{:>8}{:>15}{:>15}",
        "", "examples", "requests", "responses", "both", "page at fault", "tool at fault"
    );
    row("all", verdicts.iter());
    row("Intune", verdicts.iter().filter(|it| it.is_intune));
    row("others", verdicts.iter().filter(|it| !it.is_intune));
    let written = verdicts.iter().filter(|it| it.is_written);
    let same = written.clone().filter(|it| it.written.is_none()).count();
    println!("\nRust of examples that was run: {}; it sends what the page shows: {same}", written.count());
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for code in verdicts.iter().filter(|it| !it.passes()).filter_map(|it| it.codes.first()) {
        *codes.entry(code).or_default() += 1;
    }
    println!("\npages at fault, by the first finding in the example:");
    for (code, count) in codes {
        println!("  {code:<30}{count:>6}");
    }
}

fn row<'a>(name: &str, verdicts: impl Iterator<Item = &'a Verdict> + Clone) {
    let count = |is: fn(&Verdict) -> bool| verdicts.clone().filter(|it| is(it)).count();
    println!(
        "{name:<12}{:>10}{:>10}{:>11}{:>8}{:>15}{:>15}",
        count(|_| true),
        count(|it| it.request.is_none()),
        count(|it| it.request.is_none() && it.has_response && it.response.is_none()),
        count(Verdict::passes),
        count(|it| !it.passes() && !it.is_our_fault()),
        count(Verdict::is_our_fault)
    );
}

pub(crate) fn write(file: &Path, verdicts: &[Verdict]) -> Result<(), String> {
    let text = serde_json::to_vec_pretty(verdicts).map_err(|err| err.to_string())?;
    std::fs::write(file, text).map_err(|err| format!("{}: {err}", file.display()))
}

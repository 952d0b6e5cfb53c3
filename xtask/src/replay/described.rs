//! The examples of OpenAPI descriptions: what is sent, and what is read.
//!
//! For each exchange, the Rust that is written for it is compiled and run. The request is compared with the description,
//! which is read independently of generated code; the documented response is read and written again.

mod compare;
mod expected;

use super::{cases, complete, replayed, table, write};
use crate::corpus;
use expected::Expected;
use graphwright::analysis::exchanges::Exchange;
use graphwright::analysis::paths::Operations;
use graphwright::input::read;
use graphwright::model::{Model, OperationId, TypeId};
use graphwright::pipeline::{self, Checked};
use graphwright::rust::emit::{self, Input};
use graphwright::rust::names::Names;
use graphwright::rust::snippet::{Snippet, Snippets};
use graphwright::service::Service;
use graphwright::source::SourceMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;
use std::path::PathBuf;

/// The name of the crate: both replays may run at the same time.
const NAME: &str = "replayed_descriptions";

/// What became of all examples.
#[derive(Debug, Default)]
pub(super) struct Replayed {
    /// The operations.
    pub(super) operations: usize,
    /// The operations without an exchange, by name.
    pub(super) silent: Vec<String>,
    /// The exchanges that were sent.
    pub(super) sent: usize,
    /// Those with a documented response.
    pub(super) answered: usize,
    /// Exchanges that cannot be written as Rust, and why.
    pub(super) unwritten: Vec<String>,
    /// Exchanges that were sent or read differently, and how.
    pub(super) failed: Vec<String>,
}

/// An exchange with its name in reports.
struct Shown<'m> {
    name: String,
    exchange: Exchange<'m>,
}

/// The input of the program for an exchange.
#[derive(Serialize)]
struct Case {
    id: usize,
    response: Answer,
}

#[derive(Serialize)]
struct Answer {
    status: u16,
    body: Option<Value>,
    is_json: bool,
    media_type: Option<String>,
}

/// The output of the program for an exchange.
#[derive(Deserialize)]
struct Line {
    id: usize,
    sent: compare::Sent,
    unread: Option<String>,
    response: Option<Value>,
}

/// Generates the crate, and sends all examples through it.
pub(super) fn replay(files: &[PathBuf]) -> Result<Replayed, String> {
    let mut sources = SourceMap::default();
    read::descriptions(&mut sources, files).map_err(|err| err.to_string())?;
    let checked = pipeline::check(&sources, &Service::default(), Operations::Documented);
    let Checked { model, paths, areas, .. } = &checked;
    let mut diagnostics = checked.diagnostics.clone();
    let names = Names::new(&mut diagnostics, &sources, model, paths, areas);
    let snippets = Snippets::new(&sources, model, paths, &names, NAME);
    let examples = snippets.examples();
    let input = Input { sources: &sources, model, paths, areas, names: &names, examples: &examples };
    let tree = emit::emit(input, &corpus::config(NAME));
    let dir = write(&tree, NAME)?;
    let (mut res, all) = exchanges(&sources, model, &snippets);
    let rust: String = all.iter().enumerate().map(|(id, (_, it))| it.exchange(&format!("e{id}"))).collect();
    let written = table(0..all.len()) + &rust;
    let program = include_str!("../../fixtures/replay/exchanges.rs");
    complete(&dir, NAME, &[("replay_written.rs", &written), ("replay_support.rs", program)])?;
    let cases: Vec<Case> = all.iter().enumerate().map(|(id, (it, _))| case(id, &it.exchange)).collect();
    let lines = replayed(&dir, &cases)?;
    for line in lines.lines() {
        let line: Line = serde_json::from_str(line).map_err(|err| err.to_string())?;
        let (shown, snippet) = all.get(line.id).ok_or("the program has other cases")?;
        res.add(model, shown, snippet.has_result(), &line);
    }
    Ok(res)
}

/// All exchanges that can be written, and a report of the others.
fn exchanges<'m>(
    sources: &SourceMap,
    model: &Model<TypeId>,
    snippets: &Snippets<'m>,
) -> (Replayed, Vec<(Shown<'m>, Snippet)>) {
    let (mut res, mut written) = (Replayed { operations: model.operations.len(), ..Replayed::default() }, Vec::new());
    for (id, operation) in (0..).map(OperationId).zip(&model.operations) {
        let all = snippets.exchanges(id);
        let name = operation.contract.as_ref().map_or(String::new(), |it| it.name.clone());
        if all.is_empty() {
            res.silent.push(name.clone());
        }
        for (idx, exchange) in all.into_iter().enumerate() {
            let name = format!("{name}#{}", exchange.name.map_or_else(|| (idx + 1).to_string(), str::to_owned));
            match snippets.write_exchange(&exchange) {
                Ok(snippet) => written.push((Shown { name, exchange }, snippet)),
                Err(err) => res.unwritten.push(format!("{name}: {}: {err}", sources.position(err.span))),
            }
        }
    }
    (res, written)
}

fn case(id: usize, exchange: &Exchange<'_>) -> Case {
    let response = exchange.response.as_ref();
    let is_json = response.is_none_or(|(_, it)| it.content.is_json());
    let answer = Answer {
        status: response.map_or(200, |it| it.0),
        body: response.and_then(|(_, it)| it.value).map(cases::value),
        is_json,
        media_type: response.map(|(_, it)| it.content.media_type.value.clone()),
    };
    Case { id, response: answer }
}

impl Replayed {
    /// Compares what the program did with the description.
    fn add(&mut self, model: &Model<TypeId>, shown: &Shown<'_>, is_read: bool, line: &Line) {
        let exchange = &shown.exchange;
        self.sent += 1;
        let expected = Expected::new(model, exchange);
        let sent = compare::request(&expected, &line.sent).map(|it| format!("request: {it}"));
        let response = exchange.response.as_ref().and_then(|(_, it)| it.value).map(cases::value);
        // Enums by status and events are not written again.
        let response = response.filter(|_| is_read || line.unread.is_some());
        self.answered += usize::from(response.is_some());
        let read = response.and_then(|it| compare::response(&it, line)).map(|it| format!("response: {it}"));
        self.failed.extend(sent.into_iter().chain(read).map(|it| format!("{}: {it}", shown.name)));
    }
}

impl fmt::Display for Replayed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for it in &self.failed {
            writeln!(f, "different: {it}")?;
        }
        for it in &self.unwritten {
            writeln!(f, "not written: {it}")?;
        }
        writeln!(
            f,
            "{} operations, {} of them without an example; {} examples were sent ({} also with a response), {} differ, \
             {} cannot be written",
            self.operations,
            self.silent.len(),
            self.sent,
            self.answered,
            self.failed.len(),
            self.unwritten.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::root;

    /// Generates, compiles and runs.
    #[test]
    fn every_example_of_our_own_description_passes() {
        let replayed = super::replay(&[root().join("docs-input/library/openapi.yaml")]).expect("it compiles");
        assert!(replayed.failed.is_empty() && replayed.unwritten.is_empty(), "{replayed}");
        assert_eq!(replayed.silent, Vec::<String>::new());
        // Events and enums by status are not written again.
        assert!(replayed.sent > 25 && replayed.answered > 18, "{replayed}");
    }
}

//! `cargo xtask mock`: sends each request of a description once, through the generated crate, to a mock server.
//!
//! The server is Prism, from the npm registry. It validates requests against the description, and reports violations in a
//! header. Values without a valid example are made from their schemas. Without Node.js, a message says that nothing was checked.

mod description;
mod pattern;
mod report;
mod requests;
mod server;
mod valid;
mod values;

use crate::corpus::{all_areas, cargo, checked, config};
use crate::{folders, node, root};
use clap::Args;
use graphwright::analysis::exchanges::Exchanges;
use graphwright::analysis::paths::Operations;
use graphwright::input::openapi::{Document, SchemeKind};
use graphwright::input::read;
use graphwright::model::json::Json;
use graphwright::model::{Contract, Location, OperationId};
use graphwright::pipeline::{self, Checked};
use graphwright::rust::emit::{self, Input};
use graphwright::rust::names::Names;
use graphwright::rust::snippet::{Snippet, Snippets};
use graphwright::service::Service;
use graphwright::source::{SourceMap, Span};
use report::{Line, Report};
use server::Server;
use std::fs;
use std::path::{Path, PathBuf};
use values::Values;

/// Send each request of descriptions once to a mock server, which validates it
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// OpenAPI descriptions
    #[arg(required = true)]
    openapi: Vec<PathBuf>,
}

/// The name of the crate.
const NAME: &str = "mocked";

pub(crate) fn run(options: &Options) -> crate::Outcome {
    if let Some(why) = node::missing() {
        eprintln!("skipped: {why}, so no mock server can be started");
        return Ok(true);
    }
    let mut is_clean = true;
    for file in &options.openapi {
        is_clean &= mock(&fs::canonicalize(file)?)?;
    }
    Ok(is_clean)
}

/// Sends all requests of a description, and prints the problems, then their number; returns whether there are none.
fn mock(file: &Path) -> Result<bool, String> {
    let mut sources = SourceMap::default();
    read::descriptions(&mut sources, &[file.to_owned()]).map_err(|err| err.to_string())?;
    let checked = pipeline::check(&sources, &Service::default(), Operations::Documented);
    let document = checked.descriptions.first().ok_or_else(|| format!("{} is no description", file.display()))?;
    let dir = root().join("target/mock");
    let made = Values::new(document);
    let program = write(&sources, &checked, &made, &dir.join(NAME))?;
    let server = Server::start(&dir, &description::copy(&sources, file, &dir)?)?;
    let lines = send(&dir.join(NAME), &server, &headers(document))?;
    let results = lines.lines().map(serde_json::from_str::<Line>).collect::<Result<Vec<_>, _>>();
    let is_invalid = |id: usize, body: &str| {
        let places = &program.answers[id];
        let contradicts = |it: &Json| places.iter().all(|place| made.is_invalid(*place, it));
        !places.is_empty() && valid::json(body).as_ref().is_some_and(contradicts)
    };
    let report = Report::new(&results.map_err(|err| err.to_string())?, &program.names, is_invalid);
    report.problems.iter().for_each(|it| println!("{it}"));
    println!("{}: {} operations, {report}", file.display(), checked.model.operations.len());
    if program.n_invalid > 0 {
        println!(
            "  {} requests have examples that contradict their schemas, and were sent with others",
            program.n_invalid
        );
    }
    program.unwritten.iter().for_each(|it| println!("  not sent: {it}"));
    Ok(report.problems.is_empty())
}

/// The program that sends the requests.
#[derive(Default)]
struct Program {
    /// The names of the operations, in the order of their requests.
    names: Vec<String>,
    /// The places of the media types of their successes.
    answers: Vec<Vec<Span>>,
    /// The operations whose request cannot be written, and why.
    unwritten: Vec<String>,
    /// The number of requests with examples that are not valid.
    n_invalid: usize,
}

/// Writes the crate and the program.
fn write(sources: &SourceMap, checked: &Checked, made: &Values<'_>, dir: &Path) -> Result<Program, String> {
    let Checked { model, paths, areas, .. } = checked;
    let names = Names::new(&mut checked.diagnostics.clone(), sources, model, paths, areas);
    let snippets = Snippets::new(sources, model, paths, &names, NAME);
    let examples = snippets.examples();
    let input = Input { sources, model, paths, areas, names: &names, examples: &examples };
    folders::remove(dir).map_err(|err| err.to_string())?;
    emit::emit(input, &config(NAME)).write(dir).map_err(|err| err.to_string())?;
    let exchanges = Exchanges::new(model, paths);
    let (mut written, mut res) = (Vec::new(), Program::default());
    for (id, operation) in (0..).map(OperationId).zip(&model.operations) {
        let name = operation.contract.as_ref().map_or("", |it| &it.name);
        match requests::sent(&exchanges, id, made, |it| snippets.write_exchange(it).map_err(|err| err.to_string())) {
            Ok(it) => {
                written.push(it.snippet);
                res.names.push(name.to_owned());
                let contract = operation.contract.as_deref().into_iter();
                let contents = contract.flat_map(Contract::successes).flat_map(|it| &it.contents);
                res.answers.push(contents.map(|it| it.media_type.span).collect());
                res.n_invalid += usize::from(it.has_invalid_example);
            }
            Err(why) => res.unwritten.push(format!("{name}: {why}")),
        }
    }
    complete(dir, &written)?;
    Ok(res)
}

/// Adds the program to the crate.
fn complete(dir: &Path, written: &[Snippet]) -> Result<(), String> {
    let io = |err: std::io::Error| err.to_string();
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).map_err(io)?;
    let manifest = fs::read_to_string(dir.join("Cargo.toml")).map_err(io)?;
    let more = "\n[dependencies.http]\nversion = \"1\"\n\n[dependencies.serde_json]\nversion = \"1\"\n\n\
                [dependencies.tokio]\nversion = \"1\"\nfeatures = [\"macros\", \"rt\", \"time\"]\n\n\
                [profile.dev]\nopt-level = 0\ndebug = false\n";
    fs::write(dir.join("Cargo.toml"), manifest + more).map_err(io)?;
    let library = fs::read_to_string(dir.join("src/lib.rs")).map_err(io)?;
    let library = library + "extern crate self as mocked;\n#[allow(warnings)]\npub mod mock_written;\n";
    fs::write(dir.join("src/lib.rs"), library).map_err(io)?;
    let rows: String =
        (0..written.len()).map(|id| format!("    ({id}, |it| Box::pin(e{id}::example(it))),\n")).collect();
    let modules: String = written.iter().enumerate().map(|(id, it)| it.exchange(&format!("e{id}"))).collect();
    let ty = "fn(mocked::service::Client) -> mocked::runtime::BoxFuture<'static, Result<\
              Option<mocked::runtime::serde_json::Value>, Box<dyn std::error::Error>>>";
    let text = format!("pub static WRITTEN: &[(usize, {ty})] = &[\n{rows}];\n\n{modules}");
    fs::write(dir.join("src/mock_written.rs"), text).map_err(io)?;
    for file in Snippet::FILES {
        fs::write(dir.join(file), "content").map_err(io)?;
    }
    fs::write(dir.join("src/main.rs"), include_str!("../fixtures/mock/program.rs")).map_err(io)
}

/// The options for all areas, and for the features that are on by default.
fn features(dir: &Path) -> &'static [&'static str] {
    if all_areas(dir).contains(&"full") { &["--features", "full"] } else { &[] }
}

/// Compiles and runs the program; returns its output.
fn send(dir: &Path, server: &Server, headers: &[(String, String)]) -> Result<String, String> {
    let mut build = cargo(dir);
    build.args(["build", "--quiet"]).args(features(dir)).env("CARGO_INCREMENTAL", "0");
    checked(build)?;
    let headers = serde_json::to_string(headers).map_err(|err| err.to_string())?;
    let mut run = cargo(dir);
    run.args(["run", "--quiet"]).args(features(dir)).args(["--", &server.url(), &headers]);
    let output = run.env("CARGO_INCREMENTAL", "0").output().map_err(|err| err.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A value for each key that the description's security schemes have in a header, and a password if there are no tokens.
fn headers(document: &Document) -> Vec<(String, String)> {
    let schemes = || document.targets.security_schemes.values().map(|it| &it.kind);
    let is_basic =
        |it: &SchemeKind| matches!(it, SchemeKind::Http { scheme, .. } if scheme.value.eq_ignore_ascii_case("basic"));
    let is_key = |it: &SchemeKind| matches!(it, SchemeKind::ApiKey { .. });
    let keys = schemes().filter_map(|it| match it {
        SchemeKind::ApiKey { name, location } if location.value == Location::Header => Some(name.value.to_string()),
        _ => None,
    });
    let mut res: Vec<(String, String)> = keys.map(|name| (name, "key".to_owned())).collect();
    if schemes().any(is_basic) && schemes().all(|it| is_basic(it) || is_key(it)) {
        res.push(("Authorization".to_owned(), "Basic dXNlcjpwYXNzd29yZA==".to_owned()));
    }
    res
}

//! `cargo xtask mock`: sends each request of a description once, through the generated crate, to a mock server.
//!
//! The server is Prism, from the npm registry. It validates requests against the description, and reports violations in a
//! header. Values without an example are made from their schemas. Without Node.js, a message says that nothing was checked.

mod server;
mod values;

use crate::corpus::{all_areas, cargo, checked};
use crate::{folders, node, root};
use clap::Args;
use graphwright::analysis::exchanges::{Exchange, Exchanges, Message, Value as Given};
use graphwright::analysis::paths::Operations;
use graphwright::input::openapi::{Document, SchemeKind};
use graphwright::input::read;
use graphwright::model::json::Json;
use graphwright::model::{Location, OperationId};
use graphwright::pipeline::{self, Checked};
use graphwright::rust::emit::{self, CrateConfig, Input, Runtime};
use graphwright::rust::manifest::PackageTable;
use graphwright::rust::names::Names;
use graphwright::rust::snippet::{Snippet, Snippets};
use graphwright::service::Service;
use graphwright::source::SourceMap;
use serde::Deserialize;
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

/// The result of a request.
#[derive(Deserialize)]
struct Line {
    id: usize,
    seen: Option<Seen>,
    error: Option<String>,
}

#[derive(Deserialize)]
struct Seen {
    request: String,
    status: u16,
    violations: Option<Vec<Violation>>,
}

/// A violation of the description.
#[derive(Deserialize)]
struct Violation {
    /// The part of the message: `query`, `response`.
    #[serde(default)]
    location: Vec<String>,
    severity: String,
    message: String,
}

pub(crate) fn run(options: &Options) -> crate::Outcome {
    if let Some(why) = node::missing() {
        eprintln!("skipped: {why}, so no mock server can be started");
        return Ok(true);
    }
    let mut is_clean = true;
    for file in &options.openapi {
        let problems = mock(&fs::canonicalize(file)?)?;
        problems.iter().for_each(|it| println!("{it}"));
        is_clean &= problems.is_empty();
    }
    Ok(is_clean)
}

/// Sends all requests of a description; returns the violations.
fn mock(file: &Path) -> Result<Vec<String>, String> {
    let mut sources = SourceMap::default();
    read::descriptions(&mut sources, &[file.to_owned()]).map_err(|err| err.to_string())?;
    let checked = pipeline::check(&sources, &Service::default(), Operations::Documented);
    let document = checked.descriptions.first().ok_or_else(|| format!("{} is no description", file.display()))?;
    let dir = root().join("target/mock");
    let made = Values::new(document);
    let (written, unwritten) = write(&sources, &checked, &made, &dir.join(NAME))?;
    let server = Server::start(&dir, file)?;
    let lines = send(&dir.join(NAME), &server, &headers(document))?;
    let mut res: Vec<String> = Vec::new();
    for line in lines.lines() {
        let line: Line = serde_json::from_str(line).map_err(|err| err.to_string())?;
        res.extend(problem(&line).map(|it| format!("{}: {it}", written[line.id])));
    }
    let operations = checked.model.operations.len();
    let (n, n_wrong) = (written.len(), res.len());
    println!("{}: {operations} operations, {n} requests, {n_wrong} with problems", file.display());
    unwritten.iter().for_each(|it| println!("  not sent: {it}"));
    Ok(res)
}

/// The violations of a request, or why it was not sent or its response not read. The server cannot make all responses, and
/// its examples may violate the description: this is no problem of the crate.
fn problem(line: &Line) -> Option<String> {
    let Some(seen) = &line.seen else { return Some(format!("nothing was sent: {:?}", line.error)) };
    let is_ours = |it: &&Violation| it.severity == "Error" && it.location.first().is_none_or(|it| it != "response");
    let errors = seen.violations.iter().flatten().filter(is_ours).map(|it| it.message.as_str());
    let errors: Vec<&str> = errors.collect();
    let unread = line.error.as_deref().filter(|_| (200..300).contains(&seen.status));
    match (&errors[..], unread) {
        ([], None) => None,
        ([], Some(err)) => Some(format!("{}: {err}", seen.request)),
        (all, _) => Some(format!("{}: {}", seen.request, all.join("; "))),
    }
}

/// Writes the crate and the program; returns the names of the requests, and what cannot be sent.
fn write(
    sources: &SourceMap,
    checked: &Checked,
    made: &Values<'_>,
    dir: &Path,
) -> Result<(Vec<String>, Vec<String>), String> {
    let config = CrateConfig {
        name: NAME.to_owned(),
        version: "0.1.0".to_owned(),
        package: PackageTable::of_license(None),
        runtime: Runtime::Path("../../../runtime".to_owned()),
    };
    let Checked { model, paths, areas, .. } = checked;
    let names = Names::new(&mut checked.diagnostics.clone(), sources, model, paths, areas);
    let snippets = Snippets::new(sources, model, paths, &names, NAME);
    let examples = snippets.examples();
    let input = Input { sources, model, paths, areas, names: &names, examples: &examples };
    folders::remove(dir).map_err(|err| err.to_string())?;
    emit::emit(input, &config).write(dir).map_err(|err| err.to_string())?;
    let exchanges = Exchanges::new(model, paths);
    let (mut written, mut titles, mut unwritten) = (Vec::new(), Vec::new(), Vec::new());
    for (id, operation) in (0..).map(OperationId).zip(&model.operations) {
        let name = operation.contract.as_ref().map_or("", |it| &it.name);
        let sent = sent(&exchanges, id, made, |it| snippets.write_exchange(it).map_err(|err| err.to_string()));
        match sent {
            Ok(snippet) => {
                written.push(snippet);
                titles.push(name.to_owned());
            }
            Err(why) => unwritten.push(format!("{name}: {why}")),
        }
    }
    complete(dir, &written)?;
    Ok((titles, unwritten))
}

/// The code for one request of an operation: of its first example, else with values of its schemas.
fn sent(
    exchanges: &Exchanges<'_>,
    id: OperationId,
    made: &Values<'_>,
    write: impl Fn(&Exchange<'_>) -> Result<Snippet, String>,
) -> Result<Snippet, String> {
    let bare = exchanges.bare(id);
    let values: Vec<Option<Json>> =
        bare.iter().map(|it| it.body.and_then(|it| made.at(it.content.media_type.span))).collect();
    let filled = bare.into_iter().zip(&values).map(|(it, value)| Exchange {
        body: it.body.map(|message| Message { value: value.as_ref(), ..message }),
        ..it
    });
    // Bytes of any content are the last resort: the server validates their media type only.
    let (stated, bytes): (Vec<_>, Vec<_>) =
        exchanges.of(id).into_iter().partition(|it| it.body.is_none_or(|it| it.value.is_some()));
    let mut res = Err("a parameter has no value".to_owned());
    for mut it in stated.into_iter().chain(filled).chain(bytes) {
        complete_values(&mut it.path, made);
        complete_values(&mut it.parameters, made);
        res = write(&it);
        if res.is_ok() {
            break;
        }
    }
    res
}

/// Replaces values that are not examples by values of the schema.
fn complete_values(values: &mut [Given<'_>], made: &Values<'_>) {
    for it in values {
        let input = it.input.filter(|it| it.example.is_none());
        if let Some(value) = input.and_then(|it| made.at(it.parameter.name.span)) {
            it.value = value;
        }
    }
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

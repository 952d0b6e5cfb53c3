//! `cargo xtask replay`: sends every documented example through the generated crate.
//!
//! With `--openapi`, the examples are those of descriptions: `described` sends them.
//!
//! For each example with a request function, a generated program builds the request, reads the documented response, and
//! writes it back. The results are compared with the page. For a sample of the examples, the generated Rust code is run and
//! compared, too.

mod cases;
mod compare;
mod described;
mod entry;
mod module;
mod normal;
mod values;
mod verdict;

use crate::root;
use crate::{corpus, folders};
use cases::Plan;
use clap::Args;
use graphwright::analysis::paths::Operations;
use graphwright::input::read;
use graphwright::pipeline::{self, Checked};
use graphwright::rust::emit::{self, Input};
use graphwright::rust::names::Names;
use graphwright::rust::output::OutputTree;
use graphwright::rust::snippet::{Snippet, Snippets};
use graphwright::service::Service;
use serde::Serialize;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use verdict::Verdict;

/// Send every documented example through the generated crate
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Folders of pages, or single pages
    #[arg(long, required_unless_present = "openapi", num_args = 1..)]
    docs: Vec<PathBuf>,
    /// OpenAPI descriptions, instead of pages
    #[arg(long, num_args = 1.., conflicts_with_all = ["docs", "csdl", "api", "verdicts", "written"])]
    openapi: Vec<PathBuf>,
    /// Files of metadata
    #[arg(long, num_args = 1..)]
    csdl: Vec<PathBuf>,
    /// The first segment of every URL [default: determined by pages or metadata]
    #[arg(long)]
    api: Option<String>,
    /// Write every verdict to this file, as JSON
    #[arg(long)]
    verdicts: Option<PathBuf>,
    /// Also run the generated Rust code of so many examples
    #[arg(long, value_name = "COUNT", default_value_t = 300)]
    written: usize,
}

/// The crate's name, and its folder below `target/corpus`.
const NAME: &str = "replayed";

/// The content of files that examples send.
const FILE_CONTENT: &str = "what is in a file";

/// Replays, prints a summary, and returns whether every failure is caused by a page.
pub(crate) fn run(options: &Options) -> crate::Outcome {
    if !options.openapi.is_empty() {
        let replayed = described::replay(&options.openapi)?;
        println!("{replayed}");
        return Ok(replayed.failed.is_empty());
    }
    let (summary, verdicts) = replay(&options.docs, &options.csdl, options.api.as_deref(), options.written)?;
    println!("{summary}");
    verdict::print(&verdicts);
    if let Some(file) = &options.verdicts {
        verdict::write(file, &verdicts)?;
    }
    for it in verdicts.iter().filter(|it| it.is_our_fault()) {
        eprintln!("{it}");
    }
    Ok(!verdicts.iter().any(Verdict::is_our_fault))
}

/// The verdict on each example, and statistics.
fn replay(
    docs: &[PathBuf],
    csdl: &[PathBuf],
    api: Option<&str>,
    written: usize,
) -> Result<(String, Vec<Verdict>), String> {
    let sources = read::read(docs, csdl, &[]).map_err(|err| err.to_string())?;
    let service = Service { version: api.map(str::to_owned), ..Service::default() };
    let checked = pipeline::check(&sources, &service, Operations::Documented);
    let Checked { model, paths, areas, .. } = &checked;
    let mut diagnostics = checked.diagnostics.clone();
    let names = Names::new(&mut diagnostics, &sources, model, paths, areas);
    let snippets = Snippets::new(&sources, model, paths, &names, NAME);
    let examples = snippets.examples();
    let input = Input { sources: &sources, model, paths, areas, names: &names, examples: &examples };
    let tree = emit::emit(input, &corpus::config(NAME));
    let plan = Plan::new(&sources, &checked.model, &checked.paths);
    let module = module::module(model, paths, &names, &plan.entries);
    let written = plan.written(&snippets, written);
    let dir = write(&tree, NAME)?;
    let support = [
        ("replay.rs", module.as_str()),
        ("replay_written.rs", &written_module(&written)),
        ("replay_support.rs", include_str!("../fixtures/replay/support.rs")),
    ];
    complete(&dir, NAME, &support)?;
    let lines = replayed(&dir, &plan.cases)?;
    let verdicts = verdict::verdicts(&sources, &checked.model, &diagnostics, &plan, &lines)?;
    let line = format!(
        "{} examples with a request ({} also with a response), {} of them with a request function, {} ways to call; \
         {} requests to others than the service are left out\n\n{}",
        plan.all,
        plan.pairs,
        plan.cases.len(),
        plan.entries.len(),
        plan.foreign,
        snippets.tally()
    );
    Ok((line, verdicts))
}

/// A module with the generated Rust code of examples, and a table of it.
fn written_module(written: &[(usize, Snippet)]) -> String {
    let modules: String = written.iter().map(|(id, it)| it.module(&format!("e{id}"))).collect();
    table(written.iter().map(|(id, _)| *id)) + &modules
}

/// A table of functions by case.
fn table(ids: impl Iterator<Item = usize>) -> String {
    let rows: String = ids.map(|id| format!("    ({id}, |it| Box::pin(e{id}::example(it))),\n")).collect();
    format!("pub static WRITTEN: &[(usize, super::replay_support::Written)] = &[\n{rows}];\n\n")
}

/// Writes a crate into an empty folder: it may contain files of the last run that are not generated files.
fn write(tree: &OutputTree, name: &str) -> Result<PathBuf, String> {
    let dir = root().join("target/corpus").join(name);
    folders::remove(&dir).map_err(|err| err.to_string())?;
    tree.write(&dir).map_err(|err| err.to_string())?;
    Ok(dir)
}

/// Adds the program to the crate: the modules, and a function that runs the last one.
fn complete(dir: &Path, name: &str, modules: &[(&str, &str)]) -> Result<(), String> {
    let io = |err: std::io::Error| err.to_string();
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).map_err(io)?;
    let manifest = fs::read_to_string(dir.join("Cargo.toml")).map_err(io)?;
    let more = "\n[dependencies.http]\nversion = \"1\"\n\n[dependencies.serde]\nversion = \"1\"\nfeatures = [\"derive\"]\n\n\
                [dependencies.serde_json]\nversion = \"1\"\nfeatures = [\"preserve_order\"]\n\n\
                [profile.dev]\nopt-level = 0\ndebug = false\n";
    fs::write(dir.join("Cargo.toml"), manifest + more).map_err(io)?;
    let mut library = fs::read_to_string(dir.join("src/lib.rs")).map_err(io)?;
    library += &format!("extern crate self as {name};\n");
    let transport = ("replay_transport.rs", include_str!("../fixtures/replay/transport.rs"));
    for (file, text) in [&[transport], modules].concat() {
        library += &format!("#[allow(warnings)]\npub mod {};\n", file.trim_end_matches(".rs"));
        fs::write(dir.join("src").join(file), text).map_err(io)?;
    }
    fs::write(dir.join("src/lib.rs"), library).map_err(io)?;
    for file in Snippet::FILES {
        fs::write(dir.join(file), FILE_CONTENT).map_err(io)?;
    }
    let program = include_str!("../fixtures/replay/main.rs").replace("replayed::", &format!("{name}::"));
    fs::write(dir.join("src/main.rs"), program).map_err(io)
}

/// Compiles and runs the program; returns its output for each case.
fn replayed(dir: &Path, cases: &[impl Serialize]) -> Result<String, String> {
    let io = |err: std::io::Error| err.to_string();
    fs::write(dir.join("cases.json"), serde_json::to_vec(cases).map_err(|err| err.to_string())?).map_err(io)?;
    let mut build = corpus::cargo(dir);
    build.args(["build", "--quiet"]).args(corpus::all_areas(dir)).env("CARGO_INCREMENTAL", "0");
    corpus::checked(build)?;
    let mut run = corpus::cargo(dir);
    run.args(["run", "--quiet"]).args(corpus::all_areas(dir)).args(["--", "cases.json"]).env("CARGO_INCREMENTAL", "0");
    run.stdout(File::create(dir.join("verdicts.jsonl")).map_err(io)?);
    corpus::checked(run)?;
    fs::read_to_string(dir.join("verdicts.jsonl")).map_err(io)
}

#[cfg(test)]
mod tests {
    use crate::root;

    /// Generates, compiles and runs: the slowest and most thorough test.
    #[test]
    fn every_example_of_our_own_pages_passes() {
        let docs = root().join("docs-input/v1.0");
        let (_, verdicts) = super::replay(std::slice::from_ref(&docs), &[docs.join("metadata.xml")], None, usize::MAX)
            .expect("it compiles");
        assert!(verdicts.len() > 100);
        assert!(verdicts.iter().filter(|it| it.is_written()).count() > 100);
        let failed: Vec<String> = verdicts.iter().filter(|it| !it.passes()).map(ToString::to_string).collect();
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }
}

//! `cargo xtask corpus`: generates and compiles the SDKs of the whole documentation below `target/`, and reads OpenAPI
//! descriptions.
//!
//! The pages are not in this repository. If they are not beside it, a message says that nothing was checked.

mod cost;
pub(crate) mod descriptions;
mod examples;
mod seed;

use crate::root;
use clap::Args;
use graphwright::analysis::paths::Operations;
use graphwright::generate::{self, Generated, Inputs};
use graphwright::rust::emit::{CrateConfig, Runtime};
use graphwright::rust::manifest::PackageTable;
use graphwright::rust::output::OutputTree;
use graphwright::service::Service;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What to generate and compile
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Also the largest crates
    #[arg(long)]
    full: bool,
    /// Only measure the crates of the OpenAPI descriptions whose paths contain this text: time, memory, and documentation
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "")]
    openapi: Option<String>,
}

/// The folder of the documentation and the metadata: beside the repository, or at `GRAPHWRIGHT_CORPUS`.
pub(crate) fn corpus() -> PathBuf {
    env::var_os("GRAPHWRIGHT_CORPUS").map_or_else(|| root().join("../shared/corpus"), PathBuf::from)
}

/// The pages of a version, if available.
pub(crate) fn pages(version: &str) -> Option<PathBuf> {
    let dir = corpus().join("graph-2021-07/api-reference").join(version);
    dir.is_dir().then_some(dir)
}

/// The metadata of a version, if available.
pub(crate) fn metadata(version: &str) -> Option<PathBuf> {
    let file = corpus().join(format!("csdl/{version}-2021-07.xml"));
    file.is_file().then_some(file)
}

/// One crate of the corpus.
struct Krate {
    version: &'static str,
    from: From,
    operations: Operations,
    steps: &'static [Step],
    /// Whether it is generated only with `--full`.
    is_extra: bool,
}

/// The inputs of a crate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Docs,
    Metadata,
    Both,
}

impl Krate {
    const fn new(version: &'static str, from: From, operations: Operations, steps: &'static [Step]) -> Krate {
        Krate { version, from, operations, steps, is_extra: false }
    }

    const fn extra(self) -> Krate {
        Krate { is_extra: true, ..self }
    }

    fn inputs(&self) -> Option<Inputs> {
        let docs = if self.from == From::Metadata { None } else { Some(pages(self.version)?) };
        let csdl = if self.from == From::Docs { None } else { Some(metadata(self.version)?) };
        let (docs, csdl) = (docs.into_iter().collect(), csdl.into_iter().collect());
        let service = Service::of_version(self.version);
        Some(Inputs { docs, csdl, service, operations: self.operations, ..Inputs::default() })
    }

    fn name(&self) -> String {
        let version = self.version.replace('.', "-");
        let from = match self.from {
            From::Docs => "docs",
            From::Metadata => "metadata",
            From::Both => "both",
        };
        let all = if self.operations == Operations::All { "-all" } else { "" };
        format!("corpus-{version}-{from}{all}")
    }
}

/// The crates of the corpus. Crates of pages and metadata contain everything that either of them has alone, so they are
/// always generated; the largest crate is last.
const CRATES: [Krate; 7] = [
    Krate::new("v1.0", From::Both, Operations::Documented, &[Step::Clippy, Step::Doc]),
    Krate::new("v1.0", From::Docs, Operations::Documented, &[Step::Check, Step::Area("mail")]),
    Krate::new("v1.0", From::Metadata, Operations::All, &[Step::Check]),
    Krate::new("v1.0", From::Both, Operations::All, &[Step::Check]).extra(),
    Krate::new("beta", From::Docs, Operations::Documented, &[Step::Check]).extra(),
    Krate::new("beta", From::Metadata, Operations::All, &[Step::Check]).extra(),
    Krate::new("beta", From::Both, Operations::All, &[Step::Check, Step::Area("mail")]),
];

/// Generates and compiles the crates of the corpus, the crate of the seed page, and a crate of metadata that is not
/// Graph's.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    if let Some(filter) = &options.openapi {
        return descriptions::measure(filter);
    }
    descriptions::run()?;
    descriptions::compile()?;
    seed::run()?;
    library()?;
    for krate in CRATES.iter().filter(|it| options.full || !it.is_extra) {
        let Some(inputs) = krate.inputs() else {
            eprintln!("skipped: {}, the corpus was not found", krate.name());
            continue;
        };
        let dir = write(&inputs, &krate.name())?;
        if krate.from == From::Both {
            examples::add(&dir, &krate.name()).map_err(|err| err.to_string())?;
        }
        krate.steps.iter().try_for_each(|step| step.run(&dir))?;
    }
    Ok(())
}

/// The crate of a small service unrelated to Graph: composite keys, streams, imports.
fn library() -> Result<(), String> {
    let csdl = vec![root().join("snapshots/cases/metadata-library/input/metadata.xml")];
    let inputs = Inputs { csdl, operations: Operations::All, ..Inputs::default() };
    let dir = write(&inputs, "library")?;
    [Step::Clippy, Step::Doc].into_iter().try_for_each(|step| step.run(&dir))
}

/// Generates a crate into `target/corpus`, twice in memory: both results must be equal.
pub(crate) fn write(inputs: &Inputs, name: &str) -> Result<PathBuf, String> {
    let one = in_memory(inputs, name)?;
    let other = in_memory(inputs, name)?;
    if one.tree != other.tree {
        return Err(format!("two runs over the inputs of {name} give different crates"));
    }
    let dir = root().join("target/corpus").join(name);
    write_out(&one.tree, &dir)?;
    Ok(dir)
}

/// Writes a crate with its own workspace.
pub(crate) fn write_out(tree: &OutputTree, dir: &Path) -> Result<(), String> {
    tree.write(dir).map_err(|err| err.to_string())?;
    // The versions that the workspace uses, so that compiled dependencies are reused.
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).map_err(|err| err.to_string())?;
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    eprintln!("generated: {name}, {} files", tree.iter().count());
    Ok(())
}

/// A crate two levels below `target`.
pub(crate) fn in_memory(inputs: &Inputs, name: &str) -> Result<Generated, String> {
    generate::generate(inputs, &config(name)).map_err(|err| err.to_string())
}

/// The configuration of a crate two levels below `target`.
pub(crate) fn config(name: &str) -> CrateConfig {
    CrateConfig {
        name: name.to_owned(),
        version: "0.1.0".to_owned(),
        package: PackageTable::of_license(None),
        runtime: Runtime::Path("../../../runtime".to_owned()),
    }
}

/// The command for a generated crate; warnings are errors.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Check,
    /// With this area only.
    Area(&'static str),
    Clippy,
    Doc,
}

impl Step {
    pub(crate) fn run(self, dir: &Path) -> Result<(), String> {
        let mut command = cargo(dir);
        self.arguments(&mut command, all_areas(dir));
        checked(command)
    }

    /// Adds the arguments for cargo.
    fn arguments(self, command: &mut Command, areas: Vec<&'static str>) {
        match self {
            Step::Check => command.args(["rustc", "--profile=check"]).args(areas).args(["--", "-Dwarnings"]),
            Step::Area(area) => command
                .args(["rustc", "--profile=check", "--no-default-features", "--features", area])
                .args(["--", "-Dwarnings"]),
            Step::Clippy => command.arg("clippy").args(areas).args(["--", "-Dwarnings"]),
            Step::Doc => command.args(["doc", "--no-deps"]).args(areas).env("RUSTDOCFLAGS", "-Dwarnings"),
        };
    }
}

/// The arguments for all areas, if a generated crate has areas, without a transport.
pub(crate) fn all_areas(dir: &Path) -> Vec<&'static str> {
    let manifest = fs::read_to_string(dir.join("Cargo.toml")).unwrap_or_default();
    let full: &[&str] = if manifest.contains("\nfull = [") { &["--features", "full"] } else { &[] };
    ["--no-default-features"].iter().chain(full).copied().collect()
}

/// cargo in a folder, with a shared target folder for all generated crates.
pub(crate) fn cargo(dir: &Path) -> Command {
    let mut res = crate::cargo();
    res.current_dir(dir).env("CARGO_TARGET_DIR", root().join("target/corpus/build"));
    res
}

/// Builds the generator for release.
pub(crate) fn build_generator() -> Result<(), String> {
    let mut command = crate::cargo();
    command.args(["build", "--quiet", "--release", "--package", "graphwright"]).current_dir(root());
    checked(command)
}

/// The program that [`build_generator`] builds.
pub(crate) fn generator() -> PathBuf {
    root().join("target/release/graphwright")
}

/// Runs a command that must succeed.
pub(crate) fn checked(mut command: Command) -> Result<(), String> {
    let status = command.status().map_err(|err| err.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("failed: {command:?}")) }
}

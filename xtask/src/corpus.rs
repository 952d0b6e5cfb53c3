//! `cargo xtask corpus`: the SDKs of the whole documentation, made and compiled below `target/`.
//!
//! The pages do not stand in this repository. Where they are not beside it, a visible line says that nothing was checked.

mod seed;

use crate::root;
use graphwright::emit::{CrateConfig, Models, Runtime};
use graphwright::generate::{self, Generated, Inputs};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Where the pages of every version are, if they are: beside the repository, or where `GRAPHWRIGHT_CORPUS` says.
pub(crate) fn pages(version: &str) -> Option<PathBuf> {
    let base = env::var_os("GRAPHWRIGHT_CORPUS")
        .map_or_else(|| root().join("../shared/corpus/graph-2021-07/api-reference"), PathBuf::from);
    let dir = base.join(version);
    dir.is_dir().then_some(dir)
}

/// The metadata of a version, where it lies beside the pages.
pub(crate) fn metadata(version: &str) -> Option<PathBuf> {
    let base =
        env::var_os("GRAPHWRIGHT_CORPUS_CSDL").map_or_else(|| root().join("../shared/corpus/csdl"), PathBuf::from);
    let file = base.join(format!("{version}-2021-07.xml"));
    file.is_file().then_some(file)
}

/// Makes and compiles the SDKs of v1.0 and beta, and that of the founding page.
pub(crate) fn run() -> Result<(), String> {
    seed::run()?;
    for (version, steps) in [("v1.0", &[Step::Clippy, Step::Doc][..]), ("beta", &[Step::Check])] {
        let Some(docs) = pages(version) else {
            eprintln!("skipped: the pages of {version} are not here");
            continue;
        };
        let name = format!("corpus-{}", version.replace('.', "-"));
        let dir = write(&docs, &name, Models::Lazy)?;
        steps.iter().try_for_each(|step| step.run(&dir))?;
    }
    Ok(())
}

/// Generates a crate into `target/corpus`, twice in memory: what comes out must be the same.
pub(crate) fn write(docs: &Path, name: &str, models: Models) -> Result<PathBuf, String> {
    let one = in_memory(docs, name, models)?;
    let other = in_memory(docs, name, models)?;
    if one.tree != other.tree {
        return Err(format!("two runs over {} give different crates", docs.display()));
    }
    let dir = root().join("target/corpus").join(name);
    one.tree.write(&dir).map_err(|err| err.to_string())?;
    // The versions that the workspace uses: what is compiled already is not compiled again.
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).map_err(|err| err.to_string())?;
    eprintln!("generated: {name}, {} files", one.tree.iter().count());
    Ok(dir)
}

fn in_memory(docs: &Path, name: &str, models: Models) -> Result<Generated, String> {
    let runtime = Runtime::Path("../../../runtime".to_owned());
    let config = CrateConfig { name: name.to_owned(), version: "0.1.0".to_owned(), runtime, models };
    generate::generate(&Inputs { docs: vec![docs.to_owned()], ..Inputs::default() }, &config)
        .map_err(|err| err.to_string())
}

/// What is done with a generated crate; every warning is an error.
#[derive(Clone, Copy, Debug)]
enum Step {
    Check,
    Clippy,
    Doc,
}

impl Step {
    fn run(self, dir: &Path) -> Result<(), String> {
        let mut command = cargo(dir);
        match self {
            Step::Check => command.args(["rustc", "--no-default-features", "--profile=check", "--", "-Dwarnings"]),
            Step::Clippy => command.args(["clippy", "--no-default-features", "--", "-Dwarnings"]),
            Step::Doc => command.args(["doc", "--no-deps", "--no-default-features"]).env("RUSTDOCFLAGS", "-Dwarnings"),
        };
        checked(command)
    }
}

/// cargo in a folder, with a folder of build products for all generated crates.
pub(crate) fn cargo(dir: &Path) -> Command {
    let mut res = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    res.current_dir(dir).env("CARGO_TARGET_DIR", root().join("target/corpus/build"));
    res
}

/// Runs a command that must succeed.
pub(crate) fn checked(mut command: Command) -> Result<(), String> {
    let status = command.status().map_err(|err| err.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("failed: {command:?}")) }
}

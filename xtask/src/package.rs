//! `cargo xtask package`: packages are complete.
//!
//! The packages of this workspace are built as for crates.io. A crate for another service, generated from its metadata
//! alone, is packaged in the same way. A program that depends on the unpacked packages, and on nothing in this
//! repository, sends requests of both generated crates to a local server.

use crate::corpus::{cargo, checked, write_out};
use crate::root;
use clap::Args;
use graphwright::analysis::paths::Operations;
use graphwright::generate::{self, Inputs};
use graphwright::rust::emit::{CrateConfig, Runtime};
use graphwright::rust::manifest::PackageTable;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The name of the package for another service, which does not exist on crates.io.
const HARBOR: &str = "graphwright-example-harbor";

const PROGRAM: &str = include_str!("../fixtures/package/program.rs");

/// Package all crates as for crates.io, and compile and run a program that uses the packages
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Package files that are not committed, too
    #[arg(long)]
    allow_dirty: bool,
}

pub(crate) fn run(options: &Options) -> Result<(), String> {
    if let Some(reason) = unreachable_registry()? {
        eprintln!("skipped: crates.io cannot be asked: {reason}");
        return Ok(());
    }
    let mut publish = crate::cargo();
    publish.current_dir(root()).args(["publish", "--dry-run", "--workspace", "--locked"]);
    dry_run(publish, options.allow_dirty)?;

    let dir = root().join("target/corpus/package");
    let harbor = dir.join("harbor");
    write_harbor(&harbor)?;
    let packages = workspace_packages();
    let mut publish = cargo(&harbor);
    // The program compiles it.
    publish.args(["publish", "--dry-run", "--no-verify", "--config", &patch(&packages)]);
    dry_run(publish, true)?;

    let program = dir.join("program");
    write_program(&program, &packages)?;
    let mut command = cargo(&program);
    command.args(["run", "--quiet"]);
    checked(command)
}

/// Why the registry cannot be asked about a crate that it certainly has; `None` if it can.
fn unreachable_registry() -> Result<Option<String>, String> {
    let mut command = crate::cargo();
    // Outside of the workspace, whose packages cargo would describe instead.
    command.args(["info", "serde", "--registry", "crates-io", "--quiet"]).current_dir(std::env::temp_dir());
    let output = command.output().map_err(|err| err.to_string())?;
    let text = String::from_utf8_lossy(&output.stderr);
    Ok((!output.status.success()).then(|| text.lines().next().unwrap_or("no answer").to_owned()))
}

/// Runs `cargo publish --dry-run`, which must have no warning but the one that nothing is uploaded.
fn dry_run(mut command: Command, allow_dirty: bool) -> Result<(), String> {
    if allow_dirty {
        command.arg("--allow-dirty");
    }
    let output = command.output().map_err(|err| err.to_string())?;
    let text = String::from_utf8_lossy(&output.stderr);
    eprint!("{text}");
    let is_expected = |it: &&str| it.trim() == "warning: aborting upload due to dry run";
    let warning = text.lines().filter(|it| it.starts_with("warning:")).find(|it| !is_expected(it));
    match warning {
        _ if !output.status.success() => Err(format!("failed: {command:?}")),
        Some(warning) => Err(format!("a package has a warning: {warning}")),
        None => Ok(()),
    }
}

/// Where cargo unpacks and builds the packages of the workspace.
fn workspace_packages() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into())).join("package")
}

/// A crate from metadata alone, with several namespaces, a composite key and an action.
fn write_harbor(dir: &Path) -> Result<(), String> {
    let csdl = vec![root().join("xtask/fixtures/package/metadata.xml")];
    let inputs = Inputs { csdl, operations: Operations::All, ..Inputs::default() };
    let package = "license = 'MIT'\nrepository = 'https://example.com/harbor'\nautotests = false\n";
    let config = CrateConfig {
        name: HARBOR.to_owned(),
        version: "0.1.0".to_owned(),
        package: toml::from_str::<PackageTable>(package).map_err(|err| err.to_string())?,
        runtime: Runtime::Version(VERSION.to_owned()),
    };
    let generated = generate::generate(&inputs, &config).map_err(|err| err.to_string())?;
    write_out(&generated.tree, dir)
}

/// The runtime that is not on crates.io yet, as a setting of cargo.
fn patch(packages: &Path) -> String {
    let runtime = packages.join(format!("graphwright-runtime-{VERSION}"));
    format!("patch.crates-io.graphwright-runtime.path='{}'", runtime.display())
}

fn write_program(dir: &Path, packages: &Path) -> Result<(), String> {
    let package = |name: &str| packages.join(format!("{name}-{VERSION}")).display().to_string();
    let archive = root().join(format!("target/corpus/build/package/tmp-crate/{HARBOR}-0.1.0.crate"));
    let harbor = dir.join(format!("{HARBOR}-0.1.0")).display().to_string();
    fs::create_dir_all(dir.join("src")).map_err(|err| err.to_string())?;
    let mut unpack = Command::new("tar");
    unpack.arg("-xzf").arg(archive).arg("-C").arg(dir);
    checked(unpack)?;
    let manifest = format!(
        "[package]\nname = \"program\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\nharbor = {{ package = '{HARBOR}', path = '{harbor}' }}\n\
         msgraph = {{ path = '{}' }}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
         [patch.crates-io]\ngraphwright-runtime = {{ path = '{}' }}\n\n[workspace]\n",
        package("msgraph"),
        package("graphwright-runtime"),
    );
    let write = |path: &str, text: &str| fs::write(dir.join(path), text).map_err(|err| err.to_string());
    write("Cargo.toml", &manifest)?;
    write("src/main.rs", PROGRAM)?;
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).map(drop).map_err(|err| err.to_string())
}

//! Generators of Rust crates of other projects on the same OpenAPI descriptions, and the cost of compiling the crates.

use super::Options;
use super::run::Run;
use crate::bench::cost::{cost, prepare};
use crate::bench::io_error;
use crate::corpus::{all_areas, checked, descriptions};
use crate::cost::Cost;
use crate::table;
use crate::{cargo, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Each generator runs so many times; the result is the fastest run.
const ROUNDS: usize = 3;

/// A generator of another project.
struct Peer {
    name: &'static str,
    version: &'static str,
    /// Installs it into a folder. The error says what is missing.
    install: fn(&Peer, home: &Path) -> Result<(), String>,
    /// The command that writes a crate for a description into a folder that exists.
    command: fn(home: &Path, description: &Path, out: &Path) -> Command,
    /// Adds what the crate lacks to be compiled.
    complete: fn(out: &Path) -> Result<(), String>,
}

const PEERS: [Peer; 3] = [
    Peer {
        name: "ploidy",
        version: "0.15.0",
        install: from_crates,
        command: |home, description, out| {
            let mut res = Command::new(home.join("bin/ploidy"));
            res.args(["generate", "rust"]).arg(description).arg("-o").arg(out);
            res
        },
        complete: own_workspace,
    },
    Peer {
        name: "openapi-to-rust",
        version: "0.23.0",
        install: from_crates,
        command: |home, description, out| {
            let mut res = Command::new(home.join("bin/openapi-to-rust"));
            res.arg("generate").arg(description).current_dir(out);
            res
        },
        complete: manifest_around_module,
    },
    Peer {
        name: "openapi-generator",
        version: "7.26.0",
        install: from_pypi,
        command: |home, description, out| {
            let mut res = Command::new("java");
            res.arg("-jar").arg(home.join("openapi_generator_cli/openapi-generator.jar"));
            res.args(["generate", "-g", "rust", "--skip-validate-spec", "-i"]).arg(description).arg("-o").arg(out);
            res
        },
        complete: own_workspace,
    },
];

/// Measures the generators that the options name on each description.
pub(super) fn run(options: &Options) -> Result<(), String> {
    let found = options.openapi.iter().map(|it| descriptions::files(it));
    let found: Vec<PathBuf> = found.collect::<Result<Vec<_>, _>>()?.concat();
    if found.is_empty() {
        eprintln!("skipped: no OpenAPI description of the corpus has such a path");
        return Ok(());
    }
    let home = root().join("target/bench/peers");
    let mut peers = Vec::new();
    for peer in PEERS.iter().filter(|it| options.names(it.name)) {
        match (peer.install)(peer, &home.join(peer.name)) {
            Ok(()) => peers.push(peer),
            Err(why) => eprintln!("skipped: {}, {why}", peer.name),
        }
    }
    table::head(&["", "generate, s", "MB", "check, s", "MB", "build, s", "MB", "files", "lines"]);
    for description in &found {
        let name = descriptions::name(description);
        ours(&name, description, options)?;
        for peer in &peers {
            let home = home.join(peer.name);
            let out = home.join("out").join(&name);
            let run = fastest(|| (peer.command)(&home, description, &out), &out, options)?;
            let compiled = match run.succeeded() {
                true => (peer.complete)(&out).and_then(|()| compile(&out, &[])),
                false => Err("it was not generated".to_owned()),
            };
            print(&format!("{name}, {} {}", peer.name, peer.version), Some(&run), compiled);
        }
    }
    Ok(())
}

/// The whole crate, and its area of median size.
fn ours(name: &str, description: &Path, options: &Options) -> Result<(), String> {
    let out = root().join("target/bench/peers/graphwright").join(name);
    let command = || {
        let mut res = Command::new(crate::corpus::generator());
        res.args(["generate", "--name", name, "--runtime"]).arg(root().join("runtime"));
        res.arg("--openapi").arg(description).arg("--out").arg(&out);
        res
    };
    let run = fastest(command, &out, options)?;
    if !run.succeeded() {
        run.print_failure(name);
        return Err(format!("graphwright fails on {}", description.display()));
    }
    own_workspace(&out)?;
    fs::copy(root().join("Cargo.lock"), out.join("Cargo.lock")).map_err(io_error)?;
    print(&format!("{name}, graphwright"), Some(&run), compile(&out, &all_areas(&out)));
    if let Some(area) = median_area(&out)? {
        let features = ["--no-default-features", "--features", &area];
        print(&format!("{name}, graphwright, `{area}`"), None, compile(&out, &features));
    }
    Ok(())
}

/// Runs a command several times, each time into an empty folder.
fn fastest(command: impl Fn() -> Command, out: &Path, options: &Options) -> Result<Run, String> {
    let mut best = Run::new(command(), out, options.patience())?;
    for _ in 1..ROUNDS {
        if !best.succeeded() {
            break;
        }
        let run = Run::new(command(), out, options.patience())?;
        if run.time.wall < best.time.wall {
            best = run;
        }
    }
    Ok(best)
}

/// The cost of `cargo check` and of `cargo build`, without dependencies. The error is what could not be compiled.
fn compile(dir: &Path, features: &[&str]) -> Result<[Cost; 2], String> {
    let mut res = [Cost::MAX; 2];
    for (action, res) in ["check", "build"].into_iter().zip(&mut res) {
        prepare(dir, action, features)?;
        *res = cost(dir, action, features)?;
    }
    Ok(res)
}

fn print(name: &str, run: Option<&Run>, compiled: Result<[Cost; 2], String>) {
    let note = run.map_or("", |it| it.notes().0);
    let generated = run.map_or_else(
        || ["–".to_owned(), "–".to_owned()],
        |it| [format!("{}{:.2}", it.notes().1, it.time.wall), format!("{:.0}", it.megabytes)],
    );
    let compiled = compiled.map_err(|err| eprintln!("{name} does not compile: {err}"));
    let cells: Vec<String> = match compiled {
        Ok(costs) => {
            costs.iter().flat_map(|it| [format!("{:.2}", it.seconds), format!("{:.0}", it.megabytes)]).collect()
        }
        Err(()) => vec!["fails".to_owned(), String::new(), "fails".to_owned(), String::new()],
    };
    let (files, lines) = run.map_or((0, 0), Run::count);
    let [seconds, megabytes] = generated;
    table::row(&[
        &format_args!("{name}{note}"),
        &seconds,
        &megabytes,
        &cells[0],
        &cells[1],
        &cells[2],
        &cells[3],
        &files,
        &lines,
    ]);
    run.into_iter().for_each(|it| it.print_failure(name));
}

/// The area of median size, by the number of items that depend on it.
fn median_area(dir: &Path) -> Result<Option<String>, String> {
    let manifest = fs::read_to_string(dir.join("Cargo.toml")).map_err(io_error)?;
    let Some((_, full)) = manifest.split_once("\nfull = [") else { return Ok(None) };
    let names = full.split(']').next().unwrap_or_default().split(',').map(|it| it.trim().trim_matches('"'));
    let mut source = String::new();
    read(&dir.join("src"), &mut source).map_err(io_error)?;
    let uses = |area: &str| source.matches(&format!("feature = \"{area}\"")).count();
    let mut areas: Vec<(usize, &str)> = names.filter(|it| !it.is_empty()).map(|it| (uses(it), it)).collect();
    areas.sort_unstable();
    Ok(areas.get(areas.len() / 2).map(|(_, it)| (*it).to_owned()))
}

/// The text of all files below a folder.
fn read(dir: &Path, text: &mut String) -> std::io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            read(&path, text)?;
        } else {
            text.push_str(&fs::read_to_string(path)?);
        }
    }
    Ok(())
}

fn from_crates(peer: &Peer, home: &Path) -> Result<(), String> {
    let mut command = cargo();
    command.args(["install", "--quiet", "--locked", peer.name, "--version", peer.version, "--root"]).arg(home);
    command.env("CARGO_TARGET_DIR", home.join("target"));
    checked(command)
}

fn from_pypi(peer: &Peer, home: &Path) -> Result<(), String> {
    let mut java = Command::new("java");
    java.arg("-version").stderr(Stdio::null());
    checked(java).map_err(|_| "Java was not found".to_owned())?;
    let mut command = Command::new("python3");
    command.args(["-m", "pip", "install", "--quiet", "--target"]).arg(home);
    command.arg(format!("openapi-generator-cli=={}", peer.version));
    checked(command).map_err(|_| "it could not be installed with pip".to_owned())
}

/// Adds an empty `[workspace]`, so that the crate is not taken for a part of this workspace.
fn own_workspace(dir: &Path) -> Result<(), String> {
    let path = dir.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(io_error)?;
    if text.contains("[workspace]") {
        return Ok(());
    }
    fs::write(path, format!("{text}\n[workspace]\n")).map_err(io_error)
}

/// A manifest and a root for a generator that writes a module and a list of its dependencies.
fn manifest_around_module(dir: &Path) -> Result<(), String> {
    let dependencies = fs::read_to_string(dir.join("src/generated/REQUIRED_DEPS.toml")).map_err(io_error)?;
    let manifest =
        format!("[package]\nname = \"peer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{dependencies}\n[workspace]\n");
    fs::write(dir.join("Cargo.toml"), manifest).map_err(io_error)?;
    fs::write(dir.join("src/lib.rs"), "pub mod generated;\n").map_err(io_error)
}

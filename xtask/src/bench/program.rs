//! `cargo xtask bench program`: the cost of building a program that uses users and mail of a generated crate, compared with
//! one that makes the same calls with graph-rs-sdk. Clean builds, for debug and release.

use super::io_error;
use crate::corpus::{checked, metadata, pages, write};
use crate::measure::{Time, children};
use crate::table;
use crate::{folders, root};
use graphwright::generate::Inputs;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The dependency of both for `#[tokio::main]`.
const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";

/// Further dependencies of the peer's program, for types and a stream.
const PEER: &str = "graph-rs-sdk = \"=3.0.1\"\n\
    futures = \"0.3\"\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";

const PROFILES: [&str; 2] = ["debug", "release"];

pub(super) fn run() -> Result<(), String> {
    let sdk = sdk()?;
    let programs = [
        ("an empty program", package("program-empty", "", "fn main() {}\n")?),
        (
            "users and mail of the generated crate",
            package("program", &format!("{sdk}{TOKIO}"), include_str!("../../fixtures/bench/program.rs"))?,
        ),
        (
            "graph-rs-sdk 3.0.1",
            package("program-peer", &format!("{PEER}{TOKIO}"), include_str!("../../fixtures/bench/program_peer.rs"))?,
        ),
    ];
    table::head(&["", "crates", "user, s", "wall, s", "binary, MB", "stripped, MB"]);
    for profile in PROFILES {
        for (name, dir) in &programs {
            let cost = build(dir, profile)?;
            table::row(&[
                &format_args!("{profile}, {name}"),
                &cost.crates,
                &format_args!("{:.1}", cost.time.user),
                &format_args!("{:.1}", cost.time.wall),
                &format_args!("{:.1}", cost.megabytes),
                &cost.stripped.map_or_else(|| "–".to_owned(), |it| format!("{it:.1}")),
            ]);
        }
    }
    Ok(())
}

/// The dependency on a crate with users and mail: of all pages and metadata if they are available.
fn sdk() -> Result<String, String> {
    let (package, dir) = if let (Some(docs), Some(csdl)) = (pages("v1.0"), metadata("v1.0")) {
        let inputs = Inputs { docs: vec![docs], csdl: vec![csdl], ..Inputs::default() };
        ("bench-v1-0", write(&inputs, "bench-v1-0")?)
    } else {
        eprintln!("the pages and the metadata of v1.0 were not found: the crate of docs-input is used instead");
        ("msgraph", root().join("generated/msgraph"))
    };
    let features = "default-features = false, features = [\"mail\", \"reqwest\", \"users\"]";
    Ok(format!("msgraph = {{ package = \"{package}\", path = {dir:?}, {features} }}\n"))
}

/// Writes a separate package below `target/`.
fn package(name: &str, dependencies: &str, main: &str) -> Result<PathBuf, String> {
    let dir = root().join("target/bench").join(name);
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{dependencies}\n[workspace]\n"
    );
    fs::create_dir_all(dir.join("src")).map_err(io_error)?;
    fs::write(dir.join("Cargo.toml"), manifest).map_err(io_error)?;
    fs::write(dir.join("src/main.rs"), main).map_err(io_error)?;
    Ok(dir)
}

struct Cost {
    crates: usize,
    time: Time,
    megabytes: f64,
    /// The size without symbols, if `strip` is available.
    stripped: Option<f64>,
}

/// Builds everything, and removes the build folder.
fn build(dir: &Path, profile: &str) -> Result<Cost, String> {
    let target = dir.join("target");
    folders::remove(&target).map_err(io_error)?;
    let cargo = |arguments: &[&str]| {
        let mut res = crate::cargo();
        res.args(arguments).current_dir(dir).env("CARGO_TARGET_DIR", &target).env("CARGO_INCREMENTAL", "0");
        res
    };
    // Downloads are not measured.
    checked(cargo(&["fetch", "--quiet"]))?;
    let profile_name = if profile == "debug" { "dev" } else { profile };
    let (output, time) = children(|| cargo(&["build", "--profile", profile_name]).output())?;
    let output = output.map_err(io_error)?;
    let text = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("the program in {} does not compile:\n{text}", dir.display()));
    }
    let binary = target.join(profile).join(dir.file_name().unwrap_or_default());
    let crates = text.lines().filter(|it| it.trim_start().starts_with("Compiling ")).count();
    let megabytes = megabytes(&binary)?;
    let stripped = Command::new("strip").arg(&binary).status().is_ok_and(|it| it.success());
    let stripped = stripped.then(|| self::megabytes(&binary)).transpose()?;
    folders::remove(&target).map_err(io_error)?;
    Ok(Cost { crates, time, megabytes, stripped })
}

fn megabytes(file: &Path) -> Result<f64, String> {
    Ok(fs::metadata(file).map_err(io_error)?.len() as f64 / 1e6)
}

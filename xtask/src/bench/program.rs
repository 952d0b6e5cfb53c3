//! `cargo xtask bench program`: what a program costs to build that uses a generated crate, beside one that only depends on
//! graph-rs-sdk. Both are clean debug builds of everything.

use super::{children_seconds, io_error};
use crate::root;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What both stand on for `#[tokio::main]`.
const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";

const PROGRAM: &str = include_str!("../../fixtures/bench/program.rs");

pub(super) fn run() -> Result<(), String> {
    let msgraph = root().join("generated/msgraph");
    let ours = package("program", &format!("msgraph = {{ path = {msgraph:?} }}\n{TOKIO}"), PROGRAM)?;
    let peer = package("program-peer", &format!("graph-rs-sdk = \"=3.0.1\"\n{TOKIO}"), "fn main() {}\n")?;
    println!("{:<40}{:>8}{:>12}{:>14}", "", "crates", "CPU, s", "binary, MB");
    for (name, dir) in [("users and mail of msgraph", ours), ("an empty program on graph-rs-sdk 3.0.1", peer)] {
        let cost = build(&dir)?;
        println!("{name:<40}{:>8}{:>12.1}{:>14.1}", cost.crates, cost.seconds, cost.megabytes);
    }
    Ok(())
}

/// Writes a package of its own below `target/`.
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
    seconds: f64,
    megabytes: f64,
}

/// Builds all of it.
fn build(dir: &Path) -> Result<Cost, String> {
    let target = dir.join("target");
    if target.exists() {
        fs::remove_dir_all(&target).map_err(io_error)?;
    }
    let cargo = || {
        let mut res = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        res.current_dir(dir).env("CARGO_TARGET_DIR", &target).env("CARGO_INCREMENTAL", "0");
        res
    };
    // What is downloaded is not what is measured.
    crate::corpus::checked({
        let mut fetch = cargo();
        fetch.args(["fetch", "--quiet"]);
        fetch
    })?;
    let before = children_seconds().map_err(io_error)?;
    let output = cargo().arg("build").output().map_err(io_error)?;
    let text = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("the program in {} does not compile:\n{text}", dir.display()));
    }
    let seconds = children_seconds().map_err(io_error)? - before;
    let name = dir.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let binary = fs::metadata(target.join("debug").join(name)).map_err(io_error)?;
    Ok(Cost {
        crates: text.lines().filter(|it| it.trim_start().starts_with("Compiling ")).count(),
        seconds,
        megabytes: binary.len() as f64 / 1e6,
    })
}

//! `cargo xtask bench generate`: what it costs to write the crates of all versions, into an empty folder and into one that is
//! up to date.
//!
//! Meant for release builds: `cargo run --release -p xtask -- bench generate`.

use super::check::peak;
use super::{io_error, ticks};
use crate::corpus::{in_memory, metadata, pages};
use crate::root;
use graphwright::emit::Models;
use graphwright::generate::Inputs;

use std::fs;
use std::path::Path;
use std::time::Instant;

/// How often each is measured; the least of the figures counts.
const ROUNDS: usize = 3;

/// The user time of this process, in /proc/self/stat.
const USER: usize = 11;

/// Generates every version that is at hand, and prints a table in Markdown.
pub(super) fn run() -> Result<(), String> {
    if cfg!(debug_assertions) {
        eprintln!("this is a debug build: run `cargo run --release -p xtask -- bench generate`");
    }
    println!("| | files | written | wall, s | user, s |\n|---|---:|---:|---:|---:|");
    let (mut fresh, mut unchanged) = (Cost::default(), Cost::default());
    for version in ["v1.0", "beta"] {
        let (Some(docs), Some(csdl)) = (pages(version), metadata(version)) else {
            eprintln!("skipped: the pages and the metadata of {version} are not here");
            continue;
        };
        let inputs = Inputs { docs: vec![docs], csdl: vec![csdl], ..Inputs::default() };
        let dir = root().join("target/bench/generate").join(version);
        fresh.add(row(&format!("{version}, into an empty folder"), || {
            if dir.exists() {
                fs::remove_dir_all(&dir).map_err(io_error)?;
            }
            cost(&inputs, &dir)
        })?);
        unchanged.add(row(&format!("{version}, nothing changed"), || cost(&inputs, &dir))?);
    }
    print("all, into empty folders", &fresh);
    print("all, nothing changed", &unchanged);
    if let Some(megabytes) = peak() {
        println!("\npeak memory of this process: {megabytes:.0} MB");
    }
    Ok(())
}

/// What one run costs.
#[derive(Clone, Copy, Default)]
struct Cost {
    files: usize,
    written: usize,
    wall: f64,
    user: f64,
}

impl Cost {
    fn add(&mut self, other: Cost) {
        self.files += other.files;
        self.written += other.written;
        self.wall += other.wall;
        self.user += other.user;
    }
}

/// Measures and prints the least of several runs.
fn row(name: &str, run: impl Fn() -> Result<Cost, String>) -> Result<Cost, String> {
    let mut res = run()?;
    for _ in 1..ROUNDS {
        let next = run()?;
        res.wall = res.wall.min(next.wall);
        res.user = res.user.min(next.user);
    }
    print(name, &res);
    Ok(res)
}

fn print(name: &str, Cost { files, written, wall, user }: &Cost) {
    println!("| {name} | {files} | {written} | {wall:.2} | {user:.2} |");
}

/// Generates one crate, from reading the pages to writing the files.
fn cost(inputs: &Inputs, dir: &Path) -> Result<Cost, String> {
    let (begun, user) = (Instant::now(), ticks(USER).map_err(io_error)?);
    let generated = in_memory(inputs, "msgraph", Models::Lazy)?;
    let drift = generated.tree.write(dir).map_err(|err| err.to_string())?;
    let wall = begun.elapsed().as_secs_f64();
    let user = ticks(USER).map_err(io_error)? - user;
    Ok(Cost { files: generated.tree.iter().count(), written: drift.missing.len() + drift.changed.len(), wall, user })
}

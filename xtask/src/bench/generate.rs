//! `cargo xtask bench generate`: what it costs to write the crates of all versions, into an empty folder and into one that is
//! up to date.
//!
//! Meant for release builds: `cargo run --release -p xtask -- bench generate`.

use super::measure::{Time, own, own_peak};
use super::{io_error, table, warn_of_debug_build};
use crate::corpus::{in_memory, metadata, pages};
use crate::root;
use graphwright::emit::Models;
use graphwright::generate::Inputs;
use std::fs;
use std::path::Path;

/// How often each is measured; the least of the figures counts.
const ROUNDS: usize = 3;

/// Generates every version that is at hand, and prints a table in Markdown.
pub(super) fn run() -> Result<(), String> {
    warn_of_debug_build("generate");
    table::head(&["", "files", "written", "wall, s", "user, s"]);
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
    if let Some(megabytes) = own_peak() {
        println!("\npeak memory of this process: {megabytes:.0} MB");
    }
    Ok(())
}

/// What one run costs.
#[derive(Clone, Copy, Default)]
struct Cost {
    files: usize,
    written: usize,
    time: Time,
}

impl Cost {
    fn add(&mut self, other: Cost) {
        self.files += other.files;
        self.written += other.written;
        self.time.wall += other.time.wall;
        self.time.user += other.time.user;
    }
}

/// Measures and prints the least of several runs.
fn row(name: &str, run: impl Fn() -> Result<Cost, String>) -> Result<Cost, String> {
    let mut res = run()?;
    for _ in 1..ROUNDS {
        res.time = res.time.least(run()?.time);
    }
    print(name, &res);
    Ok(res)
}

fn print(name: &str, Cost { files, written, time }: &Cost) {
    table::row(&[&name, files, written, &format_args!("{:.2}", time.wall), &format_args!("{:.2}", time.user)]);
}

/// Generates one crate, from reading the pages to writing the files.
fn cost(inputs: &Inputs, dir: &Path) -> Result<Cost, String> {
    let (done, time) = own(|| {
        let generated = in_memory(inputs, "msgraph", Models::Lazy)?;
        let drift = generated.tree.write(dir).map_err(|err| err.to_string())?;
        Ok::<_, String>((generated.tree.iter().count(), drift.missing.len() + drift.changed.len()))
    })?;
    let (files, written) = done?;
    Ok(Cost { files, written, time })
}

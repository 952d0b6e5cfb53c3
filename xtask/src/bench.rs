//! `cargo xtask bench`: what things cost. Here: `compile`, what a generated crate costs to compile, beside the same crate
//! with serde's derive macros.
//!
//! Machines differ and are noisy: the ratio of the two in one run counts. Linux only: figures come from `/proc`.

mod check;
mod generate;
mod peers;
mod program;
mod run_time;
mod scaling;

use crate::corpus::{all_areas, cargo, checked, pages, write};
use crate::root;
use clap::{Args, ValueEnum};
use graphwright::emit::Models;
use graphwright::generate::Inputs;
use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::Duration;
use std::{fs, io};

/// How often each crate is compiled; the least of the figures counts.
const ROUNDS: usize = 3;

/// Measure what something costs
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// What is measured
    #[arg(value_enum, default_value_t = Subject::Compile)]
    subject: Subject,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// Compiling a generated crate, beside the same crate with serde's derive macros
    Compile,
    /// Checking all pages and metadata, beside pulldown-cmark alone over the same pages
    Check,
    /// Generating the crates of all versions, into empty folders and where nothing changed
    Generate,
    /// Reading and writing JSON with generated models, beside serde's derive macros on the same structs
    RunTime,
    /// Checking more and more pages: time and memory of each
    Scaling,
    /// Generators of other projects on the same metadata
    Peers,
    /// Building a program that uses users and mail, beside an empty one on graph-rs-sdk
    Program,
}

pub(crate) fn run(options: &Options) -> Result<(), String> {
    match options.subject {
        Subject::Compile => compile(),
        Subject::Check => check::run(),
        Subject::Generate => generate::run(),
        Subject::Peers => peers::run(),
        Subject::Program => program::run(),
        Subject::RunTime => run_time::run(),
        Subject::Scaling => scaling::run(),
    }
}

/// Generates both crates and compiles each by turns.
fn compile() -> Result<(), String> {
    let docs = pages("v1.0").unwrap_or_else(|| {
        eprintln!("the pages of v1.0 are not here: the bench uses docs-input");
        root().join("docs-input/v1.0")
    });
    let inputs = Inputs { docs: vec![docs], ..Inputs::default() };
    let lazy = write(&inputs, "bench-lazy", Models::Lazy)?;
    let derive = write(&inputs, "bench-derive", Models::SerdeDerive)?;
    println!(
        "{:<14}{:>12}{:>12}{:>8}{:>14}{:>14}{:>8}",
        "", "lazy, s", "derive, s", "ratio", "lazy, MB", "derive, MB", "ratio"
    );
    for action in ["check", "build"] {
        for dir in [&lazy, &derive] {
            // What the crate stands on, before anything is measured.
            let mut command = cargo(dir);
            command.args([action, "--quiet"]).args(all_areas(dir));
            checked(command)?;
        }
        let (mut one, mut other) = (Cost::MAX, Cost::MAX);
        for _ in 0..ROUNDS {
            one = one.least(cost(&lazy, action)?);
            other = other.least(cost(&derive, action)?);
        }
        let (time, memory) = (one.seconds / other.seconds, one.megabytes / other.megabytes);
        println!(
            "cargo {action:<8}{:>12.2}{:>12.2}{time:>8.3}{:>14.0}{:>14.0}{memory:>8.3}",
            one.seconds, other.seconds, one.megabytes, other.megabytes
        );
    }
    Ok(())
}

/// User time and peak memory.
#[derive(Clone, Copy)]
struct Cost {
    seconds: f64,
    megabytes: f64,
}

impl Cost {
    const MAX: Cost = Cost { seconds: f64::INFINITY, megabytes: f64::INFINITY };

    fn least(self, other: Cost) -> Cost {
        Cost { seconds: self.seconds.min(other.seconds), megabytes: self.megabytes.min(other.megabytes) }
    }
}

/// Compiles the crate alone: what it stands on is compiled already.
fn cost(dir: &Path, action: &str) -> Result<Cost, String> {
    let source = dir.join("src/lib.rs");
    let text = fs::read(&source).map_err(io_error)?;
    fs::write(&source, text).map_err(io_error)?;
    let before = children_seconds().map_err(io_error)?;
    let mut command = cargo(dir);
    command.args([action, "--quiet"]).args(all_areas(dir)).env("CARGO_INCREMENTAL", "0");
    let mut child = command.spawn().map_err(io_error)?;
    let megabytes = peak(&mut child).map_err(io_error)?;
    let seconds = children_seconds().map_err(io_error)? - before;
    Ok(Cost { seconds, megabytes })
}

fn io_error(err: io::Error) -> String {
    err.to_string()
}

/// User time of all children that have ended, in seconds (proc(5): `cutime`).
fn children_seconds() -> io::Result<f64> {
    ticks(13)
}

/// What stands in a field behind the name of this process, in seconds (proc(5): ticks of 10 ms).
fn ticks(field: usize) -> io::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name of the process stands in parentheses and may hold blanks.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: Option<f64> = fields.split_whitespace().nth(field).and_then(|it| it.parse().ok());
    ticks.map(|it| it / 100.0).ok_or_else(|| io::Error::other("no times in /proc/self/stat"))
}

/// The greatest peak memory of the compilers that `child` starts, in MB. Others may run on the machine.
fn peak(child: &mut Child) -> io::Result<f64> {
    let parent = format!("\nPPid:\t{}\n", child.id());
    let mut res: f64 = 0.0;
    while child.try_wait()?.is_none() {
        for entry in fs::read_dir("/proc")?.flatten() {
            let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
            if status.starts_with("Name:\trustc\n") && status.contains(&parent) {
                let peak = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
                let kilobytes: Option<f64> = peak.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok());
                res = res.max(kilobytes.unwrap_or_default() / 1024.0);
            }
        }
        sleep(Duration::from_millis(20));
    }
    Ok(res)
}

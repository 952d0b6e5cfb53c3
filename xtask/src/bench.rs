//! `cargo xtask bench`: measurements, as Markdown tables.
//!
//! Machines differ and are noisy, so both sides of a comparison are measured in the same run, and their ratio is the
//! result. Linux only: figures come from `/proc`. `docs/performance.md` has the results.

mod check;
mod compile;
mod cost;
mod derived;
mod generate;
mod hostile;
mod peers;
mod program;
mod run_time;
mod scaling;

use clap::{Args, Subcommand};
use std::io;

/// Measure time and memory
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    subject: Subject,
}

/// What to measure.
#[derive(Debug, Subcommand)]
enum Subject {
    /// Compiling generated crates, compared with the same crates with serde's derive macros
    Compile(compile::Options),
    /// Checking all pages and metadata, compared with pulldown-cmark alone on the same pages
    Check,
    /// Generating the crates of all versions, into empty folders and without changes
    Generate,
    /// Reading and writing JSON with generated models, compared with serde's derive macros on the same structs
    RunTime,
    /// Checking and generating increasing numbers of pages: time and memory per page
    Scaling(scaling::Options),
    /// Checking and generating inputs that no author writes: the seconds of each
    Hostile(hostile::Options),
    /// Generators of other projects on the same metadata and OpenAPI descriptions
    Peers(peers::Options),
    /// Building a program that uses users and mail, compared with one on graph-rs-sdk that makes the same calls
    Program,
}

pub(crate) fn run(options: &Options) -> Result<(), String> {
    match &options.subject {
        Subject::Compile(options) => compile::run(options),
        Subject::Check => check::run(),
        Subject::Generate => generate::run(),
        Subject::Hostile(options) => hostile::run(options),
        Subject::Peers(options) => peers::run(options),
        Subject::Program => program::run(),
        Subject::RunTime => run_time::run(),
        Subject::Scaling(options) => scaling::run(options),
    }
}

/// Warns that figures of a debug build are not meaningful.
fn warn_of_debug_build(subject: &str) {
    if cfg!(debug_assertions) {
        eprintln!("this is a debug build: run `cargo run --release -p xtask -- bench {subject}`");
    }
}

fn io_error(err: io::Error) -> String {
    err.to_string()
}

//! `cargo xtask bench`: what things cost, as tables in Markdown.
//!
//! Machines differ and are noisy: both sides of a comparison run in one run, and their ratio counts. Linux only: figures come
//! from `/proc`. What is measured, and what came out: `docs/performance.md`.

mod check;
mod compile;
mod derived;
mod generate;
mod measure;
mod peers;
mod program;
mod run_time;
mod scaling;
mod table;

use clap::{Args, Subcommand};
use std::io;

/// Measure what something costs
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    subject: Subject,
}

/// What is measured.
#[derive(Debug, Subcommand)]
enum Subject {
    /// Compiling generated crates, beside the same crates with serde's derive macros
    Compile(compile::Options),
    /// Checking all pages and metadata, beside pulldown-cmark alone over the same pages
    Check,
    /// Generating the crates of all versions, into empty folders and where nothing changed
    Generate,
    /// Reading and writing JSON with generated models, beside serde's derive macros on the same structs
    RunTime,
    /// Checking and generating more and more pages: time and memory of each
    Scaling(scaling::Options),
    /// Generators of other projects on the same metadata
    Peers(peers::Options),
    /// Building a program that uses users and mail, beside one on graph-rs-sdk that makes the same calls
    Program,
}

pub(crate) fn run(options: &Options) -> Result<(), String> {
    match &options.subject {
        Subject::Compile(options) => compile::run(options),
        Subject::Check => check::run(),
        Subject::Generate => generate::run(),
        Subject::Peers(options) => peers::run(options),
        Subject::Program => program::run(),
        Subject::RunTime => run_time::run(),
        Subject::Scaling(options) => scaling::run(options),
    }
}

/// Says that figures of a debug build tell little.
fn warn_of_debug_build(subject: &str) {
    if cfg!(debug_assertions) {
        eprintln!("this is a debug build: run `cargo run --release -p xtask -- bench {subject}`");
    }
}

fn io_error(err: io::Error) -> String {
    err.to_string()
}

//! Tasks of this repository. One file per subcommand.

mod bench;
mod codes;
mod corpus;
mod cost;
mod features;
mod folders;
mod fuzz;
mod import;
mod measure;
mod mock;
mod mutate;
mod node;
mod odata;
mod package;
mod precision;
mod regenerate;
mod replay;
mod sample;
mod table;
mod tidy;

use clap::{Parser, Subcommand};
use graphwright::allocator::{self, MiMalloc};
use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};

/// The same allocator as in `graphwright`, whose performance is measured here.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Tasks of this repository
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Bench(bench::Options),
    Codes(codes::Options),
    Corpus(corpus::Options),
    /// Compile the runtime with every combination of its features
    Features,
    Fuzz(fuzz::Options),
    Import(import::Options),
    Mock(mock::Options),
    Mutate(mutate::Options),
    Odata(odata::Options),
    Package(package::Options),
    Precision(precision::Options),
    Regenerate(regenerate::Options),
    Replay(replay::Options),
    Tidy(tidy::Options),
}

fn main() -> ExitCode {
    allocator::keep_memory();
    let is_clean = match Cli::parse().command {
        Command::Bench(options) => done(bench::run(&options)),
        Command::Codes(options) => codes::run(&options),
        Command::Corpus(options) => done(corpus::run(&options)),
        Command::Features => done(features::run()),
        Command::Fuzz(options) => fuzz::run(&options).map_err(Into::into),
        Command::Import(options) => import::run(&options),
        Command::Mock(options) => mock::run(&options),
        Command::Mutate(options) => mutate::run(&options),
        Command::Odata(options) => done(odata::run(&options)),
        Command::Package(options) => done(package::run(&options)),
        Command::Precision(options) => done(precision::run(&options)),
        Command::Regenerate(options) => regenerate::run(&options),
        Command::Replay(options) => replay::run(&options),
        Command::Tidy(options) => tidy::run(&options),
    };
    match is_clean {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(err) => {
            eprintln!("error: {err}");
            ExitCode::from(2)
        }
    }
}

/// Whether the task passed, or why it could not run.
type Outcome = Result<bool, Box<dyn Error>>;

/// A task that either succeeds or returns an error.
fn done(result: Result<(), String>) -> Outcome {
    result.map(|()| true).map_err(Into::into)
}

/// The folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("`xtask` lies in the repository").to_owned()
}

/// The cargo that runs this program, or the one of the path.
fn cargo() -> process::Command {
    process::Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

//! The command line of `graphwright`, and its exit codes.
//!
//! Findings are output and go to stdout; errors of a command go to stderr.

/// Prints a line to stderr. A closed stderr is not an error.
macro_rules! say {
    ($($text:tt)*) => {{
        let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{}\n", format_args!($($text)*)));
    }};
}

mod baseline;
mod check;
mod descriptions;
mod explain;
mod export;
mod generate;
mod lints;
mod progress;
mod selection;
mod snippet;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand};
use generate::Requests;
use graphwright::input::read;
use graphwright::service::Service;
use graphwright::source::SourceMap;
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Turns API reference pages into a typed Rust SDK, and checks the pages on the way.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit codes:\n  \
        0  nothing is wrong\n  \
        1  pages have findings, or generated files are not up to date\n  \
        2  the command was not understood, or files cannot be read or written\n\n\
        Start with: graphwright check --docs api-reference/v1.0"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Options),
    Check(check::Options),
    Export(export::Options),
    Explain(explain::Options),
    Snippet(snippet::Options),
}

/// The inputs to read.
#[derive(Debug, Args)]
struct Inputs {
    /// Folders of pages (`api/`, `resources/`), all of one API; or single pages
    #[arg(long, required_unless_present_any = ["csdl", "openapi"], num_args = 1.., value_name = "DIR")]
    docs: Vec<PathBuf>,
    /// Metadata of the same API: OData CSDL as XML. Files in the folders are found without this option
    #[arg(long, num_args = 1.., value_name = "FILE")]
    csdl: Vec<PathBuf>,
    /// Permissions of requests, by path and method: JSON in Kibali's format
    #[arg(long, num_args = 1.., value_name = "FILE")]
    permissions: Vec<PathBuf>,
    /// OpenAPI descriptions: files, or folders that contain some. The files below the same folder that they refer to are
    /// read, too
    #[arg(long, num_args = 1.., value_name = "FILE")]
    openapi: Vec<PathBuf>,
    /// First segment of every URL (`v1.0`, `beta`; `''` for none) [default: determined by the inputs]
    #[arg(long, value_name = "VERSION")]
    api: Option<String>,
    /// Which requests are included: those that pages document, or also those that only metadata declares
    #[arg(long, value_enum, default_value_t = Requests::Documented)]
    operations: Requests,
}

impl Inputs {
    /// Reads all texts.
    fn read(&self) -> Result<SourceMap, read::Error> {
        let mut res = read::read(&self.docs, &self.csdl, &self.permissions)?;
        read::descriptions(&mut res, &self.openapi)?;
        Ok(res)
    }

    /// Settings of the service on the command line.
    fn service(&self) -> Service {
        Service { version: self.api.clone(), ..Service::default() }
    }
}

/// The outcome of a command that ran to completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Clean,
    Findings,
    /// The results are inconsistent: a bug in this tool.
    Broken,
}

/// Reads the command line. The program ends if it is not understood.
pub(crate) fn parse() -> Cli {
    Cli::try_parse().unwrap_or_else(|mut err| {
        if let Some(ContextValue::String(unexpected)) = err.get(ContextKind::InvalidArg)
            && err.kind() == ErrorKind::UnknownArgument
            && Path::new(unexpected).exists()
        {
            let tip = format!("pages are read with `--docs {unexpected}`").into();
            err.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
        }
        err.exit()
    })
}

/// Runs a command.
pub(crate) fn run(cli: Cli) -> ExitCode {
    let outcome = match cli.command {
        Command::Generate(options) => generate::run(options),
        Command::Check(options) => check::run(&options),
        Command::Export(options) => export::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Snippet(options) => snippet::run(&options),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Broken) => ExitCode::from(2),
        Err(err) => {
            say!("error: {err}");
            ExitCode::from(2)
        }
    }
}

/// `1 page`, `2 pages`.
fn plural(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Returns an outcome after printing. A closed stdout (`| head`) is not an error.
fn printed(result: io::Result<()>, outcome: Outcome) -> Result<Outcome, Box<dyn Error>> {
    match result {
        Err(err) if err.kind() != io::ErrorKind::BrokenPipe => Err(format!("cannot print: {err}").into()),
        _ => Ok(outcome),
    }
}

//! `graphwright export`.

use super::progress::Progress;
use super::{Inputs, Outcome, printed};
use clap::{Args, ValueEnum};
use graphwright::{export, generate, pipeline};
use std::error::Error;
use std::io::{self, BufWriter};

/// Print the model of the API as JSON
///
/// It contains types, operations, paths and findings, each with file and line.
#[derive(Debug, Args)]
#[command(
    after_help = "The JSON is described in docs/model-json.md. One type, operation or path stands on a line.\n\n\
    Examples:\n  \
    graphwright export --docs api-reference/v1.0 --format json | jq -r '.types[].name'\n  \
    graphwright export --openapi openapi.yaml | jq -r '.operations[].contract.name'"
)]
pub(super) struct Options {
    #[command(flatten)]
    inputs: Inputs,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON document
    Json,
}

pub(super) fn run(options: &Options) -> Result<Outcome, Box<dyn Error>> {
    let progress = Progress::new("reading pages");
    let sources = options.inputs.read()?;
    progress.say("checking pages");
    let checked = pipeline::check(&sources, &options.inputs.service(), options.inputs.operations.into());
    drop(progress);
    generate::require_usable(&sources, &checked.diagnostics)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let result = match options.format {
        Format::Json => export::json(&mut out, &sources, &checked.model, &checked.paths, &checked.diagnostics),
    };
    printed(result, Outcome::Clean)
}

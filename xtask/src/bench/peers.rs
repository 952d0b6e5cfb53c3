//! `cargo xtask bench peers`: generators of other projects on the same metadata and the same OpenAPI descriptions, compared
//! with `graphwright generate`.
//!
//! They are installed from their registries below `target/`; where what they need is missing, they are skipped, and a message
//! is printed. A generator that takes too long is stopped, and its row is then a lower bound.

mod odata;
mod openapi;
mod run;

use crate::corpus::build_generator;
use clap::Args;
use std::time::Duration;

/// What to measure, and the time limit
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Stop a generator after so many seconds
    #[arg(long, default_value_t = 900)]
    patience: u64,
    /// Only these versions of the metadata
    #[arg(long, value_delimiter = ',', default_values = ["v1.0", "beta"])]
    only: Vec<String>,
    /// Only these OpenAPI descriptions, by a part of their path
    #[arg(long, value_delimiter = ',', default_values = ["github", "openai"])]
    openapi: Vec<String>,
    /// Only these generators: `sap` and `odata2ts` of metadata, `ploidy`, `openapi-to-rust` and `openapi-generator` of OpenAPI
    #[arg(long, value_delimiter = ',', default_values = ["sap", "odata2ts", "ploidy", "openapi-to-rust"])]
    peers: Vec<String>,
}

impl Options {
    /// Whether a generator is to be measured.
    fn names(&self, peer: &str) -> bool {
        self.peers.iter().any(|it| it == peer)
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(self.patience)
    }
}

pub(super) fn run(options: &Options) -> Result<(), String> {
    build_generator()?;
    odata::run(options)?;
    openapi::run(options)
}

//! `cargo xtask mutate`: plants one error at a time into clean pages, and counts how many are found.

mod facts;
mod kinds;
mod page;
mod plant;
mod report;
mod run;
mod set;
mod verdict;

use crate::Outcome;
use clap::Args;
use kinds::KINDS;
use run::Row;
use set::Sets;
use std::path::PathBuf;

/// Plant one error at a time into clean pages, and count how many are found
#[derive(Args, Debug)]
#[command(
    after_help = "A planted error is found at its line, found elsewhere (a finding names it), or not found. A finding\n\
    that an error causes and that does not name it is misleading. With `--kind`, every planted error is printed; without\n\
    it, docs/recall.md is written. A release build takes some minutes for all kinds:\n\n  \
    cargo run --release -p xtask -- mutate\n  \
    cargo xtask mutate --kind body-row-type --pages 2"
)]
pub(crate) struct Options {
    /// Any number other than 0; the same seed plants the same errors
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only kinds whose name contains this text
    #[arg(long)]
    kind: Option<String>,
    /// Number of pages of each kind
    #[arg(long, default_value_t = 8)]
    pages: usize,
    /// The folder of the corpus, instead of the one beside the repository
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Outcome {
    let corpus = options.corpus.clone().unwrap_or_else(crate::corpus::corpus);
    let sets = Sets::load(&corpus)?;
    let is_chosen = |name: &str| options.kind.as_ref().is_none_or(|it| name.contains(it.as_str()));
    let kinds: Vec<_> = KINDS.iter().flat_map(|it| it.iter()).filter(|it| is_chosen(it.name)).collect();
    if kinds.is_empty() {
        return Err("no kind has this name".into());
    }
    let rows: Vec<Row> = run::all(&sets, &kinds, options.pages, options.seed.max(1));
    if options.kind.is_some() {
        print!("{}", report::details(&sets, &rows));
    } else {
        report::write(&rows, options.seed, options.pages)?;
    }
    print!("{}", report::table(&rows));
    Ok(true)
}

//! `cargo xtask precision`: draws findings to be judged by hand, and computes the share of those that are right.

mod draw;
mod judge;
mod show;

use crate::corpus::{metadata, pages};
use crate::root;
use clap::Args;
use draw::Drawn;
use graphwright::analysis::paths::Operations;
use graphwright::diagnostics::Diagnostics;
use graphwright::input::read;
use graphwright::pipeline;
use graphwright::service::Service;
use graphwright::source::SourceMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Draw findings over all codes, with the lines that they are about, to be judged by hand
#[derive(Args, Debug)]
#[command(after_help = "Findings are written to target/precision/findings.txt, and an empty table of verdicts to\n\
    target/precision/verdicts.md. A verdict is `right`, `place` (true, but at the wrong place), `remedy` (true, but the\n\
    help is wrong), `useless` or `false`. Two people judge independently.\n\n\
    Examples:\n  \
    cargo xtask precision\n  \
    cargo xtask precision --docs other/pages --csdl other/metadata.xml --seed 7\n  \
    cargo xtask precision --judge docs/precision.md")]
pub(crate) struct Options {
    /// Any text; the same seed draws the same findings [default: the hash of the current commit]
    #[arg(long)]
    seed: Option<String>,
    /// Number of findings; at least two of each code are drawn
    #[arg(long, default_value_t = 200)]
    count: usize,
    /// Pages to check, instead of the corpus
    #[arg(long, num_args = 1.., value_name = "DIR")]
    docs: Vec<PathBuf>,
    /// Metadata to check, instead of the corpus
    #[arg(long, num_args = 1.., value_name = "FILE")]
    csdl: Vec<PathBuf>,
    /// Instead of drawing, compute the weighted percentages from a table of verdicts
    #[arg(long, value_name = "FILE", conflicts_with_all = ["seed", "docs", "csdl"])]
    judge: Option<PathBuf>,
}

/// The findings about one set of inputs.
struct Findings {
    sources: SourceMap,
    diagnostics: Diagnostics,
}

pub(crate) fn run(options: &Options) -> Result<(), String> {
    if let Some(path) = &options.judge {
        let text = fs::read_to_string(path).map_err(|err| format!("cannot read `{}`: {err}", path.display()))?;
        print!("{}", judge::summary(&text)?);
        return Ok(());
    }
    let seed = options.seed.clone().map_or_else(commit, Ok)?;
    let all = findings(options)?;
    let drawn = draw::draw(&all, options.count, &seed);
    write(&drawn, &seed)
}

/// Writes the findings, and the table that their verdicts are entered in.
fn write(drawn: &Drawn<'_>, seed: &str) -> Result<(), String> {
    let dir = root().join("target/precision");
    let io = |err: std::io::Error| err.to_string();
    fs::create_dir_all(&dir).map_err(io)?;
    fs::write(dir.join("findings.txt"), show::findings(drawn)).map_err(io)?;
    fs::write(dir.join("verdicts.md"), judge::form(drawn, seed)).map_err(io)?;
    println!("{} findings drawn with seed `{seed}`; written to `{}`", drawn.findings.len(), dir.display());
    Ok(())
}

/// The hash of the commit that is checked out.
fn commit() -> Result<String, String> {
    let output = Command::new("git").args(["rev-parse", "HEAD"]).current_dir(root()).output();
    let output = output.map_err(|err| format!("cannot run git: {err}; use `--seed`"))?;
    let hash = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.success() { Ok(hash) } else { Err("this is not a git repository; use `--seed`".to_owned()) }
}

/// The findings about the given inputs, or about both versions of the corpus.
fn findings(options: &Options) -> Result<Vec<Findings>, String> {
    if !options.docs.is_empty() || !options.csdl.is_empty() {
        return Ok(vec![check(&options.docs, &options.csdl, &Service::default())?]);
    }
    let version = |name: &str| {
        let inputs = pages(name).zip(metadata(name));
        let (docs, csdl) = inputs.ok_or_else(|| format!("the corpus of {name} was not found; use `--docs`"))?;
        check(&[docs], &[csdl], &Service::of_version(name))
    };
    ["v1.0", "beta"].into_iter().map(version).collect()
}

fn check(docs: &[PathBuf], csdl: &[PathBuf], service: &Service) -> Result<Findings, String> {
    let sources = read::read(docs, csdl, &[]).map_err(|err| err.to_string())?;
    let diagnostics = pipeline::check(&sources, service, Operations::Documented).diagnostics;
    Ok(Findings { sources, diagnostics })
}

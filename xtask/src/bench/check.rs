//! `cargo xtask bench check`: what a check costs, beside pulldown-cmark alone over the same pages on the same threads.
//!
//! Meant for release builds: `cargo run --release -p xtask -- bench check`. Machines are noisy: the two take turns, and the
//! median of the ratios counts.

use crate::corpus::{metadata, pages};
use graphwright::paths::Operations;
use graphwright::source::{FileKind, SourceMap};
use graphwright::{pipeline, read};
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often both are measured; the medians count.
const ROUNDS: usize = 9;

/// Checks pages and metadata of every version that is at hand, and parses the pages.
pub(super) fn run() -> Result<(), String> {
    if cfg!(debug_assertions) {
        eprintln!("this is a debug build: run `cargo run --release -p xtask -- bench check`");
    }
    println!(
        "{:<8}{:>8}{:>10}{:>12}{:>12}{:>12}{:>8}",
        "", "pages", "MB", "read, s", "check, s", "Markdown, s", "ratio"
    );
    for version in ["v1.0", "beta"] {
        let (Some(docs), Some(csdl)) = (pages(version), metadata(version)) else {
            eprintln!("skipped: the pages and the metadata of {version} are not here");
            continue;
        };
        let begun = Instant::now();
        let sources = read::read(&[docs], &[csdl]).map_err(|err| err.to_string())?;
        row(version, &sources, begun.elapsed());
    }
    if let Some(megabytes) = peak() {
        println!("peak memory of this process: {megabytes:.0} MB");
    }
    Ok(())
}

fn row(version: &str, sources: &SourceMap, read: Duration) {
    let texts: Vec<&str> =
        sources.iter().filter(|(_, it)| it.kind == FileKind::Page).map(|(_, it)| it.text.as_str()).collect();
    let bytes: usize = texts.iter().map(|it| it.len()).sum();
    let (mut checks, mut parses, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let check = time(|| drop(black_box(pipeline::check(sources, None, Operations::Documented))));
        let parse = time(|| markdown(&texts));
        checks.push(check);
        parses.push(parse);
        ratios.push(check / parse);
    }
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{version:<8}{:>8}{megabytes:>10.1}{:>12.2}{:>12.2}{:>12.3}{:>8.2}",
        texts.len(),
        read.as_secs_f64(),
        median(&mut checks),
        median(&mut parses),
        median(&mut ratios)
    );
}

/// The events of every page, as the generator asks for them.
fn markdown(texts: &[&str]) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    texts.par_iter().for_each(|text| {
        black_box(Parser::new_ext(text, options).into_offset_iter().count());
    });
}

pub(super) fn time(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64()
}

pub(super) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The greatest memory that this process has had, in MB; Linux only (proc(5): `VmHWM`).
pub(super) fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1024.0)
}

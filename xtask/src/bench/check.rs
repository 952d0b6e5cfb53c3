//! `cargo xtask bench check`: what a check costs, beside pulldown-cmark alone over the same pages on the same threads.
//!
//! Meant for release builds: `cargo run --release -p xtask -- bench check`. Machines are noisy: the two take turns, and the
//! median of the ratios counts.

use super::measure::{median, own_peak};
use super::{table, warn_of_debug_build};
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
    warn_of_debug_build("check");
    table::head(&["", "pages", "MB", "read, s", "check, s", "Markdown, s", "ratio"]);
    for version in ["v1.0", "beta"] {
        let (Some(docs), Some(csdl)) = (pages(version), metadata(version)) else {
            eprintln!("skipped: the pages and the metadata of {version} are not here");
            continue;
        };
        let begun = Instant::now();
        let sources = read::read(&[docs], &[csdl]).map_err(|err| err.to_string())?;
        row(version, &sources, begun.elapsed());
    }
    if let Some(megabytes) = own_peak() {
        println!("\npeak memory of this process: {megabytes:.0} MB");
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
    table::row(&[
        &version,
        &texts.len(),
        &format_args!("{megabytes:.1}"),
        &format_args!("{:.2}", read.as_secs_f64()),
        &format_args!("{:.2}", median(&mut checks)),
        &format_args!("{:.3}", median(&mut parses)),
        &format_args!("{:.2}", median(&mut ratios)),
    ]);
}

/// The events of every page, as the generator asks for them.
fn markdown(texts: &[&str]) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    texts.par_iter().for_each(|text| {
        black_box(Parser::new_ext(text, options).into_offset_iter().count());
    });
}

fn time(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64()
}

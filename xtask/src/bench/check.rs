//! `cargo xtask bench check`: the cost of a check, compared with pulldown-cmark alone on the same pages and threads.
//!
//! Meant for release builds: `cargo run --release -p xtask -- bench check`. Machines are noisy: both sides alternate, and
//! the result is the median of the ratios.

use super::warn_of_debug_build;
use crate::corpus::{metadata, pages};
use crate::measure::{median, own_peak};
use crate::table;
use graphwright::analysis::paths::Operations;
use graphwright::input::read;
use graphwright::pipeline::{self, Checked};
use graphwright::service::Service;
use graphwright::source::{FileKind, SourceMap};
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

/// The number of rounds; results are medians.
const ROUNDS: usize = 9;

/// Checks pages and metadata of every available version, and parses the pages.
pub(super) fn run() -> Result<(), String> {
    warn_of_debug_build("check");
    let mut versions: Vec<Version> = Vec::new();
    for name in ["v1.0", "beta"] {
        match (pages(name), metadata(name)) {
            (Some(docs), Some(csdl)) => versions.push(Version { name, docs: [docs], csdl: [csdl] }),
            _ => eprintln!("skipped: the pages and the metadata of {name} were not found"),
        }
    }
    table::head(&["", "pages", "MB", "check, s", "Markdown, s", "ratio"]);
    for it in &versions {
        let sources = it.read();
        row(it.name, &[&sources], || check(&sources), || markdown(&sources));
    }
    if versions.len() > 1 {
        let sources: Vec<SourceMap> = versions.iter().map(Version::read).collect();
        let all: Vec<&SourceMap> = sources.iter().collect();
        let check_all = || sources.par_iter().map(check).collect::<Vec<_>>();
        row("all, at once", &all, check_all, || sources.par_iter().for_each(markdown));
        let read_and_check = || versions.par_iter().map(Version::read_and_check).collect::<Vec<_>>();
        let read_and_parse = || versions.par_iter().map(Version::read_and_parse).collect::<Vec<_>>();
        row("all, at once, with reading", &all, read_and_check, read_and_parse);
    }
    if let Some(megabytes) = own_peak() {
        println!("\npeak memory of this process: {megabytes:.0} MB");
    }
    Ok(())
}

/// One version of the API.
struct Version {
    name: &'static str,
    docs: [PathBuf; 1],
    csdl: [PathBuf; 1],
}

impl Version {
    /// Errors are ignored here, because the figures would show them.
    fn read(&self) -> SourceMap {
        read::read(&self.docs, &self.csdl, &[]).unwrap_or_default()
    }

    fn read_and_check(&self) -> (SourceMap, Checked) {
        let sources = self.read();
        let checked = check(&sources);
        (sources, checked)
    }

    fn read_and_parse(&self) -> SourceMap {
        let sources = self.read();
        markdown(&sources);
        sources
    }
}

fn check(sources: &SourceMap) -> Checked {
    pipeline::check(sources, &Service::default(), Operations::Documented)
}

fn texts(sources: &SourceMap) -> Vec<&str> {
    sources.iter().filter(|(_, it)| it.kind == FileKind::Page).map(|(_, it)| it.text.as_str()).collect()
}

fn row<C, P>(name: &str, sources: &[&SourceMap], check: impl Fn() -> C, parse: impl Fn() -> P) {
    let texts: Vec<&str> = sources.iter().flat_map(|it| texts(it)).collect();
    let megabytes = texts.iter().map(|it| it.len()).sum::<usize>() as f64 / 1e6;
    let (mut checks, mut parses, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (check, parse) = (time(&check), time(&parse));
        checks.push(check);
        parses.push(parse);
        ratios.push(check / parse);
    }
    table::row(&[
        &name,
        &texts.len(),
        &format_args!("{megabytes:.1}"),
        &format_args!("{:.2}", median(&mut checks)),
        &format_args!("{:.3}", median(&mut parses)),
        &format_args!("{:.2}", median(&mut ratios)),
    ]);
}

/// The events of every page, with the options of the generator.
fn markdown(sources: &SourceMap) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    texts(sources).par_iter().for_each(|text| {
        black_box(Parser::new_ext(text, options).into_offset_iter().count());
    });
}

/// Excludes dropping the result: `graphwright check` does not drop it, because its process ends.
fn time<T>(work: impl Fn() -> T) -> f64 {
    let begun = Instant::now();
    let res = black_box(work());
    let seconds = begun.elapsed().as_secs_f64();
    drop(res);
    seconds
}

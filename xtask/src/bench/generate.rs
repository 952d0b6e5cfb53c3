//! `cargo xtask bench generate`: the cost of writing the crates of all versions, as one configuration: into new folders,
//! without changes, and after a change of one page.
//!
//! Meant for release builds: `cargo run --release -p xtask -- bench generate`.

use super::{io_error, warn_of_debug_build};
use crate::corpus::{metadata, pages};
use crate::folders::{self, copy};
use crate::measure::{Time, own, own_peak};
use crate::root;
use crate::table;
use graphwright::config::{self, Config};
use graphwright::generate::{Run, regenerate};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The number of rounds; results are minima.
const ROUNDS: usize = 3;

/// The page whose description is changed.
const PAGE: &str = "v1.0/resources/user.md";

/// Generates every available version, and prints a Markdown table.
pub(super) fn run() -> Result<(), String> {
    warn_of_debug_build("generate");
    let dir = root().join("target/bench/generate");
    folders::remove(&dir).map_err(io_error)?;
    fs::create_dir_all(&dir).map_err(io_error)?;
    let Some(config) = configuration(&dir)? else {
        eprintln!("skipped: the pages and the metadata were not found");
        return Ok(());
    };
    table::head(&["", "files written", "wall, s", "user, s"]);
    // Each round has new folders: file systems are slow to reuse space that was just deleted.
    let mut round = 0;
    row("into new folders", || {
        round += 1;
        cost(&config, &dir.join(round.to_string()), None)
    })?;
    let (out, cache) = (dir.join("1"), dir.join("cache"));
    row("nothing changed", || cost(&config, &out, None))?;
    cost(&config, &out, Some(&cache))?;
    row("nothing changed, with `--cache`", || cost(&config, &out, Some(&cache)))?;
    let page = dir.join("docs").join(PAGE);
    row("one page changed, with `--cache`", || {
        let text = fs::read_to_string(&page).map_err(io_error)?;
        fs::write(&page, text.replace("Represents", "Represents truly")).map_err(io_error)?;
        cost(&config, &out, Some(&cache))
    })?;
    if let Some(megabytes) = own_peak() {
        println!("\npeak memory of this process: {megabytes:.0} MB");
    }
    // Deleted now instead of before the next run: file systems are slow to reuse space that was just deleted.
    folders::remove(&dir).map_err(io_error)
}

/// Both versions, from a copy of their pages.
fn configuration(dir: &Path) -> Result<Option<Config>, String> {
    let mut text = String::new();
    for version in ["v1.0", "beta"] {
        let (Some(docs), Some(csdl)) = (pages(version), metadata(version)) else { return Ok(None) };
        let copied = dir.join("docs").join(version);
        copy(&docs, &copied).map_err(io_error)?;
        let name = version.replace('.', "-");
        // Writing to a string cannot fail. Paths are TOML literal strings.
        let _ = writeln!(text, "[[crate]]\nname = 'msgraph-{name}'\nout = '{version}'\napi = '{version}'");
        let _ = writeln!(text, "package.publish = false");
        let _ = writeln!(text, "docs = ['{}']\ncsdl = ['{}']", copied.display(), csdl.display());
    }
    let file = dir.join("graphwright.toml");
    fs::write(&file, text).map_err(io_error)?;
    config::read(&file).map(Some).map_err(|err| err.to_string())
}

/// Measures several runs, and prints the least time and the number of files that the first run wrote.
fn row(name: &str, mut run: impl FnMut() -> Result<(usize, Time), String>) -> Result<(), String> {
    let (written, mut time) = run()?;
    for _ in 1..ROUNDS {
        time = time.least(run()?.1);
    }
    table::row(&[&name, &written, &format_args!("{:.2}", time.wall), &format_args!("{:.2}", time.user)]);
    Ok(())
}

/// Generates the crates, from reading the pages to writing the files.
fn cost(config: &Config, root: &Path, cache: Option<&Path>) -> Result<(usize, Time), String> {
    let (done, time) = own(|| regenerate(config, root, Run { check: false, cache }, &|_| {}))?;
    let drifts = done.map_err(|err| err.to_string())?.drifts.ok_or("the pages have errors")?;
    Ok((drifts.iter().map(|(_, it)| it.missing.len() + it.changed.len()).sum(), time))
}

//! `cargo xtask bench scaling`: what checking and generating cost per page, with the pages of v1.0 once, twice, four and eight
//! times.
//!
//! Each size runs in a process of its own, so that its peak memory is that of this size.

mod copies;
mod plot;

use super::measure::{Time, median, own, own_peak};
use super::{io_error, table, warn_of_debug_build};
use crate::corpus::{in_memory, pages};
use crate::{folders, root};
use clap::{Args, ValueEnum};
use graphwright::emit::Models;
use graphwright::generate::Inputs;
use graphwright::paths::Operations;
use graphwright::source::{FileKind, SourceMap};
use graphwright::{pipeline, read};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// How often each size is measured; the medians count.
const ROUNDS: usize = 3;

/// How many copies there are.
const SIZES: [usize; 4] = [1, 2, 4, 8];

/// What is measured
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// For the processes that this one starts: measures this, over the pages of `dir`
    #[arg(long, hide = true, requires = "dir")]
    work: Option<Work>,
    #[arg(long, hide = true)]
    dir: Option<PathBuf>,
}

/// What is done with pages.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Work {
    /// Reading and checking them
    Check,
    /// Reading them, checking them, and making a crate of them in memory
    Generate,
}

const WORKS: [Work; 2] = [Work::Check, Work::Generate];

pub(super) fn run(options: &Options) -> Result<(), String> {
    if let (Some(work), Some(dir)) = (options.work, &options.dir) {
        return work.measure(dir);
    }
    warn_of_debug_build("scaling");
    let Some(docs) = pages("v1.0") else {
        eprintln!("skipped: the pages of v1.0 are not here");
        return Ok(());
    };
    let home = root().join("target/bench/scaling");
    folders::remove(&home).map_err(io_error)?;
    copies::copy_includes(&docs, &home).map_err(io_error)?;
    let columns =
        ["", "pages", "types", "findings", "wall, s", "user, s", "user, ms a page", "memory, MB", "memory, kB a page"];
    table::head(&columns);
    let mut points = [Vec::new(), Vec::new()];
    for copy in 0..SIZES[SIZES.len() - 1] {
        copies::copy_pages(&docs, &home.join(format!("copy{copy}")), copy).map_err(io_error)?;
        if SIZES.contains(&(copy + 1)) {
            for (work, points) in WORKS.iter().zip(&mut points) {
                points.push(work.row(copy + 1, &home)?);
            }
        }
    }
    fs::remove_dir_all(&home).map_err(io_error)?;
    let plot = root().join("target/bench/scaling.svg");
    fs::write(&plot, plot::svg(&points)).map_err(io_error)?;
    println!("\nthe plot: target/bench/scaling.svg");
    Ok(())
}

impl Work {
    /// Measures in a process of its own: milliseconds and kilobytes per page.
    fn row(self, copies: usize, home: &Path) -> Result<[f64; 2], String> {
        let name = self.to_possible_value().map(|it| it.get_name().to_owned()).unwrap_or_default();
        let mut command = Command::new(env::current_exe().map_err(io_error)?);
        command.args(["bench", "scaling", "--work", &name, "--dir"]).arg(home);
        let output = command.output().map_err(io_error)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let numbers: Vec<f64> = text.split_whitespace().filter_map(|it| it.parse().ok()).collect();
        let [pages, types, findings, wall, user, megabytes] = numbers[..] else {
            return Err(format!("no figures: {}", String::from_utf8_lossy(&output.stderr)));
        };
        let point = [user / pages * 1e3, megabytes / pages * 1e3];
        table::row(&[
            &format_args!("{name}, {copies} x"),
            &pages,
            &types,
            &findings,
            &format_args!("{wall:.2}"),
            &format_args!("{user:.2}"),
            &format_args!("{:.3}", point[0]),
            &format_args!("{megabytes:.0}"),
            &format_args!("{:.0}", point[1]),
        ]);
        Ok(point)
    }

    /// Prints pages, types, findings, wall and user time, and megabytes for the process that started this one.
    fn measure(self, dir: &Path) -> Result<(), String> {
        let (mut walls, mut users) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let (done, Time { wall, user }) = own(|| self.run(dir))?;
            done?;
            walls.push(wall);
            users.push(user);
        }
        let megabytes = own_peak().unwrap_or_default();
        let sources = read(dir)?;
        let pages = sources.iter().filter(|(_, it)| it.kind == FileKind::Page).count();
        let checked = pipeline::check(&sources, None, Operations::Documented);
        let (types, findings) = (checked.model.types.len(), checked.diagnostics.len());
        println!("{pages} {types} {findings} {} {} {megabytes}", median(&mut walls), median(&mut users));
        Ok(())
    }

    fn run(self, dir: &Path) -> Result<(), String> {
        match self {
            Work::Check => {
                black_box(pipeline::check(&read(dir)?, None, Operations::Documented));
            }
            Work::Generate => {
                let inputs = Inputs { docs: vec![dir.to_owned()], ..Inputs::default() };
                black_box(in_memory(&inputs, "scaling", Models::Lazy)?);
            }
        }
        Ok(())
    }
}

fn read(dir: &Path) -> Result<SourceMap, String> {
    read::read(&[dir.to_owned()], &[]).map_err(|err| err.to_string())
}

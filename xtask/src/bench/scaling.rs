//! `cargo xtask bench scaling`: the cost of checking and generating per page, with the pages of v1.0 once, twice, four and
//! eight times.
//!
//! Each size runs in its own process, so that each has its own peak memory.

mod copies;
mod plot;

use super::{io_error, warn_of_debug_build};
use crate::corpus::{in_memory, pages};
use crate::measure::{Time, median, own, own_peak};
use crate::table;
use crate::{folders, root};
use clap::{Args, ValueEnum};
use graphwright::analysis::paths::Operations;
use graphwright::generate::Inputs;
use graphwright::input::read;
use graphwright::pipeline;
use graphwright::service::Service;
use graphwright::source::{FileKind, SourceMap};
use std::hint::black_box;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

/// The number of rounds; results are medians. A round measures all sizes, because the speed of machines varies.
const ROUNDS: usize = 5;

/// The numbers of copies.
const SIZES: [usize; 4] = [1, 2, 4, 8];

/// What is measured
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// For child processes: measure this on the pages of these folders
    #[arg(long, hide = true, requires = "dirs")]
    work: Option<Work>,
    #[arg(long, hide = true, num_args = 1..)]
    dirs: Vec<PathBuf>,
}

/// The measured work.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Work {
    /// Reading and checking them
    Check,
    /// Reading and checking them, and generating a crate in memory
    Generate,
}

const WORKS: [Work; 2] = [Work::Check, Work::Generate];

pub(super) fn run(options: &Options) -> Result<(), String> {
    if let Some(work) = options.work {
        return work.measure(&options.dirs);
    }
    warn_of_debug_build("scaling");
    let Some(docs) = pages("v1.0") else {
        eprintln!("skipped: the pages of v1.0 were not found");
        return Ok(());
    };
    let home = root().join("target/bench/scaling");
    folders::remove(&home).map_err(io_error)?;
    copies::copy_includes(&docs, &home).map_err(io_error)?;
    let mut dirs = Vec::new();
    for copy in 0..SIZES[SIZES.len() - 1] {
        let dir = home.join(format!("copy{copy}"));
        copies::copy_pages(&docs, &dir, copy).map_err(io_error)?;
        dirs.push(dir);
    }
    let cases = SIZES.iter().flat_map(|size| WORKS.map(|work| (*size, work)));
    let mut cases: Vec<Case> = cases.map(|(size, work)| Case { size, work, figures: Vec::new() }).collect();
    for _ in 0..ROUNDS {
        cases.iter_mut().try_for_each(|it| it.measure(&dirs))?;
    }
    fs::remove_dir_all(&home).map_err(io_error)?;
    report(&cases)
}

/// Prints the table, and draws the plot.
fn report(cases: &[Case]) -> Result<(), String> {
    let columns =
        ["", "pages", "types", "findings", "wall, s", "user, s", "user, ms a page", "memory, MB", "memory, kB a page"];
    table::head(&columns);
    let mut points = [Vec::new(), Vec::new()];
    for case in cases {
        let point = case.row();
        points[case.work as usize].push(point);
    }
    let plot = root().join("target/bench/scaling.svg");
    fs::write(&plot, plot::svg(&points)).map_err(io_error)?;
    println!("\nthe plot: target/bench/scaling.svg");
    Ok(())
}

/// One row of the table.
struct Case {
    size: usize,
    work: Work,
    /// For every round: pages, types, findings, wall and user time, megabytes.
    figures: Vec<[f64; 6]>,
}

impl Case {
    /// Measures in a separate process.
    fn measure(&mut self, dirs: &[PathBuf]) -> Result<(), String> {
        let mut command = Command::new(env::current_exe().map_err(io_error)?);
        command.args(["bench", "scaling", "--work", &self.work.name(), "--dirs"]).args(&dirs[..self.size]);
        let output = command.output().map_err(io_error)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let figures: Vec<f64> = text.split_whitespace().filter_map(|it| it.parse().ok()).collect();
        let no_figures = |_| format!("no figures: {}", String::from_utf8_lossy(&output.stderr));
        self.figures.push(figures.try_into().map_err(no_figures)?);
        Ok(())
    }

    /// Prints the medians. Milliseconds and kilobytes per page.
    fn row(&self) -> [f64; 2] {
        let middle = |idx: usize| median(&mut self.figures.iter().map(|it| it[idx]).collect::<Vec<_>>());
        let [pages, types, findings, wall, user, megabytes] = std::array::from_fn(middle);
        let point = [user / pages * 1e3, megabytes / pages * 1e3];
        table::row(&[
            &format_args!("{}, {} x", self.work.name(), self.size),
            &pages,
            &types,
            &findings,
            &format_args!("{wall:.2}"),
            &format_args!("{user:.2}"),
            &format_args!("{:.3}", point[0]),
            &format_args!("{megabytes:.0}"),
            &format_args!("{:.0}", point[1]),
        ]);
        point
    }
}

impl Work {
    fn name(self) -> String {
        self.to_possible_value().map(|it| it.get_name().to_owned()).unwrap_or_default()
    }

    /// Prints pages, types, findings, wall and user time, and megabytes for the process that started this one.
    fn measure(self, dirs: &[PathBuf]) -> Result<(), String> {
        let (done, Time { wall, user }) = own(|| self.run(dirs))?;
        done?;
        let megabytes = own_peak().unwrap_or_default();
        let sources = read(dirs)?;
        let pages = sources.iter().filter(|(_, it)| it.kind == FileKind::Page).count();
        let checked = pipeline::check(&sources, &Service::default(), Operations::Documented);
        let (types, findings) = (checked.model.types.len(), checked.diagnostics.len());
        println!("{pages} {types} {findings} {wall} {user} {megabytes}");
        Ok(())
    }

    fn run(self, dirs: &[PathBuf]) -> Result<(), String> {
        match self {
            Work::Check => {
                black_box(pipeline::check(&read(dirs)?, &Service::default(), Operations::Documented));
            }
            Work::Generate => {
                let inputs = Inputs { docs: dirs.to_vec(), ..Inputs::default() };
                black_box(in_memory(&inputs, "scaling")?);
            }
        }
        Ok(())
    }
}

fn read(dirs: &[PathBuf]) -> Result<SourceMap, String> {
    read::read(dirs, &[], &[]).map_err(|err| err.to_string())
}

//! `cargo xtask bench scaling`: what a check costs per page, with the pages of v1.0 once, twice, four and eight times.
//!
//! A copy is an API of its own: its types stand in another namespace, so that copies are not merged into one another.
//! Each size runs in a process of its own: its peak memory is then that of this size.

use super::check::{median, peak, time};
use super::io_error;
use crate::corpus::pages;
use crate::root;
use graphwright::paths::Operations;
use graphwright::source::FileKind;
use graphwright::{pipeline, read};
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// How often each size is checked; the medians count.
const ROUNDS: usize = 3;

/// How many copies there are; a power of two makes the plot's axis simple.
const SIZES: [usize; 4] = [1, 2, 4, 8];

/// Says to the process that it is the one that measures.
const DIR: &str = "GRAPHWRIGHT_BENCH_SCALING";

pub(super) fn run() -> Result<(), String> {
    if let Some(dir) = env::var_os(DIR) {
        return measure(Path::new(&dir));
    }
    let Some(docs) = pages("v1.0") else {
        eprintln!("skipped: the pages of v1.0 are not here");
        return Ok(());
    };
    let home = root().join("target/bench/scaling");
    if home.exists() {
        fs::remove_dir_all(&home).map_err(io_error)?;
    }
    println!("| copies | pages | check, s | ms per page | peak memory, MB | KB per page |");
    println!("|--:|--:|--:|--:|--:|--:|");
    let mut points = Vec::new();
    for copy in 0..SIZES[SIZES.len() - 1] {
        copy_pages(&docs, &home.join(format!("copy{copy}")), copy)?;
        if SIZES.contains(&(copy + 1)) {
            points.push(row(copy + 1, &home)?);
        }
    }
    let plot = root().join("target/bench/scaling.svg");
    fs::write(&plot, svg(&points)).map_err(io_error)?;
    println!("\nthe plot: target/bench/scaling.svg");
    Ok(())
}

/// Milliseconds and kilobytes per page.
fn row(copies: usize, home: &Path) -> Result<[f64; 2], String> {
    let program = env::current_exe().map_err(io_error)?;
    let output = Command::new(program).args(["bench", "scaling"]).env(DIR, home).output().map_err(io_error)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|it| it.parse().ok()).collect();
    let [pages, seconds, megabytes] = numbers[..] else {
        return Err(format!("no figures: {}", String::from_utf8_lossy(&output.stderr)));
    };
    let point = [seconds / pages * 1e3, megabytes / pages * 1e3];
    println!("| {copies} | {pages} | {seconds:.2} | {:.3} | {megabytes:.0} | {:.0} |", point[0], point[1]);
    Ok(point)
}

/// Copies pages. They name the namespace of their types, and the names of types are written with it in annotations.
fn copy_pages(from: &Path, to: &Path, copy: usize) -> Result<(), String> {
    fs::create_dir_all(to).map_err(io_error)?;
    for entry in fs::read_dir(from).map_err(io_error)?.flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_pages(&path, &target, copy)?;
        } else if path.extension().is_some_and(|it| it == "md") {
            let text = fs::read_to_string(&path).map_err(io_error)?;
            fs::write(target, in_namespace(&text, copy)).map_err(io_error)?;
        }
    }
    Ok(())
}

/// The text with another namespace and other URLs; the first copy keeps its own.
fn in_namespace(text: &str, copy: usize) -> String {
    if copy == 0 {
        return text.to_owned();
    }
    let text = text.replace("microsoft.graph", &format!("microsoft.graph{copy}"));
    let text = text.replace("graph.microsoft.com/v1.0/", &format!("graph.microsoft.com/v1.0/copy{copy}/"));
    let lines = text.split_inclusive('\n').map(|line| {
        let path = METHODS.iter().find_map(|it| Some((it, line.strip_prefix(it)?.strip_prefix(" /")?)));
        path.map_or_else(|| line.to_owned(), |(method, path)| format!("{method} /copy{copy}/{path}"))
    });
    lines.collect()
}

const METHODS: [&str; 5] = ["GET", "POST", "PATCH", "PUT", "DELETE"];

/// The measurement of one size, for the process that started this one: pages, seconds, megabytes.
fn measure(dir: &Path) -> Result<(), String> {
    let sources = read::read(&[dir.to_owned()], &[]).map_err(|err| err.to_string())?;
    let pages = sources.iter().filter(|(_, it)| it.kind == FileKind::Page).count();
    let check = || time(|| drop(black_box(pipeline::check(&sources, None, Operations::Documented))));
    let mut seconds: Vec<f64> = (0..ROUNDS).map(|_| check()).collect();
    println!("{pages} {} {}", median(&mut seconds), peak().unwrap_or_default());
    Ok(())
}

/// Time and memory per page over the number of copies, as shares of the first.
fn svg(points: &[[f64; 2]]) -> String {
    let mut res = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 200\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <path d=\"M40 20V170H340\" fill=\"none\" stroke=\"#888\"/>\n\
         <text x=\"44\" y=\"16\">per page, 1 copy = 1.0 (blue: time, orange: memory)</text>\n",
    );
    let x = |idx: usize| 40 + 95 * idx;
    for (idx, copies) in SIZES.iter().enumerate() {
        let _ = writeln!(res, "<text x=\"{}\" y=\"186\">{copies}</text>", x(idx));
    }
    for level in [0.5, 1.0, 1.5] {
        let _ = writeln!(res, "<text x=\"14\" y=\"{:.0}\">{level}</text>", y(level) + 4.0);
    }
    for (side, color) in ["#1f77b4", "#ff7f0e"].iter().enumerate() {
        let line =
            points.iter().enumerate().map(|(idx, it)| format!("{},{:.1}", x(idx), y(it[side] / points[0][side])));
        let line = line.collect::<Vec<_>>().join(" ");
        let _ = writeln!(res, "<polyline points=\"{line}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>");
    }
    res + "</svg>\n"
}

/// From 0 to 2 on 150 units, upwards.
fn y(share: f64) -> f64 {
    170.0 - share.min(2.0) * 75.0
}

//! `cargo xtask bench peers`: the time of generators of other projects on the same metadata, compared with
//! `graphwright generate`.
//!
//! They are installed from npm below `target/`; without Node.js, nothing is measured and a message is printed. They run
//! once each, since they take minutes. A generator that takes too long is stopped, and its row is then a lower bound.

use super::measure::{Time, children};
use super::{io_error, table};
use crate::corpus::{checked, metadata};
use crate::node::{self, NPM};
use crate::{cargo, folders, root};
use clap::Args;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The number of runs of graphwright; the result is the median.
const ROUNDS: usize = 3;

/// What to measure, and the time limit
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Stop a generator after so many seconds
    #[arg(long, default_value_t = 900)]
    patience: u64,
    /// Only these versions of the metadata
    #[arg(long, value_delimiter = ',', default_values = ["v1.0", "beta"])]
    only: Vec<String>,
    /// Only these generators: `sap`, `odata2ts`
    #[arg(long, value_delimiter = ',', default_values = ["sap", "odata2ts"])]
    peers: Vec<String>,
}

/// A generator of another project.
struct Peer {
    name: &'static str,
    /// Its folder in `fixtures/peers`, which lists its packages.
    folder: &'static str,
    program: &'static str,
    /// Options for models and requests of everything that the metadata declares, as TypeScript that is not compiled.
    arguments: &'static [&'static str],
    /// The options before the names of input and output.
    input: &'static str,
    output: &'static str,
}

const PEERS: [Peer; 2] = [
    Peer {
        name: "SAP Cloud SDK 4.5.1",
        folder: "sap",
        program: "node_modules/@sap-cloud-sdk/generator/dist/cli.js",
        // Two types of the same name in different namespaces have the same file name.
        arguments: &["--skipValidation", "--overwrite"],
        input: "--input",
        output: "--outputDir",
    },
    Peer {
        name: "odata2ts 0.34.0",
        folder: "odata2ts",
        program: "node_modules/@odata2ts/odata2ts/lib/run-cli.js",
        arguments: &["--mode", "all", "--emit-mode", "ts"],
        input: "--source",
        output: "--output",
    },
];

pub(super) fn run(options: &Options) -> Result<(), String> {
    if let Some(why) = node::missing() {
        eprintln!("skipped: {why}, so generators of other projects cannot run");
        return Ok(());
    }
    let patience = Duration::from_secs(options.patience);
    // The generator, built for release.
    let mut command = cargo();
    command.args(["build", "--quiet", "--release", "--package", "graphwright"]).current_dir(root());
    checked(command)?;
    let home = root().join("target/bench/peers");
    let peers = || PEERS.iter().filter(|it| options.peers.iter().any(|name| name == it.folder));
    peers().try_for_each(|it| it.install(&home.join(it.folder)))?;
    table::head(&["", "wall, s", "times ours", "user, s", "times ours", "files", "lines"]);
    for version in &options.only {
        let Some(csdl) = metadata(version) else {
            eprintln!("skipped: the metadata of {version} was not found");
            continue;
        };
        let ours = graphwright(&csdl, &home.join("graphwright").join(version), patience)?;
        ours.print(&format!("{version}, graphwright"), ours.time);
        for peer in peers() {
            let run = peer.run(&csdl, &home.join(peer.folder), version, patience)?;
            run.print(&format!("{version}, {}", peer.name), ours.time);
        }
    }
    folders::remove(&home.join("graphwright")).map_err(io_error)
}

/// The result of a generator.
struct Run {
    /// `None` if it was stopped.
    status: Option<ExitStatus>,
    time: Time,
    /// Its output folder, and its log.
    out: PathBuf,
    log: PathBuf,
}

impl Run {
    fn print(&self, name: &str, ours: Time) {
        let (note, least) = match self.status {
            None => (" (stopped)", "> "),
            Some(it) if it.success() => ("", ""),
            Some(_) => (" (failed)", ""),
        };
        let (mut files, mut lines) = (0, 0);
        count(&self.out, &mut files, &mut lines);
        let Time { wall, user } = self.time;
        table::row(&[
            &format_args!("{name}{note}"),
            &format_args!("{least}{wall:.1}"),
            &format_args!("{least}{:.1}", wall / ours.wall),
            &format_args!("{least}{user:.1}"),
            &format_args!("{least}{:.1}", user / ours.user),
            &files,
            &lines,
        ]);
        if self.status.is_some_and(|it| !it.success()) {
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            let lines: Vec<&str> = log.lines().collect();
            eprintln!("{name} says:\n{}", lines[lines.len().saturating_sub(20)..].join("\n"));
        }
    }
}

/// Files below a folder, and their lines.
fn count(dir: &Path, files: &mut usize, lines: &mut usize) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            count(&path, files, lines);
        } else {
            *files += 1;
            *lines += fs::read_to_string(path).unwrap_or_default().lines().count();
        }
    }
}

fn graphwright(csdl: &Path, out: &Path, patience: Duration) -> Result<Run, String> {
    let mut runs = Vec::new();
    for round in 0..ROUNDS {
        // File systems are slow to reuse space that was just deleted.
        let out = out.join(round.to_string());
        let mut command = Command::new(root().join("target/release/graphwright"));
        command.args(["generate", "--operations", "all", "--name", "peer", "--csdl"]).arg(csdl).arg("--out").arg(&out);
        let run = limited(command, &out, patience)?;
        if !run.status.is_some_and(|it| it.success()) {
            return Err(format!("graphwright fails: {}", fs::read_to_string(run.log).unwrap_or_default()));
        }
        runs.push(run);
    }
    runs.sort_by(|a, b| a.time.wall.total_cmp(&b.time.wall));
    Ok(runs.swap_remove(ROUNDS / 2))
}

impl Peer {
    fn run(&self, csdl: &Path, dir: &Path, version: &str, patience: Duration) -> Result<Run, String> {
        // A service is named after its file.
        let input = dir.join(format!("graph-{}.xml", version.replace('.', "-")));
        fs::write(&input, fs::read(csdl).map_err(io_error)?).map_err(io_error)?;
        let out = dir.join("out").join(version);
        let mut command = Command::new("node");
        command.args(["--max-old-space-size=8192", self.program]).args(self.arguments).current_dir(dir);
        command.arg(self.input).arg(&input).arg(self.output).arg(&out);
        limited(command, &out, patience)
    }

    fn install(&self, dir: &Path) -> Result<(), String> {
        fs::create_dir_all(dir).map_err(io_error)?;
        let fixture = root().join("xtask/fixtures/peers").join(self.folder);
        for name in ["package.json", "tsconfig.json"] {
            fs::copy(fixture.join(name), dir.join(name)).map_err(io_error)?;
        }
        let mut command = Command::new(NPM);
        command.args(["install", "--silent", "--no-package-lock", "--no-audit", "--no-fund"]).current_dir(dir);
        checked(command)
    }
}

/// Runs a command that writes into an empty folder; its output goes to a file beside it.
fn limited(mut command: Command, out: &Path, patience: Duration) -> Result<Run, String> {
    folders::remove(out).map_err(io_error)?;
    fs::create_dir_all(out).map_err(io_error)?;
    let log = out.with_added_extension("log");
    let output = File::create(&log).map_err(io_error)?;
    command.stderr(output.try_clone().map_err(io_error)?).stdout(output);
    let (status, time) = children(|| wait(&mut command, patience))?;
    Ok(Run { status: status.map_err(io_error)?, time, out: out.to_owned(), log })
}

fn wait(command: &mut Command, patience: Duration) -> io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    let mut child = command.spawn()?;
    while begun.elapsed() < patience {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        sleep(Duration::from_millis(10));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

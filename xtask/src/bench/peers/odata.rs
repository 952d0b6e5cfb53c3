//! Generators of other projects on the metadata of Microsoft Graph, from npm.

use super::Options;
use super::run::Run;
use crate::bench::io_error;
use crate::corpus::{checked, metadata};
use crate::measure::Time;
use crate::node::{self, NPM};
use crate::table;
use crate::{folders, root};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The number of runs of graphwright; the result is the median.
const ROUNDS: usize = 3;

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

/// Measures the generators that the options name on each version.
pub(super) fn run(options: &Options) -> Result<(), String> {
    let peers: Vec<&Peer> = PEERS.iter().filter(|it| options.names(it.folder)).collect();
    if peers.is_empty() {
        return Ok(());
    }
    if let Some(why) = node::missing() {
        eprintln!("skipped: {why}, so generators of npm cannot run");
        return Ok(());
    }
    let patience = options.patience();
    let home = root().join("target/bench/peers");
    peers.iter().try_for_each(|it| it.install(&home.join(it.folder)))?;
    table::head(&["", "wall, s", "times ours", "user, s", "times ours", "files", "lines"]);
    for version in &options.only {
        let Some(csdl) = metadata(version) else {
            eprintln!("skipped: the metadata of {version} was not found");
            continue;
        };
        let ours = graphwright(&csdl, &home.join("graphwright").join(version), patience)?;
        print(&ours, &format!("{version}, graphwright"), ours.time);
        for peer in &peers {
            let run = peer.run(&csdl, &home.join(peer.folder), version, patience)?;
            print(&run, &format!("{version}, {}", peer.name), ours.time);
        }
    }
    folders::remove(&home.join("graphwright")).map_err(io_error)
}

fn print(run: &Run, name: &str, ours: Time) {
    let (note, least) = run.notes();
    let (files, lines) = run.count();
    let Time { wall, user } = run.time;
    table::row(&[
        &format_args!("{name}{note}"),
        &format_args!("{least}{wall:.1}"),
        &format_args!("{least}{:.1}", wall / ours.wall),
        &format_args!("{least}{user:.1}"),
        &format_args!("{least}{:.1}", user / ours.user),
        &files,
        &lines,
    ]);
    run.print_failure(name);
}

fn graphwright(csdl: &Path, out: &Path, patience: Duration) -> Result<Run, String> {
    let mut runs = Vec::new();
    for round in 0..ROUNDS {
        // File systems are slow to reuse space that was just deleted.
        let out = out.join(round.to_string());
        let mut command = Command::new(crate::corpus::generator());
        command.args(["generate", "--operations", "all", "--name", "peer", "--csdl"]).arg(csdl).arg("--out").arg(&out);
        let run = Run::new(command, &out, patience)?;
        if !run.succeeded() {
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
        Run::new(command, &out, patience)
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

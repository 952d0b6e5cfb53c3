//! `cargo xtask bench peers`: how long generators of other projects take for the same metadata, beside `graphwright generate`.
//!
//! They are installed from npm below `target/`; without Node.js nothing is measured, and a line says so. Wall time, one run
//! each: they take minutes. What takes longer than [`PATIENCE`] is cut off.

use super::io_error;
use crate::corpus::{checked, metadata};
use crate::root;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs};

const PATIENCE: Duration = Duration::from_secs(600);

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// A generator of another project: a folder of `fixtures/peers`, and how it is called there.
struct Peer {
    name: &'static str,
    arguments: fn(&Path, &Path) -> Vec<PathBuf>,
}

const PEERS: [Peer; 2] = [
    Peer {
        name: "sap",
        arguments: |csdl, out| {
            let program = "node_modules/@sap-cloud-sdk/generator/dist/cli.js";
            // Graph has names that it calls duplicates, and files of the same name.
            words(
                &[program, "--skipValidation", "--clearOutputDir", "--overwrite", "--input"],
                csdl,
                "--outputDir",
                out,
            )
        },
    },
    Peer {
        name: "odata2ts",
        arguments: |csdl, out| words(&["node_modules/.bin/odata2ts", "-m", "all", "-e", "ts", "-s"], csdl, "-o", out),
    },
];

fn words(before: &[&str], csdl: &Path, option: &str, out: &Path) -> Vec<PathBuf> {
    let mut res: Vec<PathBuf> = before.iter().map(PathBuf::from).collect();
    res.extend([csdl.to_owned(), option.into(), out.to_owned()]);
    res
}

pub(super) fn run() -> Result<(), String> {
    if ["node", NPM].iter().any(|it| !is_there(it)) {
        eprintln!("skipped: Node.js is not here");
        return Ok(());
    }
    // The generator as it is delivered.
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--quiet", "--release", "--package", "graphwright"]).current_dir(root());
    checked(command)?;
    let home = root().join("target/bench/peers");
    println!("| metadata | generator | wall, s | times graphwright |\n|---|---|--:|--:|");
    for version in ["v1.0", "beta"] {
        let Some(csdl) = metadata(version) else {
            eprintln!("skipped: the metadata of {version} is not here");
            continue;
        };
        let ours = graphwright(&csdl, &home.join("graphwright").join(version))?;
        println!("| {version} | graphwright | {ours:.2} | 1 |");
        for peer in &PEERS {
            println!("| {version} | {} | {} |", peer.name, peer.measure(&csdl, &home, version, ours)?);
        }
    }
    Ok(())
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|it| it.status.success())
}

fn graphwright(csdl: &Path, out: &Path) -> Result<f64, String> {
    let mut command = Command::new(root().join("target/release/graphwright"));
    command.args(["generate", "--operations", "all", "--name", "peer", "--csdl"]).arg(csdl).arg("--out").arg(out);
    clear(out)?;
    wall(command)?.ok_or_else(|| "graphwright takes longer than anybody waits".to_owned())
}

impl Peer {
    /// The time, and how many times ours it is.
    fn measure(&self, csdl: &Path, home: &Path, version: &str, ours: f64) -> Result<String, String> {
        let dir = home.join(self.name);
        self.install(&dir)?;
        // They take a folder's name, or a file's, for the name of the service.
        let input = dir.join(format!("graph-{}.xml", version.replace('.', "-")));
        fs::write(&input, fs::read(csdl).map_err(io_error)?).map_err(io_error)?;
        let out = dir.join("out").join(version);
        clear(&out)?;
        let mut command = Command::new("node");
        command.args((self.arguments)(&input, &out)).current_dir(&dir);
        Ok(match wall(command) {
            Ok(Some(seconds)) => format!("{seconds:.1} | {:.0}", seconds / ours),
            Ok(None) => format!("> {} | > {:.0}", PATIENCE.as_secs(), PATIENCE.as_secs_f64() / ours),
            Err(err) => format!("{err} | –"),
        })
    }

    fn install(&self, dir: &Path) -> Result<(), String> {
        fs::create_dir_all(dir).map_err(io_error)?;
        let fixture = root().join("xtask/fixtures/peers").join(self.name);
        for name in ["package.json", "tsconfig.json"] {
            fs::copy(fixture.join(name), dir.join(name)).map_err(io_error)?;
        }
        let mut command = Command::new(NPM);
        command.args(["install", "--silent", "--no-package-lock", "--no-audit", "--no-fund"]).current_dir(dir);
        checked(command)
    }
}

fn clear(out: &Path) -> Result<(), String> {
    if out.exists() {
        fs::remove_dir_all(out).map_err(io_error)?;
    }
    fs::create_dir_all(out).map_err(io_error)
}

/// How long a command takes that must succeed; nothing if it is cut off.
fn wall(mut command: Command) -> Result<Option<f64>, String> {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(io_error)?;
    loop {
        if let Some(status) = child.try_wait().map_err(io_error)? {
            return if status.success() {
                Ok(Some(begun.elapsed().as_secs_f64()))
            } else {
                Err(format!("fails: {status}"))
            };
        }
        if begun.elapsed() > PATIENCE {
            child.kill().and_then(|()| child.wait()).map_err(io_error)?;
            return Ok(None);
        }
        sleep(Duration::from_millis(10));
    }
}

//! Running a generator, with a time limit.

use crate::bench::io_error;
use crate::folders;
use crate::measure::{Time, children, own_peak_of};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The result of a generator.
pub(super) struct Run {
    /// `None` if it was stopped.
    pub(super) status: Option<ExitStatus>,
    pub(super) time: Time,
    /// The peak memory of its process, in MB.
    pub(super) megabytes: f64,
    /// Its output folder, and its log.
    pub(super) out: PathBuf,
    pub(super) log: PathBuf,
}

impl Run {
    /// Runs a command that writes into an empty folder; its output goes to a file beside it.
    pub(super) fn new(mut command: Command, out: &Path, patience: Duration) -> Result<Run, String> {
        folders::remove(out).map_err(io_error)?;
        fs::create_dir_all(out).map_err(io_error)?;
        let log = out.with_added_extension("log");
        let output = File::create(&log).map_err(io_error)?;
        command.stderr(output.try_clone().map_err(io_error)?).stdout(output);
        let (done, time) = children(|| wait(&mut command, patience))?;
        let (status, megabytes) = done.map_err(io_error)?;
        Ok(Run { status, time, megabytes, out: out.to_owned(), log })
    }

    pub(super) fn succeeded(&self) -> bool {
        self.status.is_some_and(|it| it.success())
    }

    /// What is written behind its name, and before its times.
    pub(super) fn notes(&self) -> (&'static str, &'static str) {
        match self.status {
            None => (" (stopped)", "> "),
            Some(it) if it.success() => ("", ""),
            Some(_) => (" (failed)", ""),
        }
    }

    /// The last lines of its log, on standard error, if it failed.
    pub(super) fn print_failure(&self, name: &str) {
        if self.status.is_some_and(|it| !it.success()) {
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            let lines: Vec<&str> = log.lines().collect();
            eprintln!("{name} says:\n{}", lines[lines.len().saturating_sub(20)..].join("\n"));
        }
    }

    /// Its files, and their lines.
    pub(super) fn count(&self) -> (usize, usize) {
        let (mut files, mut lines) = (0, 0);
        count(&self.out, &mut files, &mut lines);
        (files, lines)
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

/// The status, if the command was not stopped, and the peak memory of its process.
fn wait(command: &mut Command, patience: Duration) -> io::Result<(Option<ExitStatus>, f64)> {
    let begun = Instant::now();
    let mut child = command.spawn()?;
    let mut megabytes: f64 = 0.0;
    while begun.elapsed() < patience {
        if let Some(status) = child.try_wait()? {
            return Ok((Some(status), megabytes));
        }
        megabytes = megabytes.max(own_peak_of(&child).unwrap_or_default());
        sleep(Duration::from_millis(2));
    }
    child.kill()?;
    child.wait()?;
    Ok((None, megabytes))
}

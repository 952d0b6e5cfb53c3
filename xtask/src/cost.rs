//! The cost of a command: its time and its peak memory.

use crate::measure::{Time, children, compilers_peak};
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Child, Command};

/// Time and peak memory.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) seconds: f64,
    pub(crate) megabytes: f64,
}

impl Cost {
    pub(crate) const MAX: Cost = Cost { seconds: f64::INFINITY, megabytes: f64::INFINITY };

    /// The minimum of each.
    pub(crate) fn least(self, other: Cost) -> Cost {
        Cost { seconds: self.seconds.min(other.seconds), megabytes: self.megabytes.min(other.megabytes) }
    }
}

/// Runs a command of cargo that compiles the crate in a folder: user time. The crate is compiled again; its dependencies should
/// be compiled already.
pub(crate) fn compilation(dir: &Path, command: Command) -> Result<Cost, String> {
    let source = dir.join("src/lib.rs");
    let text = fs::read(&source).map_err(|err| err.to_string())?;
    fs::write(&source, text).map_err(|err| err.to_string())?;
    cost(command, compilers_peak, |it| it.user)
}

/// Runs a command that must succeed.
pub(crate) fn cost(
    mut command: Command,
    peak: impl Fn(&mut Child) -> io::Result<f64>,
    seconds: impl Fn(Time) -> f64,
) -> Result<Cost, String> {
    let (done, time) = children(|| {
        let mut child = command.spawn()?;
        let megabytes = peak(&mut child)?;
        Ok::<_, io::Error>((child.wait()?, megabytes))
    })?;
    let (status, megabytes) = done.map_err(|err| err.to_string())?;
    if status.success() { Ok(Cost { seconds: seconds(time), megabytes }) } else { Err(format!("failed: {command:?}")) }
}

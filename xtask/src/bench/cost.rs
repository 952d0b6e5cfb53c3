//! The cost of compiling one crate.

use super::io_error;
use crate::corpus::{cargo, checked};
use crate::measure::{children, compilers_peak};
use std::fs;
use std::path::Path;

/// Compiles the dependencies of a crate. With few areas, the crate itself costs little.
pub(super) fn prepare(dir: &Path, action: &str, features: &[&str]) -> Result<(), String> {
    let mut command = cargo(dir);
    command.args([action, "--quiet"]).args(features);
    checked(command)
}

/// User time and peak memory.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    pub(super) seconds: f64,
    pub(super) megabytes: f64,
}

impl Cost {
    pub(super) const MAX: Cost = Cost { seconds: f64::INFINITY, megabytes: f64::INFINITY };

    /// The minimum of each.
    pub(super) fn least(self, other: Cost) -> Cost {
        Cost { seconds: self.seconds.min(other.seconds), megabytes: self.megabytes.min(other.megabytes) }
    }
}

/// Compiles the crate alone: its dependencies are compiled already.
pub(super) fn cost(dir: &Path, action: &str, features: &[&str]) -> Result<Cost, String> {
    let source = dir.join("src/lib.rs");
    let text = fs::read(&source).map_err(io_error)?;
    fs::write(&source, text).map_err(io_error)?;
    let mut command = cargo(dir);
    command.args([action, "--quiet"]).args(features).env("CARGO_INCREMENTAL", "0");
    if action == "doc" {
        command.arg("--no-deps");
    }
    let (done, time) = children(|| {
        let mut child = command.spawn()?;
        let megabytes = compilers_peak(&mut child)?;
        Ok((child.wait()?, megabytes))
    })?;
    let (status, megabytes) = done.map_err(io_error)?;
    if status.success() { Ok(Cost { seconds: time.user, megabytes }) } else { Err(format!("failed: {command:?}")) }
}

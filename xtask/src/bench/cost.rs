//! The cost of compiling one crate with some of its features.

use crate::corpus::{cargo, checked};
use crate::cost::{self, Cost};
use std::path::Path;

/// Compiles the dependencies of a crate. With few areas, the crate itself costs little.
pub(super) fn prepare(dir: &Path, action: &str, features: &[&str]) -> Result<(), String> {
    let mut command = cargo(dir);
    command.args([action, "--quiet"]).args(features);
    checked(command)
}

/// Compiles the crate alone: its dependencies are compiled already.
pub(super) fn cost(dir: &Path, action: &str, features: &[&str]) -> Result<Cost, String> {
    let mut command = cargo(dir);
    command.args([action, "--quiet"]).args(features).env("CARGO_INCREMENTAL", "0");
    if action == "doc" {
        command.arg("--no-deps");
    }
    cost::compilation(dir, command)
}

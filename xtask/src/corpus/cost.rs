//! The cost of generating and compiling one crate of an OpenAPI description.

use super::{Step, all_areas, cargo, generator};
use crate::cost::{self, Cost};
use crate::measure::child_peak;
use crate::root;
use std::path::Path;
use std::process::{Command, Stdio};

/// Generates the crate of a description with the generator that was built for release: wall time.
pub(super) fn generation(file: &Path, name: &str) -> Result<Cost, String> {
    let out = root().join("target/corpus/timed").join(name);
    let mut command = Command::new(generator());
    command.args(["generate", "--name", name, "--runtime", "0.1.0", "--openapi"]).arg(file).arg("--out").arg(&out);
    command.stderr(Stdio::null());
    cost::cost(command, child_peak, |it| it.wall)
}

/// Compiles a crate alone, with warnings denied: user time. Its dependencies are compiled already.
pub(super) fn compilation(dir: &Path, step: Step) -> Result<Cost, String> {
    let mut command = cargo(dir);
    step.arguments(&mut command, all_areas(dir));
    cost::compilation(dir, command)
}

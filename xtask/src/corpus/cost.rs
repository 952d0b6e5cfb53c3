//! The cost of generating and compiling one crate of an OpenAPI description.

use super::{Step, all_areas, cargo};
use crate::measure::{child_peak, children, compilers_peak};
use crate::root;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Seconds and peak memory in MB.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    pub(super) seconds: f64,
    pub(super) megabytes: f64,
}

/// Builds the generator for release.
pub(super) fn build() -> Result<(), String> {
    let mut command = crate::cargo();
    command.args(["build", "--quiet", "--release", "--package", "graphwright"]).current_dir(root());
    super::checked(command)
}

/// Generates the crate of a description with the generator that was built for release: wall time.
pub(super) fn generation(file: &Path, name: &str) -> Result<Cost, String> {
    let out = root().join("target/corpus/timed").join(name);
    let mut command = Command::new(root().join("target/release/graphwright"));
    command.args(["generate", "--name", name, "--runtime", "0.1.0", "--openapi"]).arg(file).arg("--out").arg(&out);
    command.stderr(std::process::Stdio::null());
    let (seconds, megabytes) = run(command, child_peak, |it| it.wall)?;
    Ok(Cost { seconds, megabytes })
}

/// Compiles a crate alone, with warnings denied: user time. Its dependencies are compiled already.
pub(super) fn compilation(dir: &Path, step: Step) -> Result<Cost, String> {
    let source = dir.join("src/lib.rs");
    let text = fs::read(&source).map_err(|err| err.to_string())?;
    fs::write(&source, text).map_err(|err| err.to_string())?;
    let mut command = cargo(dir);
    step.arguments(&mut command, all_areas(dir));
    let (seconds, megabytes) = run(command, compilers_peak, |it| it.user)?;
    Ok(Cost { seconds, megabytes })
}

fn run(
    mut command: Command,
    peak: impl Fn(&mut std::process::Child) -> std::io::Result<f64>,
    seconds: impl Fn(crate::measure::Time) -> f64,
) -> Result<(f64, f64), String> {
    let (done, time) = children(|| {
        let mut child = command.spawn()?;
        let megabytes = peak(&mut child)?;
        Ok::<_, std::io::Error>((child.wait()?, megabytes))
    })?;
    let (status, megabytes) = done.map_err(|err| err.to_string())?;
    if status.success() { Ok((seconds(time), megabytes)) } else { Err(format!("failed: {command:?}")) }
}

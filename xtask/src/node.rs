//! Node.js and npm, where they are: some chores run programs of the npm registry.

use std::process::Command;

/// The oldest Node.js that those programs run on.
const OLDEST: u32 = 20;

/// npm's name as a program.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// What is not there.
pub(crate) fn missing() -> Option<String> {
    let Some(version) = version("node") else { return Some("Node.js is not here".to_owned()) };
    let major = version.trim_start_matches('v').split('.').next().and_then(|it| it.parse().ok());
    if major.is_none_or(|it: u32| it < OLDEST) {
        return Some(format!("Node.js is {version}, and not {OLDEST} or later"));
    }
    self::version(NPM).is_none().then(|| "npm is not here".to_owned())
}

fn version(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

//! Node.js and npm, if available: some tasks run programs from the npm registry.

use std::process::Command;

/// The oldest supported version of Node.js.
const OLDEST: u32 = 20;

/// The name of the npm program.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The missing program.
pub(crate) fn missing() -> Option<String> {
    let Some(version) = version("node") else { return Some("Node.js was not found".to_owned()) };
    let major = version.trim_start_matches('v').split('.').next().and_then(|it| it.parse().ok());
    if major.is_none_or(|it: u32| it < OLDEST) {
        return Some(format!("Node.js is {version}, and not {OLDEST} or later"));
    }
    self::version(NPM).is_none().then(|| "npm was not found".to_owned())
}

fn version(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

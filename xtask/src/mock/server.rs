//! The mock server: installed once, started for one description, on a free port.

use crate::corpus::checked;
use crate::node::NPM;
use crate::root;
use std::fs::{self, File};
use std::io;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The time limit for starting the server: large descriptions take long.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server that runs until it is dropped.
pub(super) struct Server {
    process: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Installs the server below a folder, if that is not done yet, and starts it with a description.
    pub(super) fn start(dir: &Path, description: &Path) -> Result<Server, String> {
        let home = dir.join("server");
        install(&home)?;
        let port = free_port().map_err(text)?;
        let log = dir.join("server.log");
        let output = File::create(&log).map_err(text)?;
        let errors = output.try_clone().map_err(text)?;
        let mut command = Command::new("node");
        command.args(["node_modules/@stoplight/prism-cli/dist/index.js", "mock", "--host", "127.0.0.1"]);
        command.args(["--port", &port.to_string()]).arg(description).current_dir(&home);
        command.stdin(Stdio::null()).stdout(output).stderr(errors).env("NO_COLOR", "1");
        let mut res = Server { process: command.spawn().map_err(text)?, port, log };
        if res.waits() { Ok(res) } else { Err(format!("the server did not start\n{}", res.last_words())) }
    }

    /// Waits until the server accepts connections.
    fn waits(&mut self) -> bool {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return true;
            }
            if self.process.try_wait().is_ok_and(|it| it.is_some()) {
                return false;
            }
            sleep(Duration::from_millis(50));
        }
        false
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The end of the server's log.
    fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The process may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port that nothing uses.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Installs the packages of the fixture, unless they match it.
fn install(home: &Path) -> Result<(), String> {
    fs::create_dir_all(home).map_err(text)?;
    let fixture = root().join("xtask/fixtures/mock");
    let lock = fs::read(fixture.join("package-lock.json")).map_err(text)?;
    let installed = home.join("installed-lock.json");
    if fs::read(&installed).is_ok_and(|it| it == lock) {
        return Ok(());
    }
    for file in ["package.json", "package-lock.json"] {
        fs::copy(fixture.join(file), home.join(file)).map_err(text)?;
    }
    let mut command = Command::new(NPM);
    command.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(home);
    checked(command)?;
    fs::write(installed, lock).map_err(text)
}

fn text(err: io::Error) -> String {
    err.to_string()
}

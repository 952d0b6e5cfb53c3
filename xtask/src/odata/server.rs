//! The server: installed once, started for one run, on a free port.

use super::{fixtures, text};
use crate::corpus::checked;
use crate::folders::copy;
use crate::node::NPM;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The time limit for starting the server.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that runs until it is dropped.
pub(super) struct Server {
    process: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Installs the server into a folder, if that is not done yet, and starts it.
    pub(super) fn start(dir: &Path) -> Result<Server, String> {
        let home = dir.join("server");
        install(&home)?;
        let log = dir.join("server.log");
        let output = File::create(&log).map_err(text)?;
        let errors = output.try_clone().map_err(text)?;
        let mut command = Command::new("node");
        command.args(["node_modules/@sap/cds/bin/serve.js", "--port", "0"]).current_dir(&home);
        // The server ends when its input closes, even if this program crashes.
        command.stdin(Stdio::piped()).stdout(output).stderr(errors).env("NO_COLOR", "1");
        let process = command.spawn().map_err(text)?;
        let mut res = Server { process, port: 0, log };
        res.port = res.wait().ok_or_else(|| format!("the server did not start\n{}", res.last_words()))?;
        Ok(res)
    }

    /// The port, as soon as the server prints it.
    fn wait(&mut self) -> Option<u16> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            let mut lines = log.split_inclusive('\n').filter_map(|it| it.strip_prefix("port: ")?.strip_suffix('\n'));
            if let Some(port) = lines.next() {
                return port.parse().ok();
            }
            if self.process.try_wait().is_ok_and(|it| it.is_some()) {
                return None;
            }
            sleep(Duration::from_millis(50));
        }
        None
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The body of a response.
    pub(super) fn get(&self, path: &str) -> Result<String, String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(text)?;
        // HTTP/1.0 has neither chunks nor persistent connections.
        write!(stream, "GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").map_err(text)?;
        let mut response = String::new();
        stream.read_to_string(&mut response).map_err(text)?;
        match response.split_once("\r\n\r\n") {
            Some((head, body)) if head.split(' ').nth(1) == Some("200") => Ok(body.to_owned()),
            _ => Err(format!("GET {path} is answered with\n{response}")),
        }
    }

    /// The end of the server's log.
    pub(super) fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The process may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Copies the fixture, and installs its packages unless they match its lock file.
fn install(home: &Path) -> Result<(), String> {
    fs::create_dir_all(home).map_err(text)?;
    for entry in fs::read_dir(home).map_err(text)?.flatten() {
        match entry.file_type() {
            Ok(it) if it.is_dir() && entry.file_name() != "node_modules" => fs::remove_dir_all(entry.path()),
            Ok(it) if it.is_file() && entry.file_name() != INSTALLED => fs::remove_file(entry.path()),
            _ => Ok(()),
        }
        .map_err(text)?;
    }
    copy(&fixtures().join("server"), home).map_err(text)?;
    let lock = fs::read(home.join("package-lock.json")).map_err(text)?;
    let installed = home.join(INSTALLED);
    if fs::read(&installed).is_ok_and(|it| it == lock) {
        return Ok(());
    }
    let mut command = Command::new(NPM);
    command.args(["ci", "--no-audit", "--no-fund"]).current_dir(home);
    checked(command)?;
    fs::write(installed, lock).map_err(text)
}

/// The lock file of the installed packages.
const INSTALLED: &str = "installed-lock.json";

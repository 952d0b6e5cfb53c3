//! `cargo xtask odata`: tests a crate generated from the metadata of a real OData server, with requests to that server.
//!
//! The server is SAP CAP on Node.js with a small model of ours (`fixtures/odata/server`); its packages come from the npm
//! registry. Without Node.js, a message says that nothing was checked.

mod foreign;
mod server;

use crate::corpus::{Step, cargo, checked, in_memory, write_out};
use crate::folders::copy;
use crate::{node, root};
use clap::Args;
use foreign::foreign_words;
use graphwright::analysis::paths::Operations;
use graphwright::generate::Inputs;
use server::Server;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Generate a crate from the metadata of a real OData server, and send its requests there
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Only the tests whose names contain this
    filter: Option<String>,
}

const MANIFEST: &str = r#"[package]
name = "shelf-test"
version = "0.0.0"
edition = "2024"

[dependencies]
futures-util = { version = "0.3", default-features = false }
jiff = "1"
serde_json = "1"
shelf = { path = "../shelf" }
tokio = { version = "1", features = ["macros", "rt", "time"] }
uuid = { version = "1", features = ["v4"] }
"#;

pub(crate) fn run(options: &Options) -> Result<(), String> {
    if let Some(why) = node::missing() {
        eprintln!("skipped: {why}, so no OData server can be started");
        return Ok(());
    }
    let dir = root().join("target/odata");
    fs::create_dir_all(&dir).map_err(text)?;
    let server = Server::start(&dir)?;
    let crate_dir = write_crate(&server, &dir)?;
    [Step::Clippy, Step::Doc].into_iter().try_for_each(|step| step.run(&crate_dir))?;
    test(&server, &dir, options.filter.as_deref()).map_err(|err| format!("{err}\n{}", server.last_words()))
}

/// The crate of the server's own metadata.
fn write_crate(server: &Server, dir: &Path) -> Result<PathBuf, String> {
    let metadata = dir.join("metadata.xml");
    fs::write(&metadata, server.get("/shelf/$metadata")?).map_err(text)?;
    let inputs = Inputs { csdl: vec![metadata], operations: Operations::All, ..Inputs::default() };
    let generated = in_memory(&inputs, "shelf")?;
    if let Some(it) = generated.diagnostics.iter().next() {
        return Err(format!("the server's metadata: {}", it.message));
    }
    let foreign = foreign_words(&generated.tree);
    if !foreign.is_empty() {
        return Err(format!("the crate names another service:\n{}", foreign.join("\n")));
    }
    let res = dir.join("shelf");
    write_out(&generated.tree, &res)?;
    Ok(res)
}

/// Runs `fixtures/odata/client` with the crate.
fn test(server: &Server, dir: &Path, filter: Option<&str>) -> Result<(), String> {
    let res = dir.join("client");
    copy(&fixtures().join("client"), &res.join("src")).map_err(text)?;
    fs::write(res.join("Cargo.toml"), MANIFEST).map_err(text)?;
    fs::copy(root().join("Cargo.lock"), res.join("Cargo.lock")).map_err(text)?;
    let mut command = cargo(&res);
    command
        .args(["test", "--quiet", "--"])
        .args(filter)
        .env("SHELF_URL", server.url("/shelf"))
        .env("RUST_BACKTRACE", "0");
    checked(command)
}

fn fixtures() -> PathBuf {
    root().join("xtask/fixtures/odata")
}

fn text(err: io::Error) -> String {
    err.to_string()
}

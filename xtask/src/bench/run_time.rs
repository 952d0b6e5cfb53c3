//! `cargo xtask bench run-time`: the cost of reading and writing JSON with generated models, compared with serde's derive
//! macros on the same structs.
//!
//! A separate program, compiled for release, alternates between both, counts allocations, and prints the table. Derived
//! structs drop unknown members, while generated models keep and write them, so there is a second comparison with structs
//! that flatten such members into a map.

mod documents;

use super::derived::{self, Undeclared};
use super::io_error;
use crate::corpus::{cargo, checked, write};
use crate::root;
use graphwright::analysis::paths::Operations;
use graphwright::generate::Inputs;
use graphwright::input::read;
use graphwright::pipeline;
use graphwright::service::Service;
use std::fs;

const PROGRAM: &str = include_str!("../../fixtures/bench/run_time.rs");

const MANIFEST: &str = r#"[package]
name = "bench-run-time"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
derived = { package = "bench-run-time-derived", path = "../bench-run-time-derived", default-features = false, features = ["full"] }
flattened = { package = "bench-run-time-flattened", path = "../bench-run-time-flattened", default-features = false, features = ["full"] }
lazy = { package = "bench-run-time-lazy", path = "../bench-run-time-lazy", default-features = false, features = ["full"] }
libc = "0.2"
serde = { version = "1", features = ["derive"] }
serde_json = "1"

[workspace]
"#;

/// The documents, and the number of bytes of each kind.
const TYPES: [&str; 3] = ["user", "message", "driveItem"];
const BYTES: usize = 10_000_000 / TYPES.len();

pub(super) fn run() -> Result<(), String> {
    let docs = root().join("docs-input/v1.0");
    let inputs = Inputs { docs: vec![docs.clone()], ..Inputs::default() };
    write(&inputs, "bench-run-time-lazy")?;
    derived::write(&inputs, "bench-run-time-derived", Undeclared::Dropped)?;
    derived::write(&inputs, "bench-run-time-flattened", Undeclared::Flattened)?;
    let dir = root().join("target/corpus/bench-run-time");
    fs::create_dir_all(dir.join("src")).map_err(io_error)?;
    fs::write(dir.join("Cargo.toml"), MANIFEST).map_err(io_error)?;
    fs::write(dir.join("src/main.rs"), PROGRAM).map_err(io_error)?;
    // The versions that the workspace uses.
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).map_err(io_error)?;

    let sources = read::read(&[docs], &[], &[]).map_err(|err| err.to_string())?;
    let model = pipeline::check(&sources, &Service::default(), Operations::Documented).model;
    for name in TYPES {
        let pages = documents::pages(&model, name, BYTES)?;
        fs::write(dir.join(format!("{name}.jsonl")), pages.join("\n")).map_err(io_error)?;
    }
    let mut command = cargo(&dir);
    command.args(["run", "--quiet", "--release"]);
    checked(command)
}

//! The seed page: its crate compiles, and its response survives a round trip through the model.

use super::{cargo, checked, write};
use crate::root;
use graphwright::analysis::paths::Operations;
use graphwright::generate::Inputs;
use graphwright::input::read;
use graphwright::model::example::Body;
use graphwright::pipeline;
use graphwright::service::Service;
use std::fs;
use std::path::Path;

const MANIFEST: &str = r#"[package]
name = "seed-test"
version = "0.0.0"
edition = "2024"

[dependencies]
seed = { path = "../seed", default-features = false }
serde_json = "1"
"#;

/// Generates the crate, and runs `fixtures/seed.rs` with the response of the page.
pub(super) fn run() -> Result<(), String> {
    let docs = root().join("../shared/seed");
    if !docs.is_dir() {
        eprintln!("skipped: the seed page was not found");
        return Ok(());
    }
    write(&Inputs { docs: vec![docs.clone()], ..Inputs::default() }, "seed")?;
    let dir = root().join("target/corpus/seed-test");
    let io = |err: std::io::Error| err.to_string();
    fs::create_dir_all(dir.join("src")).map_err(io)?;
    fs::write(dir.join("Cargo.toml"), MANIFEST).map_err(io)?;
    fs::write(dir.join("src/lib.rs"), include_str!("../../fixtures/seed.rs")).map_err(io)?;
    fs::write(dir.join("src/response.json"), response(&docs)?).map_err(io)?;
    fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).map_err(io)?;
    let mut command = cargo(&dir);
    command.arg("test");
    checked(command)
}

/// The body of the first response of the first page.
fn response(docs: &Path) -> Result<String, String> {
    let sources = read::read(&[docs.to_owned()], &[], &[]).map_err(|err| err.to_string())?;
    let checked = pipeline::check(&sources, &Service::default(), Operations::Documented);
    let responses =
        checked.model.operations.iter().flat_map(|it| it.examples.iter()).filter_map(|it| it.response.as_ref());
    let mut bodies = responses.filter_map(|it| match &it.body {
        Body::Json(json) => Some(sources[json.span].to_owned()),
        _ => None,
    });
    bodies.next().ok_or_else(|| "the seed page has no response".to_owned())
}

//! The clients of generated crates: if the service has no base URL, every constructor requires one.

use graphwright::analysis::paths::Operations;
use graphwright::generate::{Inputs, generate};
use graphwright::rust::emit::{CrateConfig, Runtime};
use graphwright::rust::manifest::PackageTable;
use graphwright::service::Service;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const AT: &str = r#"
use library::{Client, StaticToken};

fn main() -> Result<(), library::Error> {
    let builder = Client::at("https://library.example.com").credential(StaticToken::new("secret"));
    builder.build().map(drop)
}
"#;

const BUILDER: &str = r#"
use library::{Client, StaticToken};

fn main() -> Result<(), library::Error> {
    Client::builder().credential(StaticToken::new("secret")).build().map(drop)
}
"#;

#[test]
fn a_client_has_a_base_url() {
    let unhosted = write("unhosted", Service::default());
    assert_eq!(check(&unhosted, "at"), Ok(()));
    let err = check(&unhosted, "builder").expect_err("the service has no base URL");
    assert!(err.contains("the service has no base URL") && err.contains("`Client::at`"), "{err}");
    let base_url = Some("https://library.example.com".to_owned());
    let hosted = write("hosted", Service { base_url, ..Service::default() });
    assert_eq!(check(&hosted, "at"), Ok(()));
    assert_eq!(check(&hosted, "builder"), Ok(()));
}

/// Writes the crate of a small service, and programs that use it.
fn write(name: &str, service: Service) -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace is there");
    let runtime = Runtime::Path(workspace.join("runtime").display().to_string());
    let config = CrateConfig {
        name: "library".to_owned(),
        version: "0.1.0".to_owned(),
        package: PackageTable::of_license(None),
        runtime,
    };
    let csdl = vec![workspace.join("snapshots/cases/metadata-library/input/metadata.xml")];
    let inputs = Inputs { csdl, operations: Operations::All, service, ..Inputs::default() };
    let generated = generate(&inputs, &config).expect("the inputs can be read");
    let dir = folder(name);
    fs::remove_dir_all(&dir).expect("it is of this test");
    generated.tree.write(&dir).expect("writable");
    let examples = dir.join("examples");
    fs::create_dir_all(&examples).expect("writable");
    fs::write(examples.join("at.rs"), AT).expect("writable");
    fs::write(examples.join("builder.rs"), BUILDER).expect("writable");
    fs::copy(workspace.join("Cargo.lock"), dir.join("Cargo.lock")).expect("writable");
    dir
}

/// Checks a program, or returns the errors of the compiler.
fn check(dir: &Path, example: &str) -> Result<(), String> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--no-default-features", "--example", example])
        .env("CARGO_TARGET_DIR", folder("build"))
        .current_dir(dir)
        .output()
        .expect("cargo is there");
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// A folder that is kept between runs. The tests of names also use `build`.
fn folder(name: &str) -> PathBuf {
    let parent = if name == "build" { "names" } else { "service" };
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(parent).join(name);
    fs::create_dir_all(&dir).expect("writable");
    dir
}

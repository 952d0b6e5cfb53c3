//! `graphwright generate`: which files are written.

use super::{GENERATE, project, put, run};
use std::fs;

#[test]
fn a_crate_is_written_compared_and_kept() {
    let dir = project();
    let first = run(dir.path(), &GENERATE);
    let created = fs::read_to_string(dir.path().join("out/sdk/Cargo.toml")).expect("a crate has a manifest");
    assert!(created.contains("name = \"sdk\"") && created.contains("@generated"), "{created}");
    assert!(first.exits(0).stdout.starts_with("out/sdk: "), "{first:?}");
    let again = run(dir.path(), &GENERATE);
    assert_eq!(again.exits(0).stdout, "out/sdk: 0 files created, 0 changed, 0 removed\n");
    let check = [&GENERATE[..], &["--check"]].concat();
    assert_eq!(run(dir.path(), &check).exits(0).stdout, "");

    put(dir.path(), "out/sdk/Cargo.toml", "# @generated\n");
    put(dir.path(), "out/sdk/src/old.rs", "// @generated\n");
    fs::remove_file(dir.path().join("out/sdk/src/lib.rs")).expect("it was written");
    let drift = run(dir.path(), &check);
    assert_eq!(drift.exits(1).stdout, "changed: Cargo.toml\nmissing: src/lib.rs\norphaned: src/old.rs\n");
    assert!(drift.stderr.contains("error: `out/sdk` is not up to date\nhelp: "), "{drift:?}");
    let repaired = run(dir.path(), &GENERATE);
    assert_eq!(repaired.exits(0).stdout, "out/sdk: 1 file created, 1 changed, 1 removed\n");
    assert_eq!(fs::read_to_string(dir.path().join("out/sdk/Cargo.toml")).expect("it is back"), created);
}

#[test]
fn files_of_others_are_never_touched() {
    let dir = project();
    put(dir.path(), "out/sdk/README.md", "mine");
    let refused = run(dir.path(), &GENERATE);
    refused.fails("`out/sdk` holds files that were not generated; nothing was written:\n  README.md");
    let left: Vec<_> = fs::read_dir(dir.path().join("out/sdk")).expect("it is there").collect();
    assert_eq!(left.len(), 1);
}

#[test]
fn output_has_a_place_of_its_own() {
    let dir = project();
    let out = |it: &'static str| run(dir.path(), &["generate", "--docs", "docs", "--out", it, "--name", "sdk"]);
    out("docs/sdk").fails("overlap");
    out(".").fails("overlap");
    out("docs/../docs").fails("overlap");
    put(dir.path(), "file", "");
    out("file").fails("`file`: this is a file, not a folder");
    out("file/sdk").fails("file/sdk");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_written_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let dir = project();
    let closed = dir.path().join("out");
    fs::create_dir(&closed).expect("writable");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("it is ours");
    let run = run(dir.path(), &GENERATE);
    // An administrator can write to read-only folders.
    let is_administrator = fs::create_dir(closed.join("probe")).is_ok();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("it is ours");
    if is_administrator {
        run.exits(0);
    } else {
        run.fails("cannot write: `out/sdk");
    }
}

#[test]
fn a_configuration_says_it_all() {
    let dir = project();
    let config = "generated = \"sdks\"\n\n[[crate]]\nname = \"sdk\"\ndocs = [\"../docs\"]\nout = \"sdks/sdk\"\npackage.license = \"MIT\"\n";
    put(dir.path(), "conf/graphwright.toml", config);
    run(dir.path(), &["generate", "--config", "conf/graphwright.toml"]).exits(0);
    assert!(dir.path().join("conf/sdks/sdk/src/lib.rs").exists() && dir.path().join("conf/sdks/rustfmt.toml").exists());
    put(dir.path(), "conf/sdks/old/lib.rs", "// @generated\n");
    let drift = run(dir.path(), &["generate", "--config", "conf/graphwright.toml", "--check"]);
    assert_eq!(drift.exits(1).stdout, "orphaned: old/lib.rs\n");
    put(dir.path(), "conf/graphwright.toml", "[[crate]]\nnme = \"sdk\"\n");
    let config = ["generate", "--config", "conf/graphwright.toml"];
    run(dir.path(), &config).fails("conf/graphwright.toml:2:1: unknown field `nme`");
}

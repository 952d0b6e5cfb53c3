//! `graphwright generate --cache`: the contents of the cache, and when it is used.

use super::{GENERATE, project, put, run};
use std::fs;
use std::path::Path;

const NOTHING: &str = "out/sdk: 0 files created, 0 changed, 0 removed\n";

fn cached<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&GENERATE[..], &["--cache", "cache"], more].concat()
}

/// The text of the cache, and a copy with wrong digests: a run that uses the copy reports all files as changed.
fn spoiled(dir: &Path) -> (String, String) {
    let text = fs::read_to_string(dir.join("cache/last-run")).expect("the run was remembered");
    let (head, outputs) = text.split_once("\"outputs\"").expect("it names the outputs");
    let spoiled = format!("{head}\"outputs\"{}", outputs.replace("\":\"", "\":\"0"));
    (text, spoiled)
}

#[test]
fn the_same_inputs_are_not_worked_on_again() {
    let dir = project();
    let first = run(dir.path(), &cached(&[]));
    assert!(first.exits(0).stdout.contains("created"), "{first:?}");
    let again = run(dir.path(), &cached(&[]));
    assert_eq!(again.exits(0).stdout, NOTHING);
    assert_eq!(again.stderr, first.stderr, "findings are remembered, too");
    assert_eq!(run(dir.path(), &cached(&["--check"])).exits(0).stdout, "");

    let (_, spoiled) = spoiled(dir.path());
    put(dir.path(), "cache/last-run", &spoiled);
    let believed = run(dir.path(), &cached(&["--check"]));
    assert!(believed.exits(1).stdout.starts_with("changed: Cargo.toml\n"), "{believed:?}");
    assert_eq!(run(dir.path(), &cached(&[])).exits(0).stdout, NOTHING, "before writing, all is made again");
}

#[test]
fn what_was_changed_on_disk_is_found_and_repaired() {
    let dir = project();
    run(dir.path(), &cached(&[])).exits(0);
    put(dir.path(), "out/sdk/Cargo.toml", "# @generated\n");
    fs::remove_file(dir.path().join("out/sdk/src/lib.rs")).expect("it was written");
    let drift = run(dir.path(), &cached(&["--check"]));
    assert_eq!(drift.exits(1).stdout, "changed: Cargo.toml\nmissing: src/lib.rs\n");
    assert_eq!(run(dir.path(), &cached(&[])).exits(0).stdout, "out/sdk: 1 file created, 1 changed, 0 removed\n");
}

#[test]
fn other_inputs_and_options_are_another_run() {
    let dir = project();
    run(dir.path(), &cached(&[])).exits(0);
    let named = run(dir.path(), &cached(&["--crate-version", "0.2.0"]));
    assert_eq!(named.exits(0).stdout, "out/sdk: 0 files created, 1 changed, 0 removed\n");
    let page = dir.path().join("docs/resources/thing.md");
    let text = fs::read_to_string(&page).expect("it is there").replace("The key.", "The only key.");
    fs::write(page, text).expect("it is ours");
    let edited = run(dir.path(), &cached(&["--crate-version", "0.2.0"]));
    assert_eq!(edited.exits(0).stdout, "out/sdk: 0 files created, 1 changed, 0 removed\n");
}

#[test]
fn a_broken_cache_is_none_and_a_wrong_place_is_an_error() {
    let dir = project();
    run(dir.path(), &cached(&[])).exits(0);
    let (text, _) = spoiled(dir.path());
    put(dir.path(), "cache/last-run", &text[..text.len() / 2]);
    assert_eq!(run(dir.path(), &cached(&[])).exits(0).stdout, NOTHING);
    assert_eq!(fs::read_to_string(dir.path().join("cache/last-run")).expect("it is there"), text);

    put(dir.path(), "file", "");
    let wrong = run(dir.path(), &[&GENERATE[..], &["--cache", "file"]].concat());
    wrong.fails("cannot write: `file`");
}

//! Output trees and folders on disk.

use super::{Drift, OutputTree, WriteError, disk};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("the system has a folder for temporary files")
}

fn tree(files: &[(&str, &str)]) -> OutputTree {
    let mut res = OutputTree::default();
    for (path, text) in files {
        res.insert(*path, generated(text));
    }
    res
}

fn generated(text: &str) -> String {
    format!("// @generated\n{text}\n")
}

fn put(dir: &Path, path: &str, text: &str) {
    let path = dir.join(path);
    disk::create_folder(path.parent().expect("it lies in `dir`")).expect("the folder is writable");
    disk::create(&path, text).expect("the folder is writable");
}

fn paths(paths: &[&str]) -> Vec<PathBuf> {
    paths.iter().map(PathBuf::from).collect()
}

fn drift(missing: &[&str], changed: &[&str], orphaned: &[&str]) -> Drift {
    Drift { missing: paths(missing), changed: paths(changed), orphaned: paths(orphaned) }
}

#[test]
fn what_is_not_there_is_missing_until_it_is_written() {
    let dir = folder();
    let out = dir.path().join("a/b");
    let tree = tree(&[("Cargo.toml", "x"), ("src/lib.rs", "y")]);
    let expected = drift(&["Cargo.toml", "src/lib.rs"], &[], &[]);
    assert_eq!(tree.drift(&out).expect("readable"), expected);
    assert!(!out.exists(), "comparing writes nothing");
    assert_eq!(tree.write(&out).expect("writable"), expected);
    assert_eq!(fs::read_to_string(out.join("src/lib.rs")).expect("written"), generated("y"));
    assert_eq!(tree.drift(&out).expect("readable"), Drift::default());
    assert!(!out.join(disk::STAGING).exists());
}

#[test]
fn files_of_the_user_are_kept() {
    let dir = folder();
    let kept = ["README.md", "tests"].map(|it| PathBuf::from(it).try_into().expect("a path below the folder"));
    put(dir.path(), "README.md", "ours");
    put(dir.path(), "tests/deep/a.rs", "// @generated, by somebody else");
    let mut crate_tree = tree(&[("src/lib.rs", "1")]);
    crate_tree.keep(&kept);
    assert_eq!(crate_tree.write(dir.path()).expect("writable"), drift(&["src/lib.rs"], &[], &[]));
    assert_eq!(crate_tree.digests().drift(dir.path()).expect("readable"), Drift::default());
    put(dir.path(), "README.md.old", "not listed");
    assert!(matches!(crate_tree.write(dir.path()), Err(WriteError::Foreign { .. })));

    let outer = folder();
    put(outer.path(), "a/README.md", "ours");
    let mut all = tree(&[("rustfmt.toml", "1")]);
    all.nest(Path::new("a"), crate_tree);
    let expected = drift(&["a/src/lib.rs", "rustfmt.toml"], &[], &[]);
    assert_eq!(all.write(outer.path()).expect("writable"), expected);
}

#[test]
fn only_what_differs_is_written() {
    let dir = folder();
    tree(&[("same.rs", "1"), ("other.rs", "1"), ("old/deep/gone.rs", "1")]).write(dir.path()).expect("writable");
    let modified = |path: &str| fs::metadata(dir.path().join(path)).and_then(|it| it.modified()).expect("there");
    let before = (modified("same.rs"), modified("other.rs"));
    std::thread::sleep(std::time::Duration::from_millis(20));
    let tree = tree(&[("same.rs", "1"), ("other.rs", "2")]);
    let found = tree.write(dir.path()).expect("writable");
    assert_eq!(found, drift(&[], &["other.rs"], &["old/deep/gone.rs"]));
    assert_eq!(found.lines(), ["orphaned: old/deep/gone.rs", "changed: other.rs"]);
    assert_eq!(modified("same.rs"), before.0);
    assert_ne!(modified("other.rs"), before.1);
    assert!(!dir.path().join("old").exists(), "folders of removed files are removed");
}

#[test]
fn files_of_others_stop_everything() {
    let dir = folder();
    put(dir.path(), "notes.md", "mine");
    put(dir.path(), "src/lib.rs", "mine");
    put(dir.path(), "src/late.rs", "1\n2\n3\n4\n5\n// @generated");
    let tree = tree(&[("src/lib.rs", "x"), ("src/new.rs", "x")]);
    let refused = tree.write(dir.path()).expect_err("there are files of others");
    let text = refused.to_string();
    let WriteError::Foreign { files, .. } = refused else { panic!("{text}") };
    assert_eq!(files, paths(&["src/lib.rs", "notes.md", "src/late.rs"]));
    assert!(text.contains("  notes.md\n"), "{text}");
    assert!(!dir.path().join("src/new.rs").exists(), "nothing is written");
    assert_eq!(fs::read_to_string(dir.path().join("notes.md")).expect("still there"), "mine");
}

#[test]
fn cargos_own_files_are_left_alone() {
    let dir = folder();
    put(dir.path(), "target/debug/x", "");
    put(dir.path(), "Cargo.lock", "");
    put(dir.path(), &format!("{}/half.rs", disk::STAGING), "left by a run that was killed");
    let tree = tree(&[("src/target/lib.rs", "x")]);
    assert_eq!(tree.write(dir.path()).expect("writable"), drift(&["src/target/lib.rs"], &[], &[]));
    assert!(dir.path().join("target/debug/x").exists() && dir.path().join("Cargo.lock").exists());
    assert!(!dir.path().join(disk::STAGING).exists());
}

#[test]
fn a_folder_gives_way_to_a_file_and_back() {
    let dir = folder();
    tree(&[("user/mod.rs", "1")]).write(dir.path()).expect("writable");
    tree(&[("user", "2")]).write(dir.path()).expect("the folder is replaced");
    assert!(dir.path().join("user").is_file());
    tree(&[("user/mod.rs", "1")]).write(dir.path()).expect("the file is replaced");
    assert!(dir.path().join("user/mod.rs").is_file());
}

#[test]
fn a_file_is_no_output_directory() {
    let dir = folder();
    put(dir.path(), "out", "");
    let tree = tree(&[("lib.rs", "x")]);
    let message = tree.write(&dir.path().join("out")).expect_err("it is a file").to_string();
    assert!(message.contains("not a folder"), "{message}");
    let message = tree.write(&dir.path().join("out/below")).expect_err("it lies in a file").to_string();
    assert!(message.contains("out/below"), "{message}");
}

#[test]
#[should_panic(expected = "lacks `@generated`")]
fn unmarked_texts_are_a_mistake() {
    OutputTree::default().insert("lib.rs", "fn main() {}".to_owned());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let dir = folder();
    put(dir.path(), "elsewhere/lib.rs", &generated("kept"));
    let inner = dir.path().join("real");
    fs::create_dir(&inner).expect("writable");
    std::os::unix::fs::symlink(dir.path().join("elsewhere"), inner.join("src")).expect("links can be made");
    let refused = tree(&[("src/lib.rs", "new")]).write(&inner).expect_err("the link belongs to somebody");
    assert!(matches!(refused, WriteError::Foreign { .. }), "{refused}");
    assert_eq!(fs::read_to_string(dir.path().join("elsewhere/lib.rs")).expect("still there"), generated("kept"));
}

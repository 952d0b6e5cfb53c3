//! The command line as its users meet it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const PAGE: &str = r#"---
title: "Get thing"
doc_type: apiPageType
---
# Get thing

Namespace: microsoft.graph

Reads a thing.

## Permissions
|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated (work or school account)|Thing.Read.All|
|Delegated (personal Microsoft account)|Not supported.|
|Application|Thing.Read.All|

## HTTP request
``` http
GET /things/{id}
```

## Request body
Do not supply a request body for this method.

## Response
If successful, this method returns a `200 OK` response code and a [thing](../resources/thing.md) object in the response body.
"#;

const RESOURCE: &str = r##"---
title: "thing resource type"
doc_type: resourcePageType
---
# thing resource type

Namespace: microsoft.graph

A thing.

## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|The key.|

## JSON representation
<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.thing", "keyProperty": "id" } -->
``` json
{ "@odata.type": "#microsoft.graph.thing", "id": "String (identifier)" }
```
"##;

/// A folder with two pages in `docs/`.
fn project() -> TempDir {
    let dir = tempfile::tempdir().expect("the system has a folder for temporary files");
    put(dir.path(), "docs/api/thing-get.md", PAGE);
    put(dir.path(), "docs/resources/thing.md", RESOURCE);
    dir
}

fn put(dir: &Path, path: &str, text: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().expect("it lies in `dir`")).expect("writable");
    fs::write(path, text).expect("writable");
}

fn run(dir: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_graphwright")).args(arguments).current_dir(dir).output();
    let Output { status, stdout, stderr } = output.expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Run { code: status.code().expect("it is not killed"), stdout: text(stdout), stderr: text(stderr) }
}

/// What a command did.
#[derive(Debug)]
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    /// Asserts that nothing was done, and that stderr says why.
    #[track_caller]
    fn fails(&self, why: &str) {
        assert_eq!((self.code, &*self.stdout), (2, ""), "{self:?}");
        assert!(self.stderr.starts_with("error: ") && self.stderr.contains(why), "{self:?}");
    }

    #[track_caller]
    fn exits(&self, code: i32) -> &Run {
        assert_eq!(self.code, code, "{self:?}");
        self
    }
}

const GENERATE: [&str; 7] = ["generate", "--docs", "docs", "--out", "out/sdk", "--name", "sdk"];

#[test]
fn clean_pages_are_clean() {
    let dir = project();
    let run = run(dir.path(), &["check", "--docs", "docs"]);
    let warnings = run.stdout.lines().find(|it| it.starts_with("warning"));
    assert_eq!(warnings, None, "{run:?}");
    run.exits(0);
}

#[test]
fn findings_are_output() {
    let dir = project();
    put(dir.path(), "docs/api/thing-get.md", &PAGE.replace("GET /things/{id}", "Fetch the thing"));
    let short = run(dir.path(), &["check", "--docs", "docs", "--format", "short"]);
    let expected = "docs/api/thing-get.md:5:3: warning[G0301]: this page documents no request (help: ";
    assert!(short.exits(1).stdout.contains(expected), "{short:?}");
    let full = run(dir.path(), &["check", "--docs", "docs"]);
    assert!(full.exits(1).stdout.contains("5 | # Get thing"), "{full:?}");
    assert!(!full.stdout.contains('\u{1b}'), "no colours in a pipe");
    assert!(full.stderr.starts_with("2 pages checked: "), "{full:?}");
}

#[test]
fn notes_alone_are_no_findings() {
    let dir = project();
    put(dir.path(), "docs/api/thing-get.md", &format!("{PAGE}\n## Unheard of\n"));
    let run = run(dir.path(), &["check", "--docs", "docs", "--format", "short"]);
    assert!(run.exits(0).stdout.contains("note[G0120]"), "{run:?}");
}

#[test]
fn the_accounts_agree() {
    let dir = project();
    let run = run(dir.path(), &["check", "--docs", "docs", "--stats"]);
    let line = |name: &str| -> Vec<String> {
        let line = run.stdout.lines().find(|it| it.trim_start().starts_with(name)).unwrap_or_default();
        line.split_whitespace().map(str::to_owned).collect()
    };
    run.exits(0);
    assert_eq!(line("rows")[1..4], ["4", "0", "4"], "{run:?}");
    assert_eq!(line("operations"), ["operations", "1"], "{run:?}");
    assert!(!run.stdout.contains("does not agree"), "{run:?}");
}

#[test]
fn pages_without_anything_do_no_harm() {
    let dir = project();
    put(dir.path(), "docs/api/empty.md", "");
    put(dir.path(), "docs/resources/blank.md", "\n\n");
    put(dir.path(), "docs/resources/title.md", "# thing");
    let checked = run(dir.path(), &["check", "--docs", "docs", "--format", "short"]);
    assert!(checked.exits(1).stdout.contains("docs/api/empty.md:1:1: warning[G0118]"), "{checked:?}");
    run(dir.path(), &["check", "--docs", "docs", "--stats"]).exits(1);
    run(dir.path(), &GENERATE).exits(0);
    run(dir.path(), &["export", "--docs", "docs"]).exits(0);
}

#[test]
fn inputs_that_cannot_be_read_are_errors() {
    let dir = project();
    put(dir.path(), "empty/notes.txt", "");
    put(dir.path(), "latin/page.md", "");
    fs::write(dir.path().join("latin/page.md"), b"# Caf\xe9\n").expect("writable");
    for command in ["check", "export"] {
        run(dir.path(), &[command, "--docs", "docs", "nowhere"]).fails("`nowhere`");
        run(dir.path(), &[command, "--docs", "empty"]).fails("no pages");
        run(dir.path(), &[command, "--docs", "latin"]).fails("`latin/page.md`: it is not UTF-8 (at byte 5)");
    }
    run(dir.path(), &["generate", "--docs", "nowhere", "--out", "out", "--name", "sdk"]).fails("`nowhere`");
    assert!(!dir.path().join("out").exists());
}

#[test]
fn misuse_is_explained() {
    let dir = project();
    let name = |it: &'static str| run(dir.path(), &["generate", "--docs", "docs", "--out", "out", "--name", it]);
    name("std").fails("`std` is the name of a crate");
    name("type").fails("`type` is a keyword of Rust");
    name("1st").fails("begins with a letter");
    run(dir.path(), &["generate", "--docs", "docs"]).fails("--out <DIR>");
    run(dir.path(), &["check"]).fails("--docs <DIR>");
    run(dir.path(), &["export", "--docs", "docs", "--format", "xml"]).fails("json");
    run(dir.path(), &[&GENERATE[..], &["--crate-version", "1"]].concat()).fails("three numbers");
    run(dir.path(), &[&GENERATE[..], &["--runtime", "nowhere"]].concat()).fails("`nowhere` is neither");
    run(dir.path(), &["explain", "G9999"]).fails("no finding has this code");
}

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
    out("docs/sdk").fails("lie in each other");
    out(".").fails("lie in each other");
    out("docs/../docs").fails("lie in each other");
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
    // An administrator may write everywhere.
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
    let config = "generated = \"sdks\"\n\n[[crate]]\nname = \"sdk\"\ndocs = [\"../docs\"]\nout = \"sdks/sdk\"\n";
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

#[test]
fn codes_are_explained() {
    let dir = project();
    let one = run(dir.path(), &["explain", "g0301"]);
    assert!(one.exits(0).stdout.starts_with("G0301 (warning)\n\n"), "{one:?}");
    let all = run(dir.path(), &["explain"]);
    let expected = graphwright::diagnostics::Code::ALL.len();
    assert_eq!(all.exits(0).stdout.lines().count(), expected, "{all:?}");
}

#[test]
fn help_shows_how() {
    for command in ["generate", "check", "export", "explain"] {
        let help = run(Path::new("."), &[command, "--help"]);
        assert!(help.exits(0).stdout.contains(&format!("  graphwright {command} ")), "{help:?}");
    }
}

#[test]
fn a_reader_may_stop_reading() {
    let dir = project();
    let rows: String = (0..5000).map(|idx| format!("|p{idx}|??|A.|\n")).collect();
    put(dir.path(), "docs/resources/thing.md", &RESOURCE.replace("|id|String|The key.|\n", &rows));
    let mut child = Command::new(env!("CARGO_BIN_EXE_graphwright"))
        .args(["check", "--docs", "docs"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let stderr = String::from_utf8(output.stderr).expect("output is UTF-8");
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.starts_with("2 pages checked: "), "{stderr}");
}

//! End-to-end tests of the command line.

mod baseline;
mod cache;
mod check;
mod formats;
mod generate;
mod hostile;
mod openapi;
mod permissions;
mod policy;
mod selection;
mod snippet;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
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

/// Creates a folder with two pages in `docs/`.
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

/// The result of a command.
#[derive(Debug)]
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    /// Asserts that the command failed, with this reason on stderr.
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

/// The minimal arguments to generate a crate.
const GENERATE: [&str; 7] = ["generate", "--docs", "docs", "--out", "out/sdk", "--name", "sdk"];

#[test]
fn inputs_that_cannot_be_read_are_errors() {
    let dir = project();
    put(dir.path(), "empty/notes.txt", "");
    for command in ["check", "export"] {
        run(dir.path(), &[command, "--docs", "docs", "nowhere"]).fails("`nowhere`");
        run(dir.path(), &[command, "--docs", "empty"]).fails("no pages");
    }
    run(dir.path(), &["generate", "--docs", "nowhere", "--out", "out", "--name", "sdk"]).fails("`nowhere`");
    assert!(!dir.path().join("out").exists());
}

#[test]
fn one_file_does_not_end_the_run() {
    let dir = project();
    let docs = dir.path().join("docs");
    fs::write(docs.join("latin.md"), b"---\ntitle: \"a\"\n---\n# Caf\xe9 \x92s\n").expect("writable");
    let check = || run(dir.path(), &["check", "--docs", "docs", "--format", "short"]).exits(1).stdout.clone();
    assert!(check().contains("docs/latin.md:4:6: warning[G0123]: 2 bytes are not UTF-8"), "{}", check());
    fs::remove_file(docs.join("latin.md")).expect("it is there");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", docs.join("link.md")).expect("a link");
        let made = Command::new("mkfifo").arg(docs.join("pipe.md")).status().expect("POSIX has mkfifo");
        assert!(made.success());
        let found = check();
        assert!(found.contains("docs/link.md:1:1: error[G0124]: the file cannot be read: No such file"), "{found}");
        assert!(
            found.contains("docs/pipe.md:1:1: error[G0124]: the file cannot be read: it is not a regular"),
            "{found}"
        );
        run(dir.path(), &GENERATE).exits(1);
        assert!(!dir.path().join("out").exists(), "nothing is generated without a page");
    }
}

#[test]
fn misuse_is_explained() {
    let dir = project();
    let name = |it: &'static str| run(dir.path(), &["generate", "--docs", "docs", "--out", "out", "--name", it]);
    name("std").fails("`std` is the name of a crate");
    name("type").fails("`type` is a keyword of Rust");
    name("1st").fails("must start with a letter");
    run(dir.path(), &["generate", "--docs", "docs"]).fails("--out <DIR>");
    run(dir.path(), &["check"]).fails("--docs <DIR>");
    run(dir.path(), &["check", "docs"]).fails("tip: pages are read with `--docs docs`");
    run(dir.path(), &["export", "--docs", "docs", "--format", "xml"]).fails("json");
    run(dir.path(), &[&GENERATE[..], &["--crate-version", "1"]].concat()).fails("three numbers");
    run(dir.path(), &[&GENERATE[..], &["--runtime", "nowhere"]].concat()).fails("`nowhere` is neither");
    run(dir.path(), &["explain", "G9999"]).fails("unknown code");
}

#[test]
fn codes_are_explained() {
    let dir = project();
    let one = run(dir.path(), &["explain", "g0301"]);
    assert!(one.exits(0).stdout.starts_with("G0301\n`RequestMissing`, warning\n\n"), "{one:?}");
    let all = run(dir.path(), &["explain"]);
    let expected = graphwright::diagnostics::Code::ALL.len();
    assert_eq!(all.exits(0).stdout.lines().count(), expected, "{all:?}");
}

#[test]
fn help_shows_how() {
    for command in ["generate", "check", "export", "explain", "snippet"] {
        let help = run(Path::new("."), &[command, "--help"]);
        assert!(help.exits(0).stdout.contains(&format!("  graphwright {command} ")), "{help:?}");
    }
}

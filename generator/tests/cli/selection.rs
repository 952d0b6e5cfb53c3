//! `--only` and `--changed-since`: findings of some files, checked against everything.

use super::{RESOURCE, project, put, run};
use std::path::Path;
use std::process::Command;

/// The places of all findings, without columns.
fn places(dir: &Path, options: &[&str]) -> Vec<String> {
    let run = run(dir, &[&["check", "--docs", "docs", "--format", "short", "--allow", "notes"], options].concat());
    let place = |line: &str| line.splitn(3, ':').take(2).collect::<Vec<_>>().join(":");
    run.stdout.lines().map(place).collect()
}

/// Two pages that each have a finding; one refers to the type of the other.
fn flawed() -> tempfile::TempDir {
    let dir = project();
    let thing = RESOURCE.replace("|id|String|", "|part|part|A part.|\n|id|??|").replace("{ \"@", "{ \"part\": {}, \"@");
    put(dir.path(), "docs/resources/thing.md", &thing);
    let part = RESOURCE.replace("thing", "part").replace("|id|String|", "|id|??|");
    put(dir.path(), "docs/resources/part.md", &part);
    dir
}

#[test]
fn a_page_is_checked_against_all_others() {
    let dir = flawed();
    assert_eq!(places(dir.path(), &[]), ["docs/resources/part.md:14", "docs/resources/thing.md:15"]);
    let only = |path: &str| places(dir.path(), &["--only", path]);
    assert_eq!(only("docs/resources/thing.md"), ["docs/resources/thing.md:15"]);
    assert_eq!(only("docs/resources").len(), 2);
    assert_eq!(only("docs/api"), [""; 0]);
    let thing = ["check", "--docs", "docs", "--only", "docs/resources/../resources/thing.md", "--allow", "notes"];
    let thing = run(dir.path(), &thing);
    assert!(thing.exits(1).stderr.ends_with("3 pages checked: 1 warning; not shown: 1 in other files\n"), "{thing:?}");
    let unknown = ["check", "--docs", "docs", "--only", "docs/resources/thin.md"];
    run(dir.path(), &unknown).fails("`docs/resources/thin.md` is not a file or folder of the inputs");
    let update = ["check", "--docs", "docs", "--only", "docs", "--baseline", "b.toml", "--update-baseline"];
    run(dir.path(), &update).fails("cannot be used with");
}

#[test]
fn changed_files_are_those_of_git() {
    let dir = flawed();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let done = Command::new("git").args(identity).args(arguments).current_dir(dir.path()).output();
        assert!(done.expect("git is installed").status.success(), "{arguments:?}");
    };
    let changed = || places(dir.path(), &["--changed-since", "before"]);
    run(dir.path(), &["check", "--docs", "docs", "--changed-since", "before"]).fails("git failed: ");
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "All"]);
    git(&["branch", "before"]);
    assert_eq!(changed(), [""; 0]);
    let other = RESOURCE.replace("thing", "other").replace("|id|String|", "|id|??|");
    put(dir.path(), "docs/resources/other.md", &other);
    assert_eq!(changed(), ["docs/resources/other.md:14"], "an untracked file");
    git(&["add", "."]);
    git(&["commit", "-qm", "Another"]);
    let thing = std::fs::read_to_string(dir.path().join("docs/resources/thing.md")).expect("it is there");
    put(dir.path(), "docs/resources/thing.md", &format!("{thing}\nMore.\n"));
    assert_eq!(changed(), ["docs/resources/other.md:14", "docs/resources/thing.md:15"]);
    run(dir.path(), &["check", "--docs", "docs", "--changed-since", "--output=x"]).fails("");
}

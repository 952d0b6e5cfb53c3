//! `--baseline`: known findings are not reported.

use super::{RESOURCE, Run, project, put, run};
use std::fs;

const ROWS: &str = "|id|String|The key.|\n";

fn check(dir: &tempfile::TempDir, options: &[&str]) -> Run {
    run(dir.path(), &[&["check", "--docs", "docs", "--format", "short", "--baseline", "known.toml"], options].concat())
}

#[test]
fn known_findings_are_not_shown_wherever_they_move() {
    let dir = project();
    let resource = |rows: &str| put(dir.path(), "docs/resources/thing.md", &RESOURCE.replace(ROWS, rows));
    resource("|id|??|The key.|\n|a|??|A.|\n|b|nobody|B.|\n");
    let written = check(&dir, &["--update-baseline"]);
    assert_eq!((&*written.exits(0).stdout, &*written.stderr), ("", "3 findings written to `known.toml`\n"));
    let known = fs::read_to_string(dir.path().join("known.toml")).expect("it was written");
    let expected = "findings = [\n    \
        { file = \"resources/thing.md\", code = \"G0202\", symbol = \"nobody\" },\n    \
        { file = \"resources/thing.md\", code = \"G0203\", message = \"unrecognized type\", count = 2 },\n\
        ]\n";
    assert!(known.ends_with(expected), "{known}");
    assert_eq!(check(&dir, &["--update-baseline"]).code, 0);
    assert_eq!(fs::read_to_string(dir.path().join("known.toml")).expect("it is there"), known, "it is stable");

    let same = check(&dir, &[]);
    assert_eq!(same.exits(0).stdout, "");
    assert_eq!(same.stderr, "2 pages checked: nothing to report; not shown: 3 in the baseline\n");
    resource("|c|String|C.|\n|b|nobody|B.|\n|a|??|A.|\n|id|??|The key.|\n|d|??|New.|\n");
    let more = check(&dir, &[]);
    assert_eq!(more.exits(1).stdout.lines().count(), 1, "{more:?}");

    resource("|id|??|The key.|\n");
    let fewer = check(&dir, &[]);
    let lines: Vec<&str> = fewer.exits(0).stdout.lines().collect();
    assert!(
        lines[0].starts_with("known.toml:5:5: note[G0503]: `resources/thing.md` no longer has this G0202 finding"),
        "{fewer:?}"
    );
    assert!(lines[1].starts_with("known.toml:6:5: note[G0503]: `resources/thing.md` has only 1 of 2"), "{fewer:?}");
    check(&dir, &["--deny", "G0503"]).exits(1);
    assert_eq!(check(&dir, &["--update-baseline"]).stderr, "1 finding written to `known.toml`\n");
    assert_eq!(check(&dir, &[]).exits(0).stdout, "");
    // A known finding that is allowed is not reported as missing.
    assert_eq!(check(&dir, &["--allow", "G0203"]).exits(0).stdout, "");
}

#[test]
fn findings_that_are_not_searched_for_are_not_missing() {
    let dir = project();
    let off = ["--warn", "G0135"];
    assert!(run(dir.path(), &[&["check", "--docs", "docs"], &off[..]].concat()).exits(1).stdout.contains("G0135"));
    check(&dir, &[&off[..], &["--update-baseline"]].concat()).exits(0);
    assert_eq!(check(&dir, &off).exits(0).stdout, "");
    assert_eq!(check(&dir, &[]).exits(0).stdout, "");
}

#[test]
fn a_baseline_that_cannot_be_used_is_an_error() {
    let dir = project();
    check(&dir, &[]).fails("cannot read the baseline `known.toml`");
    put(
        dir.path(),
        "known.toml",
        "# graphwright baseline\nversion = 1\nfindings = [\n    { file = \"a\", kode = \"b\" },\n]\n",
    );
    check(&dir, &[]).fails("known.toml:4:19: unknown field `kode`");
    put(dir.path(), "known.toml", "# graphwright baseline\nversion = 2\nfindings = []\n");
    check(&dir, &[]).fails("unsupported version 2");
    // A damaged baseline, after a merge for example, is replaced. Other files are not overwritten.
    put(dir.path(), "known.toml", "# graphwright baseline\n<<<<<<<\n");
    check(&dir, &["--update-baseline"]).exits(0);
    put(dir.path(), "known.toml", "[package]\n");
    check(&dir, &["--update-baseline"]).fails("`known.toml` is not a baseline; it was not overwritten");
    run(dir.path(), &["check", "--docs", "docs", "--update-baseline"]).fails("--baseline <FILE>");
    let nowhere = ["check", "--docs", "docs", "--baseline", "no/where.toml", "--update-baseline"];
    run(dir.path(), &nowhere).fails("cannot write the baseline `no/where.toml`");
    assert_eq!(fs::read_dir(dir.path()).expect("it is there").count(), 2, "nothing is left beside the files");
}

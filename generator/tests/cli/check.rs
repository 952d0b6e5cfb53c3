//! `graphwright check`: findings and exit codes.

use super::{GENERATE, PAGE, RESOURCE, project, put, run};
use std::process::{Command, Stdio};

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
    let expected = "docs/api/thing-get.md:20:1: warning[G0302]: this line is not a request line";
    assert!(short.exits(1).stdout.contains(expected), "{short:?}");
    let full = run(dir.path(), &["check", "--docs", "docs"]);
    assert!(full.exits(1).stdout.contains("20 | Fetch the thing"), "{full:?}");
    assert!(!full.stdout.contains('\u{1b}'), "no colours in a pipe");
    assert!(full.stderr.ends_with("\n2 pages checked: 1 warning\n"), "{full:?}");
}

#[test]
fn notes_alone_are_no_findings() {
    let dir = project();
    let page = PAGE.replace("``` http", "<!-- { \"blockType\": \"request\", \"unheardOf\": 1 } -->\n``` http");
    put(dir.path(), "docs/api/thing-get.md", &page);
    let run = run(dir.path(), &["check", "--docs", "docs", "--format", "short"]);
    assert!(run.exits(0).stdout.contains("note[G0105]"), "{run:?}");
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
fn the_sum_stands_last() {
    let dir = project();
    let page =
        RESOURCE.replace("|id|String|The key.|\n", "|id|??|A.|\n|b|??|B.|\n").replace("{ \"@", "{ \"b\": 1, \"@");
    put(dir.path(), "docs/resources/thing.md", &page);
    let run = run(dir.path(), &["check", "--docs", "docs"]);
    let expected = "  G0203       2  The type of a row is missing or not recognized.\n\
                    `graphwright explain G0203` describes the code of the first finding\n2 pages checked: 2 warnings\n";
    assert_eq!(run.exits(1).stderr, expected, "{run:?}");
}

/// Runs a command whose stdout or stderr is closed. Returns the exit code and stderr.
fn unread(format: &str, stdout: bool, stderr: bool) -> (Option<i32>, String) {
    let dir = project();
    let rows: String = (0..5000).map(|idx| format!("|p{idx}|??|A.|\n")).collect();
    put(dir.path(), "docs/resources/thing.md", &RESOURCE.replace("|id|String|The key.|\n", &rows));
    let mut child = Command::new(env!("CARGO_BIN_EXE_graphwright"))
        .args(["check", "--docs", "docs", "--format", format])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take_if(|_| stdout));
    drop(child.stderr.take_if(|_| stderr));
    let output = child.wait_with_output().expect("it ends");
    (output.status.code(), String::from_utf8(output.stderr).expect("output is UTF-8"))
}

#[test]
fn a_reader_may_stop_reading() {
    for format in ["full", "short", "json", "sarif"] {
        let (code, stderr) = unread(format, true, false);
        assert_eq!(code, Some(1), "{stderr}");
        assert!(stderr.ends_with("\n2 pages checked: 5001 warnings\n"), "{stderr}");
        assert_eq!(unread(format, true, true).0, Some(1), "nobody reads stderr, either");
    }
}

#[test]
fn help_and_misuse_need_no_reader() {
    for (arguments, expected) in [(&["--help"][..], 0), (&["check"], 2), (&["explain"], 0), (&["explain", "G9"], 2)] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_graphwright"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        drop((child.stdout.take(), child.stderr.take()));
        assert_eq!(child.wait().expect("it ends").code(), Some(expected), "{arguments:?}");
    }
}

#[test]
fn metadata_that_cannot_be_used_is_one_error() {
    let dir = project();
    let schema = "<Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><EntityType Name=\"b\">";
    let v3 = "<edmx:Edmx Version=\"1.0\" xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\"/>";
    put(dir.path(), "docs/resources/thing.md", &RESOURCE.replace("|id|String|", "|id|??|"));
    for (text, reason) in [
        (schema, "m.xml:1:92: the file ends within `EntityType`"),
        (v3, "m.xml:1:21: metadata of OData 1 to 3 is not supported"),
        ("<html></html>", "m.xml:1:1: this file contains no schema"),
    ] {
        put(dir.path(), "m.xml", text);
        let checked = run(dir.path(), &["check", "--docs", "docs", "--csdl", "m.xml", "--format", "short"]);
        let lines: Vec<&str> = checked.exits(1).stdout.lines().collect();
        assert_eq!(lines.len(), 2, "{checked:?}");
        assert!(lines[1].contains("G0203"), "pages are checked: {checked:?}");
        let (place, message) = reason.split_once(": ").expect("a reason has a place");
        assert!(lines[0].starts_with(&format!("{place}: error[")) && lines[0].contains(message), "{checked:?}");
        for command in [&GENERATE[..], &["export", "--docs", "docs"]] {
            let failed = run(dir.path(), &[command, &["--csdl", "m.xml"]].concat());
            assert_eq!((failed.code, &*failed.stdout, failed.stderr), (2, "", format!("error: {reason}\n")));
        }
        assert!(!dir.path().join("out").exists());
    }
}

#[cfg(unix)]
#[test]
fn unreadable_files_do_not_stop_a_check() {
    let dir = project();
    put(dir.path(), "docs/resources/thing.md", &RESOURCE.replace("|id|String|", "|id|??|"));
    std::os::unix::fs::symlink("nowhere.md", dir.path().join("docs/api/dangling.md")).expect("links are possible");
    let pipe = Command::new("mkfifo").arg(dir.path().join("docs/api/pipe.md")).status();
    assert!(pipe.expect("`mkfifo` exists").success());
    std::fs::write(dir.path().join("docs/api/thing-list.md"), b"# It\x92s a thing\n").expect("writable");
    let checked = run(dir.path(), &["check", "--docs", "docs", "--format", "short"]);
    for (file, code) in
        [("api/dangling", "G0124"), ("api/pipe", "G0124"), ("api/thing-list", "G0123"), ("resources/thing", "G0203")]
    {
        let is_meant = |it: &str| it.starts_with(&format!("docs/{file}.md:")) && it.contains(&format!("[{code}]"));
        assert_eq!(checked.exits(1).stdout.lines().filter(|it| is_meant(it)).count(), 1, "{file}: {checked:?}");
    }
}

#[test]
fn codes_are_explained_by_number_and_name() {
    let dir = project();
    let by_number = run(dir.path(), &["explain", "g0203"]);
    assert_eq!(by_number.exits(0).stdout, run(dir.path(), &["explain", "TypeCell"]).stdout);
    for part in
        ["G0203\n`TypeCell`, warning\n", "Why it matters: ", "warning[G0203]: unrecognized type", "allow(G0203)"]
    {
        assert!(by_number.stdout.contains(part), "{part}: {by_number:?}");
    }
    run(dir.path(), &["explain", "TypeCel"]).fails("did you mean `TypeCell`?");
}

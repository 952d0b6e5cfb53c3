//! Severities of findings: `--deny`, `--warn`, `--allow`, `[lints]`, and comments in pages.

use super::{GENERATE, PAGE, RESOURCE, project, put, run};

/// A project with a note (G0105) and a warning (G0306) in one page, and a warning (G0203) in a resource.
fn flawed() -> tempfile::TempDir {
    let dir = project();
    let page = PAGE.replace("|Application|Thing.Read.All|", "|Application|Thing.Read.All|\n|Nobody|Thing.Read.All|");
    let page = page.replace("``` http", "<!-- { \"blockType\": \"request\", \"unheardOf\": 1 } -->\n``` http");
    put(dir.path(), "docs/api/thing-get.md", &page);
    put(dir.path(), "docs/resources/thing.md", &RESOURCE.replace("|id|String|The key.|", "|id|??|The key.|"));
    dir
}

/// Runs `check` with these options. Returns the exit code, the codes with severities, and the last line.
#[track_caller]
fn check(dir: &tempfile::TempDir, options: &[&str]) -> (i32, Vec<String>, String) {
    let run = run(dir.path(), &[&["check", "--docs", "docs", "--format", "short"], options].concat());
    let finding = |line: &str| line.split(' ').nth(1).map(|it| it.trim_end_matches(':').to_owned());
    let last = run.stderr.lines().last().unwrap_or_default().to_owned();
    (run.code, run.stdout.lines().filter_map(finding).collect(), last)
}

#[test]
fn levels_change_what_is_shown_and_the_exit_code() {
    let dir = flawed();
    let (code, findings, last) = check(&dir, &[]);
    assert_eq!((code, &*last), (1, "2 pages checked: 2 warnings, 1 note"));
    assert_eq!(findings, ["warning[G0306]", "note[G0105]", "warning[G0203]"]);

    let (code, findings, last) = check(&dir, &["--allow", "G0203,G0306"]);
    assert_eq!((code, &*last), (0, "2 pages checked: 1 note; not shown: 2 allowed"));
    assert_eq!(findings, ["note[G0105]"]);

    let (code, findings, _) = check(&dir, &["--allow", "warnings", "--warn", "G0105"]);
    assert_eq!((code, findings), (0, vec![]), "what was made a warning is in the group");

    let (code, findings, last) = check(&dir, &["--deny", "notes", "G03", "--allow", "g0203"]);
    assert_eq!((code, findings), (1, vec!["error[G0306]".to_owned(), "error[G0105]".to_owned()]));
    assert_eq!(last, "2 pages checked: 2 errors; not shown: 1 allowed");
}

#[test]
fn codes_that_do_not_exist_are_misuse() {
    let dir = project();
    let deny = |codes: &[&str]| run(dir.path(), &[&["check", "--docs", "docs", "--deny"], codes].concat());
    deny(&["G0399"]).fails("unknown code `G0399`; did you mean `G0309`?");
    deny(&["warning"]).fails("did you mean `warnings`?");
    deny(&["G03", "--allow", "g03"]).fails("`G03` is used with more than one of");
    run(dir.path(), &["explain", "G399"]).fails("did you mean `G0309`?");
}

#[test]
fn a_file_says_it_for_all() {
    let dir = flawed();
    put(dir.path(), "graphwright.toml", "[lints]\nG0203 = \"allow\"\nG03 = \"warn\"\nnotes = \"allow\"\n");
    let (code, findings, last) = check(&dir, &["--config", "graphwright.toml", "--deny", "warnings"]);
    assert_eq!((code, findings), (1, vec!["error[G0306]".to_owned()]));
    assert_eq!(last, "2 pages checked: 1 error; not shown: 2 allowed");
    put(dir.path(), "graphwright.toml", "[lints]\nG0399 = \"allow\"\n");
    let check = ["check", "--docs", "docs", "--config", "graphwright.toml"];
    run(dir.path(), &check).fails("graphwright.toml:2:1: unknown code `G0399`; did you mean `G0309`?");
    put(dir.path(), "graphwright.toml", "[lint]\n");
    run(dir.path(), &check).fails("graphwright.toml:1:2: unknown field `lint`");
}

#[test]
fn nothing_is_generated_from_denied_findings() {
    let dir = flawed();
    let config = "[lints]\nG0203 = \"deny\"\n\n[[crate]]\nname = \"sdk\"\ndocs = [\"docs\"]\nout = \"out\"\npackage.license = \"MIT\"\n";
    put(dir.path(), "graphwright.toml", config);
    let refused = run(dir.path(), &["generate", "--config", "graphwright.toml"]);
    assert!(refused.exits(1).stderr.contains("error: nothing was written because of the errors above"), "{refused:?}");
    assert!(!dir.path().join("out").exists());
    run(dir.path(), &GENERATE).exits(0);
}

#[test]
fn comments_suppress_and_are_missed_when_they_do_not() {
    let dir = flawed();
    let resource = RESOURCE.replace("|id|String|The key.|", "|id|??|The key.|");
    let with = |comment: &str| {
        put(
            dir.path(),
            "docs/resources/thing.md",
            &resource.replace("## Properties", &format!("{comment}\n\n## Properties")),
        );
        check(&dir, &["--allow", "G0306", "G0105"])
    };
    let (code, findings, last) = with("<!-- graphwright: allow(G0203) It is what it is. -->");
    assert_eq!((code, findings), (0, vec![]));
    assert_eq!(last, "2 pages checked: nothing to report; not shown: 2 allowed, 1 suppressed");
    let (code, findings, _) = with("<!-- graphwright: allow(G0202) -->");
    assert_eq!((code, findings), (1, vec!["warning[G0501]".to_owned(), "warning[G0203]".to_owned()]));
    // `check` does not expect codes that only `generate` reports.
    let (_, findings, _) = with("<!-- graphwright: allow(G0203) --><!-- graphwright: allow(G0401) -->");
    assert_eq!(findings, Vec::<String>::new());
    let stats = run(dir.path(), &["check", "--docs", "docs", "--stats"]);
    assert!(!stats.stdout.contains("does not agree") && stats.stdout.contains("(1 suppressed)"), "{stats:?}");
}

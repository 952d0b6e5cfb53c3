//! Inputs that no author writes: commands end, and report what they refuse.

use super::{GENERATE, PAGE, RESOURCE, Run, project, put, run};
use std::path::Path;

fn check(dir: &Path) -> Run {
    run(dir, &["check", "--docs", "docs", "--format", "short"])
}

/// The lines with a code.
fn lines<'a>(run: &'a Run, code: &str) -> Vec<&'a str> {
    run.stdout.lines().filter(|it| it.contains(&format!("[{code}]"))).collect()
}

#[test]
fn tables_may_be_long() {
    let dir = project();
    let rows: String = (0..20_000).map(|idx| format!("|p{idx}|nobody{idx}|A.|\n")).collect();
    put(dir.path(), "docs/resources/thing.md", &RESOURCE.replace("|id|String|The key.|\n", &rows));
    assert_eq!(lines(&check(dir.path()), "G0202").len(), 20_000);
}

#[test]
fn nesting_is_no_problem() {
    let dir = project();
    let quotes = format!("{} a\n\n{} b\n", ">".repeat(20_000), "- ".repeat(20_000));
    put(dir.path(), "docs/resources/thing.md", &format!("{RESOURCE}\n{quotes}"));
    assert_eq!(check(dir.path()).exits(0).stdout, "");
    run(dir.path(), &GENERATE).exits(0);
}

#[test]
fn includes_that_double_are_refused() {
    let dir = project();
    for level in 0..30 {
        let next = format!("[!INCLUDE [next]({}.md)]\n\n", level + 1).repeat(2);
        put(dir.path(), &format!("docs/includes/{level}.md"), &next);
    }
    put(dir.path(), "docs/includes/30.md", "The end.\n");
    put(dir.path(), "docs/resources/thing.md", &format!("{RESOURCE}\n[!INCLUDE [first](../includes/0.md)]\n"));
    let checked = check(dir.path());
    assert_eq!(lines(&checked, "G0125").len(), 1, "{checked:?}");
    checked.exits(1);
}

#[test]
fn urls_of_many_segments_are_refused() {
    let dir = project();
    let url: String = (0..4_000).map(|idx| format!("/s{idx}")).collect();
    put(dir.path(), "docs/api/thing-get.md", &PAGE.replace("/things/{id}", &url));
    let checked = check(dir.path());
    assert!(lines(&checked, "G0303")[0].contains("this URL has 4000 segments"), "{checked:?}");
    run(dir.path(), &GENERATE).exits(0);
}

#[test]
fn chains_of_base_types_may_be_long() {
    let dir = project();
    let ty = |idx: usize| {
        let base = if idx == 0 { String::new() } else { format!(" BaseType=\"a.t{}\"", idx - 1) };
        format!("<EntityType Name=\"t{idx}\"{base}><Property Name=\"p{idx}\" Type=\"Edm.String\"/></EntityType>\n")
    };
    let types: String = (0..3_000).map(ty).collect();
    let schema = format!("<Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{types}</Schema>");
    put(dir.path(), "m.csdl", &schema);
    let checked = run(dir.path(), &["check", "--csdl", "m.csdl", "--format", "short"]);
    assert_eq!(lines(&checked, "G0215").len(), 3_000 / 33, "{}", checked.stderr);
    checked.exits(1);
    run(dir.path(), &["generate", "--csdl", "m.csdl", "--out", "out/sdk", "--name", "sdk"]).exits(0);
}

#[test]
fn chains_of_base_types_on_pages_may_be_long() {
    let dir = project();
    for idx in 0..300 {
        let base = if idx == 0 { String::new() } else { format!(", \"baseType\": \"microsoft.graph.t{}\"", idx - 1) };
        let page = RESOURCE.replace("thing", &format!("t{idx}")).replace("|id|", &format!("|p{idx}|"));
        let page = page.replace("\"keyProperty\": \"id\"", &format!("\"keyProperty\": \"p0\"{base}"));
        put(dir.path(), &format!("docs/resources/t{idx}.md"), &page);
    }
    let checked = check(dir.path());
    assert!(!lines(&checked, "G0215").is_empty(), "{}", checked.stdout);
    run(dir.path(), &GENERATE).exits(0);
}

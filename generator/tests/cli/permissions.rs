//! Lists of permissions.

use super::{GENERATE, PAGE, project, put, run};

const PERMISSIONS: &str = r#"{ "permissions": { "Thing.Manage": {
  "schemes": { "DelegatedWork": {}, "Application": {} },
  "pathSets": [
    { "schemeKeys": ["DelegatedWork"], "methods": ["GET"], "paths": { "/THINGS/{id}": "least=DelegatedWork", "/others": "" } }
  ]
} } }
"#;

/// The page without its table of permissions.
fn without_permissions() -> String {
    let (before, rest) = PAGE.split_once("## Permissions").expect("the page has permissions");
    let (_, after) = rest.split_once("## HTTP request").expect("the page has a request");
    format!("{before}## HTTP request{after}")
}

fn generate(permissions: &str) -> Vec<&str> {
    [&GENERATE[..], &["--permissions", permissions]].concat()
}

#[test]
fn pages_without_permissions_have_those_of_the_list() {
    let dir = project();
    put(dir.path(), "p.json", PERMISSIONS);
    let permissions = || {
        let exported = run(dir.path(), &["export", "--docs", "docs", "--permissions", "p.json"]);
        let model: serde_json::Value = serde_json::from_str(&exported.exits(0).stdout).expect("JSON");
        model["operations"][0]["permissions"].to_string()
    };
    assert!(permissions().contains("Thing.Read.All") && !permissions().contains("Thing.Manage"));
    put(dir.path(), "docs/api/thing-get.md", &without_permissions());
    let filled = permissions();
    assert!(filled.contains("Thing.Manage"), "{filled}");
    assert!(filled.contains(r#""at":{"file":"p.json","line":4,"column":72}"#), "{filled}");
}

#[test]
fn requests_of_other_apis_are_counted() {
    let dir = project();
    put(dir.path(), "p.json", PERMISSIONS);
    // The list does not have the permissions of the page.
    let arguments = ["check", "--docs", "docs", "--permissions", "p.json", "--allow", "G0357"];
    let checked = run(dir.path(), &[&arguments[..], &["--format", "short"]].concat());
    let expected = "p.json:1:1: note[G0341]: 1 of 2 requests in these permissions are not part of this API\n";
    assert_eq!(checked.exits(0).stdout, expected);
    let stats = run(dir.path(), &[&arguments[..], &["--stats"]].concat());
    for (name, count) in [("requests with permissions", 2), ("  of this API", 1), ("  not of this API", 1)] {
        assert!(stats.exits(0).stdout.contains(&format!("{name:<28}{count:>9}\n")), "{stats:?}");
    }
}

#[test]
fn a_malformed_list_is_an_error_at_its_place() {
    let dir = project();
    for (text, problem) in [
        ("{ \"permissions\": {", "p.json:1:19: malformed permissions: expected a member name"),
        ("{\n  \"permissions\": []\n}", "p.json:2:18: malformed permissions: expected an object"),
    ] {
        put(dir.path(), "p.json", text);
        run(dir.path(), &generate("p.json")).fails(problem);
        assert!(!dir.path().join("out").exists(), "nothing is written");
        run(dir.path(), &["export", "--docs", "docs", "--permissions", "p.json"]).fails(problem);
        let checked = run(dir.path(), &["check", "--docs", "docs", "--permissions", "p.json"]);
        assert!(checked.exits(1).stdout.contains("error[G0126]"), "{checked:?}");
    }
    run(dir.path(), &generate("nowhere.json")).fails("cannot read `nowhere.json`");
}

#[test]
fn crates_of_a_configuration_have_permissions() {
    let dir = project();
    put(dir.path(), "docs/api/thing-get.md", &without_permissions());
    put(dir.path(), "p.json", PERMISSIONS);
    let config = "[[crate]]\nname = \"sdk\"\ndocs = [\"docs\"]\npermissions = [\"p.json\"]\nout = \"sdk\"\npackage.publish = false\n\
                  runtime = { version = \"0.1\" }\n";
    put(dir.path(), "g.toml", config);
    run(dir.path(), &["generate", "--config", "g.toml"]).exits(0);
    let pages = std::fs::read_to_string(dir.path().join("sdk/src/pages/thing.rs")).expect("the crate has this page");
    assert!(pages.contains("Thing.Manage\\n"), "{pages}");
}

//! Machine-readable findings: JSON and SARIF.

use super::{PAGE, RESOURCE, project, put, run};
use serde_json::{Value, json};
use serde_sarif::sarif::Sarif;
use tempfile::TempDir;

/// A project with three findings: a type in the wrong case (with a patch), an unknown type, and a suppressed finding.
fn flawed() -> TempDir {
    let dir = project();
    let rows = "|id|String|Schlüssel.|\n|parts|[Thing](thing.md) collection|A.|\n|é|nobody|A.|\n|b|somebody|A.|\n";
    let resource = RESOURCE.replace("|id|String|The key.|\n", rows);
    let comment = "<!-- graphwright: allow(G0202, somebody) It is to come. -->\n# thing";
    put(dir.path(), "docs/resources/the thing.md", &resource.replace("# thing", comment));
    std::fs::remove_file(dir.path().join("docs/resources/thing.md")).expect("it was written");
    put(dir.path(), "docs/api/thing-get.md", &PAGE.replace("thing.md", "the%20thing.md"));
    dir
}

#[test]
fn json_has_a_finding_on_a_line() {
    let dir = flawed();
    let run = run(dir.path(), &["check", "--docs", "docs", "--format", "json"]);
    let lines: Vec<Value> =
        run.exits(1).stdout.lines().map(|it| serde_json::from_str(it).expect("a line is JSON")).collect();
    assert_eq!(lines.len(), 2, "{run:?}");
    let place = |line: usize, columns: [usize; 2], bytes: [usize; 2]| {
        json!({
            "file": "docs/resources/the thing.md",
            "line": line, "column": columns[0], "endLine": line, "endColumn": columns[1],
            "start": bytes[0], "end": bytes[1],
        })
    };
    let resource = std::fs::read_to_string(dir.path().join("docs/resources/the thing.md")).expect("it was written");
    let at = |text: &str| resource.find(text).expect("it is there");
    let (thing, nobody) = (at("Thing]("), at("nobody"));
    assert_eq!(lines[0]["code"], "G0204");
    assert_eq!(lines[0]["patch"], json!([{ "at": place(16, [9, 14], [thing, thing + 5]), "replacement": "thing" }]));
    let expected = json!({
        "formatVersion": 1,
        "code": "G0202",
        "name": "TypeUnknown",
        "url": concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/codes.md#g0202"),
        "severity": "warning",
        "symbol": "nobody",
        "message": "cannot find type `nobody` in any page",
        "at": place(17, [4, 10], [nobody, nobody + 6]),
        "label": "unknown type",
        "note": "treated as untyped JSON",
    });
    assert_eq!(lines[1], expected);
}

/// Returns the SARIF log of `check`.
fn sarif(dir: &TempDir, docs: &str) -> Value {
    let run = run(dir.path(), &["check", "--docs", docs, "--format", "sarif"]);
    let log: Value = serde_json::from_str(&run.stdout).expect("the log is JSON");
    // Members that the types do not declare would be lost in the round trip.
    let typed: Sarif = serde_json::from_value(log.clone()).expect("the log is SARIF");
    assert_eq!(serde_json::to_value(&typed).expect("types are JSON"), log);
    log
}

#[test]
fn sarif_says_all_of_it() {
    let log = sarif(&flawed(), "docs");
    let run = &log["runs"][0];
    assert_eq!((&log["version"], &run["columnKind"]), (&json!("2.1.0"), &json!("unicodeCodePoints")));
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["version"], env!("CARGO_PKG_VERSION"));
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 3, "{results:#?}");
    for result in results {
        let rule = &driver["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
        assert_eq!((&rule["id"], &rule["defaultConfiguration"]["level"]), (&result["ruleId"], &result["level"]));
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, "docs/resources/the%20thing.md");
    }
    let change = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    let region = json!({ "startLine": 16, "startColumn": 9, "endLine": 16, "endColumn": 14 });
    assert_eq!(change, &json!({ "deletedRegion": region, "insertedContent": { "text": "thing" } }));
    assert_eq!(results[1]["suppressions"], json!([]));
    assert_eq!(results[2]["suppressions"][0]["kind"], "inSource");
    assert_eq!(results[2]["suppressions"][0]["justification"], "It is to come.");
    assert_eq!(results[2]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "somebody");
}

#[test]
fn fingerprints_do_not_move_with_lines() {
    let dir = flawed();
    let fingerprints = |log: &Value| -> Vec<Value> {
        let results = log["runs"][0]["results"].as_array().expect("results").iter();
        results.map(|it| it["partialFingerprints"]["graphwrightFinding/v1"].clone()).collect()
    };
    let before = fingerprints(&sarif(&dir, "docs"));
    let path = dir.path().join("docs/resources/the thing.md");
    let text = std::fs::read_to_string(&path).expect("it was written");
    std::fs::write(&path, text.replace("A thing.", "A thing.\n\nMore of it.")).expect("writable");
    let absolute = dir.path().join("docs").to_string_lossy().into_owned();
    let after = sarif(&dir, &absolute);
    assert_eq!(fingerprints(&after), before);
    let uri = &after["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "docs/resources/the%20thing.md", "below the current folder URIs are relative");
}

#[test]
fn findings_of_a_kind_are_folded_for_readers() {
    let dir = project();
    let rows: String = (0..20).map(|idx| format!("|p{idx}|nobody{idx}|A.|\n")).collect();
    put(dir.path(), "docs/resources/thing.md", &RESOURCE.replace("|id|String|The key.|\n", &rows));
    let count = |arguments: &[&str]| {
        let run = run(dir.path(), &[&["check", "--docs", "docs"], arguments].concat());
        (run.exits(1).stdout.matches("G0202").count(), run)
    };
    let (n, folded) = count(&[]);
    assert_eq!(n, 4, "{folded:?}");
    assert!(
        folded.stdout.contains("\n... and 17 more of this kind (G0202) in this file; `--all` shows them\n"),
        "{folded:?}"
    );
    assert!(folded.stderr.contains("20 "), "{folded:?}");
    for complete in [&["--all"][..], &["--format", "short"], &["--format", "json"]] {
        assert_eq!(count(complete).0, 20, "{complete:?}");
    }
}

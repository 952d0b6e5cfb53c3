//! The complete documentation and the metadata of the same month: counts of items, and a check that no input is lost.
//!
//! They are not part of this repository. If they are neither next to it nor in `GRAPHWRIGHT_CORPUS`, the tests print
//! that they were skipped.

use graphwright::analysis::paths::{Found, Operations};
use graphwright::check::accounts::{accounts, totals};
use graphwright::diagnostics::Code;
use graphwright::input::read;
use graphwright::pipeline::{self, Checked};
use graphwright::service::Service;
use graphwright::source::SourceMap;
use std::env;
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};

/// Pages and metadata of a version, if available.
fn inputs(version: &str) -> Option<(PathBuf, PathBuf)> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let root = env::var_os("GRAPHWRIGHT_CORPUS").map_or_else(beside, PathBuf::from);
    let docs = root.join("graph-2021-07/api-reference").join(version);
    let csdl = root.join(format!("csdl/{version}-2021-07.xml"));
    if docs.is_dir() && csdl.is_file() {
        return Some((docs, csdl));
    }
    // Written directly to stderr, because the test harness hides the output of passing tests.
    let _ = writeln!(stderr(), "skipped: the pages and the metadata of {version} were not found");
    None
}

fn check(docs: &[PathBuf], csdl: &[PathBuf]) -> (SourceMap, Checked) {
    let sources = read::read(docs, csdl, &[]).expect("the inputs are readable");
    let checked = pipeline::check(&sources, &Service::default(), Operations::All);
    (sources, checked)
}

fn count(checked: &Checked, name: &str) -> usize {
    totals(&checked.pages, &checked.model, &checked.paths)
        .into_iter()
        .find(|(it, _)| it.trim() == name)
        .expect("a total of this name")
        .1
}

/// Checks the number of items that metadata alone declares.
fn declared(csdl: PathBuf, expected: [usize; 9]) {
    let (_, checked) = check(&[], &[csdl]);
    let names = [
        "entity types",
        "complex types",
        "enum types",
        "properties",
        "navigation properties",
        "actions",
        "functions",
        "entity sets",
        "singletons",
    ];
    let counts = names.map(|it| count(&checked, it));
    assert_eq!(counts, expected, "{names:?}");
}

/// Checks pages together with metadata. `least` has the minimum counts: operations, request lines, request lines that
/// are not inferred, and request lines that metadata declares.
fn together(docs: PathBuf, csdl: PathBuf, least: [usize; 4]) {
    let (sources, checked) = check(&[docs], &[csdl]);
    assert!(
        accounts(&sources, &checked.topics, &checked.pages, &checked.diagnostics).agree(),
        "something on a page is lost"
    );
    let found = |is_it: fn(Found) -> bool| checked.paths.requests.values().filter(|it| is_it(it.found)).count();
    let counts = [
        checked.model.operations.len(),
        checked.paths.requests.len(),
        found(|it| it != Found::Inferred),
        found(|it| matches!(it, Found::Declared | Found::NoArguments)),
    ];
    assert!(counts.iter().zip(least).all(|(it, least)| *it >= least), "{counts:?}, and at least {least:?} are known");
    // These pages are generated from the metadata: a type that differs is a bug in the comparison.
    let of_intune = checked.diagnostics.iter().filter(|it| {
        let path = &sources.file(it.primary.span.file).path;
        path.contains("/intune-") && matches!(it.code, Code::MemberType | Code::MemberCollection)
    });
    assert_eq!(of_intune.count(), 0);
}

#[test]
fn v1_0() {
    let Some((docs, csdl)) = inputs("v1.0") else { return };
    declared(csdl.clone(), [507, 515, 322, 4850, 603, 596, 212, 40, 23]);
    together(docs, csdl, [2102, 3740, 3665, 3481]);
}

#[test]
fn beta() {
    let Some((docs, csdl)) = inputs("beta") else { return };
    declared(csdl.clone(), [1322, 1279, 874, 13286, 1485, 925, 335, 73, 35]);
    together(docs, csdl, [4998, 9330, 9241, 8683]);
}

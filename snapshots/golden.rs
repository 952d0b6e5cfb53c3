//! Each case is a folder with `input/`, a golden file per phase, and `case.toml` if the case has options.
//!
//! `INSTA_UPDATE=always cargo test -p snapshots` writes the golden files.

mod case;
mod descriptions;
mod dump;
mod schema;

use case::Case;
use graphwright::diagnostics::policy::Requested;
use graphwright::diagnostics::{self, Code, Diagnostics, baseline};
use graphwright::export;
use graphwright::input::read;
use graphwright::model::OperationId;
use graphwright::pipeline::{self, Checked, Settings};
use graphwright::rust::emit::{self, CrateConfig, Input, Runtime};
use graphwright::rust::manifest::PackageTable;
use graphwright::rust::names::Names;
use graphwright::rust::snippet::Snippets;
use graphwright::source::{FileKind, SourceFile, SourceMap};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn topics() {
    check("topics", |sources, checked| dump::topics(sources, &checked.topics));
}

#[test]
fn schema() {
    check("schema", |sources, checked| schema::documents(sources, &checked.documents));
}

#[test]
fn descriptions() {
    check("descriptions", |sources, checked| descriptions::documents(sources, &checked.descriptions));
}

#[test]
fn model() {
    check("model", |_, checked| dump::model(checked));
}

#[test]
fn problems() {
    check("diagnostics", |sources, checked| {
        let mut res = String::new();
        for it in judged(sources, checked).open() {
            let _ = writeln!(res, "{}\n", diagnostics::render(sources, it, false));
        }
        res
    });
}

#[test]
fn output() {
    check("output", |sources, checked| {
        let mut diagnostics = Diagnostics::default();
        let config = CrateConfig {
            name: "case".to_owned(),
            version: "0.1.0".to_owned(),
            package: PackageTable::of_license(None),
            runtime: Runtime::Version("0.1".to_owned()),
        };
        let Checked { model, paths, areas, .. } = checked;
        let names = Names::new(&mut diagnostics, sources, model, paths, areas);
        let examples = Snippets::new(sources, model, paths, &names, &config.name).examples();
        let tree = emit::emit(Input { sources, model, paths, areas, names: &names, examples: &examples }, &config);
        let mut res = String::new();
        for (path, text) in tree.iter() {
            let _ = writeln!(res, "//- /{}\n{text}", path.display());
        }
        for it in diagnostics.iter() {
            let _ = writeln!(res, "{}\n", diagnostics::render(sources, it, false));
        }
        res
    });
}

#[test]
fn snippets() {
    check("snippets", |sources, checked| {
        let names = Names::new(&mut Diagnostics::default(), sources, &checked.model, &checked.paths, &checked.areas);
        let snippets = Snippets::new(sources, &checked.model, &checked.paths, &names, "library");
        let mut res = String::new();
        for (idx, operation) in checked.model.operations.iter().enumerate() {
            for message in operation.examples.iter().filter_map(|it| it.request.as_ref()) {
                let _ = writeln!(res, "// {} {}", message.method.value, message.url.value);
                match snippets.write(OperationId(idx as u32), message) {
                    Ok(it) => res += &it.example(),
                    Err(err) => {
                        let _ = write!(res, "error: {}: {err}", sources.position(err.span));
                    }
                }
                res += "\n\n";
            }
            for exchange in snippets.exchanges(OperationId(idx as u32)) {
                let name = operation.contract.as_ref().map_or("", |it| &it.name);
                let _ = writeln!(res, "// {name} {}", exchange.name.unwrap_or_default());
                match snippets.write_exchange(&exchange) {
                    Ok(it) => res += &it.example(),
                    Err(err) => {
                        let _ = write!(res, "error: {}: {err}", sources.position(err.span));
                    }
                }
                res += "\n\n";
            }
        }
        res
    });
}

#[test]
fn exported() {
    check("export", |sources, checked| {
        let mut res = Vec::new();
        let Checked { model, paths, diagnostics, .. } = checked;
        export::json(&mut res, sources, model, paths, diagnostics).expect("a vector can be written");
        String::from_utf8(res).expect("JSON is UTF-8")
    });
}

/// The diagnostics that are not in the baseline of the case.
fn judged(sources: &SourceMap, checked: &Checked) -> Diagnostics {
    let mut res = checked.diagnostics.clone();
    if let Some((file, _)) = sources.iter().find(|(_, it)| it.kind == FileKind::Baseline) {
        baseline::parse(sources, file).expect("the baseline of a case is readable").apply(
            &mut res,
            sources,
            &Requested::all(),
        );
    }
    res
}

/// Codes without a case, because all files of a case can be read. The tests of the command line cover them.
const WITHOUT_CASE: &[Code] = &[Code::FileUnreadable];

#[test]
fn every_code_has_a_case() {
    for code in Code::ALL {
        let prefix = format!("{}-", code.number().to_lowercase());
        let shown = cases().into_iter().find(|case| name(case).starts_with(&prefix)).is_some_and(|case| {
            ["diagnostics.snap", "output.snap"]
                .iter()
                .filter_map(|it| fs::read_to_string(case.join(it)).ok())
                .any(|it| it.contains(&format!("[{}]", code.number())))
        });
        assert_eq!(shown, !WITHOUT_CASE.contains(code), "{} {code:?}", code.number());
    }
}

#[test]
fn every_golden_is_used() {
    for case in cases() {
        for entry in fs::read_dir(&case).expect("a folder").flatten() {
            let file = entry.file_name().to_string_lossy().into_owned();
            let Some(phase) = file.strip_suffix(".snap") else {
                let is_part = matches!(&*file, "input" | "case.toml");
                assert!(is_part, "{} is no part of a case", entry.path().display());
                continue;
            };
            let is_shown = Case::read(&case).shows(&case.join("input"), phase);
            assert!(is_shown, "{} belongs to no phase", entry.path().display());
        }
    }
}

fn name(case: &Path) -> String {
    case.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned())
}

fn cases() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut res: Vec<PathBuf> = fs::read_dir(dir).expect("cases").flatten().map(|it| it.path()).collect();
    res.sort();
    res
}

/// Runs `phase` on every case, and compares the result with `<case>/<name>.snap`.
fn check(name: &str, phase: fn(&SourceMap, &Checked) -> String) {
    insta::glob!("cases", "*/input", |input| {
        let folder = input.parent().expect("`input` is in a folder");
        let case = Case::read(folder);
        if !case.shows(input, name) {
            return;
        }
        let sources = sources(input);
        let settings = Settings {
            service: &case.service(input),
            operations: case.operations,
            rules: case.rules(),
            has_areas: true,
            requested: requested(&self::name(folder)),
        };
        let checked = pipeline::check_with(&sources, &settings);
        let text = phase(&sources, &checked);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.remove_snapshot_suffix();
        settings.remove_input_file();
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
    });
}

/// The code that a case shows, if it is off by default.
fn requested(case: &str) -> Requested {
    Code::ALL.iter().copied().filter(|it| case.starts_with(&it.number().to_lowercase())).collect()
}

/// The files of a case with relative paths: golden files must not depend on the location of the repository.
fn sources(input: &Path) -> SourceMap {
    let permissions = Some(input.join("permissions.json")).filter(|it| it.exists());
    let permissions: Vec<PathBuf> = permissions.into_iter().collect();
    let read = if case::is_described(input) {
        let mut read = SourceMap::default();
        read::descriptions(&mut read, &[input.to_owned()]).expect("a case has inputs");
        read
    } else {
        read::read(&[input.to_owned()], &[], &permissions).expect("a case has pages or metadata")
    };
    let prefix = format!("{}/", input.display()).replace('\\', "/");
    let files = read.iter().map(|(_, it)| {
        let path = it.path.find(&prefix).map_or(&*it.path, |at| &it.path[at + prefix.len()..]);
        let path = path.rsplit_once("/input/").map_or(path, |(_, it)| it);
        let mut file = it.clone();
        file.path = path.to_owned();
        file
    });
    let mut sources = SourceMap::new(files.collect());
    if let Ok(text) = fs::read_to_string(input.join("baseline.toml")) {
        sources.push(SourceFile::new("baseline.toml".to_owned(), "baseline.toml".to_owned(), FileKind::Baseline, text));
    }
    sources
}

//! The metadata of a large service, if available: beside the repository, or at `GRAPHWRIGHT_CORPUS`.

use crate::diagnostics::{Diagnostics, render};
use crate::input::csdl::schema::StructuredType;
use crate::input::csdl::{Document, parse};
use crate::source::{FileId, FileKind, SourceFile, SourceMap};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The text of a file, or `None` with a message that the test was skipped.
pub(super) fn text(name: &str) -> Option<String> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let path = env::var_os("GRAPHWRIGHT_CORPUS").map_or_else(beside, PathBuf::from).join("csdl").join(name);
    let text = fs::read_to_string(path).ok();
    if text.is_none() {
        // Not `eprintln!`, whose output is shown only for failing tests.
        let _ = writeln!(io::stderr(), "skipped: the metadata {name} was not found");
    }
    text
}

/// Entity, complex and enum types, properties, navigation properties, actions, functions, sets, singletons.
fn counts(document: &Document) -> [usize; 9] {
    let mut res = [0; 9];
    for it in &document.schemas {
        let structured = || it.entity_types.iter().chain(&it.complex_types);
        let own = [
            it.entity_types.len(),
            it.complex_types.len(),
            it.enum_types.len(),
            structured().map(|it: &StructuredType| it.properties.len()).sum(),
            structured().map(|it| it.navigation_properties.len()).sum(),
            it.actions.len(),
            it.functions.len(),
            it.containers.iter().map(|it| it.entity_sets.len()).sum(),
            it.containers.iter().map(|it| it.singletons.len()).sum(),
        ];
        res.iter_mut().zip(own).for_each(|(sum, it)| *sum += it);
    }
    res
}

fn check(name: &str, expected: [usize; 9], n_annotations: usize) {
    let Some(text) = text(name) else { return };
    let file = SourceFile::new(name.to_owned(), name.to_owned(), FileKind::Metadata, text);
    let sources = SourceMap::new(vec![file]);
    let mut diagnostics = Diagnostics::default();
    let document = parse(&mut diagnostics, &sources, FileId(0));
    let shown: Vec<String> = diagnostics.iter().take(5).map(|it| render(&sources, it, false)).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    assert_eq!(counts(&document), expected);
    let targeted = document.schemas.iter().flat_map(|it| &it.targeted);
    assert_eq!(targeted.map(|it| it.annotations.len()).sum::<usize>(), n_annotations);
}

#[test]
fn stable() {
    check("v1.0-2021-07.xml", [507, 515, 322, 4_850, 603, 596, 212, 40, 23], 2_660);
}

#[test]
fn beta() {
    check("beta-2021-07.xml", [1_322, 1_279, 874, 13_286, 1_485, 925, 335, 73, 35], 8_521);
}

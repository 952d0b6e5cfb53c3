//! References and versions.

use super::{Document, RefOr, Trees, Version, parse};
use crate::diagnostics::Diagnostics;
use crate::source::{FileKind, SourceFile, SourceMap};

/// The description in the first of some files, and the findings as `code path:line:column`.
fn read(files: &[(&str, &str)]) -> (Option<Document>, Vec<String>) {
    let file = |(idx, (path, text)): (usize, &(&str, &str))| {
        let kind = if idx == 0 { FileKind::Description } else { FileKind::Fragment };
        SourceFile::new((*path).to_owned(), (*path).to_owned(), kind, (*text).to_owned())
    };
    let mut sources = SourceMap::default();
    let first = files.iter().enumerate().map(|it| sources.push(file(it))).collect::<Vec<_>>()[0];
    let (trees, mut diagnostics) = (Trees::new(&sources), Diagnostics::default());
    let res = parse(&mut diagnostics, &trees, first);
    trees.report(&mut diagnostics);
    diagnostics.sort();
    let found = diagnostics.iter().map(|it| format!("{} {}", it.code.number(), sources.position(it.primary.span)));
    (res, found.collect())
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: 1}\n";

#[test]
fn versions_are_recognized() {
    let version = |text: &str| read(&[("a.yaml", text)]).0.map(|it| it.version.value);
    for (text, expected) in [
        ("openapi: 3.0.4", Some(Version::V30)),
        ("openapi: 3.1", Some(Version::V31)),
        ("openapi: \"3.2.0\"", Some(Version::V32)),
        ("openapi: 3.10.0", None),
        ("swagger: '2.0'", None),
        ("info: {}", None),
        ("[]", None),
    ] {
        assert_eq!(version(text), expected, "{text}");
    }
}

#[test]
fn references_to_files_and_into_values_are_followed() {
    let main =
        format!("{HEAD}paths:\n  /a:\n    $ref: paths/a.yaml#/~1a%7Cb\n  /c:\n    get: {{$ref: paths/c.json}}\n");
    let a = "/a|b:\n  get:\n    responses:\n      200: {$ref: ../paths/c.json#/responses/200}\nunused: 1\n";
    let c = r#"{"responses": {"200": {"description": "OK"}}}"#;
    let (read, found) = read(&[("x/main.yaml", &main), ("x/paths/a.yaml", a), ("x/paths/c.json", c)]);
    let read = read.expect("a description");
    assert_eq!(found, Vec::<String>::new());
    assert!(read.account.agrees(), "{:?}", read.account);
    assert_eq!((read.account.operations, read.account.references, read.account.unreferenced), (2, 3, 2));
    for (_, item) in &read.paths {
        let item = item.get(&read.targets.path_items).expect("a path item");
        let (_, response) = &item.operations[0].1.responses[0];
        let description = &response.get(&read.targets.responses).expect("a response").description;
        assert_eq!(description.as_ref().map(|it| it.value.as_str()), Some("OK"));
    }
}

#[test]
fn references_to_references_have_the_target_of_the_last_one() {
    let text = format!(
        "{HEAD}components:\n  parameters:\n    a: {{$ref: '#/components/parameters/b'}}\n    \
         b: {{name: b, in: query}}\n    c: {{$ref: '#/components/parameters/c'}}\n"
    );
    let (read, found) = read(&[("a.yaml", &text)]);
    let (read, b) = (read.expect("a description"), "b");
    assert_eq!(found, ["G0806 a.yaml:7:15"]);
    assert!(read.components.parameters.iter().all(|(_, it)| read.targets.parameters[it].name.value == b));
    assert_eq!(read.components.parameters.len(), 2);
}

#[test]
fn schemas_that_contain_themselves_end() {
    let recursive = format!("{HEAD}components:\n  schemas:\n    A: {{items: {{$ref: '#/components/schemas/A'}}}}\n");
    let (read_one, found) = read(&[("a.yaml", &recursive)]);
    let schemas = read_one.expect("a description").targets.schemas;
    assert_eq!((schemas.len(), found), (1, vec![]));
    // OpenAPI has no references to maps of schemas.
    let map = "components:\n  schemas:\n    A: {properties: {b: {properties: {$ref: '#/components/schemas/A/properties'}}}}\n";
    let (read_map, found) = read(&[("a.yaml", &format!("{HEAD}{map}"))]);
    assert!(read_map.is_some_and(|it| it.account.agrees()));
    assert_eq!(found, ["G0809 a.yaml:5:25"]);
}

#[test]
fn references_in_data_and_names_of_properties_are_none() {
    let schema = "{properties: {$ref: {type: string}}, example: {$ref: x}, default: {$ref: x}, enum: [{$ref: x}], const: {$ref: x}}";
    let (read, found) = read(&[("a.yaml", &format!("{HEAD}components:\n  schemas:\n    A: {schema}\n"))]);
    let read = read.expect("a description");
    assert_eq!((read.account.references, found), (0, vec![]));
    assert_eq!(read.targets.schemas.values().next().map(|it| it.properties.len()), Some(1));
    assert_eq!(read.account.data, 4);
}

#[test]
fn values_in_their_place_need_no_targets() {
    let (read, _) = read(&[("a.yaml", &format!("{HEAD}paths:\n  /a: {{summary: S}}\n"))]);
    let read = read.expect("a description");
    assert!(matches!(read.paths[0].1, RefOr::Value(_)));
    assert!(read.targets.path_items.is_empty());
}

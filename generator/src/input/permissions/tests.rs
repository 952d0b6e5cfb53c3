//! Readable and malformed lists.

use super::{Document, parse};
use crate::diagnostics::{Code, Diagnostics, render_short};
use crate::model::permission::Caller;
use crate::source::{FileId, FileKind, SourceFile, SourceMap};

fn read(text: &str) -> (Document, Vec<String>) {
    let name = "permissions.json".to_owned();
    let sources = SourceMap::new(vec![SourceFile::new(name.clone(), name, FileKind::Permissions, text.to_owned())]);
    let mut diagnostics = Diagnostics::default();
    let document = parse(&mut diagnostics, &sources, FileId(0));
    let lines = diagnostics.iter().map(|it| render_short(&sources, it)).collect();
    (document, lines)
}

const MAIL: &str = r#"{"permissions": {"Mail.Read": {"schemes": {"DelegatedWork": {"privilegeLevel": 3}}, "pathSets": [
  {"schemeKeys": ["DelegatedWork"], "methods": ["GET"], "paths": {
    "/me/Messages": "least=DelegatedWork; AlsoRequires=A.Read,B.Read",
    "/me/Messages/{id}": ""}}]}}}"#;

#[test]
fn attributes_of_paths_are_read() {
    let (document, problems) = read(MAIL);
    assert_eq!(problems, [""; 0]);
    let permission = &document.permissions[0];
    assert_eq!((&*permission.name.value, &permission.levels[..]), ("Mail.Read", &[(Caller::DelegatedWork, 3)][..]));
    let [first, second] = &permission.path_sets[0].paths[..] else { panic!("two paths") };
    assert_eq!(document.urls[first.url].to_string(), "/me/Messages");
    assert_eq!(first.least, [Caller::DelegatedWork]);
    assert_eq!(first.also.iter().map(|it| &*it.value).collect::<Vec<_>>(), ["A.Read", "B.Read"]);
    assert!(second.least.is_empty() && second.also.is_empty());
}

#[test]
fn the_first_error_of_a_malformed_file_is_reported() {
    for (text, expected) in [
        ("", "1:1: error[G0126]: malformed permissions: empty text"),
        ("{\"permissions\": {}", "1:19: error[G0126]: malformed permissions: unexpected end of the text"),
        ("{\"permissions\":\n {},}", "2:4: error[G0126]: malformed permissions: a trailing comma"),
        ("[]", "1:1: error[G0126]: malformed permissions: expected an object"),
        ("{}", "1:1: error[G0126]: malformed permissions: expected a member `permissions`"),
        ("{\"permissions\": {\"A\": 1}}", "1:23: error[G0126]: malformed permissions: expected an object"),
    ] {
        let (document, problems) = read(text);
        assert!(document.permissions.is_empty());
        assert!(problems[0].starts_with(&format!("permissions.json:{expected}")), "{problems:?}");
    }
    assert_eq!(Code::PermissionsMalformed.number(), "G0126");
}

#[test]
fn unknown_names_are_reported_once() {
    let text = MAIL.replace("\"\"}", "\"most=DelegatedWork\", \"/me\": \"most=Application\"}, \"excluded\": []");
    let (document, problems) = read(&text);
    assert_eq!(document.permissions[0].path_sets[0].paths.len(), 3);
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].contains("unknown member `excluded`"), "{problems:?}");
    assert!(problems[1].contains("unknown attribute `most` (and 1 more)"), "{problems:?}");
}

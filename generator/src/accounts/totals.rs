//! How much of an API the pages hold.

use crate::model::{TypeDef, TypeId, TypeKind};
use crate::pipeline::Checked;

/// Names and numbers: first what pages say, then what became of it.
pub fn totals(checked: &Checked) -> Vec<(&'static str, usize)> {
    [of_pages(checked), of_types(checked), of_operations(checked), of_paths(checked)].concat()
}

fn of_pages(checked: &Checked) -> Vec<(&'static str, usize)> {
    let pages = &checked.pages;
    let resources = || pages.iter().flat_map(|it| &it.resources);
    vec![
        ("pages", pages.len()),
        ("  of operations", pages.iter().filter(|it| it.operation.is_some()).count()),
        ("  property rows", resources().map(|it| it.properties.len()).sum()),
        ("  relationship rows", resources().map(|it| it.relationships.len()).sum()),
        ("  JSON representations", resources().filter(|it| it.json.is_some()).count()),
        ("  enum tables", pages.iter().map(|it| it.enums.len()).sum()),
    ]
}

fn of_types(checked: &Checked) -> Vec<(&'static str, usize)> {
    let types = &checked.model.types;
    let count = |is_it: fn(&TypeDef<TypeId>) -> bool| types.iter().filter(|it| is_it(it)).count();
    let properties = |is_navigation: bool| {
        let all = types.iter().filter_map(|it| it.structure()).flat_map(|it| &it.properties);
        all.filter(|it| it.kind.is_navigation() == is_navigation).count()
    };
    let members = types.iter().map(|it| match &it.kind {
        TypeKind::Enum(it) => it.members.len(),
        _ => 0,
    });
    vec![
        ("entity types", count(|it| matches!(it.kind, TypeKind::Entity(_)))),
        ("complex types", count(|it| matches!(it.kind, TypeKind::Complex(_)))),
        ("  properties", properties(false)),
        ("  navigation properties", properties(true)),
        ("enum types", count(|it| matches!(it.kind, TypeKind::Enum(_)))),
        ("  members", members.sum()),
    ]
}

fn of_operations(checked: &Checked) -> Vec<(&'static str, usize)> {
    let operations = &checked.model.operations;
    let examples = || operations.iter().flat_map(|it| &it.examples);
    let permissions = || operations.iter().flat_map(|it| it.permissions.callers.values());
    vec![
        ("operations", operations.len()),
        ("  request lines", operations.iter().map(|it| it.requests.len()).sum()),
        ("  with permissions", operations.iter().filter(|it| !it.permissions.callers.is_empty()).count()),
        ("  permission names", permissions().map(Vec::len).sum()),
        ("  with a body type", operations.iter().filter(|it| it.body.is_some()).count()),
        ("  with a result type", operations.iter().filter(|it| it.response.is_some()).count()),
        ("  with a status", operations.iter().filter(|it| it.status.is_some()).count()),
        ("  example requests", examples().filter(|it| it.request.is_some()).count()),
        ("  example responses", examples().filter(|it| it.response.is_some()).count()),
    ]
}

fn of_paths(checked: &Checked) -> Vec<(&'static str, usize)> {
    let places = &checked.paths.places;
    vec![
        ("places that URLs address", places.len()),
        ("  steps between them", places.iter().map(|it| it.steps.len()).sum()),
        ("  requests at them", places.iter().map(|it| it.calls.len()).sum()),
    ]
}

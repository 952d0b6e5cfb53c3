//! Totals of the API that the pages describe.

use crate::analysis::paths::{Call, Found, Paths};
use crate::input::page::Page;
use crate::model::{EntryKind, Fact, Model, ODataOperationKind, Role, TypeDef, TypeId, TypeKind};

/// Names and numbers: first of pages, then of the model.
pub fn totals(pages: &[Page], model: &Model<TypeId>, paths: &Paths) -> Vec<(&'static str, usize)> {
    let mut res = [of_pages(pages), of_types(model), of_operations(model), of_paths(paths)].concat();
    if model.sources.declare(Fact::Types) {
        res.extend(of_metadata(model, paths));
    }
    if !model.permissions.is_empty() {
        res.extend(of_permissions(model, paths));
    }
    res
}

fn of_pages(pages: &[Page]) -> Vec<(&'static str, usize)> {
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

fn of_types(model: &Model<TypeId>) -> Vec<(&'static str, usize)> {
    let types = &model.types;
    let defined = || types.iter().filter(|it| it.role == Role::Definition);
    let count = |is_it: fn(&TypeDef<TypeId>) -> bool| defined().filter(|it| is_it(it)).count();
    let properties = |is_navigation: bool| {
        let all = defined().filter_map(|it| it.structure()).flat_map(|it| &it.properties);
        all.filter(|it| it.kind.is_navigation() == is_navigation).count()
    };
    let of_role = |role: Role| types.iter().filter(|it| it.role == role).count();
    let members = defined().map(|it| match &it.kind {
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
        ("enums made of lists of values", of_role(Role::ValueList)),
        ("types of action parameters", of_role(Role::Parameters)),
    ]
}

fn of_operations(model: &Model<TypeId>) -> Vec<(&'static str, usize)> {
    let operations = &model.operations;
    let examples = || operations.iter().flat_map(|it| it.examples.iter());
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

/// Totals of metadata: declarations, and how the URLs of request lines were found.
fn of_metadata(model: &Model<TypeId>, paths: &Paths) -> Vec<(&'static str, usize)> {
    let odata_operations =
        |kind: ODataOperationKind| model.odata_operations.iter().filter(|it| it.kind == kind).count();
    let entries = |is_it: fn(&EntryKind<TypeId>) -> bool| model.entries.iter().filter(|it| is_it(&it.kind)).count();
    let found = |found: Found| paths.requests.values().filter(|it| it.found == found).count();
    vec![
        ("actions", odata_operations(ODataOperationKind::Action)),
        ("functions", odata_operations(ODataOperationKind::Function)),
        ("entity sets", entries(|it| matches!(it, EntryKind::EntitySet(_)))),
        ("singletons", entries(|it| matches!(it, EntryKind::Singleton(_)))),
        ("request lines", paths.requests.len()),
        ("  declared as written", found(Found::Declared)),
        ("  declared in another case", found(Found::Case)),
        ("  without arguments", found(Found::NoArguments)),
        ("  with other arguments", found(Found::Arguments)),
        ("  of a derived type, no cast", found(Found::WithoutCast)),
        ("  with a key written out", found(Found::LiteralKey)),
        ("  not declared", found(Found::Inferred)),
    ]
}

/// Totals of lists of permissions.
fn of_permissions(model: &Model<TypeId>, paths: &Paths) -> Vec<(&'static str, usize)> {
    let stated = model.permissions.len();
    let calls = || paths.places.iter().flat_map(|it| &it.calls);
    let is_documented =
        |it: &&Call| it.operations.iter().any(|id| !model.operation(*id).permissions.callers.is_empty());
    vec![
        ("requests with permissions", stated),
        ("  of this API", paths.permitted),
        ("  not of this API", stated - paths.permitted),
        ("request functions", calls().count()),
        ("  with permissions of pages", calls().filter(is_documented).count()),
        ("  with permissions of lists", calls().filter(|it| !it.permissions.is_empty()).count()),
        ("  without permissions", calls().filter(|it| it.permissions.is_empty() && !is_documented(it)).count()),
    ]
}

fn of_paths(paths: &Paths) -> Vec<(&'static str, usize)> {
    let places = &paths.places;
    vec![
        ("places that URLs address", places.len()),
        ("  steps between them", places.iter().map(|it| it.steps.len()).sum()),
        ("  requests at them", places.iter().map(|it| it.calls.len()).sum()),
    ]
}

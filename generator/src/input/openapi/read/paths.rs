//! URL templates and their parameters; names of operations.

use super::Reader;
use crate::diagnostics::{Code, Diagnostic};
use crate::input::openapi::{Document, Operation, Parameter, PathItem, RefOr, Targets, Text};
use crate::model::Location;
use crate::model::json::Name;
use std::collections::{BTreeMap, BTreeSet};

/// Reports variables without a parameter, path parameters without a variable, and names of several operations.
pub(super) fn check(reader: &mut Reader<'_>, document: &Document) {
    let targets = std::mem::take(&mut reader.targets);
    let mut ids = BTreeMap::new();
    for (template, item) in &document.paths {
        let Some(item) = item.get(&targets.path_items) else { continue };
        for (_, operation) in &item.operations {
            variables(reader, &targets, template, item, operation);
            id(reader, &mut ids, operation);
        }
    }
    reader.targets = targets;
}

fn id<'a>(reader: &mut Reader<'_>, ids: &mut BTreeMap<&'a str, &'a Text>, operation: &'a Operation) {
    let Some(id) = &operation.id else { return };
    if let Some(first) = ids.insert(&id.value, id).filter(|it| it.span != id.span) {
        let message = format!("the operation id `{}` is not unique", id.value);
        let report = Diagnostic::new(Code::OperationIdDuplicate, id.span, message).symbol(id.value.as_str());
        reader.diagnostics.report(report.also(first.span, "another operation with this id"));
    }
}

fn variables(reader: &mut Reader<'_>, targets: &Targets, template: &Name, item: &PathItem, operation: &Operation) {
    let variables: BTreeSet<&str> = variables_of(&template.value).collect();
    let all = item.parameters.iter().chain(&operation.parameters);
    if all.clone().any(|it| it.get(&targets.parameters).is_none()) {
        // The parameter may be the one whose reference has no target.
        return;
    }
    let parameters = all.filter_map(|it: &RefOr<Parameter>| it.get(&targets.parameters));
    let parameters: Vec<&Parameter> = parameters.filter(|it| it.location.value == Location::Path).collect();
    for name in &variables {
        if !parameters.iter().any(|it| it.name.value == *name) {
            let message = format!("the variable `{{{name}}}` of a path has no parameter");
            let report = Diagnostic::new(Code::PathVariable, template.span, message).symbol(template.value.as_str());
            reader.diagnostics.report(report.note("treated as a string"));
        }
    }
    for it in parameters.iter().filter(|it| !variables.contains(it.name.value.as_str())) {
        let message = format!("the path `{}` has no variable `{{{}}}`", template.value, it.name.value);
        let report = Diagnostic::new(Code::PathVariable, it.name.span, message).symbol(template.value.as_str());
        reader.diagnostics.report(report.also(template.span, "the path").note("the parameter is ignored"));
    }
}

/// The names in braces, without the operators of URI templates (RFC 6570): `{;id*}`.
fn variables_of(template: &str) -> impl Iterator<Item = &str> {
    let names = template.split('{').skip(1).filter_map(|it| Some(it.split_once('}')?.0));
    names.map(|it| it.trim_start_matches(['.', ';', '/', '?', '&', '+', '#']).trim_end_matches('*'))
}

//! Actions and functions (12).

use super::annotation::{annotation, annotations};
use super::facets::facets;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::csdl::schema::{Operation, Parameter, ReturnType};
use crate::input::csdl::xml::Element;

/// `edm:Action` (12.1), `edm:Function` (12.3).
pub(super) fn operation(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<Operation> {
    let (kind, place) = (it.name, it.name_span);
    let is_function = kind == "Function";
    let name = it.name(diagnostics);
    let mut res = Operation {
        is_bound: it.flag(diagnostics, "IsBound"),
        is_composable: is_function && it.flag(diagnostics, "IsComposable"),
        entity_set_path: it.optional(diagnostics, "EntitySetPath"),
        name: name?,
        parameters: Vec::new(),
        return_type: None,
        annotations: Vec::new(),
    };
    for child in it.finish(diagnostics) {
        match child.name {
            "Parameter" => res.parameters.extend(parameter(diagnostics, child)),
            "ReturnType" if res.return_type.is_none() => res.return_type = Some(return_type(diagnostics, child)),
            "Annotation" => res.annotations.extend(annotation(diagnostics, child)),
            _ => child.misplaced(diagnostics, kind),
        }
    }
    let mut report = |message: String, note: &str| {
        diagnostics.report(Diagnostic::new(Code::MetadataMissing, place, message).note(note));
    };
    if is_function && res.return_type.is_none() {
        report(format!("the function `{}` has no `ReturnType`", res.name.value), "treated as returning nothing");
    }
    if res.is_bound && res.parameters.is_empty() {
        report(format!("`{}` is bound but has no `Parameter`", res.name.value), "treated as bound to an unknown type");
    }
    Some(res)
}

/// `edm:Parameter` (12.9).
fn parameter(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<Parameter> {
    let name = it.name(diagnostics);
    let ty = it.type_or_untyped(diagnostics);
    let nullable = it.boolean(diagnostics, "Nullable");
    let facets = facets(diagnostics, &mut it);
    let annotations = annotations(diagnostics, it);
    Some(Parameter { name: name?, ty, nullable, facets, annotations })
}

/// `edm:ReturnType` (12.8).
fn return_type(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> ReturnType {
    let ty = it.type_or_untyped(diagnostics);
    let nullable = it.boolean(diagnostics, "Nullable");
    let facets = facets(diagnostics, &mut it);
    let annotations = annotations(diagnostics, it);
    ReturnType { ty, nullable, facets, annotations }
}

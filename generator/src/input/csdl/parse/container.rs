//! The entity container (13).

use super::annotation::{annotation, annotations};
use crate::diagnostics::Diagnostics;
use crate::input::csdl::schema::{Annotation, Container, EntitySet, NavigationBinding, OperationImport, Singleton};
use crate::input::csdl::xml::Element;

/// `edm:EntityContainer` (13).
pub(super) fn container(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<Container> {
    let name = it.name(diagnostics);
    let mut res = Container {
        extends: it.qualified(diagnostics, "Extends"),
        name: name?,
        entity_sets: Vec::new(),
        singletons: Vec::new(),
        action_imports: Vec::new(),
        function_imports: Vec::new(),
        annotations: Vec::new(),
    };
    for child in it.finish(diagnostics) {
        match child.name {
            "EntitySet" => res.entity_sets.extend(entity_set(diagnostics, child)),
            "Singleton" => res.singletons.extend(singleton(diagnostics, child)),
            "ActionImport" => res.action_imports.extend(import(diagnostics, child)),
            "FunctionImport" => res.function_imports.extend(import(diagnostics, child)),
            "Annotation" => res.annotations.extend(annotation(diagnostics, child)),
            _ => child.misplaced(diagnostics, "EntityContainer"),
        }
    }
    Some(res)
}

/// `edm:EntitySet` (13.2).
fn entity_set(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<EntitySet> {
    let name = it.name(diagnostics);
    let entity_type = it.required_qualified(diagnostics, "EntityType");
    let in_service_document = it.boolean(diagnostics, "IncludeInServiceDocument");
    let (bindings, annotations) = bindings(diagnostics, it);
    Some(EntitySet { name: name?, entity_type: entity_type?, bindings, in_service_document, annotations })
}

/// `edm:Singleton` (13.3).
fn singleton(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<Singleton> {
    let name = it.name(diagnostics);
    let ty = it.required_qualified(diagnostics, "Type");
    let nullable = it.boolean(diagnostics, "Nullable");
    let (bindings, annotations) = bindings(diagnostics, it);
    Some(Singleton { name: name?, ty: ty?, nullable, bindings, annotations })
}

/// `edm:NavigationPropertyBinding` (13.4) of an entity set or singleton, and the annotations beside them.
fn bindings(diagnostics: &mut Diagnostics, it: Element<'_>) -> (Vec<NavigationBinding>, Vec<Annotation>) {
    let parent = it.name;
    let (mut bindings, mut annotations) = (Vec::new(), Vec::new());
    for mut child in it.finish(diagnostics) {
        match child.name {
            "NavigationPropertyBinding" => {
                let path = child.required(diagnostics, "Path");
                let target = child.required(diagnostics, "Target");
                child.finish_empty(diagnostics);
                bindings.extend(path.zip(target).map(|(path, target)| NavigationBinding { path, target }));
            }
            "Annotation" => annotations.extend(annotation(diagnostics, child)),
            _ => child.misplaced(diagnostics, parent),
        }
    }
    (bindings, annotations)
}

/// `edm:ActionImport` (13.5), `edm:FunctionImport` (13.6).
fn import(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<OperationImport> {
    let is_function = it.name == "FunctionImport";
    let name = it.name(diagnostics);
    let operation = it.required_qualified(diagnostics, if is_function { "Function" } else { "Action" });
    let entity_set = it.optional(diagnostics, "EntitySet");
    let in_service_document = if is_function { it.boolean(diagnostics, "IncludeInServiceDocument") } else { None };
    let annotations = annotations(diagnostics, it);
    Some(OperationImport { name: name?, operation: operation?, entity_set, in_service_document, annotations })
}

//! XML → the syntax tree.

mod annotation;
mod container;
mod element;
mod facets;
mod operations;
mod types;
mod value;

use super::schema::{Document, Include, Reference, Schema};
use super::xml::{self, Element};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};
use annotation::{annotation, annotations, targeted};

/// Reads a metadata file. Content that is not CSDL is reported and ignored.
pub fn parse(diagnostics: &mut Diagnostics, sources: &SourceMap, file: FileId) -> Document {
    let mut res = Document::empty(file);
    let Some(roots) = xml::read(diagnostics, sources, file) else { return res };
    if let Some(report) = roots.iter().find_map(of_v3) {
        diagnostics.report(report);
        return res;
    }
    for root in roots {
        match root.name {
            "Edmx" => edmx(diagnostics, &mut res, root),
            _ => {
                root.misplaced(diagnostics, "");
                // Hand-written schemas may omit the envelope.
                envelope(diagnostics, &mut res, root);
            }
        }
    }
    res.is_usable = !res.schemas.is_empty();
    if !res.is_usable {
        let first_line = sources.file(file).text.lines().next().map_or(0, |it| it.trim_end().len());
        let report =
            Diagnostic::new(Code::MetadataEmpty, Span::new(file, 0..first_line), "this file contains no schema")
                .label("not OData CSDL")
                .help("provide the metadata of a service as XML: the response to `GET …/$metadata`");
        diagnostics.report(report);
    }
    res
}

/// Reports an envelope or a schema of OData 1 to 3, by version or namespace. Newer versions are compatible with 4.01.
fn of_v3(it: &Element<'_>) -> Option<Diagnostic> {
    let version = it.attributes.iter().find(|attribute| it.name == "Edmx" && attribute.name == "Version");
    let old_version = version.filter(|it| it.value.starts_with(['1', '2', '3']));
    if old_version.is_none() && !it.is_of_v3 {
        let is_envelope = matches!(it.name, "Edmx" | "DataServices");
        return it.children.iter().filter(|_| is_envelope).find_map(of_v3);
    }
    let span = old_version.map_or(it.span, |it| it.span);
    let report = Diagnostic::new(Code::MetadataVersion, span, "metadata of OData 1 to 3 is not supported")
        .label("expected OData 4.0 or 4.01")
        .note("the file is ignored, and nothing is compared with metadata")
        .help("request `$metadata` with the header `OData-MaxVersion: 4.01`, or from the service's OData 4 URL");
    Some(report)
}

/// `edmx:Edmx` (4).
fn edmx(diagnostics: &mut Diagnostics, document: &mut Document, mut it: Element<'_>) {
    document.version = it.required(diagnostics, "Version");
    if let Some(version) = document.version.as_ref().filter(|it| !matches!(&*it.value, "4.0" | "4.01")) {
        let message = format!("unsupported CSDL version `{}`", version.value);
        let report = Diagnostic::new(Code::MetadataValue, version.span, message)
            .label("expected `4.0` or `4.01`")
            .note("treated as 4.01");
        diagnostics.report(report);
    }
    for child in it.finish(diagnostics) {
        match child.name {
            "Reference" => document.references.extend(reference(diagnostics, child)),
            "DataServices" => envelope(diagnostics, document, child),
            _ => child.misplaced(diagnostics, "Edmx"),
        }
    }
}

/// `edmx:DataServices` (4), or a schema without it.
fn envelope(diagnostics: &mut Diagnostics, document: &mut Document, it: Element<'_>) {
    let children = match it.name {
        "DataServices" => it.finish(diagnostics),
        "Schema" => vec![it],
        _ => return,
    };
    for child in children {
        match child.name {
            "Schema" => document.schemas.extend(schema(diagnostics, child)),
            _ => child.misplaced(diagnostics, "DataServices"),
        }
    }
}

/// `edmx:Reference` (4.1).
fn reference(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<Reference> {
    let uri = it.required(diagnostics, "Uri");
    let (mut includes, mut annotations) = (Vec::new(), Vec::new());
    for mut child in it.finish(diagnostics) {
        match child.name {
            "Include" => {
                let namespace = child.required(diagnostics, "Namespace");
                let alias = child.identifier(diagnostics, "Alias");
                includes.extend(namespace.map(|namespace| Include { namespace, alias }));
                annotations.extend(self::annotations(diagnostics, child));
            }
            "IncludeAnnotations" => {
                // Annotations of other documents are not resolved.
                child.ignore(&["TermNamespace", "Qualifier", "TargetNamespace"]);
                child.finish(diagnostics);
            }
            "Annotation" => annotations.extend(annotation(diagnostics, child)),
            _ => child.misplaced(diagnostics, "Reference"),
        }
    }
    uri.map(|uri| Reference { uri, includes, annotations })
}

/// `edm:Schema` (5).
fn schema(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<Schema> {
    let namespace = it.required(diagnostics, "Namespace");
    let mut res = Schema {
        alias: it.identifier(diagnostics, "Alias"),
        namespace: namespace?,
        entity_types: Vec::new(),
        complex_types: Vec::new(),
        enum_types: Vec::new(),
        type_definitions: Vec::new(),
        actions: Vec::new(),
        functions: Vec::new(),
        containers: Vec::new(),
        terms: Vec::new(),
        targeted: Vec::new(),
        annotations: Vec::new(),
    };
    for child in it.finish(diagnostics) {
        definition(diagnostics, &mut res, child);
    }
    Some(res)
}

/// The children of a schema.
fn definition(diagnostics: &mut Diagnostics, schema: &mut Schema, it: Element<'_>) {
    match it.name {
        "EntityType" => schema.entity_types.extend(types::structured(diagnostics, it)),
        "ComplexType" => schema.complex_types.extend(types::structured(diagnostics, it)),
        "EnumType" => schema.enum_types.extend(types::enum_type(diagnostics, it)),
        "TypeDefinition" => schema.type_definitions.extend(types::type_definition(diagnostics, it)),
        "Action" => schema.actions.extend(operations::operation(diagnostics, it)),
        "Function" => schema.functions.extend(operations::operation(diagnostics, it)),
        "EntityContainer" => schema.containers.extend(container::container(diagnostics, it)),
        "Term" => schema.terms.extend(annotation::term(diagnostics, it)),
        "Annotations" => schema.targeted.extend(targeted(diagnostics, it)),
        "Annotation" => schema.annotations.extend(annotation(diagnostics, it)),
        _ => it.misplaced(diagnostics, "Schema"),
    }
}

//! Formats trees of metadata as text, with one line per element.

use graphwright::input::csdl::schema::{
    Annotation, Container, EnumType, Expression, Facets, NavigationBinding, NavigationProperty, Operation,
    OperationImport, Property, Record, StructuredType,
};
use graphwright::input::csdl::{Document, Schema, TypeRef};
use graphwright::source::{SourceMap, Spanned};

/// Every document.
pub(crate) fn documents(sources: &SourceMap, documents: &[Document]) -> String {
    let mut lines = Lines::default();
    for it in documents {
        let version = it.version.as_ref().map(|it| format!(" {}", it.value)).unwrap_or_default();
        lines.add(0, format!("{}{version}", sources.file(it.file).name));
        for reference in &it.references {
            lines.add(1, format!("reference {}", reference.uri.value));
            for include in &reference.includes {
                lines.add(2, format!("include {}{}", include.namespace.value, named(" as ", &include.alias)));
            }
        }
        it.schemas.iter().for_each(|it| schema(&mut lines, it));
    }
    lines.text
}

/// Indented lines.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn add(&mut self, depth: usize, line: String) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(&line);
        self.text.push('\n');
    }
}

/// An optional text after a word; empty if there is none.
fn named(word: &str, text: &Option<Spanned<String>>) -> String {
    text.as_ref().map(|it| format!("{word}{}", it.value)).unwrap_or_default()
}

/// The words whose condition is true.
fn words(facts: &[(bool, &str)]) -> String {
    facts.iter().filter(|(holds, _)| *holds).map(|(_, word)| format!(" {word}")).collect()
}

fn ty(ty: &TypeRef, nullable: &Option<Spanned<bool>>) -> String {
    let null = nullable.as_ref().map_or("", |it| if it.value { " null" } else { " not null" });
    if ty.is_collection { format!("[{}]{null}", ty.name.value) } else { format!("{}{null}", ty.name.value) }
}

fn facets(it: &Facets) -> String {
    let unicode = it.unicode.as_ref().map(|it| format!(" Unicode {}", it.value)).unwrap_or_default();
    let texts =
        [(" MaxLength ", &it.max_length), (" Precision ", &it.precision), (" Scale ", &it.scale), (" SRID ", &it.srid)];
    texts.iter().map(|(word, text)| named(word, text)).collect::<String>() + &unicode
}

fn schema(lines: &mut Lines, it: &Schema) {
    lines.add(1, format!("schema {}{}", it.namespace.value, named(" as ", &it.alias)));
    it.entity_types.iter().for_each(|it| structured(lines, "entity", it));
    it.complex_types.iter().for_each(|it| structured(lines, "complex", it));
    it.enum_types.iter().for_each(|it| enum_type(lines, it));
    for it in &it.type_definitions {
        lines.add(2, format!("type {}: {}{}", it.name.value, it.underlying.value, facets(&it.facets)));
        annotations(lines, 3, &it.annotations);
    }
    it.actions.iter().for_each(|it| operation(lines, "action", it));
    it.functions.iter().for_each(|it| operation(lines, "function", it));
    it.containers.iter().for_each(|it| container(lines, it));
    it.terms.iter().for_each(|it| lines.add(2, format!("term {}", it.value)));
    for it in &it.targeted {
        lines.add(2, format!("of {}{}", it.target.value, named("#", &it.qualifier)));
        annotations(lines, 3, &it.annotations);
    }
    annotations(lines, 2, &it.annotations);
}

fn structured(lines: &mut Lines, kind: &str, it: &StructuredType) {
    let facts = words(&[(it.is_abstract, "abstract"), (it.is_open, "open"), (it.has_stream, "stream")]);
    lines.add(2, format!("{kind} {}{}{facts}", it.name.value, named(": ", &it.base)));
    it.key.iter().for_each(|it| lines.add(3, format!("key {}{}", it.name.value, named(" as ", &it.alias))));
    it.properties.iter().for_each(|it| property(lines, it));
    it.navigation_properties.iter().for_each(|it| navigation_property(lines, it));
    annotations(lines, 3, &it.annotations);
}

fn property(lines: &mut Lines, it: &Property) {
    let default = named(" default ", &it.default_value);
    lines.add(3, format!("{}: {}{}{default}", it.name.value, ty(&it.ty, &it.nullable), facets(&it.facets)));
    annotations(lines, 4, &it.annotations);
}

fn navigation_property(lines: &mut Lines, it: &NavigationProperty) {
    let contained = words(&[(it.contains_target, "contained")]);
    let others = named(" partner ", &it.partner) + &named(" on delete ", &it.on_delete);
    lines.add(3, format!("{} → {}{contained}{others}", it.name.value, ty(&it.ty, &it.nullable)));
    for it in &it.constraints {
        lines.add(4, format!("{} = {}", it.property.value, it.referenced.value));
    }
    annotations(lines, 4, &it.annotations);
}

fn enum_type(lines: &mut Lines, it: &EnumType) {
    let flags = words(&[(it.is_flags, "flags")]);
    lines.add(2, format!("enum {}{}{flags}", it.name.value, named(": ", &it.underlying)));
    for it in &it.members {
        let counted = words(&[(it.explicit.is_none(), "counted")]);
        lines.add(3, format!("{} = {}{counted}", it.name.value, it.value));
        annotations(lines, 4, &it.annotations);
    }
    annotations(lines, 3, &it.annotations);
}

fn operation(lines: &mut Lines, kind: &str, it: &Operation) {
    let facts = words(&[(it.is_bound, "bound"), (it.is_composable, "composable")]);
    lines.add(2, format!("{kind} {}{facts}{}", it.name.value, named(" of ", &it.entity_set_path)));
    for it in &it.parameters {
        lines.add(3, format!("{}: {}{}", it.name.value, ty(&it.ty, &it.nullable), facets(&it.facets)));
        annotations(lines, 4, &it.annotations);
    }
    if let Some(it) = &it.return_type {
        lines.add(3, format!("→ {}{}", ty(&it.ty, &it.nullable), facets(&it.facets)));
        annotations(lines, 4, &it.annotations);
    }
    annotations(lines, 3, &it.annotations);
}

fn container(lines: &mut Lines, it: &Container) {
    lines.add(2, format!("container {}{}", it.name.value, named(": ", &it.extends)));
    for it in &it.entity_sets {
        lines.add(3, format!("set {}: {}{}", it.name.value, it.entity_type.value, listed(&it.in_service_document)));
        bindings(lines, &it.bindings);
        annotations(lines, 4, &it.annotations);
    }
    for it in &it.singletons {
        let null = words(&[(it.nullable.as_ref().is_some_and(|it| it.value), "null")]);
        lines.add(3, format!("singleton {}: {}{null}", it.name.value, it.ty.value));
        bindings(lines, &it.bindings);
        annotations(lines, 4, &it.annotations);
    }
    it.action_imports.iter().for_each(|it| import(lines, "action", it));
    it.function_imports.iter().for_each(|it| import(lines, "function", it));
    annotations(lines, 3, &it.annotations);
}

fn bindings(lines: &mut Lines, bindings: &[NavigationBinding]) {
    bindings.iter().for_each(|it| lines.add(4, format!("{} → {}", it.path.value, it.target.value)));
}

fn listed(in_service_document: &Option<Spanned<bool>>) -> &'static str {
    in_service_document.as_ref().map_or("", |it| if it.value { " listed" } else { " not listed" })
}

fn import(lines: &mut Lines, kind: &str, it: &OperationImport) {
    let set = named(" in ", &it.entity_set);
    lines.add(3, format!("{kind} {} = {}{set}{}", it.name.value, it.operation.value, listed(&it.in_service_document)));
    annotations(lines, 4, &it.annotations);
}

fn annotations(lines: &mut Lines, depth: usize, annotations: &[Annotation]) {
    for it in annotations {
        let value = it.value.as_ref().map(|it| format!(" {}", expression(&it.value))).unwrap_or_default();
        lines.add(depth, format!("@{}{}{value}", it.term.value, named("#", &it.qualifier)));
        self::annotations(lines, depth + 1, &it.annotations);
    }
}

fn expression(it: &Expression) -> String {
    match it {
        Expression::Constant(kind, text) => format!("{kind:?} {text:?}"),
        Expression::Path(kind, text) => format!("{kind:?}Path {text:?}"),
        Expression::Null => "null".to_owned(),
        Expression::Collection(items) => {
            let items: Vec<String> = items.iter().map(|it| expression(&it.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Expression::Record(it) => record(it),
        Expression::Unsupported(name) => format!("<{name}>"),
    }
}

fn record(it: &Record) -> String {
    let properties = it.properties.iter().map(|it| {
        let value = it.value.as_ref().map(|it| format!(": {}", expression(&it.value))).unwrap_or_default();
        format!("{}{value}", it.name.value)
    });
    let ty = it.ty.as_ref().map(|it| format!("{} ", it.value)).unwrap_or_default();
    format!("{ty}{{{}}}", properties.collect::<Vec<_>>().join(", "))
}

//! Values of annotations: constants (14.3), and expressions (14.4) that need no evaluation.

use super::annotation;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::csdl::parse::value;
use crate::input::csdl::schema::{Annotation, ConstantKind, Expression, PathKind, PropertyValue, Record};
use crate::input::csdl::xml::Element;
use crate::source::{Span, Spanned};

/// A value, and the annotations beside it.
type Value = (Option<Spanned<Expression>>, Vec<Annotation>);

/// Expressions that occur only in elements, and require evaluation.
const EVALUATED: &[&str] = &[
    "Add",
    "And",
    "Apply",
    "Cast",
    "Div",
    "DivBy",
    "Eq",
    "Ge",
    "Gt",
    "Has",
    "If",
    "In",
    "IsOf",
    "LabeledElement",
    "LabeledElementReference",
    "Le",
    "Lt",
    "Mod",
    "Mul",
    "Ne",
    "Neg",
    "Not",
    "Or",
    "Sub",
    "UrlRef",
];

/// The value of an element: in an attribute, or else in a child.
pub(super) fn value(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Value {
    let parent = it.name;
    let mut res = attribute(diagnostics, &mut it);
    let mut annotations = Vec::new();
    for child in it.finish(diagnostics) {
        if child.name == "Annotation" {
            annotations.extend(annotation(diagnostics, child));
        } else if !is_expression(child.name) {
            child.misplaced(diagnostics, parent);
        } else if let Some(first) = &res {
            let message = format!("`{parent}` has a second value");
            let report =
                Diagnostic::new(Code::MetadataElement, child.span, message).also(first.span, "first value here");
            diagnostics.report(report.note("the second value is ignored"));
        } else {
            res = expression(diagnostics, child);
        }
    }
    (res, annotations)
}

/// The value in an attribute (`String="…"`). A second one remains in the element, and is reported there.
fn attribute(diagnostics: &mut Diagnostics, it: &mut Element<'_>) -> Option<Spanned<Expression>> {
    let is_value = |it: &str| constant_kind(it).is_some() || path_kind(it).is_some() || it == "UrlRef";
    let name = it.attributes.iter().map(|it| it.name).find(|it| is_value(it))?;
    let text = it.take(name)?;
    simple(diagnostics, name, text)
}

/// A constant or a path, from an attribute or an element of that name.
fn simple(diagnostics: &mut Diagnostics, name: &str, text: Spanned<String>) -> Option<Spanned<Expression>> {
    let Some(kind) = constant_kind(name) else {
        return Some(text.map(|text| match path_kind(name) {
            Some(kind) => Expression::Path(kind, text.trim().to_owned()),
            None => Expression::Unsupported(name.to_owned()),
        }));
    };
    if kind == ConstantKind::String {
        return Some(text.map(|it| Expression::Constant(kind, it)));
    }
    let text = text.map(|it| it.trim().to_owned());
    let is_valid = match kind {
        ConstantKind::Bool => value::boolean(diagnostics, name, &text).is_some(),
        ConstantKind::Int => value::integer(diagnostics, name, &text).is_some(),
        _ => true,
    };
    is_valid.then(|| text.map(|it| Expression::Constant(kind, it)))
}

/// An expression in an element.
fn expression(diagnostics: &mut Diagnostics, it: Element<'_>) -> Option<Spanned<Expression>> {
    let (name, span) = (it.name, it.span);
    match name {
        "Collection" => {
            let items = it.finish(diagnostics).into_iter().filter_map(|child| {
                if is_expression(child.name) {
                    return expression(diagnostics, child);
                }
                child.misplaced(diagnostics, "Collection");
                None
            });
            Some(Spanned::new(Expression::Collection(items.collect()), span))
        }
        "Record" => Some(Spanned::new(Expression::Record(record(diagnostics, it)), span)),
        "Null" => {
            super::annotations(diagnostics, it);
            Some(Spanned::new(Expression::Null, span))
        }
        _ if EVALUATED.contains(&name) => Some(Spanned::new(Expression::Unsupported(name.to_owned()), span)),
        _ => {
            let text = text(diagnostics, it, span);
            simple(diagnostics, name, text)
        }
    }
}

/// The text of a constant. Without text it is empty, at the place of the start tag.
fn text(diagnostics: &mut Diagnostics, mut it: Element<'_>, span: Span) -> Spanned<String> {
    let res = it.text.take().unwrap_or_else(|| Spanned::new(String::new(), span));
    it.finish_empty(diagnostics);
    res
}

/// `edm:Record` (14.4.12). Its annotations and those of its properties are parsed and ignored.
fn record(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Record {
    let ty = it.qualified(diagnostics, "Type");
    let mut properties = Vec::new();
    for mut child in it.finish(diagnostics) {
        match child.name {
            "PropertyValue" => {
                let name = child.required(diagnostics, "Property");
                let (value, _) = value(diagnostics, child);
                properties.extend(name.map(|name| PropertyValue { name, value }));
            }
            "Annotation" => {
                annotation(diagnostics, child);
            }
            _ => child.misplaced(diagnostics, "Record"),
        }
    }
    Record { ty, properties }
}

pub(in crate::input::csdl::parse) fn is_expression(name: &str) -> bool {
    let is_simple = constant_kind(name).is_some() || path_kind(name).is_some();
    is_simple || matches!(name, "Collection" | "Record" | "Null") || EVALUATED.contains(&name)
}

fn constant_kind(name: &str) -> Option<ConstantKind> {
    Some(match name {
        "Binary" => ConstantKind::Binary,
        "Bool" => ConstantKind::Bool,
        "Date" => ConstantKind::Date,
        "DateTimeOffset" => ConstantKind::DateTimeOffset,
        "Decimal" => ConstantKind::Decimal,
        "Duration" => ConstantKind::Duration,
        "EnumMember" => ConstantKind::EnumMember,
        "Float" => ConstantKind::Float,
        "Guid" => ConstantKind::Guid,
        "Int" => ConstantKind::Int,
        "String" => ConstantKind::String,
        "TimeOfDay" => ConstantKind::TimeOfDay,
        _ => return None,
    })
}

fn path_kind(name: &str) -> Option<PathKind> {
    Some(match name {
        "AnnotationPath" => PathKind::Annotation,
        "ModelElementPath" => PathKind::ModelElement,
        "NavigationPropertyPath" => PathKind::NavigationProperty,
        "Path" => PathKind::Value,
        "PropertyPath" => PathKind::Property,
        _ => return None,
    })
}

//! Annotations and their values (14).

mod expression;

use super::facets::facets;
use super::value::check_qualified;
use crate::diagnostics::Diagnostics;
use crate::input::csdl::schema::{Annotation, TargetedAnnotations};
use crate::input::csdl::xml::Element;
use crate::source::Spanned;
pub(super) use expression::is_expression;
use expression::value;

/// `edm:Annotations` (5.2).
pub(super) fn targeted(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<TargetedAnnotations> {
    let target = it.required(diagnostics, "Target");
    let qualifier = it.optional(diagnostics, "Qualifier");
    let annotations = annotations(diagnostics, it);
    target.map(|target| TargetedAnnotations { target, qualifier, annotations })
}

/// The annotations of an element that has no other children.
pub(super) fn annotations(diagnostics: &mut Diagnostics, it: Element<'_>) -> Vec<Annotation> {
    let parent = it.name;
    let mut res = Vec::new();
    for child in it.finish(diagnostics) {
        if child.name == "Annotation" {
            res.extend(annotation(diagnostics, child));
        } else {
            child.misplaced(diagnostics, parent);
        }
    }
    res
}

/// `edm:Annotation` (14.2).
pub(super) fn annotation(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<Annotation> {
    let span = it.span;
    let term = it.required(diagnostics, "Term");
    if let Some(term) = &term {
        check_qualified(diagnostics, term);
    }
    // The qualifier should be an identifier, but services also write paths (`user.displayName`).
    let qualifier = it.optional(diagnostics, "Qualifier");
    let (value, annotations) = value(diagnostics, it);
    Some(Annotation { span, term: term?, qualifier, value, annotations })
}

/// `edm:Term` (14.1). Only its name is kept.
pub(super) fn term(diagnostics: &mut Diagnostics, mut it: Element<'_>) -> Option<Spanned<String>> {
    let name = it.name(diagnostics);
    it.ignore(&["Type", "BaseTerm", "DefaultValue", "AppliesTo", "Nullable"]);
    facets(diagnostics, &mut it);
    annotations(diagnostics, it);
    name
}

//! Access to elements: attributes are taken one by one, and the remaining ones are reported.

use super::annotation::is_expression;
use super::value;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::input::csdl::schema::TypeRef;
use crate::input::csdl::xml::Element;
use crate::source::Spanned;

/// Every element of CSDL, to distinguish misplaced elements from unknown ones.
const ELEMENTS: &[&str] = &[
    "Action",
    "ActionImport",
    "Annotation",
    "Annotations",
    "ComplexType",
    "DataServices",
    "Edmx",
    "EntityContainer",
    "EntitySet",
    "EntityType",
    "EnumType",
    "Function",
    "FunctionImport",
    "Include",
    "IncludeAnnotations",
    "Key",
    "Member",
    "NavigationProperty",
    "NavigationPropertyBinding",
    "OnDelete",
    "Parameter",
    "Property",
    "PropertyRef",
    "PropertyValue",
    "Reference",
    "ReferentialConstraint",
    "ReturnType",
    "Schema",
    "Singleton",
    "Term",
    "TypeDefinition",
];

impl<'a> Element<'a> {
    /// An attribute as it is written. An empty one is reported.
    pub(super) fn optional(&mut self, diagnostics: &mut Diagnostics, name: &str) -> Option<Spanned<String>> {
        let res = self.take(name)?;
        if res.value.trim().is_empty() {
            let report = Diagnostic::new(Code::MetadataValue, res.span, format!("`{name}` is empty"));
            diagnostics.report(report.note("treated as missing"));
            return None;
        }
        Some(res)
    }

    /// A required attribute.
    pub(super) fn required(&mut self, diagnostics: &mut Diagnostics, name: &str) -> Option<Spanned<String>> {
        let is_there = self.attributes.iter().any(|it| it.name == name);
        if !is_there {
            self.missing(diagnostics, name, "the element is ignored");
        }
        self.optional(diagnostics, name)
    }

    /// Reports a missing attribute.
    pub(super) fn missing(&self, diagnostics: &mut Diagnostics, name: &str, note: &str) {
        let message = format!("`{}` has no `{name}`", self.name);
        diagnostics.report(Diagnostic::new(Code::MetadataMissing, self.name_span, message).note(note));
    }

    /// `Name`: an invalid identifier is reported and kept.
    pub(super) fn name(&mut self, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
        let res = self.required(diagnostics, "Name")?;
        value::check_identifier(diagnostics, &res);
        Some(res)
    }

    /// An optional identifier.
    pub(super) fn identifier(&mut self, diagnostics: &mut Diagnostics, name: &str) -> Option<Spanned<String>> {
        let res = self.optional(diagnostics, name)?;
        value::check_identifier(diagnostics, &res);
        Some(res)
    }

    /// An optional qualified name.
    pub(super) fn qualified(&mut self, diagnostics: &mut Diagnostics, name: &str) -> Option<Spanned<String>> {
        let res = self.optional(diagnostics, name)?;
        value::check_qualified(diagnostics, &res);
        Some(res)
    }

    /// A required qualified name.
    pub(super) fn required_qualified(&mut self, diagnostics: &mut Diagnostics, name: &str) -> Option<Spanned<String>> {
        let res = self.required(diagnostics, name)?;
        value::check_qualified(diagnostics, &res);
        Some(res)
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, diagnostics: &mut Diagnostics, name: &str) -> Option<Spanned<bool>> {
        let text = self.optional(diagnostics, name)?;
        value::boolean(diagnostics, name, &text)
    }

    /// Whether a Boolean is present and true.
    pub(super) fn flag(&mut self, diagnostics: &mut Diagnostics, name: &str) -> bool {
        self.boolean(diagnostics, name).is_some_and(|it| it.value)
    }

    /// An attribute whose value is checked.
    pub(super) fn checked(
        &mut self,
        diagnostics: &mut Diagnostics,
        name: &str,
        expected: &str,
        is_valid: fn(&str) -> bool,
    ) -> Option<Spanned<String>> {
        let res = self.optional(diagnostics, name)?;
        if !is_valid(&res.value) {
            value::report(diagnostics, name, &res, expected);
            return None;
        }
        Some(res)
    }

    /// A required `Type`.
    pub(super) fn type_ref(&mut self, diagnostics: &mut Diagnostics) -> Option<TypeRef> {
        let text = self.required(diagnostics, "Type")?;
        Some(value::type_ref(diagnostics, &text))
    }

    /// `Type`; `Edm.Untyped` if it is missing.
    pub(super) fn type_or_untyped(&mut self, diagnostics: &mut Diagnostics) -> TypeRef {
        let is_there = self.attributes.iter().any(|it| it.name == "Type");
        if !is_there {
            self.missing(diagnostics, "Type", "treated as untyped JSON");
        }
        let text = self.optional(diagnostics, "Type");
        text.map(|it| value::type_ref(diagnostics, &it)).unwrap_or_else(|| TypeRef {
            name: Spanned::new("Edm.Untyped".to_owned(), self.name_span),
            is_collection: false,
        })
    }

    /// Removes valid attributes that the tree does not represent.
    pub(super) fn ignore(&mut self, names: &[&str]) {
        self.attributes.retain(|it| !names.contains(&it.name));
    }

    /// Reports unused attributes, and text, which only constants may have. Returns the children.
    pub(super) fn finish(self, diagnostics: &mut Diagnostics) -> Vec<Element<'a>> {
        self.finish_attributes(diagnostics);
        if let Some(text) = &self.text {
            let lead = text.value.len() - text.value.trim_start().len();
            let len = text.value.trim().lines().next().unwrap_or_default().len();
            // Entities are longer in the source than their values.
            let is_plain = text.span.range().len() == text.value.len();
            let span = if is_plain { text.span.part(lead..lead + len) } else { text.span };
            let message = format!("unexpected text in `{}`", self.name);
            diagnostics.report(Diagnostic::new(Code::MetadataElement, span, message).note("the text is ignored"));
        }
        self.children
    }

    /// Reports unused attributes.
    pub(super) fn finish_attributes(&self, diagnostics: &mut Diagnostics) {
        for attribute in &self.attributes {
            let message = format!("unknown attribute `{}` of `{}`", attribute.name, self.name);
            let report =
                Diagnostic::new(Code::MetadataAttribute, attribute.name_span, message).note("the attribute is ignored");
            diagnostics.report(report);
        }
    }

    /// [`Element::finish`], for elements without children.
    pub(super) fn finish_empty(self, diagnostics: &mut Diagnostics) {
        let parent = self.name;
        for child in self.finish(diagnostics) {
            child.misplaced(diagnostics, parent);
        }
    }

    /// Reports an element that is not allowed in its parent. The parent of a root has no name.
    pub(super) fn misplaced(&self, diagnostics: &mut Diagnostics, parent: &str) {
        let message = match (ELEMENTS.contains(&self.name) || is_expression(self.name), parent) {
            (false, _) => format!("unknown element `{}`", self.name),
            (true, "") => format!("`{}` is not allowed outside of `Edmx`", self.name),
            (true, _) => format!("`{}` is not allowed in `{parent}`", self.name),
        };
        let is_used = parent.is_empty() && matches!(self.name, "Schema" | "DataServices");
        let note = if is_used { "the element is kept" } else { "the element is ignored" };
        diagnostics.report(Diagnostic::new(Code::MetadataElement, self.name_span, message).note(note));
    }
}

//! Reports about members and values.

use super::Reader;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, and_more};
use crate::input::openapi::account::Use;
use crate::model::json::{Json, Name};
use crate::source::Span;
use std::collections::BTreeMap;

/// Findings that are reported once for each text, at the first place.
#[derive(Debug, Default)]
pub(super) struct Counted {
    all: BTreeMap<(Code, String), Found>,
}

#[derive(Debug)]
struct Found {
    first: Span,
    symbol: String,
    note: &'static str,
    n: usize,
}

impl Counted {
    fn add(&mut self, code: Code, message: String, name: &Name, note: &'static str) {
        let new = || Found { first: name.span, symbol: name.value.to_string(), note, n: 0 };
        let found = self.all.entry((code, message)).or_insert_with(new);
        found.first = found.first.min(name.span);
        found.n += 1;
    }

    /// Reports all of them.
    pub(super) fn report(&mut self, diagnostics: &mut Diagnostics) {
        for ((code, message), it) in std::mem::take(&mut self.all) {
            let message = format!("{message}{}", and_more(it.n - 1));
            diagnostics.report(Diagnostic::new(code, it.first, message).symbol(it.symbol).note(it.note));
        }
    }
}

impl Reader<'_> {
    /// A member that its kind of object does not have.
    pub(super) fn unknown_member(&mut self, kind: &'static str, name: &Name) {
        let message = format!("{} does not define the member `{}` of {kind}", self.version.name(), name.value);
        self.counted.add(Code::DescriptionMember, message, name, "the member is ignored");
    }

    /// A keyword of a schema that has no effect.
    pub(super) fn unsupported_keyword(&mut self, name: &Name) {
        let message = format!("the keyword `{}` of schemas is not supported", name.value);
        self.counted.add(Code::SchemaKeyword, message, name, "the keyword is ignored");
    }

    /// A member beside a reference.
    pub(super) fn sibling(&mut self, name: &Name) {
        let message = format!("the member `{}` beside `$ref` has no effect in {}", name.value, self.version.name());
        self.counted.add(Code::ReferenceSibling, message, name, "the member is ignored");
    }

    /// A keyword of a schema that belongs to another version.
    pub(super) fn of_version(&mut self, name: &Name, version: &'static str) {
        let message = format!("the keyword `{}` belongs to {version}", name.value);
        self.counted.add(Code::SchemaVersion, message, name, "treated as in that version");
    }

    /// A value that is not allowed, and how it is handled.
    pub(super) fn wrong_value(&mut self, at: Span, message: impl Into<String>, label: &str, note: &str) {
        let report = Diagnostic::new(Code::DescriptionValue, at, message).label(label);
        self.diagnostics.report(report.note(note));
    }

    /// A value of the wrong type, which is ignored.
    pub(super) fn wrong_type(&mut self, what: &str, node: &Json, expected: &str) {
        let span = self.resolver.first_line(node.span);
        self.uses.add_all(node, Use::Reported);
        self.wrong_value(
            span,
            format!("{what} has the wrong type"),
            &format!("expected {expected}"),
            "the value is ignored",
        );
    }

    /// Everything in a value that was reported.
    pub(super) fn ignore(&mut self, node: &Json) {
        self.uses.add_all(node, Use::Reported);
    }

    /// An object without a member that it needs.
    pub(super) fn missing(&mut self, kind: &'static str, span: Span, name: &str, note: &str) {
        let message = format!("{kind} has no member `{name}`");
        let span = self.resolver.first_line(span);
        self.diagnostics.report(Diagnostic::new(Code::DescriptionMissing, span, message).note(note));
    }
}

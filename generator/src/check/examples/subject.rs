//! Expected types, and the subjects of reports.

use crate::diagnostics::Diagnostic;
use crate::model::{Property, TypeId};
use crate::source::{Span, Spanned};

/// The expected type of a body: addressed by the URL, and shown by the page.
#[derive(Clone, Copy)]
pub(super) struct ExpectedType {
    pub(super) place: TypeId,
    pub(super) shown: TypeId,
    /// A documented type whose members are also accepted, if metadata declares a different one.
    pub(super) described: Option<TypeId>,
    /// Whether the type of the place is certain: only then is a different type an error.
    pub(super) is_sure: bool,
    /// Whether it is an item that exists already, so that its type is known.
    pub(super) exists: bool,
}

impl ExpectedType {
    pub(super) fn of(place: TypeId) -> ExpectedType {
        ExpectedType { place, shown: place, described: None, is_sure: true, exists: false }
    }
}

/// The subject of a report: a body or a member.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) name: &'a str,
    /// The place of its declaration or description.
    pub(super) span: Option<Span>,
    /// The declaration in metadata, if it forbids null.
    pub(super) forbids_null: Option<Span>,
    /// Whether only a row of a page states its type.
    pub(super) is_row: bool,
    /// The values that a page lists for a member.
    pub(super) values: &'a [Spanned<String>],
}

impl<'a> Subject<'a> {
    /// The body of a message.
    pub(super) fn body(name: &'a str) -> Subject<'a> {
        Subject { name, span: None, forbids_null: None, is_row: false, values: &[] }
    }

    /// A member.
    pub(super) fn property(it: &'a Property<TypeId>) -> Subject<'a> {
        let forbids_null = it.declared().filter(|_| it.ty.is_nullable == Some(false) && !it.ty.is_collection);
        let is_row = it.declared().is_none();
        Subject { name: &it.name.value, span: Some(it.name.span), forbids_null, is_row, values: &it.values }
    }

    /// The noun in messages.
    pub(super) fn noun(self) -> String {
        if self.span.is_some() { format!("`{}`", self.name) } else { "the body".to_owned() }
    }

    /// The first of some values in the list of a page, if the list contains all of them.
    pub(super) fn listed(self, values: &[&str]) -> Option<Span> {
        let find = |it: &str| self.values.iter().find(|listed| listed.value == it);
        let first = find(values.first()?)?;
        values.iter().all(|it| find(it).is_some()).then_some(first.span)
    }

    /// Adds the place of the type to a report about a value of another type. Either may be wrong if the type is only in a row
    /// of a page.
    pub(super) fn contradict(self, report: Diagnostic) -> Diagnostic {
        let report = self.point(report);
        if self.is_row && report.help.is_none() {
            report.help("correct the value, or the type in the row")
        } else {
            report
        }
    }

    /// Adds the place of the declaration to a report.
    pub(super) fn point(self, report: Diagnostic) -> Diagnostic {
        match self.span {
            Some(span) => report.also(span, format!("`{}` is declared here", self.name)),
            None => report,
        }
    }
}

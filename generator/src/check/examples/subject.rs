//! Expected types, and the subjects of reports.

use crate::diagnostics::Diagnostic;
use crate::model::{Property, TypeId};
use crate::source::Span;

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
    member: Option<&'a Property<TypeId>>,
}

impl<'a> Subject<'a> {
    /// The body of a message.
    pub(super) fn body(name: &'a str) -> Subject<'a> {
        Subject { name, member: None }
    }

    /// A member.
    pub(super) fn property(it: &'a Property<TypeId>) -> Subject<'a> {
        Subject { name: &it.name.value, member: Some(it) }
    }

    /// The declaration in metadata, if it forbids null.
    pub(super) fn forbids_null(self) -> Option<Span> {
        let member = self.member.filter(|it| it.ty.is_nullable == Some(false) && !it.ty.is_collection)?;
        member.declared()
    }

    /// The noun in messages.
    pub(super) fn noun(self) -> String {
        if self.member.is_some() { format!("`{}`", self.name) } else { "the body".to_owned() }
    }

    /// The first of some values in the list of a page, if the list contains all of them.
    pub(super) fn listed(self, values: &[&str]) -> Option<Span> {
        let listed = &self.member?.values;
        let find = |it: &str| listed.iter().find(|listed| listed.value == it);
        let first = find(values.first()?)?;
        values.iter().all(|it| find(it).is_some()).then_some(first.span)
    }

    /// Adds the place of the type to a report about a value of another type. Either may be wrong if the type is only in a row
    /// of a page.
    pub(super) fn contradict(self, report: Diagnostic) -> Diagnostic {
        let report = self.point(report);
        let is_row = self.member.is_some_and(|it| it.declared().is_none());
        if is_row && report.help.is_none() { report.help("correct the value, or the type in the row") } else { report }
    }

    /// Adds the place of the declaration to a report.
    pub(super) fn point(self, report: Diagnostic) -> Diagnostic {
        match self.member {
            Some(it) => report.also(it.name.span, format!("`{}` is declared here", self.name)),
            None => report,
        }
    }
}

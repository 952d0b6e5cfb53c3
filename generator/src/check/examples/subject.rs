//! What a body or a value is compared with.

use crate::diagnostics::Diagnostic;
use crate::model::{Property, TypeId};
use crate::source::Span;

/// A body's type: of its place, and what it is said to be there.
#[derive(Clone, Copy)]
pub(super) struct ExpectedType {
    pub(super) place: TypeId,
    pub(super) shown: TypeId,
    /// A type whose members are known too: what a page describes where metadata has its own.
    pub(super) described: Option<TypeId>,
    /// Whether the type of the place is certain: only then is another type a mistake.
    pub(super) is_sure: bool,
}

impl ExpectedType {
    pub(super) fn of(place: TypeId) -> ExpectedType {
        ExpectedType { place, shown: place, described: None, is_sure: true }
    }
}

/// What a value is the value of, for reports.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) name: &'a str,
    /// Where it is declared or described.
    pub(super) span: Option<Span>,
    /// Whether metadata forbids null.
    pub(super) forbids_null: bool,
}

impl<'a> Subject<'a> {
    /// The body of a message.
    pub(super) fn body(name: &'a str) -> Subject<'a> {
        Subject { name, span: None, forbids_null: false }
    }

    /// A member.
    pub(super) fn property(it: &'a Property<TypeId>) -> Subject<'a> {
        let forbids_null = it.declared().is_some() && it.ty.is_nullable == Some(false) && !it.ty.is_collection;
        Subject { name: &it.name.value, span: Some(it.name.span), forbids_null }
    }

    /// The thing in messages.
    pub(super) fn noun(self) -> String {
        if self.span.is_some() { format!("`{}`", self.name) } else { "the body".to_owned() }
    }

    /// A report that points at where the thing is declared.
    pub(super) fn point(self, report: Diagnostic) -> Diagnostic {
        match self.span {
            Some(span) => report.also(span, format!("`{}` is declared here", self.name)),
            None => report,
        }
    }
}

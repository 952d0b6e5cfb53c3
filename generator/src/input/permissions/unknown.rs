//! Unknown names in permissions. Each is reported once.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, and_more};
use crate::source::Span;
use std::collections::BTreeMap;

/// What an unknown name would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Member,
    Scheme,
    Method,
    /// An attribute of a path: `least`.
    Attribute,
}

/// The unknown names of one file: the first place of each, and how many follow.
#[derive(Debug, Default)]
pub(super) struct Unknown(BTreeMap<(Kind, String), (Span, usize)>);

impl Unknown {
    /// Records an unknown name.
    pub(super) fn add(&mut self, kind: Kind, name: &str, span: Span) {
        let found = self.0.entry((kind, name.to_owned())).or_insert((span, 0));
        found.1 += usize::from(found.0 != span);
    }

    /// Reports all of them.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        for ((kind, name), (span, more)) in &self.0 {
            let message = format!("unknown {} `{name}`{}", kind.noun(), and_more(*more));
            let report = Diagnostic::new(Code::PermissionsUnknown, *span, message);
            diagnostics.report(report.symbol(name).note("ignored").help(kind.remedy()));
        }
    }
}

impl Kind {
    fn noun(self) -> &'static str {
        match self {
            Kind::Member => "member",
            Kind::Scheme => "scheme",
            Kind::Method => "method",
            Kind::Attribute => "attribute",
        }
    }

    fn remedy(self) -> &'static str {
        match self {
            Kind::Member => "remove it, or correct its spelling",
            Kind::Scheme => "write `DelegatedWork`, `DelegatedPersonal` or `Application`",
            Kind::Method => "write `GET`, `POST`, `PUT`, `PATCH`, `DELETE` or `HEAD`",
            Kind::Attribute => "write `least=…` or `AlsoRequires=…`",
        }
    }
}

//! Diagnostics: problems in the inputs, with their places and remedies.

pub mod baseline;
mod code;
mod declare;
mod explain;
mod fold;
mod groups;
mod key;
mod listing;
mod lookup;
mod parallel;
mod patch;
pub mod policy;
mod render;
mod severity;

pub use code::Code;
pub use fold::{Shown, folded};
pub use groups::{GROUPS, Group};
pub(crate) use listing::{and_more, listing};
pub(crate) use lookup::did_you_mean;
pub use lookup::{select, similar};
pub use parallel::{collect_reports, in_parallel};
pub use patch::{Edit, Patch};
pub use render::{FORMAT_VERSION, by_code, render, render_json, render_short, sarif, totals};
pub use severity::Severity;

use crate::source::Span;
use serde::{Deserialize, Serialize};

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// The severity: the default of the code, unless a [`policy`] overrides it.
    pub severity: Severity,
    /// The name of its subject, if it has one: a type (`user`), a member (`user.displayName`), or the title of an
    /// operation.
    pub symbol: Option<String>,
    /// The problem: lower case, names in backticks, no full stop.
    pub message: String,
    /// A few words about the smallest span that shows the problem.
    pub primary: Label,
    /// Other places that are involved.
    pub secondary: Vec<Label>,
    /// How the generator handles it: the input is ignored, treated as something else, or kept.
    pub note: Option<String>,
    /// The remedy.
    pub help: Option<String>,
    /// The machine-applicable change, if it is certain.
    pub patch: Option<Patch>,
    /// Whether it is shown, or why not.
    pub status: Status,
}

/// Why a finding is not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// The comment.
    pub comment: Span,
    /// The reason that it gives; may be empty.
    pub reason: String,
}

/// Whether a finding is shown, or why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// It is shown.
    Open,
    /// Its code is allowed.
    Allowed,
    /// A comment beside it suppresses it.
    Suppressed(Suppression),
    /// The baseline lists it.
    Known,
    /// It is about a file that is not selected.
    Elsewhere,
}

/// A place and a text about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// Two to six words; may be empty.
    pub text: String,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        let primary = Label { span, text: String::new() };
        Diagnostic {
            code,
            severity: code.severity(),
            symbol: None,
            message: message.into(),
            primary,
            secondary: Vec::new(),
            note: None,
            help: None,
            patch: None,
            status: Status::Open,
        }
    }

    /// Sets the name of its subject, which suppressing comments and baselines use.
    pub fn symbol(mut self, name: impl Into<String>) -> Diagnostic {
        self.symbol = Some(name.into());
        self
    }

    /// Sets the text at the primary place.
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.primary.text = text.into();
        self
    }

    /// Adds a secondary place.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Sets how the generator handles it.
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.note = Some(text.into());
        self
    }

    /// Sets the remedy.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// Adds a machine-applicable change, for cases that need no judgement.
    pub fn patch(mut self, edits: impl IntoIterator<Item = Edit>) -> Diagnostic {
        self.patch = Some(Patch { edits: edits.into_iter().collect() });
        self
    }

    /// Whether it is shown.
    pub fn is_open(&self) -> bool {
        self.status == Status::Open
    }
}

/// The sink that every phase reports into.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Adds several diagnostics.
    pub fn report_all(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.all.extend(diagnostics);
    }

    /// Adds all diagnostics of another sink.
    pub fn extend(&mut self, other: Diagnostics) {
        self.all.extend(other.all);
    }

    /// Sorts by place, then code: the order in which they are shown. Duplicates are removed.
    pub fn sort(&mut self) {
        self.all.sort_by(|a, b| (a.primary.span, a.code, &a.message).cmp(&(b.primary.span, b.code, &b.message)));
        self.all.dedup();
    }

    /// The diagnostics that are shown.
    pub fn open(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter().filter(|it| it.is_open())
    }

    /// All diagnostics, mutable, to set their status.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.all.iter_mut()
    }

    /// All diagnostics, shown or not.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// Whether a shown diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.open().any(|it| it.severity == Severity::Error)
    }

    /// The first diagnostic about metadata or permissions that cannot be used, whether it is shown or not: a crate or a model
    /// without these statements would be wrong.
    pub fn unusable(&self) -> Option<&Diagnostic> {
        let is_meant = |it: &&Diagnostic| {
            matches!(
                it.code,
                Code::PermissionsMalformed | Code::MetadataMalformed | Code::MetadataEmpty | Code::MetadataVersion
            )
        };
        self.iter().find(is_meant)
    }

    /// The number of diagnostics.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

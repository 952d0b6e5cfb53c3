//! Problems in the inputs: what, where, what was done about it, what to do.

mod code;
mod render;
mod summary;

pub use code::{Code, Severity};
pub use render::{render, render_short};
pub use summary::{by_code, totals};

use crate::source::Span;

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem.
    pub code: Code,
    /// What is wrong: lower case, names in backticks, no full stop.
    pub message: String,
    /// What is here, in a few words, at the smallest span.
    pub primary: Label,
    /// What it disagrees with.
    pub secondary: Vec<Label>,
    /// What the generator does about it.
    pub note: Option<String>,
    /// What to change.
    pub help: Option<String>,
}

/// A place and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        Diagnostic { code, message: message.into(), primary, secondary: Vec::new(), note: None, help: None }
    }

    /// Says what is at the primary place.
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.primary.text = text.into();
        self
    }

    /// Points at a further place.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Says what the generator does about it.
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.note = Some(text.into());
        self
    }

    /// Says what to change.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }
}

/// The sink that every phase reports into.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Adds those that there are.
    pub fn report_all(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.all.extend(diagnostics);
    }

    /// Adds all of another sink.
    pub fn extend(&mut self, other: Diagnostics) {
        self.all.extend(other.all);
    }

    /// Orders by place, then code: the order in which they are shown. Equal ones are kept once.
    pub fn sort(&mut self) {
        self.all.sort_by(|a, b| (a.primary.span, a.code, &a.message).cmp(&(b.primary.span, b.code, &b.message)));
        self.all.dedup();
    }

    /// All that were reported.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|it| it.code.severity() == Severity::Error)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

//! Deprecations that only one side states.

use super::sides::Sides;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::prose::calls_deprecated;
use crate::model::{MemberStatement, Property, Unresolved};

/// Compares the deprecation of a member. Metadata that deprecates nothing does not state deprecations at all. It may also
/// state one in a description, without an annotation.
pub(super) fn check(
    sides: &Sides<'_>,
    symbol: impl FnOnce() -> String,
    member: &MemberStatement,
    declared: &Property<Unresolved>,
) -> Option<Diagnostic> {
    let name = &member.name.value;
    let (message, help) = match (member.is_deprecated, declared.docs.deprecated.is_some()) {
        (true, false) if sides.declares_deprecations && !describes(declared) => (
            format!("only the page calls `{name}` deprecated"),
            "annotate it with `Core.Revisions`, or correct the page",
        ),
        (false, true) => (
            format!("the metadata calls `{name}` deprecated, but the page does not"),
            "begin its description with `Deprecated.`",
        ),
        _ => return None,
    };
    let report = Diagnostic::new(Code::DeprecationDiffers, member.name.span, message).symbol(symbol());
    Some(report.also(declared.name.span, "declared here").help(help))
}

/// Whether a description of the metadata calls the property deprecated.
fn describes(declared: &Property<Unresolved>) -> bool {
    declared.docs.paragraphs.iter().any(|it| calls_deprecated(&it.text.to_lowercase()))
}

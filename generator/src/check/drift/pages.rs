//! The names of pages that make statements.

use crate::model::TypeStatement;
use crate::source::SourceMap;

/// The name of the page that makes a statement.
pub(super) fn stem<'a>(sources: &'a SourceMap, statement: &TypeStatement) -> &'a str {
    sources.file(statement.name.span.file).stem()
}

/// The first part of a page's name: `intune-devices` of `intune-devices-manageddevice.md`.
pub(super) fn area<'a>(sources: &'a SourceMap, statement: &TypeStatement) -> Option<&'a str> {
    stem(sources, statement).rsplit_once('-').map(|(area, _)| area)
}

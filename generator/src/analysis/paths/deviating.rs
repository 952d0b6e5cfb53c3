//! A request line that the model does not declare as written, and remedies for it.

use super::corrected::Line;
use super::graph::Graph;
use super::{Deviation, Found, Resolved};
use crate::diagnostics::{Diagnostic, Edit};
use crate::model::http::Method;
use crate::model::{Operation, Request, TypeId};

/// A request line with deviations.
pub(super) struct Deviating<'a, 'm> {
    pub(super) graph: &'a Graph<'m>,
    pub(super) operation: &'a Operation<TypeId>,
    pub(super) request: &'a Request,
    pub(super) resolved: &'a Resolved,
    pub(super) line: Line<'a>,
}

impl Deviating<'_, '_> {
    /// The changes of all segments that the model spells differently.
    pub(super) fn spelled(&self) -> Vec<Edit> {
        let all = self.resolved.deviations.iter();
        let certain = |it: &&Deviation| matches!(it.found, Found::Case | Found::NoArguments | Found::Arguments);
        all.filter(certain).flat_map(|it| self.line.spelled(it)).collect()
    }

    /// Adds the changed request line as the remedy.
    pub(super) fn helped(&self, report: Diagnostic, method: Method, edits: &[Edit]) -> Diagnostic {
        if edits.is_empty() { report } else { report.help(format!("write `{method} {}`", self.line.with(edits))) }
    }

    /// The type of the item or of the items of the collection before a segment.
    pub(super) fn type_before(&self, deviation: &Deviation) -> Option<TypeId> {
        self.graph.kind(deviation.from).ty()
    }
}
